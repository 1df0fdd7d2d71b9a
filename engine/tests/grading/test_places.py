"""Wherever a course lies, a submission reads what the assignment hands out and nothing else."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import counting
import pytest
from counting import POINTS, as_bytes, code, in_no_course, solution, write
from offered import offered

from seminar.cli import main
from seminar.course import Course
from seminar.errors import NotebookError, SandboxError
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running.worker_pool import WorkerPool, prove
from seminar.grading.sandbox import means, places, proof
from seminar.grading.sandbox.limits import Limits

CANARY = "nobody-may-read-this"
#: What the assignment gives here, without its question on a course's table.
ALL = sum(POINTS.values()) - POINTS["test-regions"]
#: Where a course may lie: beside nothing, where programs are installed, in a virtual environment.
HOMES = {
    "a_folder_of_its_own": None,
    "usr_src": Path("/usr/src"),
    "usr_share": Path("/usr/share"),
    "the_environment": Path(sys.prefix),
    "the_environments_share": Path(sys.prefix) / "share",
}
KINDS = [pytest.param(kind, marks=pytest.mark.xdist_group(f"places {kind}")) for kind in offered()]
#: Reads and lists whatever it can of the course.
SEARCH = """
import os
found = []
for folder, inside, names in os.walk("@COURSE@"):
    found += names
for path in @PATHS@:
    try:
        found.append(open(path).read())
    except OSError:
        pass
    try:
        found += os.listdir(os.path.dirname(path))
    except OSError:
        pass
raise RuntimeError(f"found {found}")
"""


@pytest.fixture(params=HOMES)
def home(request, tmp_path):
    """A folder in one of the places where a course may lie."""
    where = HOMES[request.param]
    if where is None:
        yield tmp_path / "course"
        return
    if not where.is_dir() or not os.access(where, os.W_OK):
        pytest.skip(f"this account may not write in {where}")
    folder = Path(tempfile.mkdtemp(dir=where, prefix="a-course-"))
    folder.chmod(0o755)
    yield folder / "course"
    shutil.rmtree(folder)


def answers():
    """The tests' assignment where it lies in another course, or in none."""
    return in_no_course(counting.answers())


def submission(first=""):
    """What earns all of its points."""
    return in_no_course(counting.submission(first=first))


def assignment_with_files():
    """The tests' assignment, with a question on a table that students get and cases that only tests read."""
    notebook = answers()
    notebook["cells"] += [
        solution("rows", "rows = len(open('files/votes.csv').readlines()) + len(open('table.csv').readlines())"),
        counting.tests(
            "test-rows", 3, "import json\nassert rows == json.load(open('tests/cases.json'))['rows'], 'count again'"
        ),
    ]
    return notebook


def handed_in(first="", rows="rows = len(open('files/votes.csv').readlines()) + len(open('table.csv').readlines())"):
    mine = submission(first=first)
    mine["cells"] += [code(rows, grade_id="rows", solution=True)]
    test = assignment_with_files()["cells"][-1]
    return as_bytes({**mine, "cells": [*mine["cells"], test]})


def search(course, *paths):
    """A cell that shows on its student's page whatever it finds."""
    return SEARCH.replace("@COURSE@", str(course)).replace("@PATHS@", repr([str(path) for path in paths]))


@pytest.fixture
def only(monkeypatch):
    """Let this machine offer one kind of sandbox."""

    def choose(kind):
        monkeypatch.setattr(means, "candidates", lambda: [kind])

    return choose


@pytest.fixture
def whole_course(home):
    """A course with answers, released files, submissions and marks in one folder."""
    write(home / "answers/counting/counting.ipynb", as_bytes(assignment_with_files()))
    write(home / "answers/counting/files/votes.csv", "a\nb\n")
    write(home / "answers/counting/tests/cases.json", json.dumps({"rows": 5, "secret": CANARY}))
    write(home / "answers/counting/model_solution.py", f"# {CANARY}")
    write(home / "answers/other/other.ipynb", f"# {CANARY}")
    write(home / "exercises/counting/counting.ipynb", b"{}")
    write(home / "exercises/counting/table.csv", "c\nd\ne\n")
    write(home / "graded/gradebook.csv", f"{CANARY}\n")
    write(home / "submissions/bek.ipynb", handed_in(first=f"# {CANARY}"))
    write(home / "marks/gradebook.db", CANARY)
    secrets = [path for path in home.rglob("*") if path.is_file()]
    write(home / "submissions/aru.ipynb", handed_in(search(home, *secrets, home / "graded/grades.jsonl")))
    return home


