"""What tests of several parts use."""

import pytest


@pytest.fixture
def asked(monkeypatch):
    """The students whose submissions reached the grader, which here gives everybody the same points."""
    from seminar.grading.running.result.record import CellMark, GradeRecord
    from seminar.grading.running.this_machine import ThisMachine

    students = []

    def grade(self, assignment, submissions, kind, limits):
        for one in submissions:
            students.append(one.student)
            score = 0.0 if one.notebook is None else 2.0
            status = "missing" if one.notebook is None else "graded"
            cells = {"test": CellMark(score, 2.0)}
            yield GradeRecord(one.student, assignment.name, status, score, 2.0, cells, sandbox=kind)

    monkeypatch.setattr(ThisMachine, "strongest", lambda self, assignment, limits, or_none: "namespaces")
    monkeypatch.setattr(ThisMachine, "grade", grade)
    return students
