"""Runs one notebook in a worker: its cells, then the tests as they were released, then the whole tests."""

import contextlib
import re
import socket
import time

from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.running.confined import RunError
from seminar.grading.running.result import score
from seminar.grading.running.result.record import Output, Printed
from seminar.grading.running.result.reply import Reply
from seminar.grading.running.wire.packets import Message
from seminar.grading.running.worker import Worker

#: A cell that ends the process is left out and the notebook begun again, at most so often.
MOST_REPLAYS = 4
#: So many full cells of output are kept of a whole notebook, because it may have any number of cells.
MOST_FULL_CELLS = 10
#: How a traceback names a cell that ran.
PROMPT = re.compile(r"Cell In\[(\d{1,6})\]")
CHANGED = "A function changes what it was given, and the test wants that to stay as it is."

#: A test's score, and what the student is told, None where all is well.
Verdict = tuple[float, str | None]


class NotebookRun:
    """The run of one notebook: cells, then visible tests, then whole tests.

    Parameters
    ----------
    worker : Worker
        Where it runs.
    assignment : Assignment
        What it is graded for.
    files : dict of str to bytes
        What lies beside it.
    cells : list of NotebookCell
        Its cells, restored.
    learned : dict of str to list of str, optional
        For the own solution: takes up what each test did with what stays in its process.

    Attributes
    ----------
    status : str
        "graded", "timeout" or "crashed".
    outputs : list of Output
        What its cells printed, showed and raised.
    faults : list of str
        A sentence for each test whose last value is no number of points.
    """

    def __init__(
        self,
        worker: Worker,
        assignment: Assignment,
        files: dict[str, bytes],
        cells: list[NotebookCell],
        learned: dict[str, list[str]] | None = None,
    ):
        self.worker, self.assignment, self.files, self.learned = worker, assignment, files, learned
        # Whether a function changed its arguments, and whether the test is to see that.
        self.changed, self.by_reference = False, False
        self.text = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
        self.steps = {step.grade_id: (n, step) for n, step in enumerate(assignment.steps, 1)}
        # An empty cell counts too if it is a test, because students get one for a test that is hidden as a whole.
        self.code = [
            (number, cell)
            for number, cell in enumerate(cells, 1)
            if cell["cell_type"] == "code" and (cell["source"].strip() or cell.get("grade_id") in self.steps)
        ]
        self.status = "graded"
        self.outputs: list[Output] = []
        self.faults: list[str] = []
        #: Why a cell is left out, by its number; it ended the process when it was run before.
        self.skipped: dict[int, str] = {}
        #: The cell that runs, those that have run, and how many characters of output there is room for.
        self.at, self.ran, self.room = 0, list[int](), 0
        self.deadline = self._deadline()

    def _deadline(self) -> float:
        return time.monotonic() + self.worker.sandbox.limits.total_seconds

    def all(self) -> dict[str, Verdict]:
        """Return (score, message) for each test cell, by id.

        A function may change its arguments where the own solution's does not. Then the test must pass both where it
        does not see the changes (else who empties a list that the test takes its expected value from is right) and,
        in a second run, where it does (else who changes what should stay is right too).
        """
        found = self.once()
        if not self.changed:
            return found
        kept = self.status, self.outputs, self.faults
        self.status, self.faults, self.by_reference, self.skipped = "graded", [], True, {}
        self.deadline = self._deadline()
        again = self.once()
        as_before = self.status == kept[0]
        self.status, self.outputs, self.faults = kept
        # A second run that ended in another way, such as for want of time, says nothing about arguments. Its words are
        # not passed on, because it began after the hidden tests of the first.
        fewer = [name for name in found.keys() & again.keys() if as_before and again[name][0] < found[name][0]]
        return found | {name: (again[name][0], CHANGED) for name in fewer}

    def once(self) -> dict[str, Verdict]:
        """Run all cells, then all tests."""
        passes = 2 if self.assignment.has_hidden else 1
        copies = None
        for _ in range(MOST_REPLAYS + 1):
            try:
                copies = self.cells(passes)
                break
            except RunError as failure:
                self.status = failure.verdict if self.status == "graded" else self.status
                self.skipped[self.at] = failure.reason
        if copies is None:
            return {}
        with contextlib.ExitStack() as channels:
            # Each is closed as soon as its test is over, and all of them here if a test cannot be run.
            for channel in [channel for pair in copies.values() for channel in pair]:
                channels.enter_context(channel)
            visible = self.tests({grade_id: pair[0] for grade_id, pair in copies.items()}, {})
            whole = visible
            if passes == 2:
                whole = self.tests({grade_id: pair[1] for grade_id, pair in copies.items()}, visible)
        return {
            grade_id: self.verdict(grade_id, visible[grade_id], whole[grade_id])
            for grade_id in copies
            if self.assignment.cells[grade_id].graded
        }

    def cells(self, passes: int) -> dict[str, list[socket.socket]]:
        """Run the notebook; return the copies of its process that each test is to use, by id."""
        copies: dict[str, list[socket.socket]] = {}
        self.outputs, self.ran = [], []
        self.room = MOST_FULL_CELLS * self.worker.sandbox.limits.output_characters
        self.worker.submission.begin(self.files, self.deadline)
        try:
            for number, cell in self.code:
                self.at = number
                if time.monotonic() > self.deadline:
                    self.status = "timeout"
                    self.keep(number, [{"kind": "error", "text": "The time for the whole notebook is over."}])
                    break
                if number in self.skipped:
                    self.keep(number, [{"kind": "error", "text": self.skipped[number]}])
                    continue
                grade_id = cell.get("grade_id")
                original = self.assignment.cells.get(grade_id) if grade_id is not None else None
                if grade_id in self.steps:
                    # One by one, so that the first is closed where the second cannot be made.
                    copies[grade_id] = []
                    for _ in range(passes):
                        copies[grade_id].append(self.worker.submission.snapshot())
                if original is None or not (original.locked and original.graded):
                    self.ran.append(number)
                    outputs, late = self.worker.submission.run(cell["source"])
                    self.keep(number, outputs)
                    if late:
                        self.status = "timeout"
                        self.keep(number, [{"kind": "error", "text": "The cell did not end in time."}])
        except BaseException:
            for channel in [channel for pair in copies.values() for channel in pair]:
                channel.close()
            raise
        return copies

    def keep(self, number: int, outputs: list[Printed]) -> None:
        """Keep a cell's outputs as long as there is room for them."""
        for output in outputs:
            # The empty ones count too.
            size = len(output["text"]) + 100
            if self.room > 0:
                text = PROMPT.sub(self.numbered, output["text"]) if output["kind"] == "error" else output["text"]
                self.outputs.append({"cell": number, "kind": output["kind"], "text": text})
            self.room -= size

    def numbered(self, prompt: re.Match[str]) -> str:
        """Name a cell in a traceback by its number in the notebook, as everywhere else, instead of its run's."""
        run = int(prompt[1])
        return f"Cell {self.ran[run - 1]}" if 0 < run <= len(self.ran) else prompt[0]

    def tests(self, copies: dict[str, socket.socket], visible: dict[str, Reply]) -> dict[str, Reply]:
        """Run the instructor's cells on these copies and return the replies by id.

        Without the replies of the visible tests, those are run; with them, the whole ones. Where the visible
        part fails, so does the whole, which is not tried.
        """
        replies: dict[str, Reply] = {}
        tests = self.worker.begin_tests()
        with tests:
            for grade_id, channel in copies.items():
                with channel:
                    number, step = self.steps[grade_id]
                    source = step.source if visible else step.released
                    request: Message = {"source": source, "number": number, "names": step.names}
                    key = f"{grade_id} {'whole' if visible else 'released'}"
                    request |= self.rules_of(key, source)
                    if visible and not score.passed(visible[grade_id]):
                        replies[grade_id] = visible[grade_id]
                    else:
                        replies[grade_id] = self.worker.check(tests, request, channel)
                        if self.learned is not None:
                            self.learned[key] = replies[grade_id].get("seen", [])
                        self.changed |= replies[grade_id].get("changed", False)
        return replies

    def rules_of(self, key: str, source: str) -> Message:
        """Say what a test may do with what stays in the submission's process."""
        allowed = self.assignment.rules.get(key, []) if self.learned is None else None
        text = self.text if "getsource" in source else ""
        return {"classes": self.assignment.classes, "allowed": allowed, "by_reference": self.by_reference, "text": text}

    def verdict(self, grade_id: str, visible: Reply, whole: Reply) -> Verdict:
        """Choose score and message, both from one run: the first where all of the test is visible or fails there.

        What the visible test found may be told freely, what the whole one found only in the instructor's words.
        """
        cell, (number, step) = self.assignment.cells[grade_id], self.steps[grade_id]
        is_whole = cell.hidden and score.passed(visible)
        reply = whole if is_whole else visible
        if reply["error"] is not None and reply["error"]["kind"] == "Timeout":
            self.status = "timeout"
        if wrong := score.fault(reply, cell.points):
            self.faults.append(f"{wrong} (cell {grade_id}).")
        earned = score.score(reply, cell.points)
        if is_whole:
            return earned, score.neutral_message(reply, step, number, cell.points)
        return earned, score.message(reply, cell.points)
