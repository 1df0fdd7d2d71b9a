"""What a class said: how often each option was taken in each round, and how those who voted twice moved."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from seminar.quiz import Bank, Item, Mark, Responses, compile_item, fold, holds, is_right, mark, sealed, shifts
from seminar.text import SMALLEST_CLASS, cut, one_line, wilson

TYPED = 5  # so many different numbers or texts are shown; the rest is counted together
LONGEST = 60
# C. H. Crouch and E. Mazur, "Peer Instruction: Ten years of experience and results", American Journal of Physics 69
# (2001): talk helps most where neither few nor nearly all are right at first. The limits are the usual round ones.
FEW, MANY = 0.3, 0.7


@dataclass(frozen=True)
class Line:
    """One thing that could be said: its words as HTML, the row that it stands in, and how often each round said it."""

    id: str
    row: str
    html: str
    right: bool
    counts: tuple[int, ...]


def votes(bank: Bank, item: Item, everybody: list[Responses]) -> dict[str, Mark]:
    """Return the scored answer to one item of each student who gave one."""
    return {
        responses.student.casefold(): given
        for responses in everybody
        for given in mark(replace(bank, exam=None), responses)  # a class votes on any item
        if given.item.id == item.id and given.raw is not None
    }


def lines(item: Item, *rounds: dict[str, Mark]) -> list[Line]:
    """Return what could be said, in an order that does not tell the key, with the counts of each round."""
    given = [[mark_.response for mark_ in marks.values()] for marks in rounds]

    def counts(chose: Callable[[Any], bool]) -> tuple[int, ...]:
        return tuple(sum(map(chose, responses)) for responses in given)

    shown = compile_item(sealed(item))
    key = shown["key"]
    if "correct" in key:
        return [
            Line(o["id"], "", o["html"], o["id"] in key["correct"], counts(holds(o["id"]))) for o in shown["options"]
        ]
    if "pairs" in key:
        return [
            Line(o["id"], row["id"], o["html"], key["pairs"][row["id"]] == o["id"], counts(placed(row["id"], o["id"])))
            for row in shown["rows"]
            for o in shown["options"]
        ]
    return typed(item, rounds)


def placed(row: str, option: str) -> Callable[[Any], bool]:
    """Return the test whether a response puts this option into this row."""
    return lambda response: isinstance(response, dict) and response.get(row) == option


def typed(item: Item, rounds: tuple[dict[str, Mark], ...]) -> list[Line]:
    """Return the numbers, texts or orders that were given most often in all rounds together, and the rest as one.

    What only one student wrote stays off the wall: there it would say who, or be a joke at somebody's cost.
    """
    words = {option["id"]: option["html"] for option in compile_item(item).get("options", [])}

    def said(mark_: Mark) -> str:
        given = mark_.response
        return json.dumps(given) if isinstance(given, list) else fold(str(given))[:LONGEST]

    def label(mark_: Mark) -> str:
        given = mark_.response
        if isinstance(given, list):
            return " → ".join(words.get(step, "?") for step in given)
        return escape(cut(one_line(str(given)), LONGEST))

    examples: dict[str, Mark] = {}
    for mark_ in (mark_ for marks in rounds for mark_ in marks.values()):
        examples.setdefault(said(mark_), mark_)
    writers = Counter(text for text, _ in {(said(marks[who]), who) for marks in rounds for who in marks})
    common = sorted(text for text, many in writers.most_common(TYPED) if many > 1)
    counts = [Counter(map(said, marks.values())) for marks in rounds]
    found = [
        Line(text, "", label(examples[text]), is_right(examples[text].raw), tuple(count[text] for count in counts))
        for text in common
    ]
    rest = tuple(count.total() - sum(count[text] for text in common) for count in counts)
    return found + [Line("", "", "something else", False, rest)] * any(rest)


def moved(first: dict[str, Mark], second: dict[str, Mark]) -> dict[str, Any]:
    """Return the shifts of those who voted twice, as ``shifts`` counts them."""
    before, after = ({student: mark_.raw for student, mark_ in votes_.items()} for votes_ in (first, second))
    return shifts(before, after)


def share_right(marks: dict[str, Mark]) -> float | None:
    """Return the share of full marks among those who answered, None without answers."""
    return sum(is_right(mark_.raw) for mark_ in marks.values()) / len(marks) if marks else None


def band(share: float) -> str:
    """Return where a first vote stands for peer instruction, in words."""
    if share < FEW:
        return f"less than {FEW * 100:.0f} %"
    return f"more than {MANY * 100:.0f} %" if share > MANY else f"between {FEW * 100:.0f} and {MANY * 100:.0f} %"


def said_of_share(right: int, n: int) -> str:
    """Return a share with what it is worth: "12 of 20 (60 %; 95 % interval 39 to 78 %)"."""
    interval = wilson(right, n)
    assert interval is not None, "a share of no votes is said nowhere"
    low, high = interval
    return f"{right} of {n} ({right / n * 100:.0f} %; 95 % interval {low * 100:.0f} to {high * 100:.0f} %)"


def said_of_gain(shift: dict[str, Any]) -> list[str]:
    """Return sentences on the normalised gain, and on how little a few votes prove."""
    n, gain = shift["n"], shift["gain"]
    if not n:
        return ["Nobody voted in both rounds, so there is nothing to compare."]
    said = []
    if gain is None:
        said.append("All who voted twice were right before, so there was nothing to gain.")
    else:
        said.append(f"Normalised gain: {f'{gain:.2f}'.replace('-', '−')}, the share of what could be won that was won.")
        if gain < 0:
            said.append("It is negative: more left the right answer than found it.")
    if n < SMALLEST_CLASS:
        one = f"one student more or less moves a share by {100 / n:.0f} points" if n > 1 else "one student is no class"
        said.append(f"With n = {n}, {one}: take it as something to talk about, not as a measurement.")
    return said


def told(first: list[Responses], bank: Bank, item: Item) -> int:
    """Return how many had been told by the page whether they were right before they voted again."""
    answers = [responses.banks.get(bank.stem, {}).get("items", {}).get(item.id) or {} for responses in first]
    return sum(answer.get("score") is not None or bool(answer.get("shown")) for answer in answers)
