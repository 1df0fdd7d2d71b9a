"""Finds keys that a student can guess without reading: always first, always the longest, always false."""

from collections.abc import Iterable

from seminar.quiz.bank import item as r
from seminar.quiz.types import TYPES


def guessable(items: Iterable[r.Item]) -> list[str]:
    """Return a sentence on each habit of the author that gives keys away.

    Parameters
    ----------
    items : iterable of Item
        All items that a student meets, over banks: in one bank there are too few of a kind.
    """
    items = list(items)
    return [
        sentence
        for name, type_ in TYPES.items()
        for sentence in type_.habits([item.body for item in items if item.type == name])
    ]
