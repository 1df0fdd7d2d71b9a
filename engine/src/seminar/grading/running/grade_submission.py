"""Grades one submission, in a slot."""

import hashlib
import re
import time

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.restore import is_untouched, restore
from seminar.grading.running.result import points as scoring
from seminar.grading.running.result.blanks import Blanks
from seminar.grading.running.result.record import CellGrade, GradeRecord
from seminar.grading.running.worker import RunError, Slot
from seminar.grading.submissions.files_beside import beside
from seminar.grading.submissions.submission import Submission

#: A cell that ends the process is left out and the notebook begun again, so often.
MOST_REPLAYS = 4
#: Kept of a whole notebook, as so many full cells; a notebook may have any number of cells.
MOST_FULL_CELLS = 10
#: So many sentences about what was found changed.
MOST_WARNINGS = 50
#: How a traceback names a cell that ran.
PROMPT = re.compile(r"Cell In\[(\d{1,6})\]")
CHANGED = "A function changes what it was given, and the test wants that to stay as it is."
NOT_RUN = {
    "value": None,
    "stderr": False,
    "error": {"kind": "NotRun", "says": "The test was not run.", "lines": []},
}


def grade_one(
    slot: Slot, assignment: Assignment, submission: Submission, learned: dict[str, list[str]] | None = None
) -> GradeRecord:
    """Grade a submission, whatever it does.

    First everything that the student may see is made: the cells run, and the tests as they were released.
    Only then do the tests with their hidden parts run, on copies of the submission's process that were made
    before. Whatever those copies learn of hidden data, they have nobody left to tell: only points and the
    instructor's own words come back from there.

    Parameters
    ----------
    slot : Slot
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
    record.sandbox = slot.sandbox.kind
    if submission.notebook is None:
        return _without_marks(record, assignment, "missing", "No notebook was handed in.", submission.notes)
    try:
        content = submission.content()
        record.submission_sha256 = hashlib.sha256(content).hexdigest()
        cells, warnings = restore(content, assignment)
        # The outputs that were handed in may be many times as large as the rest.
        del content
    except SubmissionError as error:
        return _without_marks(record, assignment, "unreadable", error.message, submission.notes)
    files, left_out = beside(assignment.files, submission.files)
    record.warnings = [*submission.notes, *left_out, *warnings[:MOST_WARNINGS]]
    try:
        run = _Run(slot, assignment, files, cells, learned)
        replies = run.all()
    finally:
        slot.end()
    record.status, record.outputs = run.status, run.outputs
    record.warnings = run.faults + record.warnings
    _mark(record, assignment, cells, replies)
    record.seconds = round(time.monotonic() - started, 3)
    return record


def _without_marks(record, assignment, status, reason, notes):
    record.status, record.warnings = status, [reason, *notes]
    record.cells = {cell.grade_id: CellGrade(0.0, cell.points, reason, cell.by_hand) for cell in assignment.graded}
    return record


def _mark(record, assignment, cells, replies):
    sources = {cell["grade_id"]: cell["source"] for cell in cells if "grade_id" in cell}
    blanks = Blanks(assignment, cells, record.outputs)
    for cell in assignment.graded:
        if cell.by_hand:
            if cell.grade_id not in sources:
                grade = CellGrade(0.0, cell.points, "The cell is missing.", True)
            elif is_untouched(cells, cell) and not cell.marks.get("task"):
                grade = CellGrade(0.0, cell.points, "No answer.", True)
            else:
                grade = CellGrade(None, cell.points, None, True)
        elif cell.grade_id not in sources:
            grade = CellGrade(0.0, cell.points, "The cell is missing.")
        else:
            score, message = replies.get(cell.grade_id, (0.0, NOT_RUN["error"]["says"]))
            grade = CellGrade(score, cell.points, message and blanks.why(cell.grade_id, message))
        record.cells[cell.grade_id] = grade
    record.score = sum(grade.score or 0.0 for grade in record.cells.values())


class _Run:
    """The run of one notebook: cells, then visible tests, then whole tests."""

    def __init__(self, slot, assignment, files, cells, learned=None):
        self.slot, self.assignment, self.files, self.learned = slot, assignment, files, learned
        # Whether a function changed its arguments, and whether the test is to see that.
        self.changed, self.by_reference = False, False
        self.text = "\n".join(cell["source"] for cell in cells if cell["cell_type"] == "code")
        self.steps = {step.grade_id: (n, step) for n, step in enumerate(assignment.steps, 1)}
        # Of a test that is hidden as a whole, a student's notebook holds an empty cell.
        self.code = [
            (number, cell)
            for number, cell in enumerate(cells, 1)
            if cell["cell_type"] == "code" and (cell["source"].strip() or cell.get("grade_id") in self.steps)
        ]
        self.status, self.outputs, self.skipped, self.faults = "graded", [], {}, []
        self.deadline = time.monotonic() + slot.sandbox.limits.total_seconds

    def all(self):
        """Return (points, message) for each test cell, by id.

        A function may change its arguments where the own solution's does not. Then the test must pass both where it
        does not see the changes (else who empties a list that the test takes its expected value from is right) and,
        in a second run, where it does (else who changes what should stay is right too).
        """
        found = self.once()
        if not self.changed:
            return found
        kept = self.status, self.outputs, self.faults
        self.status, self.faults, self.by_reference, self.skipped = "graded", [], True, {}
        self.deadline = time.monotonic() + self.slot.sandbox.limits.total_seconds
        again = self.once()
        as_before = self.status == kept[0]
        self.status, self.outputs, self.faults = kept
        # A run that ended otherwise, for want of time, says nothing about arguments. The words of the second run are
        # not passed on: it began after the hidden tests of the first.
        fewer = [name for name in found.keys() & again.keys() if as_before and again[name][0] < found[name][0]]
        return found | {name: (again[name][0], CHANGED) for name in fewer}

    def once(self):
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
        visible = self.tests({grade_id: pair[0] for grade_id, pair in copies.items()}, {})
        whole = visible
        if passes == 2:
            whole = self.tests({grade_id: pair[1] for grade_id, pair in copies.items()}, visible)
        return {
            grade_id: self.verdict(grade_id, visible[grade_id], whole[grade_id])
            for grade_id in copies
            if self.assignment.cells[grade_id].graded
        }

    def cells(self, passes):
        """Run the notebook; return the copies of its process that each test is to use, by id."""
        copies, self.outputs, self.ran = {}, [], []
        self.room = MOST_FULL_CELLS * self.slot.sandbox.limits.output_characters
        self.slot.begin(self.files, self.deadline)
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
                original = self.assignment.cells.get(grade_id)
                if grade_id in self.steps:
                    copies[grade_id] = [self.slot.snapshot() for _ in range(passes)]
                if original is None or not (original.locked and original.graded):
                    self.ran.append(number)
                    outputs, late = self.slot.run(cell["source"])
                    self.keep(number, outputs)
                    if late:
                        self.status = "timeout"
                        self.keep(number, [{"kind": "error", "text": "The cell did not end in time."}])
        except BaseException:
            for channel in [channel for pair in copies.values() for channel in pair]:
                channel.close()
            raise
        return copies

    def keep(self, number, outputs):
        """Keep a cell's outputs as long as there is room for them."""
        for output in outputs:
            # The empty ones count too.
            size = len(output["text"]) + 100
            if self.room > 0:
                text = PROMPT.sub(self.numbered, output["text"]) if output["kind"] == "error" else output["text"]
                self.outputs.append({"cell": number, "kind": output["kind"], "text": text})
            self.room -= size

    def numbered(self, prompt):
        """Name a cell in a traceback by its number in the notebook, as everywhere else, instead of its run's."""
        run = int(prompt[1])
        return f"Cell {self.ran[run - 1]}" if 0 < run <= len(self.ran) else prompt[0]

    def tests(self, copies, visible):
        """Run the instructor's cells on these copies and return the replies by id.

        Without the replies of the visible tests, those are run; with them, the whole ones. Where the visible
        part fails, so does the whole, which is not tried.
        """
        replies, tests = {}, self.slot.begin_tests()
        with tests:
            for grade_id, channel in copies.items():
                with channel:
                    number, step = self.steps[grade_id]
                    source = step.source if visible else step.released
                    request = {"source": source, "number": number, "names": step.names}
                    key = f"{grade_id} {'whole' if visible else 'released'}"
                    request |= self.rules_of(key, source)
                    if visible and not scoring.passed(visible[grade_id]):
                        replies[grade_id] = visible[grade_id]
                    else:
                        replies[grade_id] = self.slot.check(tests, request, channel)
                        if self.learned is not None:
                            self.learned[key] = replies[grade_id].get("seen", [])
                        self.changed |= replies[grade_id].get("changed", False)
        return replies

    def rules_of(self, key, source):
        """Say what a test may do with what stays in the submission's process."""
        allowed = self.assignment.rules.get(key, []) if self.learned is None else None
        text = self.text if "getsource" in source else ""
        return {"classes": self.assignment.classes, "allowed": allowed, "by_reference": self.by_reference, "text": text}

    def verdict(self, grade_id, visible, whole):
        """Choose points and message, both from one run: the first where all of the test is visible or fails there.

        What the visible test found may be told freely, what the whole one found only in the instructor's words.
        """
        cell, (number, step) = self.assignment.cells[grade_id], self.steps[grade_id]
        is_whole = cell.hidden and scoring.passed(visible)
        reply = whole if is_whole else visible
        if (reply["error"] or {}).get("kind") == "Timeout":
            self.status = "timeout"
        if wrong := scoring.fault(reply, cell.points):
            self.faults.append(f"{wrong} (cell {grade_id}).")
        score = scoring.points(reply, cell.points)
        if is_whole:
            return score, scoring.neutral_message(reply, step, number, cell.points)
        return score, scoring.message(reply, cell.points)
