"""Reads the numbers of a jupyterquiz question."""

from decimal import Decimal
from math import inf, isfinite, nextafter
from typing import TYPE_CHECKING

from seminar.errors import ExchangeError
from seminar.quiz.exchange.new_bank import Written
from seminar.quiz.exchange.right_numbers import RightNumber, around, one_of, said

if TYPE_CHECKING:
    from seminar.quiz.exchange.jupyterquiz.jupyterquiz_reader import Question


def numeric(q: "Question") -> tuple[str, Written]:
    """Return the type and the body of a question that asks for a number.

    Parameters
    ----------
    q : Question
        Notes what its texts and numbers lose.
    """
    right: list[RightNumber] = []
    near: list[Written] = []
    for answer in q.answers():
        correct, feedback = q.right(answer), q.words(answer.get("feedback"))
        try:
            found = number_range(answer, q)
        except ExchangeError as error:
            if correct:
                raise
            q.lose(f"left out a wrong number: {error.message}")
            continue
        if correct:
            right.append(found)
        elif feedback:
            near.append({**around(found), "feedback": feedback})
    if not right:
        raise ExchangeError("no number is right")
    kept, left_out = one_of(right)
    if left_out:
        q.lose(f"kept the first of its right numbers, left out {', '.join(map(said, left_out))}")
    return "numeric", {**kept, **({"near": near} if near else {})}


def number_range(answer: Written, q: "Question") -> RightNumber:
    """Return what an answer holds: a number, what is rounded to it, or a range."""
    precision = q.fields.get("precision")
    if "range" in answer:
        ends = answer["range"]
        if not isinstance(ends, list) or len(ends) != 2:
            raise ExchangeError("a range has not two ends")
        low, high = map(number, ends)
        if low > high:
            raise ExchangeError("a range runs downwards, so that no number is in it")
        if precision is not None:
            q.lose("`precision` is left out beside a range")
        # Its upper end does not belong to it.
        return {"range": [low, high if low == high else nextafter(high, -inf)]}
    value = number(answer.get("value"))
    if precision is None:
        return {"answer": value, "tolerance": 0}
    digits = number(precision)
    if digits != int(digits) or not 1 <= digits <= 100:
        q.lose("`precision` is no number of digits and left out")
        return {"answer": value, "tolerance": 0}
    q.lose(f"`precision` {int(digits)} became a tolerance: what is equal in {int(digits)} significant digits")
    return rounded(value, int(digits))


def rounded(value: float, digits: int) -> RightNumber:
    """Return the numbers that are equal to another one in so many significant digits."""
    middle = Decimal(f"{abs(value):.{digits - 1}e}")
    if not middle:
        return {"answer": 0, "tolerance": 0}
    half = Decimal(5).scaleb(middle.adjusted() - digits)
    if middle != Decimal(1).scaleb(middle.adjusted()):
        return {"answer": plain(middle.copy_sign(Decimal(value))), "tolerance": plain(half)}
    # Below a power of ten the digits are ten times finer.
    ends = (middle - half / 10, middle + half)
    return {"range": sorted(plain(end.copy_sign(Decimal(value))) for end in ends)}


def plain(number: Decimal) -> float:
    """Return a number, an int where it is whole."""
    return int(number) if number == int(number) else float(number)


def number(value: object) -> float:
    """Return a finite number that may be written as a text."""
    try:
        if isinstance(value, bool):
            raise ValueError
        if not isinstance(value, (int, float, str)):
            raise TypeError
        found = value if isinstance(value, int) else float(value)
        if not isfinite(found):
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        written = "nothing" if value is None else f"“{str(value)[:40]}”"
        raise ExchangeError(f"{written} stands where a number belongs") from None
    return found
