"""Takes a GIFT file apart into questions, before anything is said of their answers.

Escaped characters first become code points that no text may hold (Unicode's noncharacters), so that everything after
can look for bare control characters.
"""

import re

from betweenblocs.errors import ExchangeError
from betweenblocs.quiz.exchange import markup
from betweenblocs.quiz.exchange.new_bank import clean

ESCAPES = dict(zip("\\~=#{}:n", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
HOLES = dict.fromkeys(map(ord, ESCAPES.values()))
BACK = {sign: "\n" if char == "n" else char for char, sign in ESCAPES.items()}
ESCAPE = re.compile(r"\\([\\~=#{}:n])")
FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
WEIGHT = re.compile(r"%(-?\d+(?:\.\d*)?)%")


def marked(block: str) -> str:
    """Return a block without its comments, each escaped character as one code point."""
    return ESCAPE.sub(lambda match: ESCAPES[match[1]], without_comments(block)).strip()


def blocks(text: str):
    """Yield each block between blank lines with the number of its first line."""
    text = text.removeprefix("\ufeff").translate(HOLES)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, kept = 1, []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            if not kept:
                start = number
            kept.append(line)
        elif kept:
            yield start, "\n".join(kept)
            kept = []


def without_comments(block: str) -> str:
    return "\n".join(line for line in block.split("\n") if not line.strip().startswith("//"))


class Question:
    """One block, taken apart: its name, its stem and what stands in braces."""

    def __init__(self, text: str, line: int, block: str):
        self.line, self.lost = line, set()
        comments = "\n".join(row for row in block.split("\n") if row.strip().startswith("//"))
        self.idnumber = next(iter(re.findall(r"\[id:([^\]]+)\]", comments)), None)
        self.tags = re.findall(r"\[tag:([^\]]+)\]", comments)
        self.name = None
        if named := re.match(r"::(.*?)::", text, re.DOTALL):
            self.name, text = named[1], text[named.end() :].strip()
        start, end = text.find("{"), text.find("}")
        if (start < 0) != (end < 0) or end < start:
            raise ExchangeError("a brace { or } has no partner; write \\{ or \\} for a brace in the text", line=line)
        self.description = start < 0
        self.answers, stem = text[start + 1 : end].strip(), text
        if not self.description:
            gap = "" if end == len(text) - 1 else "_____"
            stem = text[:start] + gap + text[end + 1 :]
        head, mark, tail = self.answers.rpartition("####")
        self.answers, self.general = (head.strip(), tail) if mark else (tail, "")
        self.format = "moodle"
        if named := FORMAT.match(stem.strip()):
            self.format = named[1]
        self.stem = self.text(stem)
        self.explanation = self.text(self.general)

    def text(self, marked: str) -> str:
        """Return a text in our Markdown, in the format that it names or the stem has."""
        marked, format_ = marked.strip(), self.format
        if named := FORMAT.match(marked):
            format_, marked = named[1], marked[named.end() :]
        text = "".join(BACK.get(char, char) for char in marked)
        if format_ in ("html", "moodle"):
            text, lost = markup.from_html(text)
            self.lost |= lost
        return clean(text)

    def part(self, marked: str) -> tuple[float | None, str, str]:
        """Return the weight (or None), the text still marked, and the feedback of one answer."""
        weight = None
        if found := WEIGHT.match(marked := marked.strip()):
            weight, marked = float(found[1]), marked[found.end() :]
        words, _, feedback = marked.partition("#")
        return weight, words, self.text(feedback)
