"""Grading: seconds for each submission, beside nbgrader and beside nothing but running the code.

All grade the same clean submissions of the tests' small assignment in one run; only ratios mean anything elsewhere.
"""

import sys
import tempfile
import time
from pathlib import Path

from betweenblocs.grading import engine
from betweenblocs.grading.assignment import read_assignment
from betweenblocs.grading.one import Submission
from betweenblocs.grading.sandbox import means

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/grading"))
import course
import nbgrader_course

OURS, THEIRS = 200, 20


def run() -> list[dict]:
    """Grade with each and return a row for each."""
    handed_in = course.as_bytes(course.submission())
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "counting.ipynb")
        path.write_bytes(course.as_bytes(course.answers()))
        assignment = read_assignment(path)
        seconds["running the code, no grader"] = _plain(THEIRS)
        for kind in (*means.candidates(), "none"):
            seconds[f"betweenblocs grade, sandbox: {kind}"] = _ours(assignment, handed_in, kind)
    seconds["nbgrader 0.9.6 autograde, no sandbox"] = _nbgrader(handed_in)
    theirs = seconds["nbgrader 0.9.6 autograde, no sandbox"]
    return [
        {"grader": name, "ms a submission": round(1000 * one, 1), "times nbgrader": round(theirs / one, 1)}
        for name, one in seconds.items()
    ]


def _plain(count):
    sources = [one["source"] for one in course.submission()["cells"] if one["cell_type"] == "code"]
    started = time.perf_counter()
    for _ in range(count):
        namespace = {}
        for source in sources:
            exec(compile(source, "cell", "exec"), namespace)
    return (time.perf_counter() - started) / count


def _ours(assignment, handed_in, kind):
    submissions = [Submission(f"student{number}", handed_in, {}) for number in range(OURS)]
    started, first, scores = time.perf_counter(), None, set()
    for record in engine.grade(assignment, submissions, kind):
        # The start and the check of the own solution are paid once for a class.
        first = first or time.perf_counter()
        scores.add(record.score)
    assert scores == {10.0}, scores
    assert first > started
    return (time.perf_counter() - first) / (OURS - 1)


def _nbgrader(handed_in):
    programs = nbgrader_course.install()
    with tempfile.TemporaryDirectory() as folder:
        submissions = {f"student{number}": handed_in for number in range(THEIRS)}
        started = time.perf_counter()
        marks = nbgrader_course.grade(
            programs, Path(folder), "counting", course.as_bytes(course.answers()), submissions
        )
        seconds = time.perf_counter() - started
    assert len(marks) == THEIRS
    assert all(sum(score or 0 for score in cells.values()) == 10 for cells in marks.values())
    return seconds / THEIRS
