"""Tells the code of a script from its comments, texts and patterns, which may look like code."""

import re
from functools import lru_cache

# What is no code: comments, texts and patterns. A pattern stands where a value may, a division does not.
NO_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|"""
    r"""(?:(?<=[=(,:\[!&|?{;>+])|(?<=[=(,:\[!&|?{;>+]\s)|(?<=return\s))/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/\w*""",
    re.DOTALL,
)
CODE = re.compile(r"[^\"'`/{}]+")
TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])+", re.DOTALL)


@lru_cache(maxsize=128)
def blanked(source: str) -> str:
    """Return a source of the same length with blanks for its comments, texts and patterns; the code stays."""
    parts: list[str] = []
    inside: list[str] = []  # the templates and braces that are open
    place = 0
    while place < len(source):
        template = bool(inside) and inside[-1] == "`"
        if code := None if template else CODE.match(source, place):
            parts.append(code[0])
            place = code.end()
        elif blank := (TEMPLATE if template else NO_CODE).match(source, place):
            parts.append(re.sub(r"[^\n]", " ", blank[0]))
            place = blank.end()
        elif template and source[place] == "$":  # a value within the template
            inside.append("{")
            parts.append(" {")
            place += 2
        else:
            if template or (source[place] == "}" and inside):
                inside.pop()
            elif source[place] in "`{":
                inside.append(source[place])
            parts.append(source[place])
            place += 1
    return "".join(parts)
