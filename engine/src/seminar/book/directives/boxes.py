"""The boxes of a chapter: its facts at the head, and what came after the text."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from seminar.course import Course


def add_boxes(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("later", LaterDirective)
    app.add_directive("chapter-facts", ChapterFactsDirective)


class LaterDirective(SphinxDirective):
    """Sets later events apart, dated and in another colour: ``:::{later} 1 January 2025``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Write an admonition whose title says that this came after the text."""
        course = Course.find(Path(self.env.srcdir))
        box = nodes.admonition("", classes=["bb-later"])
        box += nodes.title("", f"After {course.title} · {self.arguments[0]}")
        box += self.parse_content_to_nodes()
        return [box]


class ChapterFactsDirective(SphinxDirective):
    """Prints what a reader wants to know before starting: ``minutes: 50`` and ``prerequisites: none``."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Write one line for each field."""
        facts = nodes.field_list(classes=["bb-facts"])
        for line in filter(str.strip, self.content):
            name, colon, text = line.partition(":")
            if not colon:
                raise self.error(f"{line!r} must read 'name: text'")
            inline, messages = self.parse_inline(text.strip())
            body = nodes.field_body("", nodes.paragraph("", "", *inline), *messages)
            facts += nodes.field("", nodes.field_name("", name.strip().capitalize()), body)
        return [facts]
