"""`seminar grade` as an instructor uses it."""

import csv
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from counting import RIGHT, WRONG, answers, as_bytes, cell, submission, write

from seminar.cli import main
from seminar.errors import SandboxError
from seminar.grading.running.this_machine import ThisMachine

SLOW = "import time\ntime.sleep(0.5)"


@pytest.fixture
def course(tmp_path):
    """A folder with the answers, submissions in nbgrader's layout and others in a flat folder."""
    write(tmp_path / "answers/counting/counting.ipynb", as_bytes(answers()))
    write(tmp_path / "flat/anna_counting.ipynb", as_bytes(submission()))
    write(tmp_path / "flat/boris.ipynb", as_bytes(submission(WRONG)))
    write(tmp_path / "flat/broken.ipynb", b"{")
    write(tmp_path / "nbgrader/carla/counting/counting.ipynb", as_bytes(submission()))
    (tmp_path / "nbgrader/dora/counting").mkdir(parents=True)
    return tmp_path


def grade(course, folder, *more):
    answer = str(course / "answers/counting/counting.ipynb")
    return main(["grade", str(course / folder), "--assignment", answer, "--out", str(course / "out"), *more])


def gradebook(course):
    with (course / "out/gradebook.csv").open(newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_flat_folder(course, capsys):
    """One notebook a student; a broken one has a verdict and stops nothing, and the exit status says to look at it."""
    assert grade(course, "flat") == 1
    rows = gradebook(course)
    assert {name: (row["status"], row["score"]) for name, row in rows.items()} == {
        "anna": ("graded", "10"),
        "boris": ("graded", "0"),
        "broken": ("unreadable", "0"),
    }
    said = capsys.readouterr().out
    assert "3 submissions: 2 graded, 1 unreadable" in said
    assert "1 file not graded, because it cannot be read as a notebook: broken.ipynb" in said
    assert "isolation: " in said
    assert "isolation: none" not in said


def test_nbgraders_layout(course):
    """A student's folder without a notebook is a missing notebook with no points."""
    assert grade(course, "nbgrader") == 0
    rows = gradebook(course)
    assert (rows["carla"]["score"], rows["dora"]["status"], rows["dora"]["score"]) == ("10", "missing", "0")


def test_a_page_for_each_student(course):
    """The page gives each question's points and says what to look at."""
    grade(course, "flat")
    page = (course / "out/feedback/boris.html").read_text()
    assert "0 of 15 points" in page
    assert "half of the votes agree, not 0.125" in page
    assert "look at the table again" in page


def test_the_own_solution_must_earn_full_marks(course, capsys):
    """An assignment that its own solution does not pass is refused, with the cell and the reason."""
    notebook = answers()
    cell(notebook, "answer")["source"] = "### BEGIN SOLUTION\nanswer = 57\n### END SOLUTION"
    write(course / "answers/counting/counting.ipynb", as_bytes(notebook))
    assert grade(course, "flat") == 2
    said = capsys.readouterr().err
    assert "own solution does not earn full marks in the cell test-answer: look at the table again" in said


def test_a_test_that_cannot_be_served_is_found_beforehand(course, capsys):
    """A test that needs an object of the student's own is refused before anybody is graded by it."""
    notebook = answers()
    cell(notebook, "answer")["source"] = "### BEGIN SOLUTION\nanswer = object()\n### END SOLUTION"
    cell(notebook, "test-answer")["source"] = "assert type(answer) is object"
    write(course / "answers/counting/counting.ipynb", as_bytes(notebook))
    assert grade(course, "flat") == 2
    assert "tests cannot read `answer`: object" in capsys.readouterr().err


def test_no_isolation_needs_a_flag_and_is_said_loudly(course, capsys, monkeypatch):
    """Where there is no sandbox nothing runs, unless the instructor says so; then a warning and the record say it."""

    def none_here(self, assignment, limits, or_none):
        if or_none:
            return "none"
        raise SandboxError("submissions cannot be isolated here")

    monkeypatch.setattr(ThisMachine, "strongest", none_here)
    assert grade(course, "flat") == 2
    assert not (course / "out").exists()
    (course / "flat/broken.ipynb").unlink()
    assert grade(course, "flat", "--unsafe") == 0
    captured = capsys.readouterr()
    assert "NOT isolated" in captured.err
    assert "isolation: none" in captured.out
    records = [json.loads(line) for line in (course / "out/grades.jsonl").read_text().splitlines()]
    assert {record["sandbox"] for record in records} == {"none"}


def test_the_folder_is_named_where_nothing_is_found(course, capsys):
    """One sentence, no traceback."""
    (course / "nothing").mkdir()
    assert grade(course, "nothing") == 2
    assert "no submission found" in capsys.readouterr().err


def slow_class(course):
    for number in range(10):
        write(course / f"many/student{number}.ipynb", as_bytes(submission(RIGHT, first=SLOW)))


def grader(course, **more):
    """Start the program in a process of its own, as an instructor would."""
    command = [sys.executable, "-m", "seminar", "grade", str(course / "many"), "--out", str(course / "out")]
    command += ["--assignment", str(course / "answers/counting/counting.ipynb")]
    environment = {**os.environ, "TMPDIR": str(course)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)


def test_a_killed_grader_goes_on_where_it_stopped(course):
    """Kill -9 in the middle: whole records, no process left; the next run grades the others and nobody twice."""
    slow_class(course)
    killed, journal = grader(course), course / "out/grades.jsonl"
    try:
        until(lambda: journal.exists() and journal.read_bytes().count(b"\n") >= 2)
    finally:
        killed.send_signal(signal.SIGKILL)
        killed.communicate()
    before = journal.read_bytes().splitlines()
    assert 2 <= len(before) < 10
    assert all(json.loads(line)["score"] == 10 for line in before)
    until(lambda: not [path for path in Path("/proc").glob("[0-9]*") if str(course).encode() in environment_of(path)])
    until(lambda: not list(course.glob("seminar-*")))

    again = grader(course)
    said, _ = again.communicate()
    assert again.returncode == 0
    assert f"{10 - len(before)} graded now, {len(before)} before" in said
    after = journal.read_bytes().splitlines()
    assert after[: len(before)] == before
    assert sorted(json.loads(line)["student"] for line in after) == [f"student{number}" for number in range(10)]


def test_a_full_disk_is_one_sentence_and_costs_nothing(course):
    """Where the records no longer fit, the run ends and says so; with room again, it goes on."""
    slow_class(course)
    most = 4000

    def small_disk():
        # As on a full disk, a write ends in the middle of a record.
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    full = grader(course, preexec_fn=small_disk)
    _, said = full.communicate()
    last = said.strip().split("\n")[-1]
    assert full.returncode == 2
    assert last.startswith(f"seminar: {course}/out/grades.jsonl: File too large: the records before are whole")
    assert "Traceback" not in said
    assert (course / "out/grades.jsonl").stat().st_size == most

    again = grader(course)
    said, complaint = again.communicate()
    assert again.returncode == 0
    assert "was cut short" in complaint
    lines = (course / "out/grades.jsonl").read_bytes().splitlines()
    assert sorted(json.loads(line)["student"] for line in lines) == [f"student{number}" for number in range(10)]


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def environment_of(process):
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


def test_a_half_written_record_is_forgotten(tmp_path):
    """A line that a crash cut short is dropped; those before it stay."""
    from seminar.grading.marks.journal import Journal
    from seminar.grading.running.result.record import CellMark, GradeRecord

    journal = Journal(tmp_path / "grades.jsonl")
    journal.add(GradeRecord("anna", "counting", "graded", 1.0, 2.0, {"one": CellMark(1.0, 2.0)}))
    journal.close()
    with (tmp_path / "grades.jsonl").open("ab") as file:
        file.write(b'{"student": "bor')
    again = Journal(tmp_path / "grades.jsonl")
    assert list(again.records) == ["anna"]
    again.add(GradeRecord("boris", "counting", "graded", 2.0, 2.0, {}))
    again.close()
    lines = (tmp_path / "grades.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["student"] for line in lines] == ["anna", "boris"]
