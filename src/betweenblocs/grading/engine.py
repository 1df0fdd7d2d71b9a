"""Grades many submissions, each in a slot, as many at a time as the machine has cores."""

import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor, as_completed

from betweenblocs.errors import NotebookError, SandboxError
from betweenblocs.grading.assignment import Assignment
from betweenblocs.grading.one import Submission, grade_one
from betweenblocs.grading.record import GradeRecord
from betweenblocs.grading.sandbox import means, proof
from betweenblocs.grading.sandbox.limits import Limits
from betweenblocs.grading.slot import Slot

#: Slots that wait for work, by assignment and sandbox, in this process.
_idle: dict[tuple, list[Slot]] = {}
_lock = threading.Lock()


def grade(
    assignment: Assignment,
    submissions: Iterable[Submission],
    kind: str | None = None,
    limits: Limits | None = None,
    executor: Executor | None = None,
) -> Iterator[GradeRecord]:
    """Grade submissions and hand over each record as soon as it is there.

    Parameters
    ----------
    assignment : Assignment
        What to grade.
    submissions : iterable of Submission
        What was handed in.
    kind : str, optional
        The sandbox, one of `means.KINDS`; the strongest by default.
    limits : Limits, optional
        What a submission may use.
    executor : concurrent.futures.Executor, optional
        Anything with `submit`; threads of this process, one for each core, by default.

    Yields
    ------
    GradeRecord
        In the order in which they are done.

    Raises
    ------
    SandboxError
        This machine does not isolate submissions, or not in the way that was asked for.
    NotebookError
        The instructor's own solution does not earn full marks.
    """
    limits = limits or Limits()
    kind = kind or strongest(assignment, limits)
    check_own(assignment, kind, limits)
    own = None
    if executor is None:
        executor = own = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        futures = {executor.submit(grade_submission, assignment, one, kind, limits) for one in submissions}
        for future in as_completed(futures):
            futures.discard(future)
            yield future.result()
    finally:
        if own is not None:
            own.shutdown(cancel_futures=True)
            close()


def grade_submission(assignment: Assignment, submission: Submission, kind: str, limits: Limits) -> GradeRecord:
    """Grade one submission in a slot of this process; the unit of work for an executor, here or elsewhere."""
    key = (hashlib.sha256(assignment.own).digest(), kind, limits)
    with _lock:
        waiting = _idle.setdefault(key, [])
        slot = waiting.pop() if waiting else None
    slot = slot or Slot(assignment, means.Sandbox(kind, limits, means.account()))
    try:
        record = grade_one(slot, assignment, submission)
    except Exception as error:
        # A fault of ours costs this submission its mark, says so, and stops nothing.
        slot.close()
        record = GradeRecord(submission.student, assignment.name, "failed", None, assignment.max_score, {})
        record.warnings = [f"The grader failed: {type(error).__name__}: {error}"]
        return record
    with _lock:
        waiting.append(slot)
    return record


def close() -> None:
    """End all slots of this process."""
    with _lock:
        slots = [slot for waiting in _idle.values() for slot in waiting]
        _idle.clear()
    for slot in slots:
        slot.close()


def strongest(assignment: Assignment, limits: Limits) -> str:
    """Find the strongest sandbox that this machine offers, by trying it.

    Raises
    ------
    SandboxError
        There is none.
    """
    reasons = []
    for kind in means.candidates():
        try:
            prove(assignment, kind, limits)
            return kind
        except SandboxError as error:
            reasons.append(str(error))
    why = "; ".join(reasons) or "only Linux on x86-64 and arm64 has what is needed"
    raise SandboxError(f"submissions cannot be isolated here ({why}); --unsafe runs them without any protection")


def prove(assignment: Assignment, kind: str, limits: Limits) -> None:
    """Try to break out of a sandbox; it must hold.

    Raises
    ------
    SandboxError
        It cannot be started, or it does not hold; the message says what was possible.
    """
    slot = Slot(assignment, means.Sandbox(kind, limits, means.account()))
    try:
        proof.run(slot)
    finally:
        slot.close()


def check_own(assignment: Assignment, kind: str, limits: Limits) -> None:
    """Grade the instructor's own solution: a test that it does not pass cannot be served to students.

    Raises
    ------
    NotebookError
        It does not earn full marks; the message names the cell and says why.
    """
    record = grade_submission(assignment, Submission("own solution", assignment.own, {}), kind, limits)
    for grade_id, cell in record.cells.items():
        if not cell.manual and cell.score != cell.max:
            raise NotebookError(
                f"the own solution does not earn full marks in the cell {grade_id}: {cell.message}",
                assignment.path,
            )
    if record.status != "graded":
        raise NotebookError(f"the own solution: {record.status}, {record.warnings}", assignment.path)
