"""What nbgrader does to a submission before it runs: the instructor's cells are put back."""

from seminar.grading.assignment import notebook
from seminar.grading.assignment.assignment import Assignment, Cell
from seminar.grading.assignment.notebook import Marks, NotebookCell


def restore(content: bytes, assignment: Assignment) -> tuple[list[NotebookCell], list[str]]:
    """Read a submission and put back everything that was not the student's to change.

    Parameters
    ----------
    content : bytes
        The notebook that was handed in.
    assignment : Assignment
        What it should be.

    Returns
    -------
    tuple
        The cells, those of the assignment with their id under "grade_id", further ones of the same id with it under
        "part_of"; and a sentence for each thing that was found changed.

    Raises
    ------
    SubmissionError
        It cannot be read.
    """
    cells, warnings = notebook.read_notebook(content)["cells"], []
    by_id: dict[str, list[NotebookCell]] = {}
    for cell in cells:
        if (grade_id := notebook.marks(cell).get("grade_id")) is not None:
            by_id.setdefault(grade_id, []).append(cell)
    for grade_id, same in by_id.items():
        if grade_id not in assignment.cells:
            warnings.append(f"The cell {grade_id[:100]} does not belong to this assignment and was not graded.")
            continue
        # The last of several cells with one id counts, as in nbgrader.
        warnings += _put_back(same[-1], assignment.cells[grade_id])
        if len(same) > 1:
            warnings.append(_together(same, assignment.cells[grade_id]))
    for missing in assignment.cells.keys() - by_id.keys():
        warnings.append(f"The cell {missing} is missing.")
    return cells, warnings


def _together(same: list[NotebookCell], original: Cell) -> str:
    """Keep what the others of several cells with one id hold: Jupyter gives both halves of a split cell the id."""
    *others, last = same
    for cell in others:
        cell["part_of"] = original.grade_id
    times = "twice" if len(same) == 2 else f"{len(same)} times"
    if original.locked or original.cell_type != "markdown":
        return f"The cell {original.grade_id} is there {times}; the last one counts."
    texts = dict.fromkeys(cell["source"].strip() for cell in same)
    written = [text for text in texts if text not in ("", original.released.strip())]
    last["source"] = "\n\n".join(written) or original.released
    for cell in others:
        last["attachments"] = {**cell.pop("attachments", {}), **last.get("attachments", {})}
        cell["source"] = ""
    return f"The answer {original.grade_id} is in {len(same)} cells, which are read as one."


def parts(cells: list[NotebookCell], grade_id: str) -> list[tuple[int, NotebookCell]]:
    """Return the cells that bear an id, with their numbers in the notebook; the last one is the one that counts."""
    found = enumerate(cells, 1)
    return [(number, cell) for number, cell in found if grade_id in (cell.get("grade_id"), cell.get("part_of"))]


def is_untouched(cells: list[NotebookCell], original: Cell) -> bool:
    """Say whether a cell, in all its parts, holds no more than was handed out."""
    texts = [cell["source"].strip() for _, cell in parts(cells, original.grade_id)]
    given = original.released.strip()
    return given in texts and set(texts) <= {given, ""}


def _put_back(cell: NotebookCell, original: Cell) -> list[str]:
    cell["grade_id"] = original.grade_id
    changed: list[str] = []
    if cell["cell_type"] != original.cell_type:
        changed.append("type")
        cell["cell_type"] = original.cell_type
    own = notebook.marks(cell)
    changed += [
        flag for flag in ("grade", "solution", "locked", "task", "points") if _differ(own, original.marks, flag)
    ]
    cell["metadata"]["nbgrader"] = dict(original.marks)
    if original.locked and cell["source"] != original.released:
        # An instructor's notebook graded against itself holds the hidden tests.
        if cell["source"] != original.source:
            changed.append("text")
        cell["source"] = original.released
    return [f"The {' and the '.join(changed)} of the cell {original.grade_id} had been changed."] if changed else []


def _differ(one: Marks, other: Marks, flag: str) -> bool:
    return bool((one.get(flag) or 0) != (other.get(flag) or 0))
