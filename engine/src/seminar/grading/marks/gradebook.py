"""The marks of a class as a table."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from seminar.grading.assignment.assignment import Assignment
from seminar.grading.marks.journal import Change
from seminar.grading.running.result.record import GradeRecord
from seminar.text import csv_text, safe


def to_csv(assignment: Assignment, records: Iterable[GradeRecord]) -> str:
    """Write one line a student: status, score, what is yet to be marked by hand, and each cell's points.

    Parameters
    ----------
    assignment : Assignment
        Gives the columns.
    records : iterable of GradeRecord
        The students.
    """
    ids = [cell.grade_id for cell in assignment.graded]
    rows: list[list[Any]] = [["student", "status", "score", "max_score", "to_mark_by_hand", *map(safe, ids)]]
    for record in sorted(records, key=lambda one: one.student):
        by_hand = sum(cell.max for cell in record.cells.values() if cell.score is None)
        scores = [record.cells[name].score if name in record.cells else None for name in ids]
        row = [safe(record.student), record.status, record.score, record.max_score, by_hand, *scores]
        rows.append(["" if value is None else _short(value) for value in row])
    return csv_text(rows)


def to_changes(changes: Iterable[Change]) -> str | None:
    """Write who was graded again: student, when, old_score, new_score, why; None where nobody was."""
    rows = [
        [safe(student), when, _shown(before), _shown(now), safe(why)] for student, when, before, now, why in changes
    ]
    return csv_text([["student", "when", "old_score", "new_score", "why"], *rows]) if rows else None


def to_moodle(records: Iterable[GradeRecord]) -> str | None:
    """Write the grading worksheet that Moodle's assignment imports ("Upload grading worksheet").

    Moodle finds a participant by the number in "Identifier" and needs the columns "Grade" and "Last modified
    (grade)" (`mod/assign/feedback/offline/importgradeslib.php`); empty, the last keeps newer marks in Moodle.

    Returns
    -------
    str or None
        None where no submission came out of Moodle. Students whose mark is not complete are left out.
    """
    rows = [
        [f"Participant {number}", safe(name), _short(record.score), _short(record.max_score), ""]
        for record, name, number in _of_system(records, "Moodle")
        if _is_complete(record)
    ]
    head = ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)"]
    return csv_text([head, *rows]) if rows else None


def to_canvas(assignment: Assignment, records: Iterable[GradeRecord]) -> str | None:
    """Write a gradebook that Canvas imports ("Grades", "Import").

    Canvas wants the student's columns in this order and finds a student by "ID"
    (`lib/gradebook_importer.rb`); a column with the title of an assignment holds its points.

    Returns
    -------
    str or None
        None where no submission came out of Canvas. Students whose mark is not complete are left out.
    """
    rows = [
        [safe(name), number, "", "", _short(record.score)]
        for record, name, number in _of_system(records, "Canvas")
        if _is_complete(record)
    ]
    head = ["Student", "ID", "SIS Login ID", "Section", safe(assignment.name)]
    return csv_text([head, ["Points Possible", "", "", "", _short(assignment.max_score)], *rows]) if rows else None


def _of_system(records: Iterable[GradeRecord], system: str) -> Iterator[tuple[GradeRecord, str, str]]:
    for record in sorted(records, key=lambda one: one.student):
        if match := re.fullmatch(rf"(.*) \({system} (\d+)\)", record.student, re.DOTALL):
            yield record, match[1], match[2]


def _is_complete(record: GradeRecord) -> bool:
    return record.score is not None and all(cell.score is not None for cell in record.cells.values())


def _shown(score: float | None) -> object:
    return "" if score is None else _short(score)


def _short(value: object) -> object:
    return f"{value:g}" if isinstance(value, float) else value
