"""The claim register in the book: ``{claim}`` cites a claim, ``{claims}`` prints them all."""

from functools import cache

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

from betweenblocs import tables

REGISTER = "claims"


def add_claims(app):
    """Register the role, the directive and the bookkeeping of who cites what."""
    app.add_role("claim", ClaimRole())
    app.add_directive("claims", ClaimsDirective)
    app.connect("env-purge-doc", lambda app, env, docname: citations(env).pop(docname, None))
    app.connect("env-merge-info", merge)
    app.connect("env-updated", lambda app, env: [REGISTER] if REGISTER in env.found_docs else [])
    app.connect("doctree-resolved", link_back)


@cache
def register() -> dict[str, dict]:
    """Return the claims by their ids."""
    return {claim["id"]: claim for claim in tables.claims()}


def citations(env) -> dict[str, list[str]]:
    """Return the claims that each page cites, in the order of their first mention."""
    if not hasattr(env, "betweenblocs_claims"):
        env.betweenblocs_claims = {}
    return env.betweenblocs_claims


def merge(app, env, docnames, other):
    """Join what parallel readers found."""
    citations(env).update({name: ids for name, ids in citations(other).items() if name in docnames})


class ClaimRole(SphinxRole):
    """``{claim}`C13` `` or ``{claim}`C13,C14` ``: links to the register, with the paraphrase as a tooltip."""

    def run(self):
        """Write the links; the first mention of a claim on a page gets the anchor ``cite-C13``."""
        group = nodes.inline("", "", classes=["bb-claims"])
        cited = citations(self.env).setdefault(self.env.docname, [])
        for position, name in enumerate(part.strip() for part in self.text.split(",")):
            claim = register().get(name)
            if claim is None:
                return [], [self.inliner.reporter.error(f"there is no claim {name!r}", line=self.lineno)]
            link = nodes.reference(
                "",
                name,
                internal=True,
                refuri=f"{REGISTER}.html#{name}",
                reftitle=f"{claim['speaker']}: {claim['paraphrase']}",
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

    def run(self):
        """Write the entries by paragraph of the article."""
        written = nodes.container(classes=["bb-register"])
        paragraph = None
        for claim in register().values():
            if claim["paragraph"] != paragraph:
                paragraph = claim["paragraph"]
                written += nodes.rubric("", f"Line {int(paragraph[1:])} of the article")
            written += entry(claim)
        return [written]


def entry(claim: dict) -> nodes.container:
    """Return one claim's entry: the paraphrase, who says it and in what voice, its codes, what is easily misread."""
    box = nodes.container(ids=[claim["id"]], classes=["bb-register-entry"])
    head = nodes.paragraph(classes=["bb-register-head"])
    head += nodes.strong("", claim["id"])
    head += nodes.Text(f" · {claim['speaker']}, {claim['voice']}")
    if claim["reported_actor"]:
        head += nodes.Text(f" · about {claim['reported_actor']}")
    box += head
    box += nodes.paragraph("", claim["paraphrase"])
    codes = [
        code(claim, label, field, other)
        for label, field, other in (
            ("theme", "theme", "theme_alt"),
            ("stance", "stance", "stance_alt"),
            ("type", "claim_type", "type_alt"),
        )
    ]
    box += nodes.paragraph("", "; ".join(codes), classes=["bb-register-codes"])
    if claim["note"]:
        box += nodes.paragraph("", claim["note"], classes=["bb-register-note"])
    box += nodes.paragraph("", "", classes=["bb-register-back"])
    return box


def code(claim: dict, label: str, field: str, other: str) -> str:
    """Return one code, with the second-best one where the coding leaves room."""
    return f"{label}: {claim[field]}" + (f" (or {claim[other]})" if claim[other] else "")


def link_back(app, doctree, docname):
    """Tell in each entry which pages cite the claim, with links to the passage."""
    if docname != REGISTER:
        return
    for box in doctree.findall(nodes.container):
        if "bb-register-entry" not in box["classes"]:
            continue
        back, name = box.children[-1], box["ids"][0]
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
