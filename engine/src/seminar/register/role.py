"""The claim register in the book: ``{claim}`` cites a claim, ``{claims}`` prints them all."""

from pathlib import Path
from typing import cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective, SphinxRole

from seminar.course import Course
from seminar.register.quotation import add_originals, behind
from seminar.register.register import Register, register_of

REGISTER = "claims"


def add_claims(app: Sphinx) -> None:
    """Register the role, the directive and the bookkeeping of who cites what."""
    app.add_role("claim", ClaimRole())
    app.add_directive("claims", ClaimsDirective)
    add_originals(app)
    app.connect("env-purge-doc", lambda app, env, docname: citations(env).pop(docname, None))
    app.connect("env-merge-info", merge)
    app.connect("env-updated", lambda app, env: [REGISTER] if REGISTER in env.found_docs else [])
    app.connect("doctree-resolved", link_back)


def citations(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the claims that each page cites, in the order of their first mention."""
    kept: dict[str, list[str]] = env.__dict__.setdefault("seminar_claims", {})
    return kept


def merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Join what parallel readers found."""
    citations(env).update({name: ids for name, ids in citations(other).items() if name in docnames})


class ClaimRole(SphinxRole):
    """``{claim}`S3` `` or ``{claim}`S3,S4` ``: links to the register, with the paraphrase as a tooltip."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the links; the first mention of a claim on a page gets the anchor ``cite-S3``."""
        register = register_of(Course.find(Path(self.env.srcdir)))
        group = nodes.inline("", "", classes=["bb-claims"])
        cited = citations(self.env).setdefault(self.env.docname, [])
        for position, name in enumerate(part.strip() for part in self.text.split(",")):
            if name not in register:
                return [], [self.inliner.reporter.error(f"there is no claim {name!r}", line=self.lineno)]
            link = nodes.reference(
                "",
                name,
                internal=True,
                refuri=f"{REGISTER}.html#{name}",
                reftitle=register.said(name),
                classes=["bb-claim"],
            )
            if name not in cited:
                cited.append(name)
                link["ids"] = [f"cite-{name}"]
            if position:
                group += nodes.Text(", ")
            group += link
        return [group], []


class ClaimsDirective(SphinxDirective):
    """Prints the register, one anchored entry for each claim."""

    def run(self) -> list[nodes.Node]:
        """Write the entries by part of the text."""
        written = nodes.container(classes=["bb-register"])
        part = ""
        register = register_of(Course.find(Path(self.env.srcdir)))
        for claim in register.claims:
            if (here := register.part(claim)) != part:
                part = here
                written += nodes.rubric("", part)
            written += entry(register, claim)
        return [written]


def entry(register: Register, claim: str) -> nodes.container:
    """Return one claim's entry: the paraphrase, who says it and in what voice, its codes, what is easily misread."""
    settings = register.settings
    box = nodes.container(ids=[claim], classes=["bb-register-entry"])
    head = nodes.paragraph(classes=["bb-register-head"])
    head += nodes.strong("", claim)
    voice, about, note = (register.field(claim, name) for name in ("voice", "about", "note"))
    head += nodes.Text(f" · {register[claim][settings.speaker]}" + (f", {voice}" if voice else ""))
    if about:
        head += nodes.Text(f" · about {about}")
    box += head
    box += nodes.paragraph("", register.text(claim))
    box += behind(register, claim)
    if settings.facets:
        codes = [coded(facet.name, *register.code(claim, facet)) for facet in settings.facets]
        box += nodes.paragraph("", "; ".join(codes), classes=["bb-register-codes"])
    if note:
        box += nodes.paragraph("", note, classes=["bb-register-note"])
    box += nodes.paragraph("", "", classes=["bb-register-back"])
    return box


def coded(name: str, code: str, other: str | None) -> str:
    """Return one code, with the second-best one where the coding leaves room."""
    return f"{name}: {code}" + (f" (or {other})" if other else "")


def link_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Tell in each entry which pages cite the claim, with links to the passage."""
    if docname != REGISTER:
        return
    for box in doctree.findall(nodes.container):
        if "bb-register-entry" not in box["classes"]:
            continue
        back, name = cast(nodes.Element, box.children[-1]), box["ids"][0]
        pages = [page for page, ids in citations(app.env).items() if name in ids]
        order = [page for page in app.env.toctree_includes.get(app.config.root_doc, []) if page in pages]
        if not order:
            box.remove(back)
            continue
        back += nodes.Text("Discussed in ")
        for position, page in enumerate(order):
            if position:
                back += nodes.Text(", ")
            title = app.env.titles[page].astext()
            back += nodes.reference("", title, internal=True, refuri=f"{page}.html#cite-{name}")
