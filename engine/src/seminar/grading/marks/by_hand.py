"""Marks that a person gave, joined with those of the tests.

The records in grades.jsonl stay what the tests found: a mark by hand outlives a regrade.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.result.record import CellMark, GradeRecord
from seminar.text import read_rows

COLUMNS = ("student", "grade_id", "score")


@dataclass(frozen=True)
class Mark:
    """The mark that a person gave to one cell.

    Parameters
    ----------
    score : float
        Points earned.
    comment : str
        For the student; may be empty.
    """

    score: float
    comment: str


def read_marks(path: Path, assignment: Assignment, students: Collection[str]) -> dict[tuple[str, str], Mark]:
    """Read a table with the columns student, grade_id, score and, if wanted, comment.

    Parameters
    ----------
    path : Path
        A CSV file; none is no marks. A row without a score is passed over.
    assignment : Assignment
        Its cells are the ones that can be marked.
    students : collection of str
        Those who can be.

    Returns
    -------
    dict of (str, str) to Mark
        By student and cell.

    Raises
    ------
    SubmissionError
        A row cannot be meant; the message names its line.
    """
    if not path.exists():
        return {}
    marks: dict[tuple[str, str], Mark] = {}
    cells = {cell.grade_id: cell for cell in assignment.graded}
    for line, row in read_rows(path, COLUMNS, "student,grade_id,score,comment"):
        student, grade_id, score = (row[name] for name in COLUMNS)
        wrong = None
        if not score:
            continue
        if student not in students:
            wrong = f"there is no student {student!r}"
        elif grade_id not in cells:
            wrong = f"no cell {grade_id!r} gives points; there are {', '.join(cells)}"
        elif (student, grade_id) in marks:
            wrong = f"{student} is marked a second time for {grade_id}"
        elif (points := _points(score)) is None or not 0 <= points <= cells[grade_id].points:
            wrong = f"{score!r} is no number from 0 to {cells[grade_id].points:g}"
        else:
            marks[student, grade_id] = Mark(points, row.get("comment", ""))
        if wrong:
            raise SubmissionError(wrong, path, line)
    return marks


def _points(text: str) -> float | None:
    try:
        points = float(text.replace(",", "."))
    except ValueError:
        return None
    return points if math.isfinite(points) else None


def join(record: GradeRecord, marks: Mapping[tuple[str, str], Mark]) -> GradeRecord:
    """Return a record with the marks of a person in place of what the tests gave for those cells."""
    cells = {name: _joined(cell, marks.get((record.student, name))) for name, cell in record.cells.items()}
    score = None if record.score is None else sum(cell.score or 0.0 for cell in cells.values())
    return replace(record, cells=cells, score=score)


def _joined(cell: CellMark, mark: Mark | None) -> CellMark:
    if mark is None:
        return cell
    return CellMark(mark.score, cell.max, mark.comment or "Marked by a person.", True)
