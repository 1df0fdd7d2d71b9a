"""Finds the submissions in a folder."""

import re
from pathlib import Path

from betweenblocs.errors import SubmissionError
from betweenblocs.grading.beside import MOST_BYTES
from betweenblocs.grading.notebook import LARGEST
from betweenblocs.grading.one import Submission


def find(folder: Path, assignment: str) -> list[Submission]:
    """Read every submission in a folder.

    Parameters
    ----------
    folder : Path
        In nbgrader's layout (`STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb`; a folder without the notebook has handed
        in nothing), or flat: one notebook a student, named `STUDENT.ipynb` or `STUDENT_ASSIGNMENT.ipynb`.
    assignment : str
        The assignment's name.

    Returns
    -------
    list of Submission
        In the order of the students' names.

    Raises
    ------
    SubmissionError
        The folder does not exist or holds no submission.
    """
    if not folder.is_dir():
        raise SubmissionError("there is no such folder", folder)
    students = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))
    found = [_of_student(student, assignment) for student in students if (student / assignment).is_dir()]
    flat = sorted(path for path in folder.glob("*.ipynb") if not path.is_symlink())
    found += [Submission(_student(path.stem, assignment), _content(path), {}) for path in flat]
    if not found:
        raise SubmissionError(
            f"no submission found: neither STUDENT/{assignment}/{assignment}.ipynb nor STUDENT.ipynb", folder
        )
    names = [one.student for one in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise SubmissionError(f"{min(twice)} is there twice", folder)
    return found


def _student(stem, assignment):
    return re.sub(rf"[-_ ]+{re.escape(assignment)}$", "", stem)


def _of_student(student, assignment):
    place = student / assignment
    if place.is_symlink():
        # It could lead to the answers, or to another student's work.
        return Submission(student.name, None, {})
    notebook = place / f"{assignment}.ipynb"
    files, size = {}, 0
    for path in sorted(place.rglob("*")):
        # A link could lead to somebody else's file.
        inside = not any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(place))
        if path == notebook or not inside or not path.is_file():
            continue
        size += path.stat().st_size
        if size <= MOST_BYTES:
            files[str(path.relative_to(place))] = path.read_bytes()
    there = notebook.is_file() and not notebook.is_symlink()
    return Submission(student.name, _content(notebook) if there else None, files)


def _content(path):
    # No more is read than a notebook may have.
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
