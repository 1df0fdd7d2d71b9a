"""``{explorer} bloc_explorer``: an explorer that works in the page without a kernel, with a table as its fallback."""

from importlib import import_module
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective


def add_explorers(app):
    """Register the directive."""
    app.add_directive("explorer", ExplorerDirective)


class ExplorerDirective(SphinxDirective):
    """Puts one of `betweenblocs.explorers` into the page."""

    required_arguments = 1

    def run(self):
        """Write the explorer's state and fallback; the page's script brings them to life."""
        name = self.arguments[0]
        try:
            module = import_module(f"betweenblocs.explorers.{name}")
        except ModuleNotFoundError:
            raise self.error(f"there is no explorer {name!r} in betweenblocs.explorers") from None
        self.env.note_dependency(str(Path(module.__file__)))
        return [nodes.raw("", module.static(), format="html")]
