"""Turns the little Markdown that a bank may hold into HTML or plain text, before any page is shown."""

import html
import re

# Code first: what stands in it is not emphasis.
MARKS = re.compile(r"`([^`]+)`|\*\*(\S(?:[^*]*\S)?)\*\*|\*(\S(?:[^*]*\S)?)\*")
TAGS = ("code", "strong", "em")


def to_html(text: str) -> str:
    """Return escaped HTML with ``<code>``, ``<strong>`` and ``<em>``; a blank line becomes two breaks."""

    def element(match):
        tag = TAGS[match.lastindex - 1]
        return f"<{tag}>{match[match.lastindex]}</{tag}>"

    escaped = MARKS.sub(element, html.escape(text.strip()))
    return re.sub(r"\n\s*\n", "<br><br>", escaped)


def to_text(text: str) -> str:
    """Return the words without the marks, for places that hold no markup, such as an ``<option>``."""
    return " ".join(MARKS.sub(lambda match: match[match.lastindex], text).split())
