"""Puts marks where nbgrader's formgrader finds them, and takes the marks that a person gave there.

Written with nbgrader's own interface, which therefore must be installed beside this package.
"""

import contextlib
import json
import os
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from seminar.course import Course
from seminar.errors import NotebookError, SeminarError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.assignment.restore import is_untouched, restore
from seminar.grading.marks.as_graded import OURS, as_graded
from seminar.grading.marks.by_hand import Mark
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.submissions.submission import Submission
from seminar.text import write_whole

if TYPE_CHECKING:
    import nbgrader.api


def prepare(database: Path, assignment: Assignment) -> None:
    """Tell a gradebook of the assignment and its cells, as `nbgrader generate_assignment` does.

    Parameters
    ----------
    database : Path
        The gradebook.db of an nbgrader course; made where there is none.
    assignment : Assignment
        What is to be graded.

    Raises
    ------
    SeminarError
        nbgrader is not installed, or the gradebook cannot be used.
    NotebookError
        It holds submissions for an assignment of this name with other cells.
    """
    if find_spec("nbgrader") is None:
        raise SeminarError("--gradebook-db needs nbgrader in this environment: pip install nbgrader")
    from nbgrader.preprocessors import (
        ClearSolutions,
        ComputeChecksums,
        LockCells,
        SaveCells,
    )

    database.parent.mkdir(parents=True, exist_ok=True)
    with _opened(database) as book:
        book.update_or_create_assignment(assignment.name)
    cells = nbformat.reads(assignment.own.decode(), as_version=4)
    names = {"notebook": assignment.name, "assignment": assignment.name, "db_url": _address(database)}
    try:
        for step in (LockCells, ClearSolutions, ComputeChecksums, SaveCells):
            cells, _ = step().preprocess(cells, {"nbgrader": names})
    except RuntimeError as error:
        raise NotebookError(f"the gradebook knows another version of {assignment.name}: {error}", database) from None


def _address(database: Path) -> str:
    return f"sqlite:///{database.absolute()}"


@contextlib.contextmanager
def _opened(database: Path) -> Iterator["nbgrader.api.Gradebook"]:
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    # nbgrader starts alembic by its name, so the folder of this Python's programs has to be searched.
    path = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), path])
    try:
        try:
            opened = Gradebook(_address(database))
        except FileNotFoundError as error:
            raise SeminarError(f"nbgrader needs its program {error.filename}, which is not installed") from None
        finally:
            os.environ["PATH"] = path
        with opened as book:
            yield book
    except SQLAlchemyError as error:
        raise SeminarError(f"the gradebook cannot be used ({str(error).splitlines()[0]})", database) from None


def exchange(
    database: Path, assignment: Assignment, records: Iterable[GradeRecord], submissions: Iterable[Submission]
) -> dict[tuple[str, str], Mark]:
    """Write the marks of the tests into a gradebook.db and read the marks that a person gave.

    Beside it, `autograded/STUDENT/ASSIGNMENT/` gets the notebook that formgrader shows. Where a submission has
    changed since a person marked it, formgrader asks for the mark again, as after nbgrader's own grading.

    Parameters
    ----------
    database : Path
        After `prepare`.
    assignment : Assignment
        What was graded.
    records : iterable of GradeRecord
        The marks of the tests.
    submissions : iterable of Submission
        What was handed in; nothing is written for a record without one.

    Returns
    -------
    dict of (str, str) to Mark
        By student and cell.

    Raises
    ------
    SeminarError
        The gradebook cannot be used.
    """
    handed_in = {one.student: one for one in submissions}
    marks: dict[tuple[str, str], Mark] = {}
    with _opened(database) as book:
        for record in records:
            if record.student in handed_in and record.status != "failed":
                place = database.parent / "autograded" / record.student / assignment.name
                cells = _restored(handed_in[record.student], assignment)
                changed = _show(place / f"{assignment.name}.ipynb", assignment, record, cells)
                marks |= _exchange(book, assignment, record, cells, changed)
    return marks


def _restored(submission: Submission, assignment: Assignment) -> list[NotebookCell] | None:
    try:
        return restore(submission.content() or b"", assignment)[0]
    except SeminarError:
        return None


def _shown_before(path: Path, assignment: Assignment) -> str | None:
    """Return the fingerprint of the submission that was shown the last time, by this edition or an earlier one."""
    course = Course.holding(Path(assignment.path).parent)
    try:
        metadata = json.loads(path.read_bytes())["metadata"]
        found: str | None = metadata[OURS] if OURS in metadata else metadata[course.formerly if course else None]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found


def _show(path: Path, assignment: Assignment, record: GradeRecord, cells: list[NotebookCell] | None) -> bool:
    """Write the notebook as it was graded, and say whether another one was handed in since the last time."""
    before = _shown_before(path, assignment)
    if record.submission_sha256 is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, nbformat.writes(as_graded(assignment, record, cells)) + "\n")
    return before != record.submission_sha256


def _exchange(
    book: "nbgrader.api.Gradebook",
    assignment: Assignment,
    record: GradeRecord,
    cells: list[NotebookCell] | None,
    changed: bool,
) -> dict[tuple[str, str], Mark]:
    """Write one student's marks; return those that a person gave and that still hold."""
    names = (assignment.name, assignment.name, record.student)
    marks: dict[tuple[str, str], Mark] = {}
    book.update_or_create_student(record.student)
    book.update_or_create_submission(assignment.name, record.student)
    for cell in assignment.cells.values():
        comment = None
        if cell.marks.get("solution") or cell.marks.get("task"):
            comment = book.find_comment(cell.grade_id, *names)
            blank = not cell.marks.get("task") and is_untouched(cells or [], cell)
            comment.auto_comment = "No response." if blank else None
        if not cell.graded:
            continue
        grade, found = book.find_grade(cell.grade_id, *names), record.cells[cell.grade_id]
        grade.auto_score = found.score
        if grade.manual_score is None:
            grade.needs_manual_grade = found.score is None
        elif changed:
            grade.needs_manual_grade = True
        if not grade.needs_manual_grade and (grade.manual_score is not None or grade.extra_credit):
            score = grade.auto_score or 0.0 if grade.manual_score is None else grade.manual_score
            text = (comment and comment.manual_comment) or ""
            marks[record.student, cell.grade_id] = Mark(score + (grade.extra_credit or 0.0), text)
    book.db.commit()
    return marks
