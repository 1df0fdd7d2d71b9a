"""A student's page: each question in words, the answer, the visible test, the points and what to look at."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import mistune
from jinja2 import Environment, PackageLoader, Template
from markupsafe import Markup

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.assignment.questions import Question, questions, title
from seminar.grading.assignment.restore import parts, restore
from seminar.grading.running.result.blanks import Blanks
from seminar.grading.running.result.record import CellMark, GradeRecord
from seminar.grading.submissions.submission import Submission

STATUS = {
    "graded": "Your notebook was run from top to bottom and every test was tried.",
    "missing": "No notebook was handed in.",
    "unreadable": "Your file could not be read as a notebook.",
    "timeout": "Something in your notebook did not end in time; the rest was graded.",
    "crashed": "Something in your notebook ended its process; the rest was graded.",
    "failed": "The grader itself failed; your instructor has been told, and nothing is lost.",
}
BLANK = "You have not filled in any cell, so there was nothing to test."
#: So many letters of one cell, and cells of one answer or with errors, are shown.
LONGEST, MOST_PARTS, MOST_ERRORS = 20_000, 5, 20


class _Words(mistune.HTMLRenderer):
    """An instructor's Markdown below a heading of ours; pictures would need files that the page does not have."""

    def heading(self, text: str, level: int, **attributes: object) -> str:
        return f"<h3>{text}</h3>\n"

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


_markdown = mistune.create_markdown(renderer=_Words(escape=True), plugins=["table", "strikethrough"])


def to_html(assignment: Assignment, record: GradeRecord, submission: Submission | None = None) -> str:
    """Write a student's feedback as one page that needs nothing else.

    Parameters
    ----------
    assignment : Assignment
        What was graded.
    record : GradeRecord
        The result.
    submission : Submission, optional
        What was handed in; without it the page shows no answers.
    """
    cells = _cells(assignment, submission)
    says = BLANK if cells and Blanks(assignment, cells, []).everything else STATUS[record.status]
    errors = {one["cell"]: one["text"] for one in record.outputs if one["kind"] == "error"}
    shown = _questions(assignment, record, cells, errors) if record.cells else []
    beside = {part["number"] for one in shown for part in one["answers"]}
    others = [(number, _cut(text)) for number, text in errors.items() if number not in beside]
    return _template().render(
        title=title(assignment), record=record, says=says, questions=shown, errors=others[:MOST_ERRORS]
    )


@cache
def _template() -> Template:
    return Environment(loader=PackageLoader("seminar.grading.pages"), autoescape=True).get_template("feedback.html")


def _cells(assignment: Assignment, submission: Submission | None) -> list[NotebookCell]:
    try:
        content = submission and submission.content()
        return restore(content, assignment)[0] if content else []
    except SubmissionError:
        return []


def _questions(
    assignment: Assignment, record: GradeRecord, cells: list[NotebookCell], errors: dict[int, str]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    seen: dict[tuple[str, ...], Question] = {}
    for one in questions(assignment):
        mark = record.cells.get(one.grade_id)
        if mark is None:
            continue
        where = [part for name in one.answers for part in parts(cells, name)]
        # Two tests of one answer: it is shown with the first.
        first = seen.setdefault(tuple(one.answers), one)
        answers = [
            {
                "number": number,
                "source": _cut(cell["source"]),
                "is_text": cell["cell_type"] != "code",
                "error": _cut(errors[number]) if number in errors else None,
            }
            for number, cell in where
            if first is one and cell["source"].strip()
        ]
        found.append(
            {
                "number": one.number,
                "title": one.title,
                "grade_id": one.grade_id,
                "words": Markup(_markdown(one.words)) if one.words else "",  # noqa: S704  # it escapes
                "answers": answers[-MOST_PARTS:],
                "more": max(0, len(answers) - MOST_PARTS),
                "seen_in": first if where and first is not one else None,
                "test": one.test and _cut(one.test),
                "test_cell": next((number for number, _ in parts(cells, one.grade_id)), None),
                "is_hidden": assignment.cells[one.grade_id].hidden and not assignment.cells[one.grade_id].by_hand,
                **_verdict(mark),
            }
        )
    return found


def _verdict(mark: CellMark) -> dict[str, str]:
    if mark.score is None:
        kind, sign = "waits", "…"
    elif mark.score == mark.max and (mark.max or not mark.message):
        kind, sign = "full", "✓"
    else:
        kind, sign = ("part", "◐") if mark.score else ("none", "✗")
    points = "to be marked" if mark.score is None else f"{mark.score:g} of {mark.max:g}"
    otherwise = {"waits": "A person will read this answer.", "full": "All right."}
    return {"kind": kind, "sign": sign, "points": points, "message": mark.message or otherwise.get(kind, "")}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n… ({len(text) - LONGEST} more characters)"


def page_names(students: Iterable[str]) -> dict[str, str]:
    """Name each student's page after the student, on any file system and without two that are one.

    A name that is long, holds what no file's name should, or differs from another only in upper and lower case
    gets some digits of its hash.

    Parameters
    ----------
    students : iterable of str
        All of the class.
    """
    plain = {student: re.sub(r"[^\w ()'+,.@-]", "_", student).strip(". ")[:80] for student in students}
    times = Counter(name.casefold() for name in plain.values())
    names = {}
    for student, name in plain.items():
        if name != student or times[name.casefold()] > 1:
            name = f"{name}-{hashlib.sha256(student.encode(errors='surrogatepass')).hexdigest()[:10]}"
        names[student] = f"{name}.html"
    return names
