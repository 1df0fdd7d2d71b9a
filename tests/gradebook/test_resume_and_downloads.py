"""A run goes on where the last one stopped; a bulk download is read safely; marks go back where they belong."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from betweenblocs.cli import main
from betweenblocs.grading import engine, gradebook, journal
from betweenblocs.grading.assignment import read_assignment
from betweenblocs.grading.record import CellGrade, GradeRecord

ANSWER = Path(__file__).parents[2] / "answers/the_decision/the_decision.ipynb"
NOTEBOOK = b'{"cells": []}'


@pytest.fixture
def asked(monkeypatch):
    """The students whose submissions reached the engine, which here gives everybody the same points."""
    students = []

    def grade(assignment, submissions, kind, limits, executor):
        for one in submissions:
            students.append(one.student)
            cells = {"test": CellGrade(2.0, 2.0)}
            yield GradeRecord(one.student, assignment.name, "graded", 2.0, 2.0, cells, sandbox=kind)

    monkeypatch.setattr(engine, "strongest", lambda assignment, limits, or_none: "pretended")
    monkeypatch.setattr(engine, "grade", grade)
    return students


@pytest.fixture
def class_of_three(tmp_path):
    """A flat folder with three notebooks."""
    folder = tmp_path / "handed_in"
    folder.mkdir()
    for name in ("anna", "boris", "carla"):
        (folder / f"{name}.ipynb").write_bytes(NOTEBOOK)
    return folder


def grade(place, *more):
    out = place.parent / "out"
    return main(["grade", str(place), "--assignment", str(ANSWER), "--out", str(out), *more])


def students_in_gradebook(place):
    with (place.parent / "out/gradebook.csv").open(newline="") as file:
        return [row["student"] for row in csv.DictReader(file)]


def test_nothing_is_graded_twice(class_of_three, asked):
    """A second run over the same files grades nobody and still writes the whole gradebook."""
    assert grade(class_of_three) == 0
    (class_of_three.parent / "out/gradebook.csv").unlink()
    assert grade(class_of_three) == 0
    assert asked == ["anna", "boris", "carla"]
    assert students_in_gradebook(class_of_three) == ["anna", "boris", "carla"]


def test_a_changed_submission_is_graded_again(class_of_three, asked):
    """Only the student who handed in something else is graded again, and has one line in the gradebook."""
    grade(class_of_three)
    (class_of_three / "boris.ipynb").write_bytes(NOTEBOOK + b" ")
    grade(class_of_three)
    assert asked == ["anna", "boris", "carla", "boris"]
    assert students_in_gradebook(class_of_three) == ["anna", "boris", "carla"]


def test_a_changed_assignment_is_graded_again(class_of_three, asked, tmp_path):
    """Marks that were given for another version of the tests do not stay."""
    own = tmp_path / "the_decision.ipynb"
    own.write_bytes(ANSWER.read_bytes())
    grade(class_of_three, "--assignment", str(own))
    own.write_bytes(ANSWER.read_bytes() + b"\n")
    grade(class_of_three, "--assignment", str(own))
    assert len(asked) == 6


def test_some_students_alone(class_of_three, asked):
    """--only grades those; --regrade grades again; nobody's earlier mark is lost."""
    grade(class_of_three, "--only", "boris")
    grade(class_of_three, "--only", "anna", "boris")
    grade(class_of_three, "--only", "anna", "--regrade")
    assert asked == ["boris", "anna", "anna"]
    assert students_in_gradebook(class_of_three) == ["anna", "boris"]


def test_an_unknown_student_is_named(class_of_three, asked, capsys):
    """A slip in --only is one sentence and grades nobody."""
    assert grade(class_of_three, "--only", "bors") == 2
    assert "--only bors: there is no submission of that name" in capsys.readouterr().err
    assert asked == []


def test_a_record_cut_short_is_graded_again(class_of_three, asked, capsys):
    """A crash in the middle of a line costs that line: it is said, and the student graded again."""
    grade(class_of_three)
    records = class_of_three.parent / "out/grades.jsonl"
    records.write_bytes(records.read_bytes()[:-20])
    assert grade(class_of_three) == 0
    assert "cut short" in capsys.readouterr().err
    assert asked == ["anna", "boris", "carla", "carla"]
    assert [json.loads(line)["student"] for line in records.read_text().splitlines()] == ["anna", "boris", "carla"]


