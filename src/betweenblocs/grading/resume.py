"""Says which submissions have yet to be graded, so that a run goes on where the last one stopped."""

import hashlib
from collections.abc import Iterable, Mapping

from betweenblocs.errors import NotebookError, SubmissionError
from betweenblocs.grading.assignment import Assignment
from betweenblocs.grading.notebook import MOST_READ
from betweenblocs.grading.record import GradeRecord
from betweenblocs.grading.submissions.stored import chunks
from betweenblocs.grading.submissions.submission import Submission


def fingerprint(assignment: Assignment, submission: Submission) -> str:
    """Hash everything that a mark follows from: the assignment, the submission and the files beside both."""
    digest = hashlib.sha256()
    for part in (assignment.own, submission.notebook, *_parts(assignment.files), *_parts(submission.files)):
        digest.update(b"none" if part is None else _hash(part))
    return digest.hexdigest()


def _parts(files):
    yield b"%d" % len(files)
    for name in sorted(files):
        yield name.encode(errors="surrogatepass")
        yield files[name]


def _hash(place):
    # Hashes of hashes, because they keep apart what would read the same when joined.
    digest = hashlib.sha256()
    try:
        for piece in chunks(place, MOST_READ + 1):
            digest.update(piece)
    except SubmissionError as error:
        # Once it can be read, it is another submission.
        return b"unreadable" + error.message.encode()
    return digest.digest()


def to_grade(
    assignment: Assignment,
    submissions: Iterable[Submission],
    done: Mapping[str, GradeRecord],
    regrade: bool = False,
    only: Iterable[str] = (),
) -> list[Submission]:
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
    chosen = [one for one in submissions if not only or one.student in only]
    return [one for one in chosen if regrade or not _is_done(assignment, one, done.get(one.student))]


def _is_done(assignment, submission, record):
    return (
        record is not None and record.status != "failed" and record.input_sha256 == fingerprint(assignment, submission)
    )