def graded(course, *more):
    """Grade the course's submissions and return the records by student."""
    status = main(["grade", str(course / "submissions"), "--out", str(course / "graded"), *more])
    lines = (course / "graded/grades.jsonl").read_text().splitlines()
    return status, {record["student"]: record for record in map(json.loads, lines)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_course_gives_nothing_away_wherever_it_lies(whole_course, kind, only, capsys):
    """Two runs, the second beside the first's marks: right answers have their points, and the search finds nothing."""
    only(kind)
    where = ["--assignment", str(whole_course / "answers/counting/counting.ipynb")]
    for more in ([], ["--regrade"]):
        status, records = graded(whole_course, *where, *more)
        assert status == 0
        assert {student: record["score"] for student, record in records.items()} == {"aru": ALL + 3, "bek": ALL + 3}
        assert records["aru"]["sandbox"] == kind
        assert "found []" in json.dumps(records["aru"]["outputs"])
    assert CANARY not in (whole_course / "graded/feedback/aru.html").read_text()
    said = capsys.readouterr().out
    assert said.count("model_solution.py lies beside") == 2
    assert "put into files/ what students have too" in said


@pytest.fixture
def one_folder(home):
    """A course folder that holds the notebook, the submissions, the roster and the marks side by side."""
    write(home / "counting.ipynb", as_bytes(answers()))
    write(home / "private_roster.csv", CANARY)
    write(home / "submissions/bek.ipynb", as_bytes(submission(first=f"# {CANARY}")))
    for number in range(2100):
        write(home / f"photos/{number}.jpg", CANARY)
    seen = [home / "private_roster.csv", home / "submissions/bek.ipynb", home / "graded/gradebook.csv"]
    write(home / "submissions/aru.ipynb", as_bytes(submission(first=search(home, *seen))))
    return home


@pytest.mark.parametrize("home", ["a_folder_of_its_own", "the_environments_share"], indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_beside_its_submissions_hands_out_none_of_them(one_folder, kind, only, capsys):
    """Neither roster, nor others, nor marks, nor two thousand photographs are given; and nothing is graded twice."""
    only(kind)
    for count in (2, 0):
        status, records = graded(one_folder, "--assignment", str(one_folder / "counting.ipynb"))
        assert status == 0
        assert {record["score"] for record in records.values()} == {ALL}
        assert "found []" in json.dumps(records["aru"]["outputs"])
        assert f"{count} graded now" in capsys.readouterr().out


@pytest.mark.parametrize("home", ["a_folder_of_its_own"], indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_a_student_sees_nothing_of_what_only_tests_read(whole_course, kind, only):
    """The folder `tests` is not there for a submission, and the one `files` is."""
    only(kind)
    look = "import os\nprint(sorted(os.listdir('.')), open('files/votes.csv').read().split())\nopen('tests/cases.json')"
    write(whole_course / "submissions/aru.ipynb", handed_in(look))
    _, records = graded(whole_course, "--assignment", str(whole_course / "answers/counting/counting.ipynb"))
    texts = " ".join(output["text"] for output in records["aru"]["outputs"])
    assert "['files', 'table.csv'] ['a', 'b']" in texts
    assert "FileNotFoundError" in texts


@pytest.fixture
def course_with_a_package(home, monkeypatch):
    """A course that is not installed: its assignment imports a table of its package and one submission looks around."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    texts = {"name": "Charters", "slug": "charters", "language": "en", "package": "charters", "title": "the charter"}
    lines = [f'{name} = "{text}"' for name, text in texts.items()]
    write(home / "course.toml", "\n".join([*lines, "day = 2024-10-24"]))
    write(home / "src/charters/__init__.py", "")
    write(home / "src/charters/tables.py", "def states():\n    return ['FRA', 'BEL']")
    write(home / "book/quizzes/chapter.yml", "items: []")
    for name in ("README.md", "book/chapter.md", "src/roster.csv", "answers/counting/model_solution.py"):
        write(home / name, CANARY)
    notebook = answers()
    notebook["cells"] += [
        code("from charters import tables as own"),
        solution("states", "states = len(own.states())"),
        counting.tests("test-states", 3, "assert states == 2, 'count again'"),
    ]
    write(home / "answers/counting/counting.ipynb", as_bytes(notebook))
    secrets = [path for path in home.rglob("*") if path.is_file() and CANARY in path.read_text()]
    assert len(secrets) == 4
    secrets += [home / "answers/counting/counting.ipynb", home / "submissions/aru.ipynb"]
    look = code(LOOK.replace("@PATHS@", repr([str(path) for path in secrets])))
    mine = {**notebook, "cells": [look, *notebook["cells"]]}
    write(home / "submissions/aru.ipynb", as_bytes(mine))
    return home


#: Says what may be read of a course, and tries the rest.
LOOK = """
import seminar.course, charters.tables
course = seminar.course.Course.installed("charters")
print(course.title, sorted(path.name for path in course.quizzes.iterdir()))
found = []
for path in @PATHS@:
    try:
        found.append(open(path).read())
    except OSError:
        pass
raise RuntimeError(f"found {found}")
"""


@pytest.mark.parametrize("home", ["a_folder_of_its_own", "the_environments_share"], indirect=True)
@pytest.mark.parametrize("kind", KINDS)
def test_a_submission_reads_the_package_and_the_banks_of_its_course_alone(course_with_a_package, kind, only):
    """The table that the notebook imports, the bank that a quiz shows and course.toml are there, and nothing beside."""
    only(kind)
    where = ["--assignment", str(course_with_a_package / "answers/counting/counting.ipynb")]
    status, records = graded(course_with_a_package, *where)
    assert status == 0
    said = json.dumps(records["aru"]["outputs"])
    assert "the charter ['chapter.yml']" in said
    assert "found []" in said
    assert records["aru"]["score"] == ALL + 3


@pytest.fixture
def elsewhere(tmp_path):
    """An assignment far from any course that imports none; one submission looks for the one that is installed."""
    notebook = answers()
    write(tmp_path / "counting.ipynb", as_bytes(notebook))
    course = Course.installed("fourteen_points")
    paths = [course.root / "course.toml", *course.quizzes.glob("*.yml"), *course.package_folder.rglob("*.py")]
    look = code(LOOK.replace("@PATHS@", repr([str(path) for path in paths])))
    look["source"] = look["source"].split("\n", 4)[4]
    write(tmp_path / "submissions/aru.ipynb", as_bytes({**notebook, "cells": [look, *notebook["cells"]]}))
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_an_assignment_in_no_course_shows_none(elsewhere, kind, only):
    """A course that happens to be installed, with its banks and their keys, is no business of a notebook elsewhere."""
    only(kind)
    _, records = graded(elsewhere, "--assignment", str(elsewhere / "counting.ipynb"))
    assert "found []" in json.dumps(records["aru"]["outputs"])


def test_an_assignment_in_no_course_gets_the_one_that_it_imports(tmp_path):
    """Students are told of a package that the released notebook imports, in whichever form, and of no other."""
    path = str(tmp_path / "counting.ipynb")
    for modules in (["fourteen_points"], ["math", "fourteen_points.tables"], ["fourteen_points:tables"]):
        assert places.course_of(path, modules).package == "fourteen_points"
    assert places.course_of(path, ["math", "fourteen_points_of_others", "others.fourteen_points"]) is None


@pytest.mark.parametrize("home", ["the_environments_share"], indirect=True)
def test_a_sandbox_that_lets_the_answers_be_read_is_refused(whole_course, monkeypatch):
    """The proof tries the course's own files, and names the first that it could read."""
    monkeypatch.setattr(places, "covers", lambda *_: [])
    monkeypatch.setattr(places, "without", lambda shown, _: shown)
    assignment = read_assignment(whole_course / "answers/counting/counting.ipynb")
    limits = Limits(private=(str(whole_course / "submissions"), str(whole_course / "graded")))
    for kind in offered():
        with pytest.raises(SandboxError, match=f"could read {whole_course}/answers/counting/counting.ipynb"):
            prove(assignment, kind, limits)


def test_a_course_among_pythons_own_files_is_refused(tmp_path, monkeypatch):
    """What must be read and what must not cannot be one folder; the sentence says which."""
    write(tmp_path / "elsewhere" / "counting.ipynb", as_bytes(answers()))
    # The same assignment in another place has proved nothing for this one.
    workers = WorkerPool()
    workers.strongest(read_assignment(tmp_path / "elsewhere" / "counting.ipynb"), Limits())
    write(tmp_path / "counting.ipynb", as_bytes(answers()))
    monkeypatch.setattr(places, "readable", lambda _: [str(tmp_path)])
    with pytest.raises(SandboxError, match=f"the course lies in {tmp_path}, which submissions must be able to read"):
        workers.strongest(read_assignment(tmp_path / "counting.ipynb"), Limits())


def test_an_environment_in_the_course_folder_stays_readable(tmp_path):
    """A closed folder may hold one that must be read, such as `.venv`: the proof does not take that for a leak."""
    write(tmp_path / ".venv/lib/module.py", "x = 1")
    write(tmp_path / "roster.csv", CANARY)
    files, listed = proof._of_the_course([str(tmp_path / "counting.ipynb")], [str(tmp_path / ".venv/lib")])
    assert files == [f"{tmp_path}/roster.csv"]
    assert listed[str(tmp_path)] == [".venv"]
    assert listed[str(tmp_path / ".venv")] == ["lib"]
    assert places.covers([str(tmp_path / ".venv/lib")], [str(tmp_path)]) == []


def test_a_link_to_the_course_opens_no_door(tmp_path):
    """A folder that is shown under two names is covered under both."""
    (tmp_path / "real/share/course").mkdir(parents=True)
    (tmp_path / "name").symlink_to(tmp_path / "real")
    shown, closed = [f"{tmp_path}/name/share", f"{tmp_path}/real/share"], [f"{tmp_path}/real/share/course"]
    assert places.covers(shown, closed) == [f"{tmp_path}/name/share/course", f"{tmp_path}/real/share/course"]
    assert places.without(shown, closed) == []


def test_submissions_among_the_files_that_students_get_are_refused(tmp_path, capsys):
    """What lies in `files/` goes to everybody, so neither submissions nor marks may lie there."""
    write(tmp_path / "answers/counting/counting.ipynb", as_bytes(answers()))
    write(tmp_path / "answers/counting/files/submissions/aru.ipynb", as_bytes(submission()))
    where = ["--assignment", str(tmp_path / "answers/counting/counting.ipynb"), "--out", str(tmp_path / "out")]
    assert main(["grade", str(tmp_path / "answers/counting/files/submissions"), *where]) == 2
    assert "its files are given to every submission" in capsys.readouterr().err


def test_files_too_large_to_be_copied_are_refused(tmp_path):
    """A sparse file of a gigabyte in `files/` is one sentence."""
    write(tmp_path / "counting.ipynb", as_bytes(answers()))
    os.truncate(write(tmp_path / "files/film.mp4", b""), 2**30)
    with pytest.raises(NotebookError, match="its files take more than 256 MB"):
        read_assignment(tmp_path / "counting.ipynb")


def test_many_files_of_the_assignment_are_handed_out(tmp_path):
    """An assignment with 2,100 files gives each submission all of them."""
    write(tmp_path / "counting.ipynb", as_bytes(answers()))
    for number in range(2100):
        write(tmp_path / f"files/{number}/text.txt", "x")
    first = "import glob\nprint(len(glob.glob('files/*/text.txt')), 'texts')"
    write(tmp_path / "submissions/aru.ipynb", as_bytes(submission(first=first)))
    _, records = graded(tmp_path, "--assignment", str(tmp_path / "counting.ipynb"))
    assert records["aru"]["score"] == ALL
    assert "2100 texts" in json.dumps(records["aru"]["outputs"])
