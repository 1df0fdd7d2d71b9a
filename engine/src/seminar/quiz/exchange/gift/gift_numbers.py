"""Reads the numbers of a GIFT question."""

import re
from collections.abc import Callable
from math import isfinite

from seminar.errors import ExchangeError
from seminar.quiz.exchange.gift.gift_blocks import Question
from seminar.quiz.exchange.new_bank import Written
from seminar.quiz.exchange.right_numbers import RightNumber, around, one_of, said

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
RANGE = re.compile(rf"({NUMBER})\s*\.\.\s*({NUMBER})")
# A point that ends the lower number must not take one of the two between them.
LOW_RANGE = re.compile(rf"([+-]?\d+)\s*\.\.\s*({NUMBER})")
AROUND = re.compile(rf"({NUMBER})(?:\s*:\s*({NUMBER}))?")


def numeric(q: Question, answers: str, lose: Callable[[str], None]) -> tuple[str, Written]:
    """Return the type and the body of a question that asks for a number.

    Parameters
    ----------
    q : Question
        For its texts, and what they lose.
    answers : str
        What stands in its braces, still marked.
    lose : callable
        Takes a sentence on what the bank cannot hold.
    """
    right: list[RightNumber] = []
    near: list[Written] = []
    # As in Moodle, a tilde ends the numbers: what follows is the feedback on any other.
    listed, _, other = answers.removeprefix("#").partition("~")
    if q.part(other)[2]:
        lose("left out the feedback on any other number")
    for words in filter(str.strip, listed.split("=")):
        weight, words, feedback = q.part(words)
        if words == "*" and weight is not None and weight <= 0:
            lose("left out the feedback on any other number")
            continue
        found = number_range(words)
        if weight is None or weight >= 100:
            right.append(found)
            if feedback:
                lose("left out the feedback on a right number")
            continue
        if feedback:
            near.append({**around(found), "feedback": feedback})
        if weight > 0:
            lose(f"{words} was worth {weight:g} % and is now wrong")
    if not right:
        raise ExchangeError("no number is worth 100 %; write it as {#value:tolerance}")
    kept, left_out = one_of(right)
    if left_out:
        lose(f"kept the first of its right numbers, left out {', '.join(map(said, left_out))}")
    return "numeric", {**kept, **({"near": near} if near else {})}


def number_range(words: str) -> RightNumber:
    """Return ``{"range": …}`` or ``{"answer": …, "tolerance": …}`` of "low..high", "value:tolerance" or "value".

    Raises
    ------
    ExchangeError
        If it is none of them.
    """
    if found := LOW_RANGE.fullmatch(words) or RANGE.fullmatch(words):
        return {"range": sorted(map(number, found.groups()))}
    if found := AROUND.fullmatch(words):
        return {"answer": number(found[1]), "tolerance": abs(number(found[2] or "0"))}
    raise ExchangeError(f"“{words[:40]}” is no number; write 3, 3:0.5 or 2.5..3.5")


def number(digits: str) -> float:
    """Return a finite number, an int where it is written as one."""
    try:
        value: float = int(digits)
    except ValueError:
        value = float(digits)
    if not isfinite(value) or abs(value) > 1e300:
        raise ExchangeError(f"“{digits[:40]}” is too large a number")
    return value
