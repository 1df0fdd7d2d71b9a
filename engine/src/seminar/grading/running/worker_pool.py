"""The workers of one process: made when a submission needs one, kept for the next submission, ended together."""

import threading
from dataclasses import replace
from types import TracebackType
from typing import Self

from seminar.errors import NotebookError, SandboxError
from seminar.grading.assignment import last_value
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.grade_submission import grade_one
from seminar.grading.running.result import score
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.running.worker import Worker
from seminar.grading.sandbox import means, proof
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission, fingerprint

#: What a sandbox is proved for: the assignment's fingerprint, its path and the limits. A worker serves one such key
#: in one kind of sandbox.
Key = tuple[str, str, Limits]


class WorkerPool:
    """Grades submissions in this process; several threads may use it. Close it, or its processes stay."""

    def __init__(self) -> None:
        self.idle: dict[tuple[Key, str], list[Worker]] = {}
        #: The strongest sandbox of this machine, or why there is none.
        self.proved: dict[Key, str | SandboxError] = {}
        self.taking, self.proving = threading.Lock(), threading.Lock()

    def __enter__(self) -> Self:
        """Use it in a `with` block, at whose end it is closed."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """End all workers that wait for a submission."""
        with self.taking:
            workers = [worker for waiting in self.idle.values() for worker in waiting]
            self.idle.clear()
        for worker in workers:
            worker.close()

    def grade_submission(
        self,
        assignment: Assignment,
        submission: Submission,
        kind: str | None,
        limits: Limits,
        learned: dict[str, list[str]] | None = None,
    ) -> GradeRecord:
        """Grade one submission.

        Parameters
        ----------
        assignment : Assignment
            What to grade.
        submission : Submission
            What was handed in.
        kind : str or None
            The sandbox, as in `Grader.grade`.
        limits : Limits
            What the submission may use.
        learned : dict of str to list of str, optional
            As in `grade_one`.

        Raises
        ------
        SandboxError
            This machine does not offer the sandbox.
        NotebookError
            The assignment's own cells fail.
        """
        kind = kind if kind in means.KINDS else self.strongest(assignment, limits, kind == means.ANY)
        key = _key(assignment, limits), kind
        with self.taking:
            waiting = self.idle.get(key)
            worker = waiting.pop() if waiting else None
        worker = worker or Worker(assignment, means.Sandbox(kind, limits, means.account()))
        try:
            record = grade_one(worker, assignment, submission, learned)
        except Exception as error:
            # A fault of ours costs this submission its mark, which its record says; the others go on.
            worker.close()
            return GradeRecord.failed(submission.student, assignment.name, assignment.max_score, error)
        with self.taking:
            self.idle.setdefault(key, []).append(worker)
        return record

    def strongest(self, assignment: Assignment, limits: Limits, or_none: bool = False) -> str:
        """Find the strongest sandbox that this machine offers, by trying it, once in a pool.

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
        with self.proving:
            if key not in self.proved:
                try:
                    self.proved[key] = _try_all(assignment, limits)
                except SandboxError as error:
                    self.proved[key] = error
            found = self.proved[key]
        if isinstance(found, str):
            return found
        if or_none:
            return "none"
        raise found

    def check_own(self, assignment: Assignment, kind: str | None, limits: Limits) -> Assignment:
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
        learned: dict[str, list[str]] = {}
        own = Submission("own solution", assignment.own, {})
        record = self.grade_submission(assignment, own, kind, limits, learned)
        sources = {step.grade_id: step.source for step in assignment.steps}
        for grade_id, cell in record.cells.items():
            if not cell.manual and cell.score != cell.max:
                says = cell.message or ""
                if says.startswith(score.ENDS):
                    says += f" (Its last statement is in line {last_value.last_line(sources[grade_id])}.)"
                raise NotebookError(
                    f"the own solution does not earn full marks in the cell {grade_id}: {says}", assignment.path
                )
        if record.status != "graded":
            raise NotebookError(f"the own solution: {record.status}, {record.warnings}", assignment.path)
        return replace(assignment, rules=learned)


def _key(assignment: Assignment, limits: Limits) -> Key:
    # A process of a cluster lives longer than a version of the assignment. Its place belongs to the key, because what
    # a sandbox has to close depends on it.
    return fingerprint(assignment, Submission("", None, {})), assignment.path, limits


def _try_all(assignment: Assignment, limits: Limits) -> str:
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
    worker = Worker(assignment, means.Sandbox(kind, limits, means.account()))
    try:
        proof.run(worker)
    finally:
        worker.close()
