"""A run goes on where the last one stopped; a bulk download is read safely; marks go back where they belong."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from seminar.cli import main
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.marks import gradebook, journal
from seminar.grading.marks.one_grader import alone
from seminar.grading.running.result.record import CellMark, GradeRecord
from zipped import zipped

ANSWER = Path(__file__).parents[1] / "course/answers/the_points/the_points.ipynb"
NOTEBOOK = b'{"cells": []}'


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
    own = tmp_path / "the_points.ipynb"
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
    assert "those of the_points: choose another --out" in capsys.readouterr().err


def test_wider_limits_concern_who_lost_points(class_of_three, asked, monkeypatch):
    """With more time, who ran out of it is graded again; who has all points is not, and with less time nobody is."""
    grade(class_of_three)
    records = class_of_three.parent / "out/grades.jsonl"
    anna, boris, carla = map(json.loads, records.read_text().splitlines())
    assert anna["limits"]["cell_seconds"] == 30
    boris["status"], carla["cells"]["test"]["score"] = "timeout", 1.0
    records.write_text("".join(json.dumps(one) + "\n" for one in (anna, boris, carla)))
    asked.clear()
    grade(class_of_three, "--timeout", "20")
    assert asked == []
    grade(class_of_three, "--timeout", "60")
    assert asked == ["boris", "carla"]
    assert json.loads(records.read_text().splitlines()[-1])["why"] == "the limits are wider"


def test_a_record_of_an_earlier_version_is_read(class_of_three, asked):
    """What had no limits, no moment and no reason is a record still."""
    grade(class_of_three)
    records = class_of_three.parent / "out/grades.jsonl"
    old = [json.loads(line) for line in records.read_text().splitlines()]
    records.write_text("".join(json.dumps({k: one[k] for k in list(one)[:-3]}) + "\n" for one in old))
    assert grade(class_of_three) == 0
    assert asked == ["anna", "boris", "carla"]


def test_a_mark_that_took_the_place_of_another_is_listed(class_of_three, asked):
    """changes.csv says who was graded again, when, why, and the marks before and after."""
    grade(class_of_three)
    assert not (class_of_three.parent / "out/changes.csv").exists()
    (class_of_three / "boris.ipynb").write_bytes(NOTEBOOK + b" ")
    grade(class_of_three)
    grade(class_of_three, "--regrade", "--only", "anna")
    boris, anna = csv.DictReader(
        (class_of_three.parent / "out/changes.csv").read_text(encoding="utf-8-sig").splitlines()
    )
    assert (boris["student"], boris["old_score"], boris["new_score"]) == ("boris", "2", "2")
    assert boris["why"] == "another notebook was handed in"
    assert (anna["student"], anna["why"]) == ("anna", "asked for")
    assert anna["when"] >= boris["when"] > "2020"


def test_who_hands_in_nothing_any_more_is_named_and_in_no_table(class_of_three, asked, capsys):
    """A renamed file leaves no second student in the gradebook, and no record is deleted."""
    grade(class_of_three)
    (class_of_three / "boris.ipynb").rename(class_of_three / "Boris B.ipynb")
    grade(class_of_three)
    assert students_in_gradebook(class_of_three) == ["Boris B", "anna", "carla"]
    assert "marks of boris are there, but no submission any more" in capsys.readouterr().out
    assert (class_of_three.parent / "out/grades.jsonl").read_text().count("\n") == 4


def test_the_roster_beside_the_submissions_shows_who_is_absent(class_of_three, asked, capsys):
    """Who is on roster.csv and handed in nothing has no points; who is not on it is named; a spreadsheet wrote it."""
    (class_of_three.parent / "roster.csv").write_bytes("Name;Student\nДана;dana\n;Anna\n;carla\n".encode("utf-16"))
    assert grade(class_of_three) == 0
    rows = csv.DictReader((class_of_three.parent / "out/gradebook.csv").read_text(encoding="utf-8-sig").splitlines())
    status = {row["student"]: (row["status"], row["score"]) for row in rows}
    assert status == {**dict.fromkeys(["anna", "boris", "carla"], ("graded", "2")), "dana": ("missing", "0")}
    said = capsys.readouterr().out
    assert "1 student of the roster handed in nothing: Дана" in said
    assert "1 student not on the roster: boris" in said


def test_who_is_absent_has_a_mark_that_goes_back_to_moodle(tmp_path, asked):
    """A roster with the numbers of the learning management system finds its students by them."""
    entries = {"Aida Serik_101_assignsubmission_file_/the_points.ipynb": NOTEBOOK}
    (tmp_path / "ids.csv").write_text("student,name\n101,Aida S.\n102,Boris B.\n")
    assert grade(zipped(tmp_path / "all.zip", entries), "--roster", str(tmp_path / "ids.csv")) == 0
    rows = csv.DictReader((tmp_path / "out/moodle.csv").read_text(encoding="utf-8-sig").splitlines())
    assert [(row["Identifier"], row["Grade"]) for row in rows] == [("Participant 101", "2"), ("Participant 102", "0")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("name\nAnna\n", "roster.csv:1: the column student is missing: student,name"),
        ("student\nanna\nAnna\n", "roster.csv:3: Anna is there a second time"),
        (None, "there is no such roster"),
    ],
)
def test_a_slip_in_the_roster_is_named(class_of_three, asked, capsys, table, says):
    """One sentence with the line, and nobody is graded."""
    path = class_of_three.parent / "roster.csv"
    if table is not None:
        path.write_text(table)
    assert grade(class_of_three, "--roster", str(path)) == 2
    assert says in capsys.readouterr().err
    assert asked == []


def test_a_second_grader_says_so_and_does_nothing(class_of_three, asked, capsys):
    """While one grader works, another one on the same folder ends with the first one's process in its sentence."""
    out = class_of_three.parent / "out"
    with alone(out):
        assert grade(class_of_three) == 2
        said = capsys.readouterr().err
        assert f"out: another grader is at work there (process {os.getpid()} on " in said
        assert asked == []
    assert not out.exists()
    assert grade(class_of_three) == 0


