"""The place of a quiz in a page: its state as JSON, and what stands there before a script runs."""

from typing import Any

from seminar.quiz.bank.agreed import agreed
from seminar.quiz.bank.item import Bank, Item
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.without_script import quiz_html
from seminar.web import live_place


def state_of(bank: Bank, items: list[Item], key: bool = True, register: str = "") -> dict[str, Any]:
    """Return the state that ``quiz.js`` starts from, as ``quiz/__init__.py`` describes it.

    Parameters
    ----------
    bank : Bank
        The bank.
    items : list of Item
        Which of its items are asked, in this order.
    key : bool
        False leaves out everything that tells the answer.
    register : str
        Where the claims are listed, seen from the page.

    Returns
    -------
    dict
        Of JSON values.
    """
    return {
        **bank.course.identity,
        "bank": bank.stem,
        "items": [compile_item(item, key) for item in items],
        "answers": {},
        "score": 0.0,
        "register": register,
        "agreed": agreed(),
    }


def live_html(bank: Bank, items: list[Item], key: bool = True, register: str = "") -> str:
    """Return the HTML that the shim hydrates, readable as it stands.

    Parameters
    ----------
    bank, items, key, register
        As of `state_of`.

    Returns
    -------
    str
        One element.
    """
    return live_place("quiz", state_of(bank, items, key, register), quiz_html(items, key), "bb-quiz")
