"""The right numbers of a question, each ``{"answer", "tolerance"}`` or ``{"range"}``: a bank holds one of them."""

from math import inf, nextafter
from typing import TypedDict


class RightNumber(TypedDict, total=False):
    """Either ``answer`` and ``tolerance``, or ``range`` with its lower and upper end."""

    answer: float
    tolerance: float
    range: list[float]


class Around(TypedDict):
    """A number and how far from it is still near."""

    value: float
    tolerance: float


def ends(found: RightNumber) -> tuple[float, float]:
    """Return the lower and the upper end of what is right."""
    if "range" in found:
        low, high = found["range"]
        return low, high
    return found["answer"] - found["tolerance"], found["answer"] + found["tolerance"]


def around(found: RightNumber) -> Around:
    """Return a right number or range as ``{"value": …, "tolerance": …}``."""
    if "range" not in found:
        return {"value": found["answer"], "tolerance": found["tolerance"]}
    low, high = found["range"]
    # Rounding must not leave an end outside.
    return {"value": (low + high) / 2, "tolerance": nextafter((high - low) / 2, inf)}


def one_of(right: list[RightNumber]) -> tuple[RightNumber, list[RightNumber]]:
    """Return one range of all that touch the first, and those that lie apart from it."""
    kept = right[0]
    left_out: list[RightNumber] = []
    for found in right[1:]:
        (low, high), (other_low, other_high) = ends(kept), ends(found)
        if other_low > high or other_high < low:
            left_out.append(found)
        elif other_low < low or other_high > high:
            kept = {"range": [min(low, other_low), max(high, other_high)]}
    return kept, left_out


def said(found: RightNumber) -> str:
    """Return a number or range as a sentence has it."""
    low, high = ends(found)
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
