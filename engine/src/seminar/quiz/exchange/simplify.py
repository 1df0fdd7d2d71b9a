"""Turns an item into a type that another system knows, and says what is lost on the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.parts.body import Body

OneBody = TypeVar("OneBody", bound=Body)


def body_of(item: r.Item, kind: type[OneBody]) -> OneBody:
    """Return the body of an item whose type was asked already."""
    assert isinstance(item.body, kind), f"{item.id} is a {item.type} item"
    return item.body


# What an item of any type may hold beyond its stem and its key, and how to name it in a sentence.
ANY: dict[str, Callable[[r.Item], object]] = {
    "evidence": lambda item: item.evidence,
    "sources": lambda item: item.sources,
    "explanation": lambda item: item.explanation,
    "hints": lambda item: item.hints,
    "cost of hints": lambda item: any(hint.cost for hint in item.hints),
    "objective": lambda item: item.objective,
    "dates": lambda item: item.as_of or item.review_by,
    "points": lambda item: item.points != 1,
    "ungraded mark": lambda item: item.ungraded,
}


# What types say of themselves (``Body.extras``), in the order in which it is told; what a new type says comes last.
OF_TYPES = (
    "pinned choices",
    "unit",
    "usual mistakes",
    "extra right sides",
    "interchangeable steps",
    "feedback on each part",
    "criteria",
)


def losses(item: r.Item, holds: set[str], system: str) -> list[Loss]:
    """Return what a format drops of an item.

    Parameters
    ----------
    item : Item
        The item as the bank has it.
    holds : set of str
        The names, of :data:`ANY` and :data:`OF_TYPES`, of what the format has a place for.
    system : str
        The format's name.
    """
    has = {name for name, found in ANY.items() if found(item)} | item.body.extras()
    lost = [name for name in (*ANY, *OF_TYPES) if name in has and name not in holds]
    lost += sorted(has - {*ANY, *OF_TYPES} - holds)
    return [(item.id, f"{system} has no place for {name}") for name in lost]


def simpler(item: r.Item, knows: set[str], system: str) -> tuple[r.Item | None, list[Loss]]:
    """Return the item in a type that a system knows, and a loss if that changed it; ``None`` if nothing does."""
    simple, changes = item, []
    while simple.type not in knows:
        found = simple.body.simpler(simple.prompt)
        if found is None:
            return None, [(item.id, f"left out, {system} has no item of the type {item.type}")]
        simple = replace(simple, prompt=found[0], body=found[1])
        changes = [(item.id, f"written as {simple.type}, {system} has no item of the type {item.type}")]
    return simple, changes


def simplified(bank: r.Bank, knows: set[str], holds: set[str], system: str) -> tuple[list[r.Item], list[Loss]]:
    """Return a bank's items in the types that a system knows, and all that was lost."""
    kept, lost = [], []
    for item in bank.items:
        simple, changes = simpler(item, knows, system)
        lost += changes
        if simple is not None:
            # A type that is written as another one may keep its feedback on each part as that on choices.
            lost += losses(item if simple.type in ("match", "order") else simple, holds, system)
            kept.append(simple)
    return kept, lost
