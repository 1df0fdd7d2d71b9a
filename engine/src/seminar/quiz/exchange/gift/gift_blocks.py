"""Takes a GIFT file apart into questions, before anything is said of their answers.

Escaped characters first become code points that no text may hold (Unicode's noncharacters), so that everything after
can look for bare control characters.
"""

import re
from collections.abc import Iterator

from seminar.errors import ExchangeError
from seminar.quiz.exchange import markup
from seminar.quiz.exchange.new_bank import clean

ESCAPES = dict(zip("\\~=#{}:n", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
HOLES = dict.fromkeys(map(ord, ESCAPES.values()))
BACK = {sign: "\n" if char == "n" else char for char, sign in ESCAPES.items()}
ESCAPE = re.compile(r"\\([\\~=#{}:n])")
FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]")
WEIGHT = re.compile(r"%(-*\d{1,3}(?:\.\d*)?)%")
ANSWERS = re.compile(r"\{[^}]*\}?")
CATEGORY = "$CATEGORY:"


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield each block between blank lines with the number of its first line, a category as a block of its own.

    As in Moodle, spaces about a line say nothing.
    """
    lines = [line.strip() for line in text.translate(HOLES).split("\n")]
    start = 1
    kept: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line:
            if not kept:
                start = number
            kept.append(line)
        if kept and (not line or line.startswith(CATEGORY)):
            yield start, "\n".join(kept)
            kept = []


def marked(block: str) -> str:
    """Return a block without its comments, each escaped character as one code point."""
    lines = [line for line in block.split("\n") if not line.startswith("//")]
    return ESCAPE.sub(lambda match: ESCAPES[match[1]], "\n".join(lines)).strip()


def unmarked(text: str) -> str:
    """Return a text with the characters that were escaped."""
    return clean("".join(BACK.get(char, char) for char in text))


class Question:
    """One block, taken apart: its name and what comment lines say of it; :meth:`split` finds stem and answers."""

    def __init__(self, line: int, block: str) -> None:
        self.line, self.rest = line, marked(block)
        self.lost: set[str] = set()
        self.stem = self.explanation = ""
        self.answers: str | None = None
        comments = "\n".join(row for row in block.split("\n") if row.startswith("//"))
        self.idnumber = next(iter(re.findall(r"\[id:([^\]]+)\]", comments)), None)
        self.tags = re.findall(r"\[tag:([^\]]+)\]", comments)
        self.name = ""
        if self.rest.startswith("::"):
            head, mark, tail = self.rest[2:].partition("::")
            self.name, self.rest = (unmarked(head), tail.strip()) if mark else ("", head)
        named = FORMAT.match(self.rest)
        self.format = named[1] if named else "moodle"

    @property
    def title(self) -> str:
        """What the question is called: its idnumber, its name, or its words before the answers."""
        return self.idnumber or self.name or self.text(ANSWERS.sub(" ", self.rest)) or unmarked(self.rest)

    def split(self) -> None:
        """Find ``stem``, ``answers`` (still marked; None for a description) and ``explanation``.

        Raises
        ------
        ExchangeError
            If the braces do not say where the answers are.
        """
        text = self.rest
        start, end = text.find("{"), text.find("}")
        stem, self.answers, general = text, None, ""
        if start >= 0 or end >= 0:
            if start < 0 or end < start:
                message = "a brace has no partner; a blank line ends a question, and \\{ or \\} is a brace in a text"
                raise ExchangeError(message)
            if "{" in text[start + 1 :] or "}" in text[end + 1 :]:
                raise ExchangeError("it has more than one pair of braces; GIFT asks one thing in a question")
            gap = "" if end == len(text) - 1 else "_____"
            stem = text[:start] + gap + text[end + 1 :]
            answers, mark, general = text[start + 1 : end].rpartition("####")
            self.answers, general = (answers.strip(), general) if mark else (general.strip(), "")
        self.stem, self.explanation = self.text(stem), self.text(general)

    def text(self, marked: str) -> str:
        """Return a text in our Markdown, in the format that it names or the stem has."""
        marked, format_ = marked.strip(), self.format
        if named := FORMAT.match(marked):
            format_, marked = named[1], marked[named.end() :]
        words = unmarked(marked)
        if format_ in ("html", "moodle"):
            words, lost = markup.from_html(words)
            self.lost |= lost
        return clean(words)

    def part(self, marked: str) -> tuple[float | None, str, str]:
        """Return the weight (or None), the text still marked, and the feedback of one answer."""
        weight, marked = weighted(marked)
        words, _, feedback = marked.partition("#")
        return weight, words.strip(), self.text(feedback)


def weighted(marked: str) -> tuple[float | None, str]:
    """Return the weight that an answer begins with (or None), and the rest of it."""
    marked = marked.strip()
    if found := WEIGHT.match(marked):
        return float(re.sub("^-+", "-", found[1])), marked[found.end() :]
    return None, marked
