"""``{links}``: every external address that the book gives, in one place, with the day on which it was read."""

import csv
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def add_links(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("links", LinksDirective)


def read_links(path: Path) -> list[dict[str, str]]:
    """Return the rows of ``links.csv``: ``url``, ``title``, ``read`` (ISO date, empty where nobody opened it)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


class LinksDirective(SphinxDirective):
    """Prints ``links.csv`` beside the page."""

    def run(self) -> list[nodes.Node]:
        """Write one entry for each address."""
        path = Path(self.env.srcdir) / "links.csv"
        self.env.note_dependency(str(path))
        entries = nodes.bullet_list()
        for row in read_links(path):
            line = nodes.paragraph("", row["title"] + ": ")
            line += nodes.reference("", row["url"], refuri=row["url"])
            line += nodes.Text(f" (read by {row['read']})" if row["read"] else " (not opened by us)")
            entries += nodes.list_item("", line)
        return [entries]
