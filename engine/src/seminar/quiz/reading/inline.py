"""Turns the little Markdown that a bank may hold into HTML or plain text, before any page is shown."""

import html
import re

# Code first: what stands in it is not emphasis.
MARKS = re.compile(r"`([^`]+)`|\*\*(\S(?:[^*]*\S)?)\*\*|\*(\S(?:[^*]*\S)?)\*")
TAGS = ("code", "strong", "em")


def to_html(text: str) -> str:
    """Return escaped HTML with ``<code>``, ``<strong>`` and ``<em>``; a blank line becomes two breaks.

    Code of several lines keeps them and their indentation, by breaks and no-break spaces, because a block of code may
    not stand wherever a bank's text may.
    """

    def element(match: re.Match[str]) -> str:
        tag, words = next((tag, words) for tag, words in zip(TAGS, match.groups(), strict=True) if words is not None)
        if tag == "code" and "\n" in words:
            words = re.sub(r"(?m)^ +|  +", lambda spaces: "\N{NO-BREAK SPACE}" * len(spaces[0]), words.strip("\n"))
            words = words.replace("\n", "<br>")
        return f"<{tag}>{words}</{tag}>"

    escaped = MARKS.sub(element, html.escape(text.strip()))
    return re.sub(r"\n\s*\n", "<br><br>", escaped)


def to_text(text: str) -> str:
    """Return the words without the marks, for places that hold no markup, such as an ``<option>``."""
    return " ".join(MARKS.sub(lambda match: match[1] or match[2] or match[3], text).split())
