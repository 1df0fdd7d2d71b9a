"""Makes what students get from what instructors keep, by the rules of nbgrader's ``generate_assignment``.

Solutions become stubs, hidden tests and marking schemes go, outputs go, the instructor's cells are locked, and each
of them gets the checksum by which a grader sees that it was edited.
"""

import hashlib
import json
from pathlib import Path
from urllib.parse import quote, unquote

import nbformat

from seminar.errors import NotebookError
from seminar.grading.assignment import cell_names, last_value
from seminar.grading.assignment.notebook import is_grade, is_locked, is_solution, is_task, marks, released

#: What may stand in which cells, and how an author knows that cell.
REGIONS = {
    "SOLUTION": (is_solution, "solution"),
    "HIDDEN TESTS": (is_grade, "test"),
    "MARK SCHEME": (is_task, "task"),
}


def stems(answers: Path) -> list[str]:
    """Return the exercises that have an instructor's notebook in the folder ``answers``, in alphabetical order."""
    return sorted(path.parent.name for path in answers.glob("*/*.ipynb") if path.stem == path.parent.name)


def notebook_path(folder: Path, stem: str) -> Path:
    """Return where an exercise's notebook lies in ``answers`` or ``exercises``."""
    return folder / stem / f"{stem}.ipynb"


def release(path: Path) -> str:
    """Return the students' notebook, as the text of its file.

    The same input gives the same text, to the byte: ids are the author's, keys are sorted.

    Parameters
    ----------
    path : Path
        The instructor's notebook, in nbgrader's format (schema 3).

    Raises
    ------
    NotebookError
        It cannot be released; the message names the cell.
    """
    notebook = read(path)
    # The state of the instructor's widgets holds their answers, as outputs do.
    for part in ("celltoolbar", "widgets"):
        notebook.metadata.pop(part, None)
    ids: dict[str, int] = {}
    for number, cell in enumerate(notebook.cells, 1):
        if cell.metadata.get("nbgrader"):
            check_marks(cell, ids, path, number)
        check_regions(cell, path, number)
        check_last_value(cell, path, number)
        clear(cell)
    if not any(is_grade(cell) or is_task(cell) for cell in notebook.cells):
        raise NotebookError("no cell gives points", path)
    return str(nbformat.writes(notebook)) + "\n"


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook that has the form of format 4.5 or later.

    Raises
    ------
    NotebookError
        There is no such file, or it is no notebook.
    """
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        there = ", ".join(stems(path.parent.parent)) or "none"
        raise NotebookError(f"there is no such exercise; there are {there}", path) from None
    except ValueError as error:
        raise NotebookError(f"this is no notebook: {error}", path) from None
    try:
        notebook: nbformat.NotebookNode = nbformat.from_dict(plain)
        seen = set()
        for number, cell in enumerate(notebook.cells, 1):
            cell.source = "".join(cell.source)
            # nbformat would replace a missing or doubled id by a random one, another at each release.
            if "id" not in cell or cell.id in seen:
                raise NotebookError(f"cell {number} has no id of its own; save the notebook in format 4.5", path)
            seen.add(cell.id)
        nbformat.validate(notebook)
    except (AttributeError, KeyError, TypeError) as error:
        raise NotebookError(f"this is JSON, but no notebook: it has no {error}", path) from None
    except nbformat.ValidationError as error:
        raise NotebookError(f"this is no notebook of format 4.5: {error.message}", path) from None
    return notebook


def check_regions(cell: nbformat.NotebookNode, path: Path, number: int) -> None:
    """Raise where a region is not closed, is nested, or stands in a cell of another kind."""
    for region, (allowed, kind) in REGIONS.items():
        inside = False
        for line, text in enumerate(cell.source.split("\n"), 1):
            begins, ends = f"BEGIN {region}" in text, f"END {region}" in text
            if begins and inside:
                raise NotebookError(f"{name(cell, number)}, line {line}: {region} begins a second time", path)
            if ends and not inside:
                raise NotebookError(f"{name(cell, number)}, line {line}: {region} ends but did not begin", path)
            if begins and not allowed(cell):
                message = f"{name(cell, number)}, line {line}: {region} stands in a cell that is no {kind} cell"
                raise NotebookError(message, path)
            inside = begins or (inside and not ends)
        if inside:
            raise NotebookError(f"{name(cell, number)}: {region} begins but does not end", path)


def check_last_value(cell: nbformat.NotebookNode, path: Path, number: int) -> None:
    """Raise where a test ends in what can be no number of points: it would give everybody the same."""
    if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell):
        return
    try:
        found = last_value.slip(cell_names.plain(cell.source))
    except SyntaxError as error:
        raise NotebookError(f"{name(cell, number)}, line {error.lineno}: it is no Python: {error.msg}", path) from None
    if found:
        line, kind = found
        raise NotebookError(f"{name(cell, number)}, line {line}: the test ends in {kind}; {last_value.ADVICE}", path)


def check_marks(cell: nbformat.NotebookNode, ids: dict[str, int], path: Path, number: int) -> None:
    """Raise where nbgrader's metadata would not let the cell be graded; note its id in ``ids``."""
    own, here = cell.metadata.nbgrader, name(cell, number)
    if own.get("schema_version") != 3:
        raise NotebookError(f"{here} is not in version 3 of nbgrader's schema", path)
    if not marks(cell).get("grade_id"):
        raise NotebookError(f"{here} has no grade_id", path)
    if own.grade_id in ids:
        raise NotebookError(f"{here} has the grade_id of cell {ids[own.grade_id]}", path)
    ids[own.grade_id] = number
    points = own.get("points")
    if (is_grade(cell) or is_task(cell)) and (
        isinstance(points, bool) or not isinstance(points, int | float) or points < 0
    ):
        raise NotebookError(f"{here} is graded but has no points", path)
    if is_task(cell) and cell.cell_type != "markdown":
        raise NotebookError(f"{here} is a task and must be Markdown", path)
    if cell.cell_type == "markdown" and not is_task(cell) and is_grade(cell) != is_solution(cell):
        raise NotebookError(f"{here} is Markdown: a text answer is graded and a solution, or neither", path)


