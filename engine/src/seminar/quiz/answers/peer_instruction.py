"""Peer instruction: the same items asked twice, before and after students talk to each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seminar.quiz.answers.analysis import is_right
from seminar.quiz.answers.marking import mark
from seminar.quiz.answers.response_file import Responses
from seminar.quiz.bank.answer import Answer, BankAnswers
from seminar.quiz.bank.item import Bank

SHIFTS = (("right", "right"), ("wrong", "right"), ("right", "wrong"), ("wrong", "wrong"))


def shifts(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> dict[str, Any]:
    """Return how the answers to one item moved between two rounds.

    Parameters
    ----------
    before, after : mapping of str to float
        Scores from 0 to 1 by student. Only students in both rounds are compared.

    Returns
    -------
    dict
        ``n`` students in both rounds, ``only_before`` and ``only_after`` in one; a count for each of
        ``"right→right"``, ``"wrong→right"``, ``"right→wrong"``, ``"wrong→wrong"``; ``share_before``,
        ``share_after`` (right answers among the n) and ``gain``.

    Notes
    -----
    The normalised gain is (after - before) / (1 - before), the share of what could be won that was won (R. R. Hake,
    "Interactive-engagement versus traditional methods", American Journal of Physics 66, 1998). It is ``None`` where
    everybody was right before, and where nobody answered twice.
    """
    both = sorted(before.keys() & after.keys())
    moved = dict.fromkeys((f"{old}→{new}" for old, new in SHIFTS), 0)
    for student in both:
        old, new = ("right" if is_right(scores[student]) else "wrong" for scores in (before, after))
        moved[f"{old}→{new}"] += 1
    n = len(both)
    share_before = (moved["right→right"] + moved["right→wrong"]) / n if n else None
    share_after = (moved["right→right"] + moved["wrong→right"]) / n if n else None
    gain = None
    if share_before is not None and share_after is not None and share_before < 1:
        gain = (share_after - share_before) / (1 - share_before)
    return {
        "n": n,
        "only_before": len(before) - n,
        "only_after": len(after) - n,
        **moved,
        "share_before": share_before,
        "share_after": share_after,
        "gain": gain,
    }


def compare(banks: list[Bank], before: list[Responses], after: list[Responses]) -> list[dict[str, Any]]:
    """Return the shifts of every item that both rounds answered, with the bank's and the item's name.

    The first attempt of each round counts, see :func:`second_round`. Figures that are undefined are empty, others
    rounded to three digits.
    """
    rows = []
    for bank in banks:
        rounds = [scores(bank, everybody) for everybody in (before, second_round(before, after))]
        for item in bank.items:
            if rounds[0].get(item.id) and rounds[1].get(item.id):
                moved = shifts(rounds[0][item.id], rounds[1][item.id])
                figures = {k: "" if v is None else round(v, 3) for k, v in moved.items()}
                rows.append({"bank": bank.stem, "item": item.id} | figures)
    return rows


def second_round(before: list[Responses], after: list[Responses]) -> list[Responses]:
    """Return the second round's answers, those of students who went on in the same browser among them.

    A file that is exported again still carries the first attempt of the first round. Where it does, the latest answer
    is the second round's; in a file that began afresh the first attempt is.
    """
    earlier = {responses.student.casefold(): responses.banks for responses in before}
    return [replace(r, banks=continued(earlier.get(r.student.casefold(), {}), r.banks)) for r in after]


def continued(earlier: dict[str, BankAnswers], banks: dict[str, BankAnswers]) -> dict[str, BankAnswers]:
    """Return one student's banks without the first attempts that stand in an earlier file of theirs."""
    found: dict[str, BankAnswers] = {}
    for stem, bank in banks.items():
        known = earlier.get(stem, {}).get("items", {})
        items: dict[str, Answer] = {
            name: answer | {"first": None} if answer.get("first") and same_first(known.get(name), answer) else answer
            for name, answer in bank["items"].items()
        }
        found[stem] = bank | {"items": items}
    return found


def same_first(earlier: Answer | None, answer: Answer) -> bool:
    """Say whether two records of one item begin with the same attempt."""
    return bool(earlier and earlier.get("first") == answer["first"])


def scores(bank: Bank, everybody: list[Responses]) -> dict[str, dict[str, float]]:
    """Return the raw scores by item, then by student, of those who answered."""
    found: dict[str, dict[str, float]] = {}
    for responses in everybody:
        for mark_ in mark(bank, responses):
            if mark_.raw is not None:
                found.setdefault(mark_.item.id, {})[responses.student.casefold()] = mark_.raw
    return found
