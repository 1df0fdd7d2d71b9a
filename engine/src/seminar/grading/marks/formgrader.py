"""Puts marks where nbgrader's formgrader finds them, and takes the marks that a person gave there.

Written with nbgrader's own interface, which therefore must be installed beside this package.
"""

import contextlib
import json
import os
import sysconfig
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import nbformat

from seminar.course import Course
from seminar.errors import NotebookError, SeminarError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.restore import is_untouched, restore
from seminar.grading.marks.by_hand import Mark
from seminar.grading.marks.safe_markdown import safe_markdown
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.submissions.submission import Submission
from seminar.text import clean, write_whole

#: Under this name the fingerprint of the submission stands in the metadata of the notebook that is shown.
OURS = "seminar"


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
    from nbgrader.preprocessors import ClearSolutions, ComputeChecksums, LockCells, SaveCells

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


def _address(database):
    return f"sqlite:///{database.absolute()}"


@contextlib.contextmanager
def _opened(database):
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    # nbgrader starts alembic by its name, which a Python that was called by its path has beside it.
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
    handed_in, marks = {one.student: one for one in submissions}, {}
    with _opened(database) as book:
        for record in records:
            if record.student in handed_in and record.status != "failed":
                place = database.parent / "autograded" / record.student / assignment.name
                cells = _restored(handed_in[record.student], assignment)
                changed = _show(place / f"{assignment.name}.ipynb", assignment, record, cells)
                marks |= _exchange(book, assignment, record, cells, changed)
    return marks


def _restored(submission, assignment):
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


def _show(path, assignment, record, cells) -> bool:
    """Write the notebook as it was graded, and say whether another one was handed in since the last time."""
    before = _shown_before(path, assignment)
    if record.submission_sha256 is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, nbformat.writes(_as_graded(assignment, record, cells)) + "\n")
    return before != record.submission_sha256


def _as_graded(assignment, record, cells):
    shown = _unreadable(assignment, record) if cells is None else []
    for number, cell in enumerate(cells or [], 1):
        # What was joined with another part is shown there.
        if "part_of" in cell and not cell["source"]:
            continue
        if "part_of" in cell:
            shown.append(nbformat.v4.new_markdown_cell(f"*Another part of the answer {cell['part_of']}:*"))
        one = _shown(cell, record, number)
        if "grade_id" in cell:
            one.metadata["nbgrader"] = assignment.cells[cell["grade_id"]].marks
            grade = record.cells.get(cell["grade_id"])
            if grade and grade.message and cell["cell_type"] == "code":
                one.outputs.append(_output({"kind": "error", "text": grade.message}))
        shown.append(one)
    for number, one in enumerate(shown, 1):
        one.id = f"cell-{number}"
    metadata = json.loads(assignment.own).get("metadata", {})
    kept = {name: metadata[name] for name in ("kernelspec", "language_info") if name in metadata}
    return nbformat.v4.new_notebook(cells=shown, metadata={**kept, OURS: record.submission_sha256})


def _unreadable(assignment, record):
    """Say why there is nothing to read, with a place for the marks that a person may give all the same."""
    says, _ = safe_markdown("\n\n".join(record.warnings), {})
    cells = [nbformat.v4.new_markdown_cell(f"**This submission could not be read.** {says}")]
    for cell in assignment.graded:
        make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        cells.append(make(cell.released, metadata={"nbgrader": cell.marks}))
    return cells


def _shown(cell, record, number):
    if cell["cell_type"] == "code":
        outputs = [_output(one) for one in record.outputs if one["cell"] == number]
        return nbformat.v4.new_code_cell(clean(cell["source"]), outputs=outputs)
    # In formgrader, a script of a student would act as the instructor.
    text, pictures = safe_markdown(clean(cell["source"]), cell.get("attachments", {}))
    one = nbformat.v4.new_markdown_cell(text)
    if pictures:
        one.attachments = nbformat.from_dict(pictures)
    return one


def _output(output):
    kind, text = output["kind"], clean(output["text"])
    if kind in ("stdout", "stderr"):
        return nbformat.v4.new_output("stream", name=kind, text=text)
    if kind == "error":
        return nbformat.v4.new_output("error", ename="", evalue="", traceback=[text])
    return nbformat.v4.new_output("display_data", data={"text/plain": text})


def _exchange(book, assignment, record, cells, changed):
    """Write one student's marks; return those that a person gave and that still hold."""
    names, marks = (assignment.name, assignment.name, record.student), {}
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
