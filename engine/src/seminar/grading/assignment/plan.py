"""Decides which of an assignment's cells run when, and what each may take from a submission."""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path

from seminar.errors import NotebookError
from seminar.grading.assignment import cell_names, last_value, notebook


@dataclass(frozen=True)
class Step:
    """A cell that runs in the tests' process.

    Parameters
    ----------
    grade_id : str
        The cell's id.
    source, released : str
        Plain Python: the whole, and what students see of it.
    names : list of str
        What it may take from a submission.
    """

    grade_id: str
    source: str
    released: str
    names: list[str]


@dataclass(frozen=True)
class Plan:
    """The code cells of an assignment, parted.

    Parameters
    ----------
    prelude : list of (int, str)
        Cells outside the solutions that need nothing of a student: imports, tables. They run once, beforehand.
    steps : list of Step
        Cells that do, or that are tests, in their order. They run for each submission.
    modules : list of str
        What to import beforehand: only what the released cells import, because a submission sees what is there.
    shared : list of str
        A sentence for each name that an instructor's cell and a solution both bind and that a test reads.
    classes : list of str
        The classes that solutions define and students read of.
    """

    prelude: list[tuple[int, str]]
    steps: list[Step]
    modules: list[str]
    shared: list[str]
    classes: list[str]


@dataclass
class _Code:
    """One code cell: its number, text and names."""

    number: int
    cell: notebook.NotebookCell
    source: str
    read: set[str]
    bound: set[str]

    @property
    def title(self) -> str:
        grade_id = notebook.marks(self.cell).get("grade_id")
        return f"cell {self.number} ({grade_id})" if grade_id else f"cell {self.number}"


def plan(cells: list[notebook.NotebookCell], released: dict[str, str], path: Path) -> Plan:
    """Part the code cells of an instructor's notebook.

    Position decides whose value a test reads: the student's only where the last cell before it that binds the name
    is a solution (or a cell that a student may edit and that computes with a student's names).

    Parameters
    ----------
    cells : list of NotebookCell
        All of the notebook.
    released : dict of str to str
        What students see of the cells that have an id.
    path : Path
        For messages.

    Raises
    ------
    NotebookError
        A cell is no Python, or a test ends in what can be no number of points; the message names cell and line.
    """
    code = [_read(number, cell, path) for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"]
    prelude: list[tuple[int, str]] = []
    steps: list[tuple[_Code, set[str]]] = []
    modules: set[str] = set()
    # Whose value a name has after the cells so far: True for the student's.
    theirs: dict[str, bool] = {}
    late: set[str] = set()
    for one in code:
        modules |= _imported(one.cell)
        students = {name for name, is_theirs in theirs.items() if is_theirs}
        if notebook.is_solution(one.cell):
            theirs |= dict.fromkeys(one.bound, True)
            prelude.append((one.number, cell_names.imports(one.cell["source"])))
        elif notebook.is_grade(one.cell) or (
            # A name that is bound anew must not be bound beforehand: the tests before it read the first value.
            notebook.is_locked(one.cell) and (one.read & (students | late) or (steps and one.bound & theirs.keys()))
        ):
            steps.append((one, students))
            theirs |= dict.fromkeys(one.bound, False)
            late |= one.bound
        elif one.read & students:
            # A student may edit this cell: what it makes of the student's names is the student's too.
            theirs |= dict.fromkeys(one.bound, True)
        else:
            theirs |= dict.fromkeys(one.bound, False)
            prelude.append((one.number, one.source))
    # A function of another cell reads its names when a test calls it.
    needed = set().union(*(one.read for one in code if not notebook.is_solution(one.cell)))
    return Plan(
        prelude,
        [_step(one, students & needed, released) for one, students in steps],
        sorted(modules),
        _shared(code, steps),
        _classes(cells, code),
    )


def _imported(cell: notebook.NotebookCell) -> set[str]:
    with contextlib.suppress(SyntaxError):
        return cell_names.imported_modules(notebook.released(cell))
    return set()


def _classes(cells: list[notebook.NotebookCell], code: list[_Code]) -> list[str]:
    """List the classes of the solutions, but for those whose names students could not know."""
    defined = set().union(*(cell_names.classes(one.source) for one in code if notebook.is_solution(one.cell)))
    told = set(re.findall(r"\w+", "\n".join(notebook.released(cell) for cell in cells)))
    return sorted(defined & told)


def _step(one: _Code, students: set[str], released: dict[str, str]) -> Step:
    grade_id = notebook.marks(one.cell)["grade_id"]
    return Step(grade_id, one.source, cell_names.plain(released[grade_id]), sorted(students))


def _read(number: int, cell: notebook.NotebookCell, path: Path) -> _Code:
    try:
        source = cell_names.plain(cell["source"])
        one = _Code(number, cell, source, cell_names.read(source), cell_names.bound(source))
    except SyntaxError as error:
        raise NotebookError(f"cell {number} is no Python: {error.msg} (its line {error.lineno})", path) from None
    found = last_value.slip(source) if notebook.is_grade(cell) and not notebook.is_solution(cell) else None
    if found:
        line, kind = found
        raise NotebookError(f"{one.title}, line {line}: the test ends in {kind}; {last_value.ADVICE}", path)
    return one


def _shared(code: list[_Code], steps: list[tuple[_Code, set[str]]]) -> list[str]:
    """Name what both an instructor and a student bind, where a test reads it without binding it itself."""
    read = set().union(*(one.read - one.bound for one, _ in steps))
    sentences = []
    solutions = [one for one in code if notebook.is_solution(one.cell)]
    for name in sorted(read & set().union(*(one.bound for one in solutions))):
        instructors = [one.title for one in code if notebook.is_locked(one.cell) and name in one.bound]
        if instructors:
            students = [one.title for one in solutions if name in one.bound]
            sentences.append(
                f"`{name}` is bound by {' and '.join(instructors)} and by the solution in {' and '.join(students)}: "
                "a test reads the value of the last of them before it; give one of the two another name"
            )
    return sentences