def test_a_spoilt_record_is_named_by_its_line(class_of_three, asked, capsys):
    """Somebody's edit that breaks a line is one sentence with the line, and nothing is overwritten."""
    grade(class_of_three)
    records = class_of_three.parent / "out/grades.jsonl"
    lines = records.read_bytes().splitlines(keepends=True)
    records.write_bytes(lines[0] + b"not a record\n" + lines[2])
    before = records.read_bytes()
    assert grade(class_of_three) == 2
    assert "grades.jsonl:2: this line is no record" in capsys.readouterr().err
    assert records.read_bytes() == before


def test_a_line_separator_in_a_student_s_text_ends_no_record(tmp_path):
    """U+2028 is a line's end for Python's strings, but not for the file of records."""
    book = journal.Journal(tmp_path / "grades.jsonl")
    book.add(GradeRecord("anna", "counting", "graded", 1.0, 2.0, {}, warnings=["one\u2028two"]))
    book.close()
    records, _ = journal.whole_records(tmp_path / "grades.jsonl")
    assert records["anna"].warnings == ["one\u2028two"]


def test_marks_of_another_assignment_are_not_mixed_in(class_of_three, asked, tmp_path, capsys):
    """One folder of results belongs to one assignment."""
    grade(class_of_three)
    other = tmp_path / "other.ipynb"
    other.write_bytes(ANSWER.read_bytes())
    assert grade(class_of_three, "--assignment", str(other)) == 2
    assert "those of the_decision: choose another --out" in capsys.readouterr().err


def archive(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path


def test_what_is_no_zip_is_one_sentence(tmp_path, asked, capsys):
    """A PDF with the wrong name ends with exit status 2 and no traceback."""
    (tmp_path / "all.zip").write_bytes(b"%PDF-1.7")
    assert grade(tmp_path / "all.zip") == 2
    said = capsys.readouterr().err
    assert "all.zip: this is no zip" in said
    assert "Traceback" not in said


def test_marks_go_back_to_moodle(tmp_path, asked):
    """The worksheet has the columns that Moodle's importer looks for, and the participant's number."""
    entries = {"Aida Serik_101_assignsubmission_file_/the_decision.ipynb": NOTEBOOK}
    assert grade(archive(tmp_path / "all.zip", entries)) == 0
    row = next(csv.DictReader(io.StringIO((tmp_path / "out/moodle.csv").read_text())))
    assert (row["Identifier"], row["Grade"], row["Last modified (grade)"]) == ("Participant 101", "2", "")
    assert not (tmp_path / "out/canvas.csv").exists()


def test_marks_go_back_to_canvas(tmp_path, asked):
    """The first columns are the ones that Canvas's importer insists on, then the assignment."""
    entries = {"serikaida_501_9001_the_decision.ipynb": NOTEBOOK}
    assert grade(archive(tmp_path / "all.zip", entries)) == 0
    head, points, row = csv.reader(io.StringIO((tmp_path / "out/canvas.csv").read_text()))
    assert head == ["Student", "ID", "SIS Login ID", "Section", "the_decision"]
    assert points == ["Points Possible", "", "", "", f"{read_assignment(ANSWER).max_score:g}"]
    assert row == ["serikaida", "501", "", "", "2"]
    assert not (tmp_path / "out/moodle.csv").exists()


def test_a_mark_that_is_not_complete_does_not_go_back():
    """Who waits for points by hand, or for whom the grader failed, is left out of what is imported."""
    waiting = GradeRecord("Aida (Moodle 1)", "essay", "graded", 1.0, 3.0, {"memo": CellGrade(None, 2.0, manual=True)})
    failed = GradeRecord("Boris (Moodle 2)", "essay", "failed", None, 3.0, {})
    whole = GradeRecord("Carla (Moodle 3)", "essay", "graded", 1.0, 3.0, {"test": CellGrade(1.0, 3.0)})
    assert "Participant 3," in gradebook.to_moodle([waiting, failed, whole])
    assert gradebook.to_moodle([waiting, failed]) is None
