"""How responses earn credit, said once here and once in ``static/score.js``, held together by shared cases.

============================  ====================================================================
one                           1 for the key, else 0
several                       right picks / all right options - wrong picks / all wrong options, never
                              below 0: Youden's J. Picking everything or nothing earns 0.
rows                          the share of rows that are placed rightly
sequence                      (pairs in the right order - pairs in the wrong order) / all pairs, never
                              below 0: Kendall's tau. Steps of equal rank make no pair.
within                        1 within the tolerance or range, else 0
============================  ====================================================================

W. J. Youden, "Index for rating diagnostic tests", Cancer 3 (1950) 32-35.
M. G. Kendall, "A new measure of rank correlation", Biometrika 30 (1938) 81-93.

A response is what the student's page holds: an option id (single; "true" or "false" for true_false),
a list of option ids (multiple), claims (evidence) or ISO codes (map), the text typed (numeric, text,
reflect), a mapping of row ids to option ids (match, classify), all step ids in order (order).
What is not of this kind, or names an option that is gone, counts as not given.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

#: ``{"correct": [ids]}``, with ``"wrong"`` too where several are picked; ``{"low", "high", "unit"}``;
#: ``{"accept": [folded texts]}``; ``{"pairs": {row: option}}``; ``{"ranks": {step: rank}}``; ``{}``.
Key = dict[str, Any]

# A value at the edge of a tolerance is right, although 56.4 + 0.5 is not quite 56.9 in binary.
SLACK = 1e-9


def one(key: Key, response: object) -> float:
    """Score the one option that is picked."""
    return float(isinstance(response, str) and response in key["correct"])


def several(key: Key, response: object) -> float:
    """Score picked options by Youden's J."""
    picked = set(response) if isinstance(response, list) else set()
    right, wrong = key["correct"], key["wrong"]
    hits = sum(option in picked for option in right) / len(right)
    misses = sum(option in picked for option in wrong) / len(wrong) if wrong else 0.0
    return max(0.0, hits - misses)


def rows(key: Key, response: object) -> float:
    """Score the share of rows that are placed rightly."""
    placed = response if isinstance(response, dict) else {}
    pairs = key["pairs"]
    return float(sum(placed.get(row) == option for row, option in pairs.items()) / len(pairs))


def sequence(key: Key, response: object) -> float:
    """Score an order by Kendall's tau; each step has to stand in it once."""
    ranks = key["ranks"]
    if not isinstance(response, list) or sorted(map(str, response)) != sorted(ranks):
        return 0.0
    signs = [(ranks[b] > ranks[a]) - (ranks[b] < ranks[a]) for a, b in combinations(response, 2)]
    return float(max(0.0, sum(signs) / sum(map(abs, signs))))


def within(value: float, low: float, high: float) -> bool:
    """Say whether a value lies in a range, its ends included.

    Parameters
    ----------
    value, low, high : float
        In the unit of the item.
    """
    slack = SLACK * max(1.0, abs(low), abs(high))
    return low - slack <= value <= high + slack


def split(options: Iterable[tuple[str, bool]]) -> Key:
    """Return the ids of the right options and of the wrong ones."""
    listed = list(options)
    return {
        "correct": [name for name, right in listed if right],
        "wrong": [name for name, right in listed if not right],
    }
