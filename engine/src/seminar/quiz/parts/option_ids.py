"""Ids of options, rows and steps: written in the bank, or made of the words; an answer kept under the words is read.

A response names options by their ids. `seminar quiz ids` writes the id of each option into the bank, and then its
words may change. Where none is written, the id is a hash of the words. An option with an id of its own still answers
to the hash of its words, because answers were kept under it before the id was written. ``current`` turns such a
response into the present ids; ``static/score.js`` does the same in the page.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from seminar.quiz.reading.inline import to_text

WRITTEN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID = 40  # letters


def option_id(text: str) -> str:
    """Return the id that is made of an option's words: eight hexadecimal digits."""
    return sha256(to_text(text).encode()).hexdigest()[:8]


def former(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the ids by which options were known before they had one of their own, each with the present one.

    Parameters
    ----------
    named : iterable of (str, str)
        Each option's id and words.
    """
    words = {id_: option_id(text) for id_, text in named}
    return {old: id_ for id_, old in words.items() if old not in words}


def current(former_ids: dict[str, dict[str, str]], response: object) -> object:
    """Return a response with the present id of each option and row.

    Parameters
    ----------
    former_ids : dict
        ``Item.former``: old ids to present ones, of ``"options"`` and of ``"rows"``.
    response
        As ``scoring`` describes it.
    """
    options, rows = former_ids.get("options", {}), former_ids.get("rows", {})
    if isinstance(response, str):
        return options.get(response, response)
    if isinstance(response, list):
        return [options.get(one, one) if isinstance(one, str) else one for one in response]
    if isinstance(response, dict):
        placed = {row: options.get(one, one) if isinstance(one, str) else one for row, one in response.items()}
        # A row that stands there by its present name too was placed later.
        return {rows[row]: one for row, one in placed.items() if row in rows} | {
            row: one for row, one in placed.items() if row not in rows
        }
    return response
