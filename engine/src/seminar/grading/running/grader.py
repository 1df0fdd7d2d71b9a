"""Grades many submissions, each in a slot, as many at a time as the machine has cores."""

import contextlib
import resource
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import islice

from seminar.errors import NotebookError, SandboxError, SeminarError
from seminar.grading.assignment import last_value
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.cores import cores
from seminar.grading.running.grade_submission import grade_one
from seminar.grading.running.result import points as scoring
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.running.worker import Slot
from seminar.grading.sandbox import means, proof
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission, fingerprint

#: Slots that wait for work, by assignment and sandbox, in this process.
_idle: dict[tuple, list[Slot]] = {}
#: The strongest sandbox of this machine, or why there is none, by the assignment and limits it was tried with.
_proved: dict[tuple, str | SandboxError] = {}
_lock, _proving = threading.Lock(), threading.Lock()
#: A cluster may lose what it was given; after so many times that is no accident any more.
MOST_TRIES = 3
TRIED_AGAIN = (
    "It did not end in time, or not well, beside other submissions; "
    "this is the result of a second run, with nothing beside it."
)


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
        The sandbox, one of `means.KINDS`; by default the strongest of each machine that grades, or
        `means.ANY`: the same, and none at all where there is none.
    limits : Limits, optional
        What a submission may use.
    executor : concurrent.futures.Executor, optional
        Anything with `submit`; threads of this process, one for each core, by default.

    Yields
    ------
    GradeRecord
        In the order in which they are done, one for each submission.

    Raises
    ------
    SandboxError
        A machine does not isolate submissions, or not in the way that was asked for.
    NotebookError
        The instructor's own solution does not earn full marks.
    """
    limits, own = limits or Limits(), None
    if executor is None:
        _open_many_files()
        executor = own = ThreadPoolExecutor(max_workers=cores())
    # A cluster knows how many it has; of an executor of another kind that is not known.
    workers = getattr(executor, "threads", None) or cores()
    futures = {}
    try:
        assignment = executor.submit(check_own, assignment, kind, limits).result()
        left, late = list(submissions), []
        for _ in range(MOST_TRIES):
            waiting, left = iter(left), []
            while True:
                # No more are on their way than are needed, because on a cluster each takes its bytes along.
                for one in islice(waiting, max(0, 2 * workers - len(futures))):
                    futures[executor.submit(grade_submission, assignment, one, kind, limits)] = one
                if not futures:
                    break
                for future in wait(futures, return_when=FIRST_COMPLETED).done:
                    one = futures.pop(future)
                    try:
                        record = future.result()
                        if workers > 1 and _may_be_a_neighbours_fault(record):
                            late.append((one, record))
                        else:
                            yield record
                    except CancelledError:
                        left.append(one)
                    except (SeminarError, OSError):
                        raise
                    except Exception as error:
                        # Of the executor itself: a cluster gives a task up that ended several of its processes.
                        yield failed(assignment, one, error)
            if not left:
                break
        for one, first in late:
            yield _alone(executor, (assignment, one, kind, limits), first)
        for one in left:
            yield failed(assignment, one, CancelledError(f"lost {MOST_TRIES} times by the cluster"))
    finally:
        for future in futures:
            future.cancel()
        if own is not None:
            own.shutdown(cancel_futures=True)
            close()


def _may_be_a_neighbours_fault(record):
    # Without a process table of its own, one submission may use up the processes that all of them share.
    return record.status == "timeout" or (record.status == "crashed" and record.sandbox == "landlock")


def _alone(executor, arguments, first):
    """Grade once more what did not end well, with nothing else running: others may have taken what it needed."""
    try:
        record = executor.submit(grade_submission, *arguments).result()
    except (SeminarError, OSError):
        raise
    except Exception:
        # Lost by a cluster, which leaves the first verdict.
        return first
    record.warnings.append(TRIED_AGAIN)
    return record


def _open_many_files():
    """Lift the soft limit, often 1,024: each slot holds two open files for every test cell."""
    highest = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))


def grade_submission(
    assignment: Assignment,
    submission: Submission,
    kind: str | None,
    limits: Limits,
    learned: dict[str, list[str]] | None = None,
) -> GradeRecord:
    """Grade one submission in a slot of this process; the unit of work for an executor, here or elsewhere."""
    kind = kind if kind in means.KINDS else strongest(assignment, limits, kind == means.ANY)
    key = (*_key(assignment, limits), kind)
    with _lock:
        waiting = _idle.get(key)
        slot = waiting.pop() if waiting else None
    slot = slot or Slot(assignment, means.Sandbox(kind, limits, means.account()))
    try:
        record = grade_one(slot, assignment, submission, learned)
    except Exception as error:
        # A fault of ours costs this submission its mark, says so, and stops nothing.
        slot.close()
        return failed(assignment, submission, error)
    with _lock:
        _idle.setdefault(key, []).append(slot)
    return record


def failed(assignment: Assignment, submission: Submission, error: BaseException) -> GradeRecord:
    """Write down that there is no mark because of us; the next run tries again."""
    record = GradeRecord(submission.student, assignment.name, "failed", None, assignment.max_score, {})
    record.warnings = [f"The grader failed: {type(error).__name__}: {error}"]
    return record


def _key(assignment, limits):
    # A process of a cluster lives longer than a version of the assignment. Its place belongs to the key, because what
    # a sandbox has to close depends on it.
    return fingerprint(assignment, Submission("", None, {})), assignment.path, limits


def close() -> None:
    """End all slots of this process."""
    with _lock:
        slots = [slot for waiting in _idle.values() for slot in waiting]
        _idle.clear()
    for slot in slots:
        slot.close()


def strongest(assignment: Assignment, limits: Limits, or_none: bool = False) -> str:
    """Find the strongest sandbox that this machine offers, by trying it, once in a process.

    Parameters
    ----------
    assignment : Assignment
        What is to be graded in it.
    limits : Limits
        What a submission may use.
    or_none : bool
        Whether "none" will do where there is no other.

    Raises
    ------
    SandboxError
        There is none.
    """
    key = _key(assignment, limits)
    with _proving:
        if key not in _proved:
            try:
                _proved[key] = _try_all(assignment, limits)
            except SandboxError as error:
                _proved[key] = error
        found = _proved[key]
    if isinstance(found, str):
        return found
    if or_none:
        return "none"
    raise found


def _try_all(assignment, limits):
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


def check_own(assignment: Assignment, kind: str | None, limits: Limits) -> Assignment:
    """Grade the instructor's own solution: a test that it does not pass cannot be served to students.

    Returns
    -------
    Assignment
        With the rules that follow from how the own solution passes its tests.

    Raises
    ------
    NotebookError
        It does not earn full marks; the message names the cell and says why.
    """
    learned = {}
    record = grade_submission(assignment, Submission("own solution", assignment.own, {}), kind, limits, learned)
    sources = {step.grade_id: step.source for step in assignment.steps}
    for grade_id, cell in record.cells.items():
        if not cell.manual and cell.score != cell.max:
            says = cell.message or ""
            if says.startswith(scoring.ENDS):
                says += f" (Its last statement is in line {last_value.last_line(sources[grade_id])}.)"
            raise NotebookError(
                f"the own solution does not earn full marks in the cell {grade_id}: {says}", assignment.path
            )
    if record.status != "graded":
        raise NotebookError(f"the own solution: {record.status}, {record.warnings}", assignment.path)
    return replace(assignment, rules=learned)
