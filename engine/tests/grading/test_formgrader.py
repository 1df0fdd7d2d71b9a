"""What `grade --gradebook-db` writes is what nbgrader's own tools read, and what a person marks there comes back."""

import copy
import csv
import json
import re
import socket
import subprocess
import time
import urllib.request
from types import SimpleNamespace

import nbgrader_course
import pytest
from counting import POINTS, WRONG, answers, as_bytes, cell, markdown, submission, write

from seminar.cli import main
from seminar.grading.marks import formgrader as formgrader_marks

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.timeout(900)]

SCRIPT = "<script>alert('me')</script> and <img src=x onerror=alert(1)>"
ESSAY = f"Half of the votes, if $a<b$. {SCRIPT}"

#: Run by nbgrader's Python: what its own interface says of the gradebook.
READ = """
import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    print(json.dumps({
        submission.student.id: {
            "id": submission.id,
            "grades": {
                grade.name: [grade.auto_score, grade.manual_score, grade.needs_manual_grade]
                for grade in submission.grades
            },
        }
        for submission in book.notebook_submissions("counting", "counting")
    }))
"""


class Course:
    """An instructor's folder, graded with the Python that nbgrader is installed in."""

    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.write("answers/counting/counting.ipynb", as_bytes(answers()))
        for student, solutions, essay in (("anna", {}, ESSAY), ("boris", WRONG, None)):
            self.hand_in(student, solutions, essay)
        self.write("submitted/carla/counting/counting.ipynb", b"{")
        (folder / "submitted/dora/counting").mkdir(parents=True)

    def write(self, name, content):
        write(self.folder / name, content)

    def hand_in(self, student, solutions, essay):
        handed_in = submission(solutions, first="print('by', 'hand')")
        if essay:
            cell(handed_in, "essay")["source"] = essay
        handed_in["cells"].append({"cell_type": "raw", "metadata": {}, "source": SCRIPT})
        handed_in["cells"].append(markdown(SCRIPT))
        self.write(f"submitted/{student}/counting/counting.ipynb", as_bytes(handed_in))

    def run(self, *more):
        options = ["--assignment", "answers/counting/counting.ipynb", "--gradebook-db", "gradebook.db", *more]
        command = ["-m", "seminar", "grade", "submitted", "--out", "graded", *options]
        return nbgrader_course.python(self.programs, self.folder, *command)

    def grade(self, *more):
        done = self.run(*more)
        # Carla's file cannot be read, which a person should look at.
        assert done.returncode == 1, done.stderr

    def submissions(self):
        return json.loads(nbgrader_course.python(self.programs, self.folder, "-c", READ).stdout)

    def grades(self, student):
        return self.submissions()[student]["grades"]

    def table(self):
        with (self.folder / "graded/gradebook.csv").open(newline="") as file:
            return {row["student"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def course(programs, tmp_path_factory):
    """A class of four that has been graded once."""
    course = Course(programs, tmp_path_factory.mktemp("course"))
    course.grade()
    return course


@pytest.fixture(scope="module")
def formgrader(course):
    """Nbgrader's own server for the course; asked for a path, it answers with a page or takes a mark."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(course.programs / "python"), "-m", "jupyter_server", "--no-browser", f"--port={port}"]
    command += ["--ServerApp.token=secret", "--allow-root", f"--ServerApp.root_dir={course.folder}"]
    with (course.folder / "server.log").open("wb") as log:
        environment = nbgrader_course.surroundings(course.programs, course.folder)
        server = subprocess.Popen(command, cwd=course.folder, env=environment, stdout=log, stderr=log)

    def ask(path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/formgrader/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "token secret", "Content-Type": "application/json"},
            method="GET" if body is None else "PUT",
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read().decode()

    until = time.monotonic() + 120
    while True:
        try:
            ask("api/assignments")
            break
        except OSError:
            assert server.poll() is None, (course.folder / "server.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.2)
    yield ask
    server.terminate()
    server.wait(30)


COURSE = """name = "A course"
slug = "a-course"
language = "en"
package = "a_course"
formerly = "earlier-name"
day = 2024-01-01
title = "the text"
"""


def test_nbgrader_reads_our_marks(course):
    """Each test's points, and which answers wait for a person, as after nbgrader's own autograde."""
    found = {student: one["grades"] for student, one in course.submissions().items()}
    assert found["anna"] == {
        **{name: [most, None, False] for name, most in POINTS.items()},
        "essay": [None, None, True],
    }
    nothing = {name: [0, None, False] for name in (*POINTS, "essay")}
    assert (found["boris"], found["carla"], found["dora"]) == (nothing, nothing, nothing)


def test_formgrader_shows_the_answer_and_takes_a_mark(course, formgrader):
    """A person reads the essay beside the notebook's outputs and gives points; they outlive a regrade and come back."""
    anna = course.submissions()["anna"]["id"]
    page = formgrader(f"submissions/{anna}/")
    assert "Half of the votes" in page
    assert "by hand" in page
    # Nothing of a student's is a tag on a page that can run code as the instructor.
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "Quagmire" not in page
    (essay,) = [one for one in json.loads(formgrader(f"api/grades?submission_id={anna}")) if one["name"] == "essay"]
    formgrader(f"api/grade/{essay['id']}", {"manual_score": 3.5, "extra_credit": 0.5})
    comment = next(c for c in json.loads(formgrader(f"api/comments?submission_id={anna}")) if c["name"] == "essay")
    formgrader(f"api/comment/{comment['id']}", {"manual_comment": "Name your <source>."})

    course.grade("--regrade")
    assert (course.table()["anna"]["score"], course.table()["anna"]["to_mark_by_hand"]) == ("14", "0")
    assert "Name your &lt;source&gt;." in (course.folder / "graded/feedback/anna.html").read_text()


def test_a_mark_by_hand_is_asked_for_again_where_the_answer_changed(course):
    """The points stay in the gradebook, but count only when a person has looked at the new answer."""
    course.hand_in("anna", {}, ESSAY + " And more.")
    course.grade()
    assert course.grades("anna")["essay"] == [None, 3.5, True]
    assert course.table()["anna"]["to_mark_by_hand"] == "5"


def test_a_split_answer_with_a_picture_is_shown_whole(course, formgrader):
    """Both halves of a cell that Jupyter split, the pasted picture, code as it was written, and no script's address."""
    handed_in = submission()
    first = cell(handed_in, "essay")
    first["source"] = "The first half: `a <b`. [me](javascript:alert(1)) ![plot](attachment:my%20plot.png)"
    first["attachments"] = {"my plot.png": {"image/png": "iVBORw0KGgo="}}
    handed_in["cells"].append({**copy.deepcopy(first), "id": "other", "source": "YOUR ANSWER HERE"})
    missing = markdown("A picture that is not there: ![](attachment:gone.png)")
    handed_in["cells"] += [missing, {**copy.deepcopy(first), "id": "third", "source": "The third part."}]
    course.write("submitted/eva/counting/counting.ipynb", as_bytes(handed_in))
    course.grade()
    assert course.grades("eva")["essay"] == [None, None, True]
    page = formgrader(f"submissions/{course.submissions()['eva']['id']}/")
    assert page.count("The first half") == 1
    assert page.index("The first half") < page.index("The third part.")
    assert "data:image/png;base64,iVBORw0KGgo=" in page
    assert re.search(r"a &lt;\N{WORD JOINER}?b</code>", page)
    assert not re.search(r'href="\s*javascript', page)
    assert "A picture is not shown here" in page


def test_a_mark_for_a_file_that_cannot_be_read_counts(course, formgrader):
    """Who read what the program could not gives points, and they stay at every later run."""
    carla = course.submissions()["carla"]["id"]
    assert "This submission could not be read" in formgrader(f"submissions/{carla}/")
    (essay,) = [one for one in json.loads(formgrader(f"api/grades?submission_id={carla}")) if one["name"] == "essay"]
    formgrader(f"api/grade/{essay['id']}", {"manual_score": 2})
    for _ in range(2):
        course.grade()
        assert course.table()["carla"]["score"] == "2"
    assert course.grades("carla")["essay"] == [0, 2, False]


def test_nbgraders_programs_need_not_be_on_the_path(course, tmp_path):
    """A Python that is called by its path finds nbgrader's helper beside itself."""
    course_without = nbgrader_course.surroundings(course.programs, course.folder) | {"PATH": "/usr/bin:/bin"}
    command = [str(course.programs / "python"), "-m", "seminar", "grade", "submitted", "--out", str(tmp_path)]
    command += ["--assignment", "answers/counting/counting.ipynb", "--gradebook-db", str(tmp_path / "new.db")]
    done = subprocess.run(command, cwd=course.folder, env=course_without, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "gradebook.csv").exists()


def test_nbgrader_writes_feedback_from_it(course):
    """`nbgrader generate_feedback` makes a page with the points, and no hidden test in it."""
    nbgrader_course.run(course.programs, course.folder, "generate_feedback", "counting", "--student=boris")
    page = (course.folder / "feedback/boris/counting/counting.html").read_text()
    assert "half of the votes agree, not 0.125" in page
    assert "Quagmire" not in page


def test_a_gradebook_of_another_version_is_refused(course):
    """An assignment whose cells are not those in the gradebook is one sentence, before anything is graded."""
    other = answers()
    other["cells"].remove(cell(other, "test-kind"))
    course.write("answers/counting/counting.ipynb", as_bytes(other))
    done = course.run("--out", "other")
    course.write("answers/counting/counting.ipynb", as_bytes(answers()))
    assert done.returncode == 2
    assert "the gradebook knows another version of counting" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (course.folder / "other").exists()


def test_nbgrader_is_named_where_it_is_missing(tmp_path, capsys):
    """Before anything is graded, the sentence says what to install."""
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted/anna.ipynb").write_bytes(as_bytes(submission()))
    places = [
        str(tmp_path / "submitted"),
        "--assignment",
        str(tmp_path / "counting.ipynb"),
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(["grade", *places, "--gradebook-db", str(tmp_path / "gradebook.db")]) == 2
    assert "--gradebook-db needs nbgrader in this environment" in capsys.readouterr().err
    assert not (tmp_path / "out/grades.jsonl").exists()


def test_what_the_first_edition_showed_is_not_taken_for_another_submission(tmp_path):
    """Its notebooks bear the fingerprint under the course's former name; those of this edition under the engine's."""
    (tmp_path / "course.toml").write_text(COURSE, encoding="utf-8")
    assignment = SimpleNamespace(path=str(tmp_path / "answers" / "votes" / "votes.ipynb"))
    shown = tmp_path / "shown.ipynb"
    for name, found in (("earlier-name", "abc"), ("seminar", "abc"), ("elsewhere", None)):
        shown.write_text(json.dumps({"metadata": {name: "abc"}}), encoding="utf-8")
        assert formgrader_marks._shown_before(shown, assignment) == found
