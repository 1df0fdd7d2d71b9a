"""``{about-the-data}``: describes every table from ``datapackage.json``, so that the page cannot go stale."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar.course import Course
from seminar.tables import package


def add_about_the_data(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("about-the-data", AboutTheDataDirective)


class AboutTheDataDirective(SphinxDirective):
    """Writes one section for each table of the data package."""

    def run(self) -> list[nodes.Node]:
        """Write the sections, in the order of the package."""
        self.course = Course.find(Path(self.env.srcdir))
        self.folder = self.course.tables_folder
        self.env.note_dependency(str(self.folder / "datapackage.json"))
        return [self.section(resource) for resource in package(self.folder)["resources"]]

    def section(self, resource: dict[str, Any]) -> nodes.section:
        """Return what a reader should know before trusting one table."""
        rows = getattr(self.course.tables, resource["name"])()
        section = nodes.section(ids=[f"table-{resource['name'].replace('_', '-')}"])
        section += nodes.title("", resource["title"])
        section += nodes.paragraph("", resource["description"])
        facts = nodes.field_list()
        facts += field("Rows", nodes.Text(str(len(rows))))
        facts += field("As of", nodes.Text(resource["as_of"]))
        facts += field("Sources", *joined(source(entry) for entry in resource["sources"]))
        facts += field("Licence", *joined(source(entry) for entry in resource["licenses"]))
        facts += field("What is missing", nodes.Text(resource["gaps"]))
        facts += field("In Python", nodes.literal("", f"{self.course.package}.tables.{resource['name']}()"))
        facts += field("File", self.download(resource["path"]))
        section += facts
        section += nodes.raw("", "<details><summary>Columns</summary>", format="html")
        section += columns(resource["schema"]["fields"])
        section += nodes.raw("", "</details>", format="html")
        return section

    def download(self, path: str) -> nodes.Node:
        """Return a link by which the reader downloads the file."""
        target = "/" + Path(os.path.relpath(self.folder / path, self.env.srcdir)).as_posix()
        link = addnodes.download_reference("", "", refdoc=self.env.docname, reftarget=target)
        link += nodes.literal("", path)
        return link


def field(name: str, *body: nodes.Node) -> nodes.field:
    """Return one named fact."""
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", "", *body)))


def source(entry: dict[str, Any]) -> nodes.Node:
    """Return a source or a licence, linked where it has an address."""
    if "path" in entry:
        return nodes.reference("", entry["title"], refuri=entry["path"])
    return nodes.Text(entry["title"])


def joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return the parts with semicolons between them."""
    written: list[nodes.Node] = []
    for part in parts:
        if written:
            written.append(nodes.Text("; "))
        written.append(part)
    return written


def columns(fields: list[dict[str, Any]]) -> nodes.definition_list:
    """Return what each column holds."""
    entries = nodes.definition_list()
    for column in fields:
        allowed = column.get("constraints", {}).get("enum")
        text = column["description"] + (f": {', '.join(allowed)}" if allowed else "") + "."
        term = nodes.term("", "", nodes.literal("", column["name"]), nodes.Text(f" ({column['type']})"))
        entries += nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", text)))
    return entries
