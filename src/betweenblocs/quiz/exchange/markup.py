"""Turns another system's HTML into the little Markdown that a bank may hold."""

import re
from html.parser import HTMLParser

MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`", "tt": "`"}
BREAKS = {"br", "p", "div", "li", "ul", "ol", "tr", "table"}


class Reader(HTMLParser):
    """Collects Markdown, and the names of the elements that it could not keep."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: set[str] = set()
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style"):
            self.silent += 1
        if tag in MARKS:
            self.parts.append(MARKS[tag])
        elif tag in BREAKS:
            self.parts.append("\n\n")
        elif tag not in ("span", "html", "body"):
            self.lost.add(tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.silent -= 1
        if tag in MARKS:
            self.parts.append(MARKS[tag])
        elif tag in BREAKS - {"br"}:
            self.parts.append("\n\n")

    def handle_data(self, data):
        if self.silent <= 0:
            self.parts.append(data)


def from_html(text: str) -> tuple[str, set[str]]:
    """Return Markdown and the names of the elements that are lost, such as ``img``."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    return re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", "".join(reader.parts)).strip(), reader.lost
