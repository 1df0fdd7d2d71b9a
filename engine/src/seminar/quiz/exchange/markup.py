"""Turns another system's HTML into the little Markdown that a bank may hold."""

import re
from html.parser import HTMLParser

MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`", "tt": "`", "pre": "`"}
BREAKS = {"br", "p", "div", "li", "ul", "ol", "tr", "table"}
# Elements that say nothing of their own.
PLAIN = {"span", "html", "body", "font", "wbr"}
# A line end in code, while spaces around other line ends are put in order; no cleaned text holds this character.
CODE_LINE = "\x1f"


class Reader(HTMLParser):
    """Collects Markdown, and the names of the elements that it could not keep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: set[str] = set()
        self.silent = 0
        # The outermost mark that is open, and where its text begins: our Markdown holds no mark within a mark.
        self.open: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.silent += 1
        if tag in MARKS:
            if self.open is None:
                self.open = tag, len(self.parts)
        elif tag in BREAKS:
            self.parts.append("\n" if self.in_code() and tag == "br" else "\n\n")
        elif tag not in PLAIN:
            self.lost.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.silent = max(0, self.silent - 1)
        if self.open and tag == self.open[0]:
            code, start = self.in_code(), self.open[1]
            inner = "".join(self.parts[start:])
            self.parts[start:] = [marked_code(inner) if code else marked(inner, MARKS[tag])]
            self.open = None
        elif tag in BREAKS - {"br"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if self.silent <= 0:
            self.parts.append(data)

    def in_code(self) -> bool:
        """Tell whether what comes is code."""
        return self.open is not None and MARKS[self.open[0]] == "`"


def marked(text: str, mark: str) -> str:
    """Return a text between marks, the spaces about it outside; without them where they would not be read as such."""
    words = text.strip()
    if not words or "*" in words or "`" in words:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{mark}{words}{mark}{text[len(text.rstrip()) :]}"


def marked_code(text: str) -> str:
    """Return code between marks, its lines as they are."""
    text = text.replace("\N{NO-BREAK SPACE}", " ").strip("\n")
    if "`" in text or not text.strip():
        return text
    return "`" + text.replace("\n", CODE_LINE) + "`"


def from_html(text: str) -> tuple[str, set[str]]:
    """Return Markdown and the names of the elements that are lost, such as ``img``."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    words = re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", "".join(reader.parts)).strip()
    return words.replace(CODE_LINE, "\n"), reader.lost
