"""Reads what a student typed as ``static/score.js`` does: without what does not count, or as a number."""

import re
import unicodedata

QUOTES = str.maketrans(dict.fromkeys('‘’‚‛ʻʼʽ`´ʹ′“”„‟«»‹›″"', "'") | dict.fromkeys("‐‑‒–—―−", "-"))
SPACES = re.compile(r"[ \t\n\v\f\r]+")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


def fold(text: str) -> str:
    """Return a text without what does not count: case, accents, kinds of quote and dash, spaces at will."""
    for _ in range(2):  # lower-casing can bring forth a new accent (İ)
        marks = unicodedata.normalize("NFKD", text.translate(QUOTES))
        text = "".join(c for c in marks if unicodedata.category(c)[0] != "M").lower()
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