def test_a_lock_that_a_killed_grader_left_hinders_nobody(class_of_three, asked):
    """The file alone is no sign of a grader."""
    (class_of_three.parent / "out").mkdir()
    (class_of_three.parent / "out/.grading").write_text("process 1 on nowhere")
    assert grade(class_of_three) == 0


def test_results_among_the_submissions_are_no_submissions(class_of_three, asked, capsys):
    """--out may lie inside; the folder of the submissions itself is refused."""
    command = ["grade", str(class_of_three), "--assignment", str(ANSWER), "--out"]
    assert main([*command, str(class_of_three / "graded")]) == 0
    assert main([*command, str(class_of_three / "graded")]) == 0
    assert asked == ["anna", "boris", "carla"]
    assert main([*command, str(class_of_three)]) == 2
    assert "--out is the folder of the submissions" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("o_connor_44_55_nova.ipynb", "nova"),
        ("Aida_1_assignsubmission_file_/Nova (1).ipynb", "nova"),
        ("anna/super nova/x.ipynb", "super_nova"),
        ("anna_super_nova.ipynb", "super_nova"),
        ("Aida_1_assignsubmission_file_/homework.ipynb", None),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_the_assignment_is_found_by_the_names_inside(tmp_path, asked, monkeypatch, capsys, name, stem, packed):
    """A zip, as a folder, needs no --assignment where its notebooks say which one it is."""
    monkeypatch.chdir(tmp_path)
    for one in ("nova", "super_nova", "comet"):
        (tmp_path / "answers" / one).mkdir(parents=True)
        (tmp_path / f"answers/{one}/{one}.ipynb").write_bytes(ANSWER.read_bytes())
    place = zipped(tmp_path / "all.zip", {name: NOTEBOOK})
    if not packed:
        zipfile.ZipFile(place).extractall(tmp_path / "all")
        place = tmp_path / "all"
    status = main(["grade", str(place), "--out", "out"])
    if stem is None:
        assert status == 2
        assert "no assignment in answers/ fits; say which with --assignment" in capsys.readouterr().err
    else:
        assert json.loads((tmp_path / "out/grades.jsonl").read_text())["assignment"] == stem


