"""What every test may use: the built book, a browser, and a page that remembers what it asked and complained of."""

import subprocess
import sys
from pathlib import Path

import pytest

from browsing import once


def build_book(out: Path):
    """Build the real book with its lab."""
    command = [sys.executable, "-m", "seminar.book.site.make_site", "--out", str(out), "--lab", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The real book, built once with warnings as errors."""
    return once(tmp_path_factory, "site", build_book) / "_build" / "html"


@pytest.fixture
def asked(monkeypatch):
    """The students whose submissions reached the engine, which here gives everybody the same points."""
    from seminar.grading.running import grader as engine
    from seminar.grading.running.result.record import CellGrade, GradeRecord

    students = []

    def grade(assignment, submissions, kind, limits, executor):
        for one in submissions:
            students.append(one.student)
            score = 0.0 if one.notebook is None else 2.0
            status = "missing" if one.notebook is None else "graded"
            cells = {"test": CellGrade(score, 2.0)}
            yield GradeRecord(one.student, assignment.name, status, score, 2.0, cells, sandbox=kind)

    monkeypatch.setattr(engine, "strongest", lambda assignment, limits, or_none: "namespaces")
    monkeypatch.setattr(engine, "grade", grade)
    return students
