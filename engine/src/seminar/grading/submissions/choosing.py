"""Chooses which of a student's notebooks is graded: by its name, its place and its attempt."""

from collections.abc import Iterable, Mapping
from typing import Any

from seminar.grading.submissions.layout import Owned, without_attempt
from seminar.grading.submissions.naming import closeness, notebook_stem, without_copy
from seminar.grading.submissions.stored import Stored, Unreadable


def choose(files: Iterable[Owned], places: Mapping[str, Stored], assignment: str) -> Owned | None:
    """Choose the notebook that is graded, None where no notebook can be meant.

    One that can be read goes before one that cannot. Then the name decides, then the folder, then the later attempt or
    the copy with the greater number; Blackboard says of each file which attempt it belongs to, so there the attempt
    decides before the name.
    """
    notebooks = [one for one in files if is_notebook(one)]
    meant = [one for one in notebooks if _may_be_meant(one, assignment, len(notebooks) == 1)]
    return max(meant, key=lambda one: _rank(one, places, assignment), default=None)


def is_notebook(one: Owned) -> bool:
    """Say whether a file is a notebook that was handed in."""
    return not one.typed and notebook_stem(one.file) is not None


def is_exact(one: Owned, assignment: str) -> bool:
    """Say whether a notebook has the name and the place that it should have."""
    if one.system == "flat":
        stem = one.file.removesuffix(".ipynb")
        named = stem == one.student or stem.endswith(assignment)
        # A name that says which assignment it is, but not whose.
        return one.file.endswith(".ipynb") and named and closeness(stem, assignment) < 2
    if one.system:
        return _stem(one) == assignment and one.file.endswith(".ipynb")
    return one.file == f"{assignment}/{assignment}.ipynb"


def is_of_another(one: Owned, assignment: str) -> bool:
    """Say whether a notebook in a student's folder is another assignment's: both bear another name, and the same."""
    folder, _, name = one.file.rpartition("/")
    folder, stem = folder.rpartition("/")[2], notebook_stem(name) or ""
    return bool(folder) and not one.system and closeness(folder, assignment) < 2 and closeness(stem, folder) >= 1


def _may_be_meant(one: Owned, assignment: str, alone: bool) -> bool:
    if one.system:
        return True
    name, folder = closeness(_stem(one), assignment), _folder(one, assignment)
    if name >= 2 or folder >= 2:
        return True
    # Directly in the student's folder: a name that holds the assignment's, or the only notebook that there is.
    return folder == 1 and (name == 1 or alone)


def _rank(one: Owned, places: Mapping[str, Stored], assignment: str) -> tuple[Any, ...]:
    name, (_, copy) = closeness(_stem(one), assignment), without_copy(_stem(one))
    readable = not isinstance(places[one.path], Unreadable)
    if one.system == "Blackboard":
        return readable, one.attempt, name, 0, copy, one.path
    return readable, (), name, _folder(one, assignment), (one.attempt, copy), one.path


def _stem(one: Owned) -> str:
    stem = notebook_stem(one.file) or ""
    return without_attempt(stem) if one.system == "Canvas" and one.attempt > (0,) else stem


def _folder(one: Owned, assignment: str) -> int:
    """Return 3 in the assignment's folder, 2 in or below one with a name near to it, 1 in no folder, else 0."""
    *folders, _ = one.file.split("/")
    if folders == [assignment]:
        return 3
    if any(closeness(folder, assignment) >= 2 for folder in folders):
        return 2
    return 0 if folders else 1
