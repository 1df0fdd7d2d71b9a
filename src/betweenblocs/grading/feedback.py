"""A student's page: each question's points and what to look at."""

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