def clear(cell: nbformat.NotebookNode) -> None:
    """Turn an instructor's cell into a student's."""
    cell.source = released(cell)
    drop_attachments(cell)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
        for flag in ("collapsed", "scrolled"):
            cell.metadata.pop(flag, None)
    if is_grade(cell) or is_solution(cell) or is_locked(cell):
        cell.metadata.deletable = False
        if not is_solution(cell):
            cell.metadata.editable = False
        cell.metadata.nbgrader.update(checksum=checksum(cell), cell_type=cell.cell_type)


def drop_attachments(cell: nbformat.NotebookNode) -> None:
    """Take away the images that the released text does not show: those of a model answer or a marking scheme."""
    kept = {name: one for name, one in cell.get("attachments", {}).items() if is_shown(name, cell.source)}
    if "attachments" in cell:
        cell.attachments = kept
        if not kept:
            del cell["attachments"]


def is_shown(attachment: str, source: str) -> bool:
    """Say whether a text refers to an attachment, as it is written or with its spaces and letters escaped."""
    return any(f"attachment:{name}" in source for name in (attachment, quote(attachment), unquote(attachment)))


def checksum(cell: nbformat.NotebookNode) -> str:
    """Return nbgrader's checksum of a cell: MD5 over its text, its type, its marks, its id and its points."""
    own = cell.metadata.nbgrader
    parts = [cell.source, cell.cell_type, is_grade(cell), is_solution(cell), is_locked(cell), own.grade_id]
    if is_grade(cell):
        parts.append(float(own.points))
    return hashlib.md5("".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def name(cell: nbformat.NotebookNode, number: int) -> str:
    """Return how an error message names a cell."""
    grade_id = marks(cell).get("grade_id")
    return f"cell {number} ({grade_id})" if grade_id else f"cell {number}"


def difference(answer: Path, path: Path) -> str | None:
    """Return in one sentence how a released notebook differs from what its answer gives, ``None`` if it does not."""
    fresh = release(answer)
    if not path.is_file():
        return f"{path} is missing"
    there = path.read_text(encoding="utf-8")
    if there == fresh:
        return None
    try:
        old, new = json.loads(there), json.loads(fresh)
        pairs = enumerate(zip(old["cells"], new["cells"], strict=True), 1)
        changed = [f"{number} ({two['id']})" for number, (one, two) in pairs if one != two]
    except (ValueError, KeyError, TypeError):
        return f"{path} does not have the cells of its answer"
    where = f"in cell {', '.join(changed)}" if changed else "outside its cells"
    return f"{path} differs from what its answer gives, {where}"
