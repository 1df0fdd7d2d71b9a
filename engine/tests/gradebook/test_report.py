"""The class report says what the marks show, and no more."""

import json
import time
from pathlib import Path

from seminar.grading.assignment.assignment import Cell, read_assignment
from seminar.grading.pages import class_report
from seminar.grading.running.result.record import CellMark, GradeRecord
from seminar.grading.submissions.submission import Submission

ASSIGNMENT = read_assignment(Path(__file__).parents[1] / "course/answers/the_points/the_points.ipynb")
FIRST = Cell("first", "code", "", "", 2.0, {"grade": True, "locked": True})


def records(pairs):
    return [
        GradeRecord(
            f"s{n}",
            "x",
            "graded",
            one + other,
            4.0,
            {"first": CellMark(one, 2.0, message), "b": CellMark(other, 2.0)},
        )
        for n, (one, other, message) in enumerate(pairs)
    ]


def test_a_small_class_has_a_facility_and_no_correlation():
    """Three of four points are a facility of .75; four students are too few for a correlation, and it says so."""
    found = class_report.question(FIRST, records([(2, 2, None)] * 3 + [(0, 0, "Look at the dates.")]))
    assert (found["facility"], found["power"].r) == (0.75, None)
    assert "too small" in found["power"].why
    assert found["told"] == [("Look at the dates.", 1)]


def test_a_question_that_goes_with_the_rest_discriminates():
    """Where who has it right has the rest right too, the item-rest correlation is 1."""
    found = class_report.question(FIRST, records([(2, 2, None), (0, 0, None)] * 10))
    assert abs(found["power"].r - 1) < 1e-9


def test_full_marks_are_in_the_last_tenth():
    """Nobody falls out of the distribution."""
    bins = class_report.distribution(records([(2, 2, None), (0, 0, None), (2, 0, None)]))
    assert [count for _, count in bins] == [1, 0, 0, 0, 0, 1, 0, 0, 0, 1]


def handed_in(student, source):
    cell_id = next(c.grade_id for c in ASSIGNMENT.cells.values() if not c.locked and c.cell_type == "code")
    cell = {"cell_type": "code", "source": source, "metadata": {"nbgrader": {"grade_id": cell_id, "schema_version": 3}}}
    return Submission(student, json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode(), {})


def test_copied_code_is_hinted_at_and_own_code_is_not():
    """Comments and spaces hide no copy; different work and a broken file are not listed."""
    own = "\n".join(f"value_{n} = compute(table_{n}, {n}) + {n}" for n in range(30))
    other = "\n".join(f"print(sorted(rows[{n}], key=len)[-{n}])" for n in range(30))
    copied = own.replace(" + ", "  +  ").replace("\n", "  # mine\n")
    class_ = [handed_in("a", own), handed_in("b", copied), handed_in("c", other), Submission("d", b"{", {})]
    assert class_report.alike(ASSIGNMENT, class_) == [("a", "b", 1.0)]
    page = class_report.to_html(ASSIGNMENT, [], class_)
    assert "a and b: 100 %" in page
    assert "no verdict" in page
    assert "http" not in page


def test_one_huge_solution_does_not_hold_up_the_class():
    """A stranger's megabytes, and text that no tokenizer reads, cost the report nothing."""
    class_ = [
        handed_in(name, text * 10**6) for name, text in (("a", "x = 1\n"), ("b", "x"), ("c", "\0"), ("d", "(\ud800"))
    ]
    started = time.process_time()
    class_report.to_html(ASSIGNMENT, [], class_)
    assert time.process_time() - started < 20
