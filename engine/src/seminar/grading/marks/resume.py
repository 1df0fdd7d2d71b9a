"""Says which submissions have yet to be graded, so that a run goes on where the last one stopped."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from seminar.errors import NotebookError, SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission, digest, fingerprint


@dataclass(frozen=True)
class Waiting:
    """A submission that is to be graded.

    Parameters
    ----------
    submission : Submission
        What was handed in.
    fingerprint : str
        Of everything that its mark will follow from.
    why : str
        The reason.
    """

    submission: Submission
    fingerprint: str
    why: str


def to_grade(
    assignment: Assignment,
    submissions: Iterable[Submission],
    done: Mapping[str, GradeRecord],
    regrade: bool = False,
    only: Iterable[str] = (),
    limits: Limits | None = None,
) -> list[Waiting]:
    """Choose the submissions that have no mark, or one that no longer follows from what is there.

    Parameters
    ----------
    assignment : Assignment
        What is graded.
    submissions : iterable of Submission
        What was handed in.
    done : mapping of str to GradeRecord
        The records of earlier runs by student.
    regrade : bool
        Whether to grade again what has a mark.
    only : iterable of str
        These students and no others; all where it is empty.
    limits : Limits, optional
        What a submission may use now: with more than before, who lost points in a run is graded again.

    Raises
    ------
    NotebookError
        The records are another assignment's.
    SubmissionError
        A student in `only` has handed in nothing.
    """
    submissions, only = list(submissions), set(only)
    if other := {record.assignment for record in done.values()} - {assignment.name}:
        raise NotebookError(f"the marks there are those of {min(other)}: choose another --out")
    if unknown := only - {one.student for one in submissions}:
        raise SubmissionError(f"--only {min(unknown)}: there is no submission of that name")
    waiting = []
    for one in submissions:
        if only and one.student not in only:
            continue
        found = fingerprint(assignment, one)
        if why := _why(one, done.get(one.student), found, regrade, limits):
            waiting.append(Waiting(one, found, why))
    return waiting


def _why(
    submission: Submission, record: GradeRecord | None, found: str, regrade: bool, limits: Limits | None
) -> str | None:
    if record is None:
        return "new"
    if record.status == "failed":
        return "the grader had failed"
    if record.input_sha256 != found:
        if submission.notebook is None or record.submission_sha256 != digest(submission.notebook).hex():
            return "another notebook was handed in"
        return "the assignment or a file beside the notebook changed"
    if limits and _is_wider(limits, record) and _lost_points(record):
        return "the limits are wider"
    return "asked for" if regrade else None


def amounts(limits: Limits) -> dict[str, float]:
    """Return what a submission may use, by name, as a record keeps it."""
    return {name: value for name, value in asdict(limits).items() if isinstance(value, (int, float))}


def _is_wider(limits: Limits, record: GradeRecord) -> bool:
    before = record.limits
    # A limit that the record does not name is not wider, because there was no such limit when it was written.
    return before is None or any(value > before.get(name, value) for name, value in amounts(limits).items())


def _lost_points(record: GradeRecord) -> bool:
    # Any of its tests may have failed because of a limit, as a cell that had no memory left ends like any other.
    tests = [cell for cell in record.cells.values() if not cell.manual]
    ran = record.status not in ("missing", "unreadable")
    return ran and (record.status != "graded" or any(cell.score != cell.max for cell in tests))
