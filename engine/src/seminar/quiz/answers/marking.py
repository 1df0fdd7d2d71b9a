"""Scores response files against their banks. What a file says of its own score is never believed."""

import json
from dataclasses import dataclass
from typing import TypedDict

from seminar.quiz.answers.response_file import Responses
from seminar.quiz.bank.answer import Answer, Attempt
from seminar.quiz.bank.credit import credit, score
from seminar.quiz.bank.item import Bank, Exam, Item
from seminar.quiz.bank.pool import drawn, scorable
from seminar.quiz.parts.option_ids import current


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


def mark(bank: Bank, responses: Responses) -> list[Mark]:
    """Return a mark for each item that a student was asked, in the bank's order."""
    answers = responses.banks.get(bank.stem, {}).get("items", {})
    return [mark_item(responses.student, item, answers.get(item.id)) for item in drawn(bank, responses.student)]


def mark_item(student: str, item: Item, answer: Answer | None) -> Mark:
    """Score one answer as the schema describes it; without a record of the first attempt the latest stands for it.

    Once the answer was shown, practice earns nothing: then the first attempt counts as the latest too.
    """
    if not answer or (answer.get("response") is None and not answer.get("first")):
        return Mark(student, item, None, None, None, None, None)
    first: Attempt = answer.get("first") or answer
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
    scored = {item.id for item in drawn(bank, responses.student)}
    graded = {item.id for item in scorable(bank)}
    said = []
    if gone := [name for name in answers if name not in known]:
        said.append(f"{responses.path}: {bank.stem} has no item {', '.join(gone[:5])[:200]}, left out")
    if other := [name for name in answers if name in graded - scored]:
        said.append(f"{responses.path}: {', '.join(other[:5])} was not drawn for {responses.student}, left out")
    return said


def other_draws(bank: Bank, everybody: list[Responses]) -> list[str]:
    """Return a sentence on each exam that was drawn otherwise than the bank says.

    Who changes these in the file chooses their own items. Where the bank says nothing, everybody is graded on all of
    its items, and one sentence says so for each draw that files speak of.
    """
    exam = bank.exam or Exam()
    claims: dict[tuple[object, ...], list[Responses]] = {}
    for responses in everybody:
        answered = responses.banks.get(bank.stem)
        claimed = answered.get("exam") if answered else None
        if claimed:
            claims.setdefault((claimed.get("draw"), claimed["seed"] if claimed.get("draw") else ""), []).append(
                responses
            )
        elif answered and bank.exam:
            claims.setdefault((), []).append(responses)
    claims.pop((exam.draw, exam.seed if exam.draw else ""), None)
    stated = f"{exam.draw or 'all'} by the seed “{exam.seed}”"
    said = []
    for claim, files in claims.items():
        if not bank.exam:
            write = f"exam: {{draw: {claim[0]}, seed: {json.dumps(claim[1], ensure_ascii=False)}}}"
            names = ", ".join(responses.student for responses in files[:5]) + (" …" if len(files) > 5 else "")
            said.append(
                f"{bank.path}: {len(files)} of the files ({names}) say that {claim[0]} items were drawn, the bank does "
                f"not; all items count, until you write `{write}` into the bank if that was the exam"
            )
            continue
        what = f"drew {claim[0] or 'all'} by “{claim[1]}”" if claim else "is of no exam"
        said += [
            f"{responses.path}: the file of {responses.student} says that it {what}; the exam draws {stated}, and so "
            "it is graded"
            for responses in files
        ]
    return said


class Row(TypedDict):
    """A row of :func:`table`."""

    student: str
    bank: str
    asked: int
    answered: int
    points_first: float
    points_last: float
    possible: float


def table(banks: list[Bank], everybody: list[Responses]) -> list[Row]:
    """Return one row for each student and bank: what was answered, and points of the first and latest attempt.

    Returns
    -------
    list of dict
        ``{"student", "bank", "asked", "answered", "points_first", "points_last", "possible"}``
    """
    rows: list[Row] = []
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
