"""The list of a class, so that who handed in nothing is seen as well."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.grading.submissions.handed_in import HandedIn
from seminar.grading.submissions.left_out import counted, some
from seminar.grading.submissions.submission import Submission
from seminar.text import one_line, read_rows

#: As `layout` names who comes out of a learning management system.
NAMED = re.compile(r"(?P<name>.*) \((?P<system>Moodle|Canvas|Blackboard)(?: (?P<id>\d+))?\)", re.DOTALL)


@dataclass(frozen=True)
class Person:
    """One line of a roster.

    Parameters
    ----------
    student : str
        As folders or files name them, or the id that the learning management system has for them.
    name : str
        For people; may be empty.
    """

    student: str
    name: str


def read_roster(path: Path) -> list[Person]:
    """Read a table with the column student and, if wanted, name; its other columns are nobody's business here.

    Raises
    ------
    SubmissionError
        It is no such table, or somebody is there twice.
    """
    people: list[Person] = []
    seen: set[str] = set()
    try:
        rows = list(read_rows(path, ["student"], "student,name"))
    except FileNotFoundError:
        raise SubmissionError("there is no such roster", path) from None
    for line, row in rows:
        person = Person(one_line(row["student"]), one_line(row.get("name", "")))
        if not person.student:
            continue
        if _key(person.student) in seen:
            raise SubmissionError(f"{person.student} is there a second time", path, line)
        seen.add(_key(person.student))
        people.append(person)
    return people


def add_absent(handed_in: HandedIn, roster: list[Person]) -> None:
    """Add a submission without a notebook for everybody who handed in nothing, and say who is not on the roster."""
    known = {_key(person.student) for person in roster} | {_key(person.name) for person in roster if person.name}
    found: set[str] = set()
    systems: set[str] = set()
    strangers: list[str] = []
    for one in handed_in.submissions:
        keys = {_key(one.student)}
        if match := NAMED.fullmatch(one.student):
            systems.add(match["system"])
            keys |= {_key(match["id"]) if match["id"] else _key(match["name"])}
        found |= keys
        if not keys & known:
            strangers.append(one.student)
    system = min(systems) if len(systems) == 1 else None
    absent = [person for person in roster if not {_key(person.student), _key(person.name)} & found]
    taken = {one.student for one in handed_in.submissions}
    for person in absent:
        student = person.student
        if system and student.isdecimal():
            # The student is named as if something had been handed in, so that the system finds the mark.
            student = f"{person.name or 'Participant'} ({system} {student})"
        if student not in taken:
            handed_in.submissions.append(Submission(student, None, {}))
    handed_in.submissions.sort(key=lambda one: one.student)
    if absent:
        names = some(person.name or person.student for person in absent)
        handed_in.notes.append(f"{counted(len(absent), 'student')} of the roster handed in nothing: {names}")
    if strangers:
        handed_in.notes.append(f"{counted(len(strangers), 'student')} not on the roster: {some(strangers)}")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", one_line(name)).casefold()
