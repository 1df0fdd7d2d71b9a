"""What a response to an item earns."""

from math import fsum

from seminar.quiz.bank.item import Item
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.parts.option_ids import current
from seminar.quiz.types import TYPES


def score(item: Item, response: object) -> float | None:
    """Return the credit for a response, from 0 to 1, before the cost of hints; None where the type earns none."""
    return item.body.score(item.body.key(), current(item.former, response))


def score_by_key(kind: str, key: Key, response: object) -> float | None:
    """Return the credit as the page computes it, from a compiled item's key.

    Parameters
    ----------
    kind : str
        The name of the type.
    key : dict
        As ``credit_rules`` describes it.
    response : object
        What the page holds, with present ids.

    Returns
    -------
    float or None
        From 0 to 1; None where the type earns none.
    """
    return TYPES[kind].score(key, response)


def credit(item: Item, response: object, hints: int = 0) -> float | None:
    """Return the credit less what the opened hints cost, never below 0.

    Parameters
    ----------
    item : Item
        The item.
    response : object
        With present ids or former ones.
    hints : int
        How many hints were open.

    Returns
    -------
    float or None
        From 0 to 1; None where the type earns none.
    """
    earned = score(item, response)
    return None if earned is None else max(0.0, earned - fsum(hint.cost for hint in item.hints[:hints]))
