"""Item analysis: what the answers of a class say about the items. Standard library only.

All of it works on scores from 0 to 1, so that partial credit counts for what it is.
"""

from collections.abc import Sequence
from typing import TypedDict

from seminar.quiz.bank.agreed import CERTAINTIES
from seminar.text import SMALLEST_CLASS, Discrimination, discrimination, facility, wilson

# A flag is a reason to read the item again, not a verdict. Usual rules of thumb: R. L. Ebel and D. A. Frisbie,
# Essentials of Educational Measurement, 5th ed. (1991), chapter 13.
EASY, HARD, WEAK = 0.9, 0.3, 0.2
SURE_BUT_WRONG = 0.3

__all__ = ["SMALLEST_CLASS", "calibration", "discrimination", "facility", "flags", "is_right", "wilson"]


class Calibration(TypedDict):
    """A row of :func:`calibration`."""

    certainty: str
    n: int
    right: int
    share: float | None
    low: float | None
    high: float | None


class Taken(TypedDict):
    """How often one choice was taken, and the mean score on the rest of those who took it, None where none is."""

    id: str
    text: str
    correct: bool
    n: int
    rest: float | None


def calibration(answers: Sequence[tuple[str | None, float | None]]) -> list[Calibration]:
    """Return, for each certainty, how many answers carried it and how many of those were right.

    Parameters
    ----------
    answers : list of (certainty, score)
        Certainty is ``"sure"``, ``"think"``, ``"guess"`` or ``None`` (not said, left out). Only a full score counts
        as right.

    Returns
    -------
    list of dict
        ``{"certainty", "n", "right", "share", "low", "high"}`` in the order of ``CERTAINTIES``; share and
        interval (Wilson, 95 %) are ``None`` for n = 0.
    """
    table: list[Calibration] = []
    for certainty in CERTAINTIES:
        scores = [score for said, score in answers if said == certainty]
        right = sum(is_right(score) for score in scores)
        low, high = wilson(right, len(scores)) or (None, None)
        share = right / len(scores) if scores else None
        table.append(
            {"certainty": certainty, "n": len(scores), "right": right, "share": share, "low": low, "high": high}
        )
    return table


def is_right(score: float | None) -> bool:
    """Say whether a score is full marks; what a hint cost is taken off before and counts as not quite right.

    ``None``, which is no answer, is not.
    """
    return score is not None and score > 1 - 1e-9


def flags(facility_: float | None, power: Discrimination, sure: Calibration, distractors: list[Taken]) -> list[str]:
    """Return the reasons to look at an item again, one sentence each.

    Parameters
    ----------
    facility_ : float or None
        As :func:`facility` returns it.
    power : Discrimination
        As :func:`discrimination` returns it.
    sure : dict
        The row "sure" of :func:`calibration`.
    distractors : list of dict
        ``{"text", "correct", "n", "rest"}`` for each choice: how many took it and their mean score on the rest.
    """
    found = []
    if power.n >= SMALLEST_CLASS and facility_ is not None:
        if facility_ >= EASY:
            found.append("Nearly everybody gets it right: keep it as a warm-up or ask for more.")
        if facility_ <= HARD:
            found.append("Few get it right: check the key, then the teaching.")
        unused = [row["text"] for row in distractors if not row["correct"] and row["n"] == 0]
        if unused:
            found.append("Nobody takes: " + "; ".join(unused) + ".")
    if power.r is not None:
        if power.r < 0:
            found.append("Strong students miss it more often than weak ones: check the key.")
        elif power.r < WEAK:
            found.append("It tells strong students from weak ones poorly.")
        keys = [row["rest"] for row in distractors if row["correct"] and row["rest"] is not None]
        for row in distractors:
            if not row["correct"] and row["n"] >= 3 and keys and row["rest"] is not None and row["rest"] > max(keys):
                found.append(f"Those who take “{row['text']}” do better on the rest than those who take the key.")
    if sure["n"] >= 5 and sure["share"] is not None and 1 - sure["share"] >= SURE_BUT_WRONG:
        found.append(f"{sure['n'] - sure['right']} of {sure['n']} who were sure were wrong: a misconception to teach.")
    return found
