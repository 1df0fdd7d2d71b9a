"""Finds the questions in a jupyterquiz file, in all the shapes that jupyterquiz itself shows.

It takes a list of questions as JSON, as JavaScript (which allows a comma at the end of a list), in base64, or as the
content of a hidden element of a page.
"""

import base64
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any

from seminar.errors import ExchangeError
from seminar.text import clean, clean_json

ELEMENT = re.compile(r"\s*<(\w+)\b[^>]*>(.*)</\1>\s*", re.DOTALL)
# What JavaScript knows and JSON does not, outside of texts: comments, and a comma at the end of a list.
SCRIPT_ALONE = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[\]}])', re.DOTALL)


def questions(text: str) -> list[Any]:
    """Return the questions of a file, of whatever kind each of them is.

    Raises
    ------
    ExchangeError
        If the file is no list of questions.
    """
    found = parsed(text)
    if isinstance(found, str):
        raise ExchangeError(f"the file only says where the questions are, “{found[:80]}”; import that file")
    if isinstance(found, dict):
        found = [found] if "question" in found else found.get("questions")
    listed = list(flat(found)) if isinstance(found, list) else []
    if not listed:
        raise ExchangeError("a jupyterquiz file is a list of questions, [{…}, …]")
    return listed


def flat(listed: list[Any]) -> Iterator[Any]:
    """Yield the entries of a list and of the lists in it."""
    waiting = [iter(listed)]
    while waiting:
        for entry in waiting[-1]:
            if isinstance(entry, list):
                waiting.append(iter(entry))
                break
            yield entry
        else:
            waiting.pop()


def parsed(text: str) -> Any:
    """Return what a file says, cleaned."""
    if found := ELEMENT.fullmatch(text):
        text = unescape(found[2])
    if re.fullmatch(r"[A-Za-z0-9+/=\s]{16,}", text):
        with suppress(ValueError):  # it may only look like base64
            text = clean(base64.b64decode(text).decode())
    try:
        try:
            return clean_json(json.loads(text, strict=False))
        except json.JSONDecodeError as error:
            for _ in range(2):  # a comment may stand between a comma and the end of its list
                text = SCRIPT_ALONE.sub(lambda match: match[1] or "", text)
            try:
                return clean_json(json.loads(text, strict=False))
            except json.JSONDecodeError:
                raise ExchangeError(f"the file is not JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise ExchangeError("the file is nested too deeply to be a quiz") from None
