"""Grades on this machine, as many submissions at a time as it has cores."""

import contextlib
import resource
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.cores import cores
from seminar.grading.running.grader import Grader
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.running.worker_pool import WorkerPool
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission


class ThisMachine(Grader):
    """A thread of this process for each core, and the workers that they use."""

    def __init__(self) -> None:
        _open_many_files()
        self.workers, self.at_a_time = WorkerPool(), cores()
        self.executor = ThreadPoolExecutor(max_workers=self.at_a_time)

    @property
    def threads(self) -> int:
        """How many submissions can run at a time."""
        return self.at_a_time

    def strongest(self, assignment: Assignment, limits: Limits, or_none: bool = False) -> str:
        """Find the strongest sandbox that this machine offers, as `WorkerPool.strongest` does."""
        return self.workers.strongest(assignment, limits, or_none)

    def submit_own(self, assignment: Assignment, kind: str | None, limits: Limits) -> Future[Assignment]:
        """Begin to grade the instructor's own solution in a thread of this process."""
        return self.executor.submit(self.workers.check_own, assignment, kind, limits)

    def submit(
        self, assignment: Assignment, submission: Submission, kind: str | None, limits: Limits
    ) -> Future[GradeRecord]:
        """Begin to grade one submission in a thread of this process."""
        return self.executor.submit(self.workers.grade_submission, assignment, submission, kind, limits)

    def close(self) -> None:
        """Wait for the submissions that run, leave out those that wait, and end the workers."""
        self.executor.shutdown(cancel_futures=True)
        self.workers.close()


def grade(
    assignment: Assignment,
    submissions: Iterable[Submission],
    kind: str | None = None,
    limits: Limits | None = None,
) -> Iterator[GradeRecord]:
    """Grade submissions of one assignment on this machine, as `Grader.grade` does, with a grader of their own."""
    with ThisMachine() as grader:
        yield from grader.grade(assignment, submissions, kind, limits)


def _open_many_files() -> None:
    """Lift the soft limit, often 1,024: each worker holds two open files for every test cell."""
    highest = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
