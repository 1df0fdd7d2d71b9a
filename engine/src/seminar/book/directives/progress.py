"""The ``{progress}`` directive: the page on which a student sees every chapter, and what to review."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from seminar.course import Course
from seminar.errors import BankError
from seminar.quiz import Bank, agreed, read_bank, to_text
from seminar.web import live_place


class progress(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """The progress page's live part; it has no text of its own for the search to find."""


class ProgressDirective(SphinxDirective):
    """```` ```{progress} ````: reads every bank beside the chapters."""

    def run(self) -> list[nodes.Node]:
        """Read the banks; a chapter without a page is left out when the page is written."""
        banks = []
        for path in sorted((Path(self.env.srcdir) / "quizzes").glob("*.yml")):
            self.env.note_dependency(str(path))
            try:
                bank = read_bank(path)
            except BankError as error:
                return [self.state.document.reporter.error(str(error), line=self.lineno)]
            banks += [] if bank.draft else [bank]
        return [progress("", banks=banks)]


def state_of(course: Course, banks: list[Bank], page_of: Callable[[str], str]) -> dict[str, Any]:
    """Return the state that ``progress.js`` starts from: the chapters and what they ask, without any key.

    Parameters
    ----------
    course : Course
        Whose book this is.
    banks : list of Bank
        In the order of the book.
    page_of : callable
        From a bank's stem to the address of its chapter, seen from the page.
    """
    chapters = [
        {
            "stem": bank.stem,
            "title": bank.title,
            "page": page_of(bank.stem),
            "items": [
                {
                    "id": item.id,
                    "anchor": f"q-{item.id}",
                    "prompt": to_text(item.prompt),
                    "ungraded": not item.scored,
                    "points": item.points,
                }
                for item in bank.items
            ],
        }
        for bank in banks
    ]
    return {**course.identity, "chapters": chapters, "agreed": agreed()}


def visit_progress(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the live place; without a script it lists the chapters."""
    env = self.builder.env
    order = [name for name in env.toctree_includes.get(env.config.root_doc, []) if name in env.found_docs]
    banks = sorted((b for b in node["banks"] if b.stem in order), key=lambda bank: order.index(bank.stem))
    here = self.builder.current_docname
    state = state_of(Course.find(Path(env.srcdir)), banks, lambda stem: self.builder.get_relative_uri(here, stem))
    chapters = "".join(
        f'<li><a href="{escape(c["page"])}">{escape(c["title"])}</a>: {len(c["items"])} questions</li>'
        for c in state["chapters"]
    )
    without_script = f"<p>This page needs JavaScript to show what you have answered.</p><ul>{chapters}</ul>"
    self.body.append(live_place("progress", state, without_script))
    raise nodes.SkipNode


def add_progress(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(progress, html=(visit_progress, None))
    app.add_directive("progress", ProgressDirective)