def test_a_zip_that_fits_several_assignments_asks_for_the_name(tmp_path, asked, monkeypatch, capsys):
    """Where two are inside, the name of the zip decides, else the sentence names both."""
    monkeypatch.chdir(tmp_path)
    for one in ("nova", "comet"):
        (tmp_path / "answers" / one).mkdir(parents=True)
        (tmp_path / f"answers/{one}/{one}.ipynb").write_bytes(ANSWER.read_bytes())
    entries = {"a/nova/nova.ipynb": NOTEBOOK, "a/comet/comet.ipynb": NOTEBOOK}
    assert main(["grade", str(zipped(tmp_path / "all.zip", entries)), "--out", "out"]) == 2
    assert "several assignments fit (comet, nova)" in capsys.readouterr().err
    assert main(["grade", str(zipped(tmp_path / "CS1-Nova-77.zip", entries)), "--out", "out"]) == 0


def test_what_is_no_zip_is_one_sentence(tmp_path, asked, capsys):
    """A PDF with the wrong name ends with exit status 2 and no traceback."""
    (tmp_path / "all.zip").write_bytes(b"%PDF-1.7")
    assert grade(tmp_path / "all.zip") == 2
    said = capsys.readouterr().err
    assert "all.zip: this is no zip" in said
    assert "Traceback" not in said


def test_marks_go_back_to_moodle(tmp_path, asked):
    """The worksheet has the columns that Moodle's importer looks for, and the participant's number."""
    entries = {"Aida Serik_101_assignsubmission_file_/the_points.ipynb": NOTEBOOK}
    assert grade(zipped(tmp_path / "all.zip", entries)) == 0
    row = next(csv.DictReader(io.StringIO((tmp_path / "out/moodle.csv").read_text())))
    assert (row["Identifier"], row["Grade"], row["Last modified (grade)"]) == ("Participant 101", "2", "")
    assert not (tmp_path / "out/canvas.csv").exists()


def test_marks_go_back_to_canvas(tmp_path, asked):
    """The first columns are the ones that Canvas's importer insists on, then the assignment."""
    entries = {"serikaida_501_9001_the_points.ipynb": NOTEBOOK}
    assert grade(zipped(tmp_path / "all.zip", entries)) == 0
    head, points, row = csv.reader(io.StringIO((tmp_path / "out/canvas.csv").read_text()))
    assert head == ["Student", "ID", "SIS Login ID", "Section", "the_points"]
    assert points == ["Points Possible", "", "", "", f"{read_assignment(ANSWER).max_score:g}"]
    assert row == ["serikaida", "501", "", "", "2"]
    assert not (tmp_path / "out/moodle.csv").exists()


def test_a_mark_that_is_not_complete_does_not_go_back():
    """Who waits for points by hand, or for whom the grader failed, is left out of what is imported."""
    waiting = GradeRecord("Aida (Moodle 1)", "essay", "graded", 1.0, 3.0, {"memo": CellMark(None, 2.0, manual=True)})
    failed = GradeRecord("Boris (Moodle 2)", "essay", "failed", None, 3.0, {})
    whole = GradeRecord("Carla (Moodle 3)", "essay", "graded", 1.0, 3.0, {"test": CellMark(1.0, 3.0)})
    assert "Participant 3," in gradebook.to_moodle([waiting, failed, whole])
    assert gradebook.to_moodle([waiting, failed]) is None
