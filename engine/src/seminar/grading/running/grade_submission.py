"""Grades one submission in a worker."""

import hashlib
import time
from collections.abc import Iterable

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.assignment.restore import is_untouched, restore
from seminar.grading.running.notebook_run import NotebookRun, Verdict
from seminar.grading.running.result.blanks import Blanks
from seminar.grading.running.result.record import CellMark, GradeRecord
from seminar.grading.running.worker import Worker
from seminar.grading.submissions.files_beside import beside
from seminar.grading.submissions.submission import Submission

#: At most so many sentences say what was found changed.
MOST_WARNINGS = 50
NOT_RUN = "The test was not run."


def grade_one(
    worker: Worker, assignment: Assignment, submission: Submission, learned: dict[str, list[str]] | None = None
) -> GradeRecord:
    """Grade a submission, whatever it does.

    First everything that the student may see is made: the cells run, and the tests as they were released.
    Only then do the tests with their hidden parts run, on copies of the submission's process that were made
    before. What those copies learn of hidden data goes nowhere, because only points and the instructor's own
    words come back from there.

    Parameters
    ----------
    worker : Worker
        Where to grade, for this assignment.
    assignment : Assignment
        What to grade.
    submission : Submission
        What was handed in.
    learned : dict, optional
        For the own solution: takes up what the tests did with what stays in its process (`Assignment.rules`).

    Returns
    -------
    GradeRecord
        Always; a submission that cannot be read or does not end has a record that says so.
    """
    started = time.monotonic()
    record = GradeRecord(submission.student, assignment.name, "graded", 0.0, assignment.max_score, {})
    record.sandbox = worker.sandbox.kind
    if submission.notebook is None:
        return _without_marks(record, assignment, "missing", "No notebook was handed in.", submission.notes)
    try:
        content = submission.content() or b""
        record.submission_sha256 = hashlib.sha256(content).hexdigest()
        cells, warnings = restore(content, assignment)
        # The outputs that were handed in may be many times as large as the rest.
        del content
    except SubmissionError as error:
        return _without_marks(record, assignment, "unreadable", error.message, submission.notes)
    files, left_out = beside(assignment.files, submission.files)
    record.warnings = [*submission.notes, *left_out, *warnings[:MOST_WARNINGS]]
    try:
        run = NotebookRun(worker, assignment, files, cells, learned)
        verdicts = run.all()
    finally:
        worker.submission.end()
    record.status, record.outputs = run.status, run.outputs
    record.warnings = run.faults + record.warnings
    _mark(record, assignment, cells, verdicts)
    record.seconds = round(time.monotonic() - started, 3)
    return record


def _without_marks(
    record: GradeRecord, assignment: Assignment, status: str, reason: str, notes: Iterable[str]
) -> GradeRecord:
    record.status, record.warnings = status, [reason, *notes]
    record.cells = {cell.grade_id: CellMark(0.0, cell.points, reason, cell.by_hand) for cell in assignment.graded}
    return record


def _mark(record: GradeRecord, assignment: Assignment, cells: list[NotebookCell], verdicts: dict[str, Verdict]) -> None:
    sources = {cell["grade_id"]: cell["source"] for cell in cells if "grade_id" in cell}
    blanks = Blanks(assignment, cells, record.outputs)
    for cell in assignment.graded:
        if cell.by_hand:
            if cell.grade_id not in sources:
                mark = CellMark(0.0, cell.points, "The cell is missing.", True)
            elif is_untouched(cells, cell) and not cell.marks.get("task"):
                mark = CellMark(0.0, cell.points, "No answer.", True)
            else:
                mark = CellMark(None, cell.points, None, True)
        elif cell.grade_id not in sources:
            mark = CellMark(0.0, cell.points, "The cell is missing.")
        else:
            score, message = verdicts.get(cell.grade_id, (0.0, NOT_RUN))
            mark = CellMark(score, cell.points, message and blanks.why(cell.grade_id, message))
        record.cells[cell.grade_id] = mark
    record.score = sum(mark.score or 0.0 for mark in record.cells.values())
