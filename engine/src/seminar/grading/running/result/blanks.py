"""Says why a test failed where the reason lies before it: an answer that is blank, missing or ended in an error."""

import ast
import re

from seminar.grading.assignment import cell_names
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.assignment.questions import Question, needs, questions
from seminar.grading.assignment.restore import is_untouched, parts
from seminar.grading.running.result.record import Output

#: What a test says where a stub was called, or where a cell that ended in an error did not bind a name.
OF_A_BLANK = ("NotImplementedError", "NameError")
#: The kind of error on the last line of a traceback.
KIND = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Warning)?)\b", re.MULTILINE)


class Blanks:
    """What a submission left blank or broke, by name.

    Parameters
    ----------
    assignment : Assignment
        What was to be filled in.
    cells : list of NotebookCell
        The submission's cells, restored.
    outputs : list of Output
        What its cells printed and raised.
    """

    def __init__(self, assignment: Assignment, cells: list[NotebookCell], outputs: list[Output]):
        self.assignment, self.cells = assignment, cells
        self.questions = {question.grade_id: question for question in questions(assignment)}
        self.binder: dict[str, str] = {}
        for question in self.questions.values():
            self.binder |= question.uses
        self.errors = {one["cell"]: one["text"] for one in outputs if one["kind"] == "error"}

    @property
    def everything(self) -> bool:
        """Whether no cell that is to be filled in was touched."""
        own = [cell for cell in self.assignment.cells.values() if cell.marks.get("solution")]
        return bool(own) and all(is_untouched(self.cells, cell) for cell in own)

    def why(self, grade_id: str, message: str) -> str:
        """Return a better sentence than a failed test's own where there is one, else the test's own.

        Parameters
        ----------
        grade_id : str
            The test.
        message : str
            What it says.
        """
        question = self.questions[grade_id]
        own = [name for name, cell in question.uses.items() if cell in question.answers]
        blank = [name for name in own if self.is_blank(name, question.uses[name])]
        # Where only some are blank, the test may have failed because of the others.
        if blank and (len(blank) == len(own) or message.startswith(OF_A_BLANK)):
            return f"You have not filled in {_listed(blank)}."
        if not question.uses and question.answers and all(self._is_untouched(one) for one in question.answers):
            return "You have not filled in the cell before this test."
        if message.startswith(OF_A_BLANK):
            return self._follows(question, message) or message
        return message

    def _follows(self, question: Question, message: str) -> str | None:
        """Look at what the test reads, then at what that needs in the instructor's own solution."""
        direct = list(question.uses)
        further = set().union(*(needs(self.assignment, name, self.binder) for name in direct)) - set(direct)
        for used, verb in ((direct, "uses"), (sorted(further), "needs")):
            if blank := [name for name in used if self.is_blank(name, self.binder[name])]:
                return f"This test {verb} {_listed(blank)}, which you have not filled in."
            for name in used:
                numbers = [number for number, _ in parts(self.cells, self.binder[name])]
                if not numbers:
                    return f"This test {verb} `{name}`, whose cell is missing."
                broken = next((number for number in numbers if number in self.errors), None)
                # What a test calls may raise an error of its own; a cell that ended early binds no name.
                if broken and (message.startswith("NameError") or verb == "needs"):
                    return f"This test {verb} `{name}`, but cell {broken} ended with {_kind(self.errors[broken])}."
        return None

    def is_blank(self, name: str, grade_id: str) -> bool:
        """Say whether a name is as it was handed out: all of its cell, or its function in there."""
        if self._is_untouched(grade_id):
            return True
        given = _function(self.assignment.cells[grade_id].released, name)
        sources = [cell["source"] for _, cell in parts(self.cells, grade_id)]
        return given is not None and given == _function("\n".join(sources), name)

    def _is_untouched(self, grade_id: str) -> bool:
        return is_untouched(self.cells, self.assignment.cells[grade_id])


def _function(source: str, name: str) -> str | None:
    """Return what a cell's last definition of a function says, without layout and comments."""
    try:
        body = ast.parse(cell_names.plain(source)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [node for node in body if isinstance(node, kinds) and node.name == name]
    return ast.dump(found[-1]) if found and "NotImplementedError" in ast.dump(found[-1]) else None


def _listed(found: list[str]) -> str:
    quoted = [f"`{name}`" for name in found[:3]]
    if len(found) > 3:
        quoted.append(f"{len(found) - 3} more")
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _kind(text: str) -> str:
    # The last line that begins with a word names the error.
    found = KIND.findall(text)
    return found[-1][:60] if found else "an error"
