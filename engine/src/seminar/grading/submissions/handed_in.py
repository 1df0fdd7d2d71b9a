"""Sorts what was found in a folder or a zip: every file is part of a submission, or is left out with a reason."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.grading.submissions import archive, folder
from seminar.grading.submissions.choosing import is_exact, is_notebook
from seminar.grading.submissions.layout import Owned, owners, wrapper
from seminar.grading.submissions.left_out import LeftOut, counted, shown, some
from seminar.grading.submissions.naming import ARCHIVE, closeness, is_hidden, is_system, notebook_stem
from seminar.grading.submissions.stored import Contents, OnDisk
from seminar.grading.submissions.submission import Submission
from seminar.grading.submissions.taking import take
from seminar.text import one_line

SYSTEM = "an operating system or a program wrote it for itself"
HIDDEN = "it is hidden: a name on its path begins with a dot"
NOBODYS = "it lies beside the submissions and bears no student's name"
#: Letters of a student's name; no list of names has longer ones.
LONGEST_NAME = 200


@dataclass
class HandedIn:
    """What a class handed in.

    Parameters
    ----------
    submissions : list of Submission
        In the order of the students' names.
    left_out : list of LeftOut
        Every file that is part of no submission.
    notes : list of str
        What else the instructor should know, each once.
    """

    submissions: list[Submission] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def look_through(place: Path, skip: Path | None = None) -> Contents:
    """Find every file in a folder or a zip; `skip` is a folder that the grader wrote.

    Raises
    ------
    SubmissionError
        There is no such folder or zip, or it cannot be opened.
    """
    if place.is_dir():
        return folder.look_through(place, skip)
    if not place.is_file():
        raise SubmissionError("there is no such folder", place)
    return archive.look_through(place)


def sort_out(
    contents: Contents, assignment: str, own: Mapping[str, bytes] | None = None, path: Path | None = None
) -> HandedIn:
    """Sort what was found into submissions.

    Parameters
    ----------
    contents : Contents
        From `look_through`: nbgrader's layout (`STUDENT/ASSIGNMENT/ASSIGNMENT.ipynb`), a folder for each student, one
        notebook a student, or a bulk download of Moodle, Canvas or Blackboard, packed or not.
    assignment : str
        The assignment's name.
    own : mapping of str to bytes, optional
        The assignment's files, which lie beside each notebook.
    path : Path, optional
        The instructor's notebook, should it lie among the submissions.

    Raises
    ------
    SubmissionError
        There is no submission.
    """
    result, work = HandedIn(left_out=list(contents.left_out)), []
    for name, place in contents.files.items():
        if is_system(name):
            result.left_out.append(LeftOut(name, None, SYSTEM, look=False))
        elif is_hidden(name):
            result.left_out.append(LeftOut(name, None, HIDDEN, look=notebook_stem(name) is not None))
        elif path is not None and isinstance(place, OnDisk) and place.path.resolve() == path.resolve():
            result.left_out.append(LeftOut(name, None, "it is the instructor's own notebook", look=False))
        else:
            work.append(name)
    groups = _groups(contents, work, assignment, result)
    names, near, late = _names(groups, result), [], []
    for student, files in groups.items():
        submission, chosen = take(names[student], files, contents.files, assignment, own or {}, result.left_out)
        result.submissions.append(submission)
        if chosen and not is_exact(chosen, assignment):
            near.append(chosen.path)
        if any(one.late for one in files):
            late.append(names[student])
    if not result.submissions:
        raise SubmissionError(
            f"no submission found among {counted(len(contents.files), 'file')}: neither "
            f"STUDENT/{assignment}/{assignment}.ipynb nor STUDENT.ipynb nor a download of Moodle, Canvas or Blackboard"
        )
    result.submissions.sort(key=lambda one: one.student)
    if near:
        found = some(shown(path) for path in sorted(near))
        result.notes.append(f"{counted(len(near), 'notebook')} taken, though name or place is not quite right: {found}")
    if late:
        result.notes.append(f"{counted(len(late), 'student')} handed in late: {some(sorted(late))}")
    return result


def _groups(contents: Contents, paths: list[str], assignment: str, result: HandedIn) -> dict[str, list[Owned]]:
    """Return the files of each student by name as found."""
    groups: dict[str, list[Owned]] = {}
    flat = False
    for path, one in owners(paths, assignment).items():
        if one is None:
            detail = "an archive: unpack it" if ARCHIVE.search(path) else ""
            result.left_out.append(LeftOut(path, None, NOBODYS, detail))
        else:
            groups.setdefault(one.student, []).append(one)
            flat = flat or one.system != ""
    outer = wrapper(paths, assignment)
    seen = [name for name in contents.folders if not is_hidden(name) and not is_system(name)]
    set_ = {name[len(outer) :] for name in seen if name.startswith(outer)}
    students = {name.partition("/")[0] for name in set_ if closeness(name.partition("/")[2], assignment) >= 2}
    for student in list(groups):
        of_a_folder = not any(one.system for one in groups[student])
        if flat and of_a_folder and student not in students and not any(map(is_notebook, groups[student])):
            for one in groups.pop(student):
                result.left_out.append(LeftOut(one.path, None, "it lies in a folder without a notebook"))
    # Who has an empty folder, or an empty one for the assignment, is a student who handed in nothing.
    for student in sorted(students | (set() if flat else {name for name in set_ if "/" not in name})):
        if notebook_stem(student) is None:
            groups.setdefault(student, [])
    return groups


def _names(groups: Iterable[str], result: HandedIn) -> dict[str, str]:
    """Clean the students' names; two that become one stay two students."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for found in sorted(groups):
        clean = unicodedata.normalize("NFC", one_line(found))[:LONGEST_NAME].strip() or "(no name)"
        name, number = clean, 1
        while name in taken:
            number += 1
            name = f"{clean} [{number}]"
        taken.add(name)
        names[found] = name
        if number > 1:
            result.notes.append(f"two students' names differ only in signs that cannot be seen: one is called {name}")
    return names
