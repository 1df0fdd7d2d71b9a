"""The rule of each type, said once here and once in ``static/score.js``, held together by shared cases.

============================  ====================================================================
single, true_false            1 for the key, else 0
numeric                       1 within the tolerance or range, else 0
text                          1 for an accepted form, else 0; case, accents, quotes and spaces do not count
match, classify               the share of rows that are placed rightly
multiple, evidence, map       right picks / all right options - wrong picks / all wrong options, never
                              below 0: Youden's J. Picking everything or nothing earns 0.
order                         (pairs in the right order - pairs in the wrong order) / all pairs, never
                              below 0: Kendall's tau. Steps of equal rank make no pair.
reflect                       never scored
============================  ====================================================================

W. J. Youden, "Index for rating diagnostic tests", Cancer 3 (1950) 32-35.
M. G. Kendall, "A new measure of rank correlation", Biometrika 30 (1938) 81-93.

A response is what the student's page holds: an option id (single; "true" or "false" for true_false),
a list of option ids (multiple), claims (evidence) or ISO codes (map), the text typed (numeric, text,
reflect), a mapping of row ids to option ids (match, classify), all step ids in order (order).
What is not of this kind, or names an option that is gone, counts as not given.
"""

from itertools import combinations
from math import fsum

from seminar.quiz.bank.item import Item
from seminar.quiz.page.compiled import key_of
from seminar.quiz.parts.folding import fold, parse_number
from seminar.quiz.parts.option_ids import current

# A value at the edge of a tolerance is right, although 56.4 + 0.5 is not quite 56.9 in binary.
SLACK = 1e-9


def score(item: Item, response) -> float | None:
    """Return the credit for a response, from 0 to 1, before the cost of hints; None for a reflection."""
    return score_by_key(item.type, key_of(item), current(item.former, response))


def score_by_key(kind: str, key: dict, response) -> float | None:
    """Return the credit as the page computes it, from a compiled item's key."""
    return RULES[kind](key, response)


def credit(item: Item, response, hints: int = 0) -> float | None:
    """Return the credit less what the opened hints cost, never below 0."""
    earned = score(item, response)
    return None if earned is None else max(0.0, earned - fsum(hint.cost for hint in item.hints[:hints]))


def one(key, response) -> float:
    """Score the one option that is picked."""
    return float(isinstance(response, str) and response in key["correct"])


def number(key, response) -> float:
    """Score a number against the range of right ones."""
    value = parse_number(response, key.get("unit")) if isinstance(response, str) else None
    return float(value is not None and within(value, key["low"], key["high"]))


def within(value: float, low: float, high: float) -> bool:
    """Say whether a value lies in a range, its ends included."""
    slack = SLACK * max(1.0, abs(low), abs(high))
    return low - slack <= value <= high + slack


def words(key, response) -> float:
    """Score a text against the accepted forms, which the key holds folded."""
    return float(isinstance(response, str) and fold(response) in key["accept"])


def several(key, response) -> float:
    """Score picked options by Youden's J."""
    picked = set(response) if isinstance(response, list) else set()
    right, wrong = key["correct"], key["wrong"]
    hits = sum(option in picked for option in right) / len(right)
    misses = sum(option in picked for option in wrong) / len(wrong) if wrong else 0.0
    return max(0.0, hits - misses)


def rows(key, response) -> float:
    """Score the share of rows that are placed rightly."""
    placed = response if isinstance(response, dict) else {}
    pairs = key["pairs"]
    return sum(placed.get(row) == option for row, option in pairs.items()) / len(pairs)


def sequence(key, response) -> float:
    """Score an order by Kendall's tau; each step has to stand in it once."""
    ranks = key["ranks"]
    if not isinstance(response, list) or sorted(map(str, response)) != sorted(ranks):
        return 0.0
    signs = [(ranks[b] > ranks[a]) - (ranks[b] < ranks[a]) for a, b in combinations(response, 2)]
    return max(0.0, sum(signs) / sum(map(abs, signs)))


RULES = {
    "single": one,
    "true_false": one,
    "numeric": number,
    "text": words,
    "multiple": several,
    "evidence": several,
    "map": several,
    "match": rows,
    "classify": rows,
    "order": sequence,
    "reflect": lambda key, response: None,
}
