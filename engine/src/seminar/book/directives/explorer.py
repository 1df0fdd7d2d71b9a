"""``{explorer} bloc_explorer``: an explorer that works in the page without a kernel, with a table as its fallback."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar.course import Course
from seminar.register import claim_explorer_html


def add_explorers(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("explorer", ExplorerDirective)


class ExplorerDirective(SphinxDirective):
    """Puts the claim explorer into the page, or what `static()` of a module in the course's ``explorers`` gives."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write the explorer's state and fallback; the page's script brings them to life."""
        name, course = self.arguments[0], Course.find(Path(self.env.srcdir))
        if name == "claim_explorer":
            return [nodes.raw("", claim_explorer_html(course), format="html")]
        try:
            module = course.module("explorers", name)
        except ModuleNotFoundError:
            raise self.error(f"there is no explorer {name!r} in {course.package}.explorers") from None
        self.env.note_dependency(str(module.__file__))
        return [nodes.raw("", module.static(), format="html")]
