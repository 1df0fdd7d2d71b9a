"""Scores response files against their banks. What a file says of its own score is never believed."""

from collections import Counter
from dataclasses import dataclass

from betweenblocs.quiz.option_ids import current
from betweenblocs.quiz.pool import draw
from betweenblocs.quiz.records import Bank, Item
from betweenblocs.quiz.responses import Responses
from betweenblocs.quiz.scoring import credit, score


@dataclass(frozen=True)
class Mark:
    """One answer of one student, scored. Scores run from 0 to 1; ``None`` is no answer.

    ``raw`` is the first attempt before the cost of hints: what the student knew. ``first`` and ``last`` are the
    first and the latest attempt after that cost.
    """

    student: str
    item: Item
    response: object
    certainty: str | None
    raw: float | None
    first: float | None
    last: float | None


def asked(bank: Bank, responses: Responses) -> list[Item]:
    """Return the graded items of a bank that a student was asked: all, or those drawn for them in an exam."""
    graded = scorable(bank)
    exam = responses.banks.get(bank.stem, {}).get("exam")
    if not exam:
        return graded
    drawn = set(draw([item.id for item in graded], exam.get("draw"), exam["seed"], responses.student))
    return [item for item in graded if item.id in drawn]


def scorable(bank: Bank) -> list[Item]:
    """Return the items of a bank that earn points."""
    return [item for item in bank.items if not item.ungraded and item.type != "reflect"]


def mark(bank: Bank, responses: Responses) -> list[Mark]:
    """Return a mark for each item that a student was asked, in the bank's order."""
    answers = responses.banks.get(bank.stem, {}).get("items", {})
    return [mark_item(responses.student, item, answers.get(item.id)) for item in asked(bank, responses)]


def mark_item(student: str, item: Item, answer: dict | None) -> Mark:
    """Score one answer as the schema describes it; without a record of the first attempt the latest stands for it.

    Once the answer was shown, practice earns nothing: then the first attempt counts as the latest too.
    """
    if not answer or (answer.get("response") is None and not answer.get("first")):
        return Mark(student, item, None, None, None, None, None)
    first = answer.get("first") or answer
    latest = first if answer.get("shown") else answer
    return Mark(
        student=student,
        item=item,
        response=current(item.former, first.get("response")),
        certainty=first.get("certainty"),
        raw=score(item, first.get("response")),
        first=credit(item, first.get("response"), first.get("hints") or 0),
        last=credit(item, latest.get("response"), latest.get("hints") or 0),
    )


def surprises(bank: Bank, responses: Responses) -> list[str]:
    """Return a sentence on each answer that no asked item explains: a changed id, an item that was not drawn."""
    answers = responses.banks.get(bank.stem, {}).get("items", {})
    known = {item.id for item in bank.items}
    scored = {item.id for item in asked(bank, responses)}
    graded = {item.id for item in scorable(bank)}
    said = []
    if gone := [name for name in answers if name not in known]:
        said.append(f"{responses.path}: {bank.stem} has no item {', '.join(gone[:5])[:200]}, left out")
    if other := [name for name in answers if name in graded - scored]:
        said.append(f"{responses.path}: {', '.join(other[:5])} was not drawn for {responses.student}, left out")
    return said


def other_draws(bank: Bank, everybody: list[Responses]) -> list[str]:
    """Return a sentence on each exam that was drawn with another seed or number than most.

    Who changes these in the file chooses their own items.
    """
    exams = [(r, (e["seed"], e.get("draw"))) for r in everybody if (e := r.banks.get(bank.stem, {}).get("exam"))]
    if not exams:
        return []
    seed, count = Counter(drawn for _, drawn in exams).most_common(1)[0][0]
    return [
        f"{r.path}: {r.student} drew {drawn[1] or 'all'} by the seed “{drawn[0]}”, "
        f"most drew {count or 'all'} by “{seed}”"
        for r, drawn in exams
        if drawn != (seed, count)
    ]


def table(banks: list[Bank], everybody: list[Responses]) -> list[dict]:
    """Return one row for each student and bank: what was answered, and points of the first and latest attempt.

    Returns
    -------
    list of dict
        ``{"student", "bank", "asked", "answered", "points_first", "points_last", "possible"}``
    """
    rows = []
    for responses in everybody:
        for bank in banks:
            if bank.stem not in responses.banks:
                continue
            marks = mark(bank, responses)
            rows.append(
                {
                    "student": responses.student,
                    "bank": bank.stem,
                    "asked": len(marks),
                    "answered": sum(mark_.first is not None for mark_ in marks),
                    "points_first": round(sum((m.first or 0) * m.item.points for m in marks), 4),
                    "points_last": round(sum((m.last or 0) * m.item.points for m in marks), 4),
                    "possible": sum(m.item.points for m in marks),
                }
            )
    return rows
