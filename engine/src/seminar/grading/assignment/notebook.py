"""Notebooks as plain JSON, and what nbgrader's metadata says of a cell."""

import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from seminar.errors import SubmissionError
from seminar.grading.assignment.outputs import without_outputs

#: A larger file is not even read; one whose text, without outputs, is larger or has more parts is no homework.
MOST_READ, LARGEST, MOST_PARTS = 256 * 2**20, 32 * 2**20, 2_000_000

CODE_STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
TEXT_STUB = "YOUR ANSWER HERE"
#: What nbgrader knows of a cell; each is one value.
MARKS = ("schema_version", "grade_id", "cell_type", "grade", "solution", "locked", "task", "points", "checksum")


#: A cell's pictures: `{"plot.png": {"image/png": "base64"}}`.
Attachments = dict[str, dict[str, str]]
#: What nbgrader knows of a cell, by the names of `MARKS`; each value may be anything that JSON has, but no container.
Marks = dict[str, Any]


class NotebookCell(TypedDict):
    """A cell as `read_notebook` reads it; `restore` adds the last two.

    Keys
    ----
    cell_type : str
        "code", "markdown" or "raw".
    source : str
        Its text.
    metadata : dict
        With "nbgrader" where there is something of it.
    id : str
        Its own, where there is one.
    attachments : dict
        In Markdown, its pictures.
    grade_id : str
        Of which of the assignment's cells it is.
    part_of : str
        Of which of the assignment's cells it is a further part.
    """

    cell_type: str
    source: str
    metadata: dict[str, Marks]
    id: NotRequired[str]
    attachments: NotRequired[Attachments]
    grade_id: NotRequired[str]
    part_of: NotRequired[str]


class Notebook(TypedDict):
    """A notebook as `read_notebook` reads it."""

    cells: list[NotebookCell]


def read_notebook(content: bytes) -> Notebook:
    """Read a notebook that may have been written by anybody.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    dict
        With "cells": each a new dict with "cell_type", "source" as one string, "metadata" with what nbgrader knows
        of it, "id" where there is one, and in Markdown "attachments". Nothing else that the file held is in it.

    Raises
    ------
    SubmissionError
        It is no notebook of format 4.
    """
    if len(content) > MOST_READ:
        raise SubmissionError(f"The file is larger than {MOST_READ // 2**20} MB, even for one with outputs.")
    content = without_outputs(content)
    if len(content) > LARGEST:
        raise SubmissionError(f"The file is larger than {LARGEST // 2**20} MB without its outputs.")
    if not content.strip():
        raise SubmissionError("The file is empty.")
    if sum(content.count(mark) for mark in (b",", b"[", b"{")) > MOST_PARTS:
        raise SubmissionError("The file has more parts than a notebook needs.")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except RecursionError:
        raise SubmissionError("The file is nested too deeply to be a notebook.") from None
    except ValueError as error:
        raise SubmissionError(f"The file is not JSON ({error}).") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise SubmissionError("The file is JSON, but no notebook of format 4: it has no list of cells.")
    return {"cells": [_cell(cell, number) for number, cell in enumerate(notebook["cells"], 1)]}


def _cell(cell: object, number: int) -> NotebookCell:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        raise SubmissionError(f"Cell {number} is no notebook cell.")
    new: NotebookCell = {
        "cell_type": cell["cell_type"],
        "source": _one_string(cell.get("source", ""), number),
        "metadata": {},
    }
    own = cell["metadata"].get("nbgrader") if isinstance(cell.get("metadata"), dict) else None
    if isinstance(own, dict):
        known = {name: own[name] for name in MARKS if name in own}
        new["metadata"]["nbgrader"] = {
            name: None if isinstance(value, (list, dict)) else value for name, value in known.items()
        }
    if isinstance(cell.get("id"), str):
        new["id"] = cell["id"]
    if new["cell_type"] == "markdown" and (pictures := _attachments(cell.get("attachments"))):
        new["attachments"] = pictures
    return new


def _attachments(found: object) -> Attachments:
    """Keep what is a picture by its name: `{"plot.png": {"image/png": "base64"}}`."""
    pictures = (
        {name: kinds for name, kinds in found.items() if isinstance(kinds, dict)} if isinstance(found, dict) else {}
    )
    return {
        name: {kind: data for kind, data in kinds.items() if isinstance(data, str)} for name, kinds in pictures.items()
    }


def _one_string(source: object, number: int) -> str:
    # A list of lines and one string are the same source.
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise SubmissionError(f"The source of cell {number} is no text.")
    # An editor on Windows may have written its own line ends; the text is the same.
    return source.replace("\r\n", "\n").replace("\r", "\n")


def marks(cell: Mapping[str, Any]) -> Marks:
    """Return nbgrader's metadata of a cell, empty where there is none that is well formed."""
    own = cell["metadata"].get("nbgrader")
    return own if isinstance(own, dict) and isinstance(own.get("grade_id"), str) else {}


def is_grade(cell: Mapping[str, Any]) -> bool:
    """Say whether points are given for the cell."""
    return bool(marks(cell).get("grade"))


def is_solution(cell: Mapping[str, Any]) -> bool:
    """Say whether the student writes in the cell."""
    return bool(marks(cell).get("solution"))


def is_task(cell: Mapping[str, Any]) -> bool:
    """Say whether the cell sets a task that is marked by hand."""
    return bool(marks(cell).get("task"))


def is_locked(cell: Mapping[str, Any]) -> bool:
    """Say whether the cell is the instructor's, to be restored before grading."""
    if not marks(cell) or is_solution(cell):
        return False
    return True if is_grade(cell) else bool(marks(cell).get("locked"))


def without_region(source: str, name: str) -> str:
    """Leave out the lines from `### BEGIN name` to `### END name`."""
    kept, inside = [], False
    for line in source.split("\n"):
        if f"BEGIN {name}" in line:
            inside = True
        elif f"END {name}" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def hidden_lines(source: str) -> list[int]:
    """Number the lines, counted from 1, that belong to hidden tests."""
    numbers, inside = [], False
    for number, line in enumerate(source.split("\n"), 1):
        inside = inside or "BEGIN HIDDEN TESTS" in line
        if inside:
            numbers.append(number)
        inside = inside and "END HIDDEN TESTS" not in line
    return numbers


def released(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as students get it: solutions replaced by a stub, hidden tests left out."""
    if not is_solution(cell):
        return without_region(without_region(cell["source"], "HIDDEN TESTS"), "MARK SCHEME")
    stub = (CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB).split("\n")
    kept, inside, found = [], False, False
    for line in cell["source"].split("\n"):
        if "BEGIN SOLUTION" in line:
            inside = found = True
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + part for part in stub]
        elif "END SOLUTION" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept if found else stub)
