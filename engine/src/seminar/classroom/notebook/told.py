"""What a class server may have told a notebook: every answer is checked, and what is none ends in one sentence."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from seminar.errors import ClassError, ResponseError
from seminar.text import clean_json, cut, one_line

if TYPE_CHECKING:
    from seminar.quiz import Responses

LARGEST_QR = 177  # rows and columns of the largest QR code
LONGEST_SENTENCE = 500
LONGEST_ADDRESS = 300


def lie(address: str) -> ClassError:
    """Return the error for an answer that no class server gives."""
    return ClassError(f"what answers at {address} is no class server of this version")


def read(body: bytes, address: str) -> dict[str, Any]:
    """Return the JSON object of an answer, with every text in it cleaned.

    Raises
    ------
    ClassError
        If it is none.
    """
    try:
        found = clean_json(json.loads(body))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ClassError(f"what answers at {address} is no class server")
    return found


def sentence(found: dict[str, Any]) -> str:
    """Return why something was refused.

    Raises
    ------
    ValueError
        If no sentence is there.
    """
    said = found.get("error")
    if not isinstance(said, str) or not said.strip():
        raise ValueError(said)
    return cut(one_line(said), LONGEST_SENTENCE)


def count(found: dict[str, Any], name: str, address: str) -> int:
    """Return a number of students or of a round."""
    number = found.get(name)
    if not is_count(number):
        raise lie(address)
    return number


def board(found: dict[str, Any], address: str) -> dict[str, Any]:
    """Return the board of a room."""
    items, now = found.get("items"), found.get("open")
    fine = (
        is_count(found.get("joined"))
        and is_count(found.get("answered"))
        and isinstance(items, list)
        and all(is_item(item) for item in items)
        and (now is None or isinstance(now, dict))
        and "open" in found
    )
    if not fine:
        raise lie(address)
    return found


def is_count(number: object) -> TypeGuard[int]:
    """Say whether this is a number of things."""
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 1_000_000


def is_item(item: object) -> bool:
    """Say whether this is an item of a board."""
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        return False
    return isinstance(item.get("answered"), list) and all(map(is_count, item["answered"]))


def invitation(found: dict[str, Any], address: str) -> dict[str, Any]:
    """Return address, code and the rows of the QR code."""
    rows = found.get("qr")
    square = (
        isinstance(rows, list)
        and 0 < len(rows) <= LARGEST_QR
        and all(isinstance(row, str) and len(row) == len(rows) and not row.strip("01") for row in rows)
    )
    given, code = found.get("address"), found.get("code")
    named = isinstance(given, str) and given.startswith(("http://", "https://")) and len(given) <= LONGEST_ADDRESS
    if not (square and named and isinstance(code, str) and len(code) <= 20):
        raise lie(address)
    return found


def responses(found: dict[str, Any], name: str, address: str) -> "list[Responses]":
    """Return response files as :class:`seminar.quiz.answers.response_file.Responses`.

    Parameters
    ----------
    found : dict
        The answer.
    name : str
        Where they come from, in the place of a file's name.
    address : str
        Of the server, for the sentence.
    """
    from seminar.quiz import check_responses

    listed = found.get("responses")
    if not isinstance(listed, list):
        raise lie(address)
    try:
        return [check_responses(one, Path(name)) for one in listed]
    except (ResponseError, RecursionError, AttributeError, KeyError, TypeError):
        raise lie(address) from None
