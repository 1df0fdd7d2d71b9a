"""Reads one item of a bank: what every type has here, what is special to a type in ``bodies``."""

import re
from collections.abc import Callable
from typing import Any

from ruamel.yaml.nodes import ScalarNode

from seminar.quiz.bank.item import Hint, Item
from seminar.quiz.parts.known_claim import known_claim
from seminar.quiz.parts.labels import former_ids
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types import TYPES
from seminar.text import short, suggest

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# No chapter and no item has more; what is above is a slip of the finger.
MOST_OBJECTIVES, MOST_POINTS = 20, 1000


def read_item(entry: Fields) -> Item:
    """Read one item of a bank.

    Raises
    ------
    BankError
        If its type is unknown, or a part of it cannot be read; the other mistakes are noted in `entry.faults`.
    """
    found: dict[str, Any] = {}
    with entry.noting():
        found["id"] = read_id(entry)
        entry.what = f"the item `{found['id']}`"
    kind = entry.text("type")
    if kind not in TYPES:
        raise entry.wrong(f"there is no type `{short(kind)}`{suggest(kind, TYPES)}", entry.node("type"))
    type_ = TYPES[kind]
    readers = PARTS | {"body": type_.read}
    if entry.draft or not type_.SCORED:
        readers |= {"explanation": lambda entry: entry.text("explanation", None)}
    for part, reader in readers.items():
        with entry.noting():
            found[part] = reader(entry)
    with entry.noting():
        if not (found.get("evidence", True) or found.get("sources", True) or entry.draft or not type_.SCORED):
            raise entry.wrong(
                f"{entry.what} names neither `evidence` (claims) nor `sources` (keys of the bibliography)"
            )
    if "body" in found:  # one that could not be read has not asked for all of its fields
        entry.close()
    entry.whole(list(found), ["id", *readers])
    former = former_ids(*found["body"].named())
    return Item(path=entry.path, line=entry.line, course=entry.course, former=former, **found)


def read_id(entry: Fields) -> str:
    """Read the id of an item.

    Raises
    ------
    BankError
        If it is not of lower-case words joined by hyphens.
    """
    name = entry.text("id")
    if not KEBAB.fullmatch(name):
        message = f"the id `{short(name)}` has to be lower-case words joined by hyphens, such as `first-speaker`"
        raise entry.wrong(message, entry.node("id"))
    return name


def read_evidence(entry: Fields) -> tuple[str, ...]:
    """Read the claims that settle an item."""
    return tuple(known_claim(claim, entry, node) for claim, node in entry.texts("evidence", None))


def read_objective(entry: Fields) -> int | None:
    """Read the number of an objective of the chapter.

    Raises
    ------
    BankError
        If it is no whole number from 1 to 20.
    """
    objective = entry.number("objective", None)
    if objective is not None and (not isinstance(objective, int) or not 1 <= objective <= MOST_OBJECTIVES):
        message = f"`objective` is {objective}; give the number of one of the chapter's objectives"
        raise entry.wrong(message, entry.node("objective"))
    return objective


def read_points(entry: Fields) -> float:
    """Read what an item earns.

    Raises
    ------
    BankError
        If it is not above 0, or above 1000.
    """
    points = entry.number("points", 1)
    if not 0 < points <= MOST_POINTS:
        message = f"`points` is {points}; give a number above 0 and at most {MOST_POINTS}, or write `ungraded: true`"
        raise entry.wrong(message, entry.node("points"))
    return points


def read_hints(entry: Fields) -> tuple[Hint, ...]:
    """Read hints, each a text or ``{text: …, cost: …}``.

    Raises
    ------
    BankError
        If a hint has no text, or costs less than 0 or more than 1.
    """
    hints = []
    for node in entry.entries("hints", None):
        if isinstance(node, ScalarNode):
            hints.append(Hint(entry.words(node, "a hint"), 0.0))
            continue
        hint = entry.part(node, "a hint")
        cost = hint.number("cost", 0)
        if not 0 <= cost <= 1:
            raise hint.wrong(f"`cost` is {cost}; give the share of the credit that is lost, from 0 to 1")
        hints.append(Hint(hint.text("text"), float(cost)))
        hint.close()
    return tuple(hints)


# What every type has.
PARTS: dict[str, Callable[[Fields], object]] = {
    "prompt": lambda entry: entry.text("prompt"),
    "evidence": read_evidence,
    "sources": lambda entry: tuple(key for key, _ in entry.texts("sources", None)),
    "hints": read_hints,
    "explanation": lambda entry: entry.text("explanation"),
    "objective": read_objective,
    "points": read_points,
    "as_of": lambda entry: entry.day("as_of"),
    "review_by": lambda entry: entry.day("review_by"),
    "ungraded": lambda entry: entry.flag("ungraded", False),
}
