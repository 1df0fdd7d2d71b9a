"""Reads what a student typed as ``static/score.js`` does: without what does not count, or as a number.

Which marks on letters do not count: all on Latin and Greek letters (é is e), and marks of stress and of vowels on
letters of any script. A mark that Unicode joins to a letter of another script makes another letter, and counts: й is
not и, ў not у, ї not і, が not か. Only ё is е, as Russian prints it, and ѐ and ѝ bear a stress. Vowel signs count.
"""

import re
import unicodedata

QUOTES = str.maketrans(dict.fromkeys('‘’‚‛ʻʼʽ`´ʹ′“”„‟«»‹›″"', "'") | dict.fromkeys("‐‑‒–—―−", "-"))
SPACES = re.compile(r"[ \t\n\v\f\r]+")
# Accents and stresses, points of Hebrew and Arabic, marks about symbols, and what chooses the look of an emoji.
MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# A letter with its mark as one character, where the mark does not count: all below the Cyrillic block, and these.
MARKED = re.compile("[^\u0400-\U0010ffff]|[\u1e00-\u1fff\u212a\u212bЁЀЍёѐѝ]")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


def fold(text: str) -> str:
    """Return a text without what does not count: case, accents, kinds of quote and dash, spaces at will."""
    for _ in range(2):  # lower-casing can bring forth a new accent (İ)
        text = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text.translate(QUOTES)))
        text = MARKED.sub(lambda letter: unicodedata.normalize("NFD", letter[0]), text)
        text = MARKS.sub("", text).lower()
    return SPACES.sub(" ", text).lstrip(" '").rstrip(" '.")


def parse_number(text: str, unit: str | None = None) -> float | None:
    """Return the number that a student typed, or None.

    One comma or point is the decimal sign; where both occur, the last of them; a sign that occurs more
    than once groups thousands. Spaces and the item's unit may stand about it.
    """
    text = fold(text)
    if unit and text.endswith(fold(unit)):
        text = text.removesuffix(fold(unit))
    text = text.replace(" ", "").replace("'", "")
    decimal = "," if text.rfind(",") > text.rfind(".") else "."
    grouping = "." if decimal == "," else ","
    text = text.replace(grouping, "")
    if text.count(decimal) > 1:
        text = text.replace(decimal, "")
    text = text.replace(decimal, ".")
    return float(text) if NUMBER.fullmatch(text) else None
