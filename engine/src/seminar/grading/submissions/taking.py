"""Takes what one student handed in, and says of each file that is not taken why."""

from collections.abc import Collection, Mapping

from seminar.errors import SubmissionError
from seminar.grading.submissions import files_beside
from seminar.grading.submissions.choosing import choose, is_exact, is_notebook, is_of_another
from seminar.grading.submissions.layout import Owned
from seminar.grading.submissions.left_out import LeftOut, counted, shown
from seminar.grading.submissions.naming import ARCHIVE
from seminar.grading.submissions.stored import Stored, Unreadable, read
from seminar.grading.submissions.submission import Submission

#: Why a file is left out, a detail, and whether a person should look at it.
Reason = tuple[str, str, bool]


def take(
    student: str,
    files: list[Owned],
    places: Mapping[str, Stored],
    assignment: str,
    own: Mapping[str, bytes],
    left_out: list[LeftOut],
) -> tuple[Submission, Owned | None]:
    """Take what a student handed in: a notebook, and what lies beside it.

    Parameters
    ----------
    student : str
        The name, clean.
    files : list of Owned
        Everything that is theirs.
    places : mapping of str to Stored
        Where the bytes are, by path.
    assignment : str
        The assignment's name.
    own : mapping of str to bytes
        Its files.
    left_out : list of LeftOut
        Grows by what is not taken.

    Returns
    -------
    tuple
        The submission, and which of the files is its notebook.
    """
    chosen = choose(files, places, assignment)
    notebook = places[chosen.path] if chosen else None
    room: dict[str, Owned] = {}
    reasons: dict[str, Reason] = {}
    for one in files:
        if one is chosen:
            if isinstance(notebook, Unreadable):
                reasons[one.path] = _said(notebook.reason), "", True
            continue
        place = places[one.path]
        if isinstance(place, Unreadable):
            reasons[one.path] = _said(place.reason), "", True
            if chosen is None and one.path.endswith("/"):
                notebook = place
        elif one.typed:
            reasons[one.path] = "it was typed in or written by the learning management system", "", chosen is None
        elif is_notebook(one):
            reasons[one.path] = _why_not(one, chosen, assignment)
        elif chosen is None and not _is_with_another(one, files, chosen):
            detail = "an archive: unpack it" if ARCHIVE.search(one.file) else ""
            reasons[one.path] = "its student handed in no notebook for this assignment", detail, True
        elif chosen is None or (name := _beside(one, chosen)) is None:
            reasons[one.path] = _why_not_beside(one, files, chosen)
        elif name in room:
            reasons[one.path] = "another file of the student has this name", "", True
        else:
            room[name] = one
    kept, without_room = files_beside.choose(own.keys(), {name: places[one.path].size for name, one in room.items()})
    for name, reason in without_room.items():
        if reason != files_beside.OWN:
            reasons[room[name].path] = reason, "", True
        elif not _is_same(places[room[name].path], own[name]):
            reasons[room[name].path] = reason, "", False
    left_out += [LeftOut(path, student, *reason) for path, reason in reasons.items()]
    taken = {name: places[room[name].path] for name in kept}
    notes = _for_the_student(chosen, files, assignment, [name for name in without_room if name not in own])
    path = chosen.path if chosen else ""
    return Submission(student, notebook, taken, tuple(notes), path), chosen


def _said(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _why_not(one: Owned, chosen: Owned | None, assignment: str) -> Reason:
    if is_of_another(one, assignment):
        return "it is another assignment's", "", False
    if chosen is None:
        return f"it does not have the name of the assignment, {assignment}", "", True
    return (
        "of several notebooks of a student one is graded",
        f"{chosen.file} is graded",
        not is_exact(chosen, assignment),
    )


def _beside(one: Owned, chosen: Owned) -> str | None:
    """Return a file's path from the notebook, None where it lies elsewhere."""
    if chosen.system == "flat" or one.system == "flat" or one.system != chosen.system:
        return None
    if one.system == "Blackboard" and one.attempt != chosen.attempt:
        return None
    place = chosen.file.rpartition("/")[0]
    prefix = f"{place}/" if place else ""
    return one.file[len(prefix) :] if one.file.startswith(prefix) else None


def _why_not_beside(one: Owned, files: list[Owned], chosen: Owned | None) -> Reason:
    if one.system == "Blackboard":
        return "it belongs to an earlier attempt", "", False
    if _is_with_another(one, files, chosen):
        return "it lies in the folder of another notebook", "", False
    return "it does not lie in the folder of the notebook", "", True


def _is_with_another(one: Owned, files: list[Owned], chosen: Owned | None) -> bool:
    others = {other.file.rpartition("/")[0] for other in files if is_notebook(other) and other is not chosen} - {""}
    return any(one.file.startswith(f"{place}/") for place in others)


def _is_same(place: Stored, own: bytes) -> bool:
    try:
        return place.size == len(own) and read(place, len(own) + 1) == own
    except SubmissionError:
        return False


def _for_the_student(
    chosen: Owned | None, files: list[Owned], assignment: str, without_room: Collection[str]
) -> list[str]:
    if chosen is None:
        first = min((one.file for one in files if one.file), default=None)
        return (
            [f"{counted(len(files), 'file')} handed in, but no notebook, such as {shown(first)[:100]}."]
            if first
            else []
        )
    notes = []
    if not is_exact(chosen, assignment):
        notes.append(f"The notebook that was graded is {shown(chosen.file)[:100]}.")
    if without_room:
        count = counted(len(without_room), "file")
        notes.append(f"{count} beside the notebook left out, such as {shown(min(without_room))[:100]}.")
    return notes
