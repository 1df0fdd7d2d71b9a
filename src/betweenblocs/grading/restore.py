"""What nbgrader does to a submission before it runs: the instructor's cells are put back."""

from betweenblocs.grading import notebook
from betweenblocs.grading.assignment import Assignment


def restore(content: bytes, assignment: Assignment) -> tuple[list[dict], list[str]]:
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
        The cells, those of the assignment with their id under "grade_id"; and a sentence for each thing that
        was found changed.

    Raises
    ------
    SubmissionError
        It cannot be read.
    """
    cells, warnings, seen = notebook.read_notebook(content)["cells"], [], set()
    # The last of several cells with one id counts, as in nbgrader.
    for cell in reversed(cells):
        grade_id = notebook.marks(cell).get("grade_id")
        if grade_id is None:
            continue
        if grade_id not in assignment.cells:
            warnings.append(f"The cell {grade_id[:100]} does not belong to this assignment and was not graded.")
        elif grade_id in seen:
            warnings.append(f"The cell {grade_id} is there twice; the last one counts.")
        else:
            seen.add(grade_id)
            warnings += _put_back(cell, assignment.cells[grade_id])
    warnings.reverse()
    for missing in assignment.cells.keys() - seen:
        warnings.append(f"The cell {missing} is missing.")
    return cells, warnings


def _put_back(cell, original):
    cell["grade_id"], changed = original.grade_id, []
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


def _differ(one, other, flag):
    return (one.get(flag) or 0) != (other.get(flag) or 0)
