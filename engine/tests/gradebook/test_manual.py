"""Marks by hand in a table complete those of the tests, wherever marks go."""

import csv
import io
import json

import pytest

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment, Cell
from seminar.grading.marks import gradebook
from seminar.grading.marks.by_hand import Mark, join, read_marks
from seminar.grading.pages import feedback
from seminar.grading.running.result.record import CellMark, GradeRecord

MEMO = Cell("memo", "markdown", "", "", 4.0, {"grade": True, "solution": True})
TEST = Cell("test", "code", "", "", 2.0, {"grade": True, "locked": True})
OWN = [
    {"cell_type": cell.cell_type, "source": "", "metadata": {"nbgrader": {"grade_id": cell.grade_id, **cell.marks}}}
    for cell in (TEST, MEMO)
]
ASSIGNMENT = Assignment(
    "essay", "essay.ipynb", {"test": TEST, "memo": MEMO}, [], [], [], {}, json.dumps({"cells": OWN}).encode()
)
AIDA, BORIS = "Aida (Moodle 1)", "Boris (Moodle 2)"


@pytest.fixture
def waiting():
    """A record whose memo waits for a person."""
    return GradeRecord(
        AIDA, "essay", "graded", 2.0, 6.0, {"test": CellMark(2.0, 2.0), "memo": CellMark(None, 4.0, manual=True)}
    )


def read(tmp_path, text, encoding="utf-8"):
    (tmp_path / "manual.csv").write_bytes(text.encode(encoding))
    return read_marks(tmp_path / "manual.csv", ASSIGNMENT, {AIDA, BORIS})


def test_a_mark_by_hand_completes_the_marks(tmp_path, waiting):
    """The student's mark goes to Moodle, and the comment to the feedback page."""
    assert gradebook.to_moodle([waiting]) is None
    marks = read(tmp_path, f"student,grade_id,score,comment\n{AIDA},memo,2.5,Name <one> source.\n{BORIS},memo,,later\n")
    marked = join(waiting, marks)
    row = next(csv.DictReader(io.StringIO(gradebook.to_moodle([marked]))))
    assert (row["Identifier"], row["Grade"]) == ("Participant 1", "4.5")
    page = feedback.to_html(ASSIGNMENT, marked)
    assert "2.5 of 4" in page
    assert "Name &lt;one&gt; source." in page
    # What the tests found is not touched.
    assert waiting.cells["memo"].score is None


def test_a_person_may_overrule_a_test(waiting):
    """A test that was too strict is no last word."""
    marked = join(waiting, {(AIDA, "test"): Mark(1.0, "")})
    assert (marked.score, marked.cells["test"].message) == (1.0, "Marked by a person.")


def test_a_spreadsheet_of_a_country_with_decimal_commas(tmp_path):
    """Semicolons, decimal commas and a byte order mark are read as they are meant."""
    marks = read(tmp_path, f"student;grade_id;score\n{AIDA};memo;2,5\n", "utf-8-sig")
    assert marks == {(AIDA, "memo"): Mark(2.5, "")}


def test_no_table_is_no_marks(tmp_path):
    """Most assignments have nothing to mark by hand."""
    assert read_marks(tmp_path / "manual.csv", ASSIGNMENT, {AIDA}) == {}


@pytest.mark.parametrize(
    ("row", "line", "says"),
    [
        ("student,grade_id,score\nAidda,memo,1", 2, "there is no student 'Aidda'"),
        (
            f"student,grade_id,score\n{AIDA},memo,1\n{AIDA},essay,1",
            3,
            "no cell 'essay' gives points; there are test, memo",
        ),
        (f"student,grade_id,score\n{AIDA},memo,5", 2, "'5' is no number from 0 to 4"),
        (f"student,grade_id,score\n{AIDA},memo,nan", 2, "'nan' is no number from 0 to 4"),
        (f'student,grade_id,score,comment\n{AIDA},memo,1,"two\nlines"\n{AIDA},memo,2,', 4, "marked a second time"),
        ("student,cell,score\n", 1, "the column grade_id is missing"),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path, row, line, says):
    """One sentence says what is wrong and where."""
    with pytest.raises(SubmissionError, match=says) as caught:
        read(tmp_path, row)
    assert caught.value.line == line


def test_a_table_in_another_encoding(tmp_path):
    """What a spreadsheet saves as "Unicode text", with tabs, is read as it is meant."""
    marks = read(tmp_path, f"student\tgrade_id\tscore\tcomment\n{AIDA}\tmemo\t1\tжақсы\n", "utf-16")
    assert marks == {(AIDA, "memo"): Mark(1.0, "жақсы")}


def test_every_student_has_a_page_of_their_own():
    """Names that a file system would take for one, or not take at all, never share a page or stop the others."""
    students = [
        "Anna",
        "anna",
        ".anna",
        "a/b",
        "a_b",
        "x" * 249,
        "x" * 248,
        "Айгүл Ö. (Moodle 7)",
        "..",
        "a\nb",
        "a\0b",
    ]
    names = feedback.page_names(students)
    assert len({name.casefold() for name in names.values()}) == len(students)
    assert names["Айгүл Ö. (Moodle 7)"] == "Айгүл Ö. (Moodle 7).html"
    assert all(not name.startswith(".") and name.isprintable() and "/" not in name for name in names.values())
    assert max(len(name.encode()) for name in names.values()) < 200
