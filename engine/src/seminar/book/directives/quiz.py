"""The ``{quiz}`` directive: shows the items of a bank in a page of the book."""

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from seminar.book.site.static import FOLDER
from seminar.errors import BankError
from seminar.quiz import asked, exam_html, finished, live_html, pool, read_bank

REGISTER = "claims"


class quiz(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes in lower case
    """A quiz. Its children are the stems alone, so that the search finds the questions and not the key."""


class QuizDirective(SphinxDirective):
    """```` ```{quiz} STEM ````: every item that is not ungraded; ``:items: id1 id2`` shows those.

    ``:exam:`` leaves the key out of the page and collects the answers in a file. Which items are asked or drawn says
    the bank's ``exam: {items: […], draw: 5, seed: spring}``, because grading reads it there too. A name with a slash
    is a path seen from the book's folder: a bank for an exam belongs outside ``quizzes/``, which goes into the package
    with its keys.
    """

    required_arguments = 1
    option_spec: ClassVar = {
        "items": directives.unchanged_required,
        "exam": directives.flag,
        "draw": directives.unchanged,
        "seed": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Read the bank and write the quiz."""
        name = self.arguments[0]
        path = Path(self.env.relfn2path(f"/{name}.yml" if "/" in name else f"/quizzes/{name}.yml")[1])
        self.env.note_dependency(str(path))
        try:
            bank = finished(read_bank(path))
            items = asked(bank, self.options.get("items", "").split())
        except BankError as error:
            return [self.state.document.reporter.error(str(error), line=self.lineno)]
        exam = "exam" in self.options
        moved = [name for name in ("draw", "seed", "items") if name in self.options and (exam or name != "items")]
        if moved:
            message = f"`:{moved[0]}:` of an exam stands in the bank, such as `exam: {{draw: 5, seed: spring}}`"
            return [self.state.document.reporter.error(f"{message}: grading reads it there", line=self.lineno)]
        node = quiz("", bank=bank, items=items, exam=exam)
        node += [nodes.paragraph(text=item.prompt) for item in (pool(bank) if exam else items)]
        return [node]


def visit_quiz(self: HTML5Translator, node: nodes.Element) -> None:
    """Write the live place with its fallback."""
    register = self.builder.get_relative_uri(self.builder.current_docname, REGISTER)
    if node["exam"]:
        self.body.append(exam_html(node["bank"]))
    else:
        self.body.append(live_html(node["bank"], node["items"], register=register))
    raise nodes.SkipNode


def add_register_script(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Load the quiz's script on the claim register too, where it leads the reader back to the question."""
    if pagename == REGISTER:
        app.add_js_file(f"{FOLDER}/quiz.js", loading_method="defer")


def add_quiz(app: Sphinx) -> None:
    """Register the directive."""
    app.add_node(quiz, html=(visit_quiz, None))
    app.add_directive("quiz", QuizDirective)
    app.connect("html-page-context", add_register_script)
