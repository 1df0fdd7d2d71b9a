"""Cuts the outputs out of a notebook's bytes before they are parsed: they are large, and grading makes its own."""

import re

#: A key whose value is cut out. It is never part of a cell's source, because JSON escapes quotation marks in a text.
KEY = re.compile(rb'"(?:outputs|widgets)"\s*+:\s*+(?=[\[{])')
#: A text as a whole, the last one even where the file ends in it, or a bracket. Nothing is tried twice.
TOKEN = re.compile(rb'"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)


def without_outputs(content: bytes) -> bytes:
    """Return a notebook's JSON with empty outputs and without the state of widgets.

    Parameters
    ----------
    content : bytes
        JSON, or anything else.
    """
    kept: list[bytes] = []
    start = 0
    while key := KEY.search(content, start):
        kept += [content[start : key.end()], b"[]"]
        start = _end(content, key.end())
    return b"".join([*kept, content[start:]]) if kept else content


def _end(content: bytes, start: int) -> int:
    depth = 0
    for token in TOKEN.finditer(content, start):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(content[token.start() : token.start() + 1], 0)
        if depth == 0:
            return token.end()
    return len(content)
