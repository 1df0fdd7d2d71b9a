"""An assignment as its instructor wrote it: cells, points, tests, and what tests take from a submission."""

from dataclasses import dataclass, field
from pathlib import Path

from seminar.errors import NotebookError, SubmissionError
from seminar.grading.assignment import handed_out, notebook
from seminar.grading.assignment.plan import Step, plan


@dataclass(frozen=True)
class Cell:
    """A cell of the assignment that has an id.

    Parameters
    ----------
    grade_id : str
        Its name.
    cell_type : str
        "code" or "markdown".
    source : str
        As the instructor wrote it, hidden tests included.
    released : str
        As students get it.
    points : float
        0 where none are given.
    marks : dict
        nbgrader's metadata.
    """

    grade_id: str
    cell_type: str
    source: str
    released: str
    points: float
    marks: notebook.Marks

    @property
    def graded(self) -> bool:
        """Whether points are given for it."""
        return bool(self.marks.get("grade") or self.marks.get("task"))

    @property
    def by_hand(self) -> bool:
        """Whether a person gives the points."""
        return self.graded and (self.cell_type != "code" or bool(self.marks.get("solution") or self.marks.get("task")))

    @property
    def locked(self) -> bool:
        """Whether it is the instructor's, whatever a student made of it."""
        return not self.marks.get("solution") and bool(self.marks.get("grade") or self.marks.get("locked"))

    @property
    def hidden(self) -> bool:
        """Whether students get less than its source."""
        return self.locked and self.source != self.released


@dataclass(frozen=True)
class Assignment:
    """Everything that grading needs to know; plain data, so that it can travel to another machine.

    Parameters
    ----------
    name : str
        The notebook's stem.
    path : str
        Where it was read.
    cells : dict of str to Cell
        The cells that have an id, in their order.
    prelude : list of (int, str)
        Cells outside the solutions that need nothing of a student: imports, tables.
    steps : list of Step
        Cells that do, or that are tests, in their order.
    modules : list of str
        What to import beforehand; nothing that only solutions or hidden tests import.
    files : dict of str to bytes
        The files that students get.
    own : bytes
        The instructor's notebook itself, which must earn full marks.
    shared : list of str
        A sentence for each name that instructor and student both bind, where a test reads it.
    tests : dict of str to bytes
        The files that are there for the tests too.
    notes : tuple of str
        What the instructor should know: a sentence each.
    classes : list of str
        Those that solutions define and students are told of: their objects stay in a submission's process.
    rules : dict of str to list of str
        What the tests did with such objects while the own solution ran, by test (`rules`); empty before it did.
    """

    name: str
    path: str
    cells: dict[str, Cell]
    prelude: list[tuple[int, str]]
    steps: list[Step]
    modules: list[str]
    files: dict[str, bytes] = field(repr=False)
    own: bytes = field(repr=False)
    shared: list[str] = field(default_factory=list)
    tests: dict[str, bytes] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    classes: list[str] = field(default_factory=list)
    rules: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def graded(self) -> list[Cell]:
        """The cells that give points."""
        return [cell for cell in self.cells.values() if cell.graded]

    @property
    def max_score(self) -> float:
        """The points that can be had."""
        return sum(cell.points for cell in self.graded)

    @property
    def has_hidden(self) -> bool:
        """Whether any test is hidden."""
        return any(cell.hidden for cell in self.cells.values())


def read_assignment(path: Path) -> Assignment:
    """Read an instructor's notebook in nbgrader's format.

    Parameters
    ----------
    path : Path
        The notebook with solutions and hidden tests; `handed_out` says which files beside it are whose.

    Raises
    ------
    NotebookError
        It cannot be graded with; the message says why and where.
    """
    try:
        own = path.read_bytes()
        cells = notebook.read_notebook(own)["cells"]
    except FileNotFoundError:
        raise NotebookError("there is no such assignment", path) from None
    except SubmissionError as error:
        raise NotebookError(error.message, path) from None
    known: dict[str, Cell] = {}
    for number, cell in enumerate(cells, 1):
        if not notebook.marks(cell):
            continue
        one = _cell(cell, path, number)
        if one.grade_id in known:
            raise NotebookError(f"cell {number} has the grade_id {one.grade_id!r} a second time", path)
        known[one.grade_id] = one
    if not any(cell.graded for cell in known.values()):
        raise NotebookError("no cell gives points", path)
    parted = plan(cells, {name: cell.released for name, cell in known.items()}, path)
    beside = handed_out.read(path)
    return Assignment(
        path.stem,
        str(path),
        known,
        parted.prelude,
        parted.steps,
        parted.modules,
        beside.files,
        own,
        parted.shared,
        tests=beside.tests,
        notes=beside.notes,
        classes=parted.classes,
    )


def _cell(cell: notebook.NotebookCell, path: Path, number: int) -> Cell:
    own = dict(notebook.marks(cell))
    points = own.get("points", 0) if own.get("grade") or own.get("task") else 0
    if isinstance(points, bool) or not isinstance(points, (int, float)) or not 0 <= points < 1e6:
        raise NotebookError(f"cell {number} ({own['grade_id']}) has no sensible points", path)
    text = notebook.released(cell)
    return Cell(own["grade_id"], cell["cell_type"], cell["source"], text, float(points), own)
