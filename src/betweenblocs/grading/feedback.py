"""A student's page: each question's points and what to look at."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from jinja2 import Environment, PackageLoader

from betweenblocs.grading.assignment import Assignment
from betweenblocs.grading.record import GradeRecord

STATUS = {
    "graded": "Your notebook was run from top to bottom and every test was tried.",
    "missing": "No notebook was handed in.",
    "unreadable": "Your file could not be read as a notebook.",
    "timeout": "Something in your notebook did not end in time; the rest was graded.",
    "crashed": "Something in your notebook ended its process; the rest was graded.",
    "failed": "The grader itself failed; your instructor has been told, and nothing is lost.",
}


def to_html(assignment: Assignment, record: GradeRecord) -> str:
    """Write a student's feedback as one page that needs nothing else.

    Parameters
    ----------
    assignment : Assignment
        What was graded.
    record : GradeRecord
        The result.
    """
    templates = Environment(loader=PackageLoader("betweenblocs.grading"), autoescape=True)
    return templates.get_template("feedback.html").render(
        assignment=assignment, record=record, says=STATUS[record.status]
    )


def page_names(students: Iterable[str]) -> dict[str, str]:
    """Name each student's page after the student, on any file system and without two that are one.

    A name that is long, holds what no file's name should, or differs from another only in upper and lower case
    gets some digits of its hash.

    Parameters
    ----------
    students : iterable of str
        All of the class.
    """
    plain = {student: re.sub(r"[^\w ()'+,.@-]", "_", student).strip(". ")[:80] for student in students}
    times = Counter(name.casefold() for name in plain.values())
    names = {}
    for student, name in plain.items():
        if name != student or times[name.casefold()] > 1:
            name = f"{name}-{hashlib.sha256(student.encode(errors='surrogatepass')).hexdigest()[:10]}"
        names[student] = f"{name}.html"
    return names
