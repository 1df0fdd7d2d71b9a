"""Whose a file is, by its path: learning management systems write it into the name, others into a folder."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seminar.grading.submissions.naming import closeness, notebook_stem, without_copy

#: Moodle's assignment, with and without a folder for each participant ("Participant" in blind marking); besides files
#: there are texts that were typed in, and feedback.
MOODLE = re.compile(
    r"(?P<name>[^/]+)_(?P<id>\d+)_assign(?:submission|feedback)_(?P<kind>[a-z]+)(?:_?/|_)(?P<file>[^/].*)", re.DOTALL
)
#: Canvas: the student, their id, the file's id, the file. A name may hold "_", but Canvas leaves no "_1_" in it.
CANVAS = re.compile(r"(?P<name>[^/]+?)(?P<late>_LATE|_late)?_(?P<id>\d+)_\d+_(?P<file>[^/]+)", re.DOTALL)
#: In anonymous grading there is a code in place of name and id.
ANONYMOUS = re.compile(r"anon_(?P<id>[A-Za-z0-9]+)(?P<late>_LATE|_late)?_\d+_(?P<file>[^/]+)", re.DOTALL)
#: Blackboard: the assignment and the user name, the moment, the file; without a file, a note of its own.
BLACKBOARD = re.compile(r"(?P<head>[^/]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>[^/]+)|\.txt)", re.DOTALL)
#: Canvas counts later attempts at the end of the file's name.
ATTEMPT = re.compile(r"-(\d{1,4})$")


@dataclass(frozen=True)
class Owned:
    """A file and whose it is.

    Parameters
    ----------
    student : str
        The name, with the system and its id as in "Aida Serik (Moodle 12345)" where there is one.
    path : str
        Where it is in what was found.
    file : str
        Its path in what the student handed in.
    system : str
        "Moodle", "Canvas", "Blackboard", "flat" where the file's name is the student's, or "" for a folder.
    attempt : tuple of int or str
        A number or a moment; greater for a later one.
    late : bool
        Whether the system calls it late.
    typed : bool
        Whether it is no file of the student's: a text that was typed in, or a note of the system.
    """

    student: str
    path: str
    file: str
    system: str = ""
    attempt: tuple[int | str, ...] = ()
    late: bool = False
    typed: bool = False


def owners(paths: Iterable[str], assignment: str) -> dict[str, Owned | None]:
    """Find out for each path whose it is, None where nobody can be told."""
    paths = list(paths)
    outer = wrapper(paths, assignment)
    heads = [match["head"].split("_") for path in paths if (match := BLACKBOARD.fullmatch(path[len(outer) :]))]
    title = 0
    # All heads begin with the assignment's title; a user name may hold "_" too.
    while len(heads) > 1 and all(len(head) > title + 1 and head[title] == heads[0][title] for head in heads):
        title += 1
    return {path: _owner(path, path[len(outer) :], assignment, title) for path in paths}


def wrapper(paths: list[str], assignment: str) -> str:
    """Return the folders, with "/", in which everything lies and which are no student's."""
    outer = ""
    while paths:
        first = paths[0][len(outer) :].partition("/")[0]
        inner = f"{outer}{first}/"
        below = [path[len(inner) :] for path in paths]
        if not all(path.startswith(inner) and path != inner for path in paths) or MOODLE.match(f"{first}/x"):
            break
        if any(_is_handed_in(path, assignment) for path in below):
            break
        outer = inner
    return outer


def _is_handed_in(path: str, assignment: str) -> bool:
    """Say whether a path is what a student has in their folder: the notebook or the folder of the assignment."""
    first, deeper, _ = path.partition("/")
    stem = first if deeper else notebook_stem(first)
    return stem is not None and closeness(stem, assignment) >= 2


def _owner(path: str, inner: str, assignment: str, title: int) -> Owned | None:
    if match := MOODLE.fullmatch(inner):
        student = f"{match['name']} (Moodle {match['id']})"
        return Owned(student, path, match["file"], "Moodle", typed=match["kind"] != "file")
    if match := ANONYMOUS.fullmatch(inner):
        student = f"anonymous {match['id']} (Canvas)"
        return Owned(student, path, match["file"], "Canvas", canvas_attempt(match["file"]), bool(match["late"]))
    if match := CANVAS.fullmatch(inner):
        student = f"{match['name']} (Canvas {match['id']})"
        return Owned(student, path, match["file"], "Canvas", canvas_attempt(match["file"]), bool(match["late"]))
    if match := BLACKBOARD.fullmatch(inner):
        head = match["head"].split("_")
        user = "_".join(head[title:] if title else head[-1:])
        file, when = match["file"] or inner, (match["when"],)
        return Owned(f"{user} (Blackboard)", path, file, "Blackboard", when, typed=match["file"] is None)
    first, deeper, file = inner.partition("/")
    if (stem := notebook_stem(first)) is not None:
        return Owned(flat_student(stem, assignment), path, file or first, "" if deeper else "flat")
    return Owned(first, path, file) if deeper else None


def flat_student(stem: str, assignment: str) -> str:
    """Return the student whom a notebook in a flat folder is named after, as in STUDENT_ASSIGNMENT."""
    match = re.fullmatch(rf"(.+?)[-_ ]+{re.escape(assignment)}", without_copy(stem)[0], re.IGNORECASE | re.DOTALL)
    return match[1] if match else stem


def canvas_attempt(file: str) -> tuple[int]:
    """Return the number that Canvas appended to a file of a later attempt, 0 for the first."""
    found = ATTEMPT.search(notebook_stem(file) or file.rpartition(".")[0])
    return (int(found[1]) if found else 0,)


def without_attempt(stem: str) -> str:
    """Return a file's name without what Canvas appended."""
    return ATTEMPT.sub("", stem)
