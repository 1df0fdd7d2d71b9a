"""``{plot} votes_over_time``: a figure drawn while the book is built, with its code folded below it.

No kernel and no picture file: the drawing stands in the page as SVG that follows the reader's theme.
"""

import html
import inspect
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar.book.drawing import themed_svg
from seminar.course import Course


def add_plots(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("plot", PlotDirective)


class PlotDirective(SphinxDirective):
    """Draws ``figures.NAME.NAME()`` of the course's package; the content is the caption: finding first, then source."""

    required_arguments = 1
    has_content = True
    option_spec = {"name": directives.unchanged_required, "alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Write the figure and, folded, the code that drew it."""
        name, alt = self.arguments[0], self.options.get("alt")
        if not alt or not self.content:
            raise self.error(f"the figure {name} needs :alt: (what one sees) and a caption (the finding, the source)")
        course = Course.find(Path(self.env.srcdir))
        try:
            module = course.module("figures", name)
        except ModuleNotFoundError:
            raise self.error(f"there is no figure {name!r} in {course.package}.figures") from None
        for path in sorted((course.package_folder / "figures").glob("*.py")):
            self.env.note_dependency(str(path))
        svg = themed_svg(getattr(module, name)(), alt, getattr(course.module("figures"), "COLOURS", {}))
        figure = nodes.figure("", nodes.raw("", f'<div class="bb-plot">{svg}</div>', format="html"))
        figure["classes"].append("bb-figure")
        caption, *rest = self.parse_content_to_nodes()
        figure += nodes.caption("", "", *caption.children)
        if rest:
            figure += nodes.legend("", *rest)
        self.set_source_info(figure)
        self.add_name(figure)
        return [figure, *folded(f"Code of this figure: {name}.py", inspect.getsource(module))]


def folded(summary: str, source: str) -> list[nodes.Node]:
    """Return Python source in a box that is closed at first."""
    opening = f'<details class="bb-code"><summary>{html.escape(summary)}</summary>'
    return [
        nodes.raw("", opening, format="html"),
        nodes.literal_block(source, source, language="python"),
        nodes.raw("", "</details>", format="html"),
    ]
