"""Grades many submissions, wherever they run: on this machine, or on the workers of a cluster."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from itertools import islice
from types import TracebackType
from typing import Self

from seminar.errors import SeminarError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.cores import cores
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission

#: A submission that a cluster lost is handed over again, so many times in all.
MOST_TRIES = 3
TRIED_AGAIN = (
    "It did not end in time, or not well, beside other submissions; "
    "this is the result of a second run, with nothing beside it."
)


class Grader(ABC):
    """Grades submissions of any number of assignments until it is closed."""

    @property
    @abstractmethod
    def threads(self) -> int:
        """How many submissions can run at a time; 0 while it is not known."""

    @abstractmethod
    def submit_own(self, assignment: Assignment, kind: str | None, limits: Limits) -> Future[Assignment]:
        """Begin to grade the instructor's own solution, as `WorkerPool.check_own` does."""

    @abstractmethod
    def submit(
        self, assignment: Assignment, submission: Submission, kind: str | None, limits: Limits
    ) -> Future[GradeRecord]:
        """Begin to grade one submission, as `WorkerPool.grade_submission` does."""

    @abstractmethod
    def close(self) -> None:
        """End everything that was started for grading."""

    def __enter__(self) -> Self:
        """Use it in a `with` block, at whose end it is closed."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def grade(
        self,
        assignment: Assignment,
        submissions: Iterable[Submission],
        kind: str | None = None,
        limits: Limits | None = None,
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
        limits = limits or Limits()
        at_a_time = self.threads or cores()
        futures: dict[Future[GradeRecord], Submission] = {}
        late: list[tuple[Submission, GradeRecord]] = []
        try:
            assignment = self.submit_own(assignment, kind, limits).result()
            left = list(submissions)
            for _ in range(MOST_TRIES):
                waiting, left = iter(left), []
                while True:
                    # No more are on their way than are needed, because on a cluster each takes its bytes along.
                    for one in islice(waiting, max(0, 2 * at_a_time - len(futures))):
                        futures[self.submit(assignment, one, kind, limits)] = one
                    if not futures:
                        break
                    for future in wait(futures, return_when=FIRST_COMPLETED).done:
                        one = futures.pop(future)
                        try:
                            record = future.result()
                            if at_a_time > 1 and _may_be_a_neighbours_fault(record):
                                late.append((one, record))
                            else:
                                yield record
                        except CancelledError:
                            left.append(one)
                        except (SeminarError, OSError):
                            raise
                        except Exception as error:
                            # Of the cluster itself, because it gives up a task that ended several of its processes.
                            yield _failed(assignment, one, error)
                if not left:
                    break
            for one, first in late:
                yield self._alone(assignment, one, kind, limits, first)
            for one in left:
                yield _failed(assignment, one, CancelledError(f"lost {MOST_TRIES} times by the cluster"))
        finally:
            for future in futures:
                future.cancel()

    def _alone(
        self, assignment: Assignment, submission: Submission, kind: str | None, limits: Limits, first: GradeRecord
    ) -> GradeRecord:
        """Grade once more what did not end well, with nothing else running: others may have taken what it needed."""
        try:
            record = self.submit(assignment, submission, kind, limits).result()
        except (SeminarError, OSError):
            raise
        except Exception:
            # The cluster lost the second run, so the first record stays.
            return first
        record.warnings.append(TRIED_AGAIN)
        return record


def _may_be_a_neighbours_fault(record: GradeRecord) -> bool:
    # Without a process table of its own, one submission may use up the processes that all of them share.
    return record.status == "timeout" or (record.status == "crashed" and record.sandbox == "landlock")


def _failed(assignment: Assignment, submission: Submission, error: BaseException) -> GradeRecord:
    return GradeRecord.failed(submission.student, assignment.name, assignment.max_score, error)
