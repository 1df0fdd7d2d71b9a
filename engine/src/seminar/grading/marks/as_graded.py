"""A submission as it was graded, as a notebook that formgrader shows: it has the rights of an instructor there."""

import json

import nbformat

from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import NotebookCell
from seminar.grading.marks.safe_markdown import safe_markdown
from seminar.grading.running.result.record import GradeRecord, Printed
from seminar.text import clean

#: Under this name the fingerprint of the submission stands in the metadata of the notebook that is shown.
OURS = "seminar"


def as_graded(assignment: Assignment, record: GradeRecord, cells: list[NotebookCell] | None) -> nbformat.NotebookNode:
    """Make the notebook that formgrader shows.

    Parameters
    ----------
    assignment : Assignment
        What was graded.
    record : GradeRecord
        The result.
    cells : list of NotebookCell or None
        The submission's cells, restored; None where it cannot be read.
    """
    shown = _unreadable(assignment, record) if cells is None else []
    for number, cell in enumerate(cells or [], 1):
        # What was joined with another part is shown there.
        if "part_of" in cell and not cell["source"]:
            continue
        if "part_of" in cell:
            shown.append(nbformat.v4.new_markdown_cell(f"*Another part of the answer {cell['part_of']}:*"))
        one = _shown(cell, record, number)
        if "grade_id" in cell:
            one.metadata["nbgrader"] = assignment.cells[cell["grade_id"]].marks
            mark = record.cells.get(cell["grade_id"])
            if mark and mark.message and cell["cell_type"] == "code":
                one.outputs.append(_output({"kind": "error", "text": mark.message}))
        shown.append(one)
    for number, one in enumerate(shown, 1):
        one.id = f"cell-{number}"
    metadata = json.loads(assignment.own).get("metadata", {})
    kept = {name: metadata[name] for name in ("kernelspec", "language_info") if name in metadata}
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(
        cells=shown, metadata={**kept, OURS: record.submission_sha256}
    )
    return made


def _unreadable(assignment: Assignment, record: GradeRecord) -> list[nbformat.NotebookNode]:
    """Say why there is nothing to read, with a place for the marks that a person may give all the same."""
    says, _ = safe_markdown("\n\n".join(record.warnings), {})
    cells = [nbformat.v4.new_markdown_cell(f"**This submission could not be read.** {says}")]
    for cell in assignment.graded:
        make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        cells.append(make(cell.released, metadata={"nbgrader": cell.marks}))  # type: ignore[no-untyped-call]  # it may be one of two
    return cells


def _shown(cell: NotebookCell, record: GradeRecord, number: int) -> nbformat.NotebookNode:
    if cell["cell_type"] == "code":
        outputs = [_output(one) for one in record.outputs if one["cell"] == number]
        code: nbformat.NotebookNode = nbformat.v4.new_code_cell(clean(cell["source"]), outputs=outputs)
        return code
    # In formgrader, a script of a student would act as the instructor.
    text, pictures = safe_markdown(clean(cell["source"]), cell.get("attachments", {}))
    one: nbformat.NotebookNode = nbformat.v4.new_markdown_cell(text)
    if pictures:
        one.attachments = nbformat.from_dict(pictures)
    return one


def _output(output: Printed) -> nbformat.NotebookNode:
    kind, text = output["kind"], clean(output["text"])
    made: nbformat.NotebookNode
    if kind in ("stdout", "stderr"):
        made = nbformat.v4.new_output("stream", name=kind, text=text)
    elif kind == "error":
        made = nbformat.v4.new_output("error", ename="", evalue="", traceback=[text])
    else:
        made = nbformat.v4.new_output("display_data", data={"text/plain": text})
    return made
