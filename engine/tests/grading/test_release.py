"""What students get is made from what instructors keep, the same at every run; a broken notebook is refused by name."""

import json
import shutil
from pathlib import Path

import pytest

from second_course import FOLDER
from seminar.cli import main
from seminar.grading.assignment.release import release


def cell(ident, source, cell_type="code", **own):
    """A cell; with `grade`, `solution`, ... it is one of nbgrader's."""
    marks = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": ident}
    made = {"cell_type": cell_type, "id": ident, "metadata": {}, "source": source}
    if own:
        made["metadata"]["nbgrader"] = {key: value for key, value in (marks | own).items() if value is not None}
    if cell_type == "code":
        made |= {"outputs": [{"output_type": "stream", "name": "stdout", "text": "4\n"}], "execution_count": 7}
    return made


def solution(source="def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"):
    """A cell that students fill in."""
    return cell("double", source, solution=True)


def check(source="assert double(2) == 4\n### BEGIN HIDDEN TESTS\nassert double(0) == 0\n### END HIDDEN TESTS", **own):
    """A cell that gives points."""
    return cell("double-tests", source, **({"grade": True, "locked": True, "points": 2} | own))


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A folder in which `course(*cells)` writes the instructor's notebook of the exercise `tiny`."""
    monkeypatch.chdir(tmp_path)

    def write(*cells, text=None):
        path = Path("answers/tiny/tiny.ipynb")
        path.parent.mkdir(parents=True, exist_ok=True)
        book = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path.write_text(json.dumps(book) if text is None else text, encoding="utf-8")
        return path

    return write


def test_students_get_stubs_and_no_hidden_test(course):
    """Solutions become stubs at their indentation; hidden tests and outputs are gone; tests are locked."""
    double, tests, text = json.loads(
        release(course(solution(), check(), cell("why", "Because.", "markdown", grade=True, solution=True, points=1)))
    )["cells"]
    assert "".join(double["source"]) == "def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert double["outputs"] == []
    assert double["metadata"]["deletable"] is False
    assert "editable" not in double["metadata"]
    assert "".join(tests["source"]) == "assert double(2) == 4"
    assert tests["metadata"]["editable"] is False
    assert "".join(text["source"]) == "YOUR ANSWER HERE"


def test_images_of_a_model_answer_stay_with_the_instructor(course):
    """An attachment that the released text no longer shows is gone; the one in the question is kept."""
    image = {"image/png": "iVBORw0KGgo="}
    answer = cell("why", "![map](attachment:map.png)", "markdown", grade=True, solution=True, points=1)
    task = cell(
        "draw",
        "Draw ![what](attachment:a%20b.png)\n### BEGIN MARK SCHEME\n![so](attachment:so.png)\n### END MARK SCHEME",
        "markdown",
        task=True,
        points=1,
    )
    answer["attachments"], task["attachments"] = {"map.png": image}, {"a b.png": image, "so.png": image}
    why, draw, _, _ = json.loads(release(course(answer, task, solution(), check())))["cells"]
    assert "attachments" not in why
    assert list(draw["attachments"]) == ["a b.png"]


def test_a_name_that_both_bind_is_said(course, capsys):
    """A solution that binds a name of the instructor's, which a later test reads: both cells are named."""
    table = cell("table", "expected = 4", locked=True)
    taken = cell("second", "### BEGIN SOLUTION\nexpected = 4\n### END SOLUTION", solution=True)
    course(table, solution(), taken, check("assert double(2) == expected"))
    assert main(["release"]) == 0
    said = capsys.readouterr().err
    assert "`expected` is bound by cell 1 (table) and by the solution in cell 3 (second)" in said
    assert "double" not in said.replace("double-tests", "")


def test_a_second_release_changes_nothing(course):
    """The same answer gives the same bytes."""
    path = course(solution(), check())
    assert release(path) == release(path)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        pytest.param(
            [solution("### BEGIN SOLUTION\nx = 1"), check()], "cell 1 (double): SOLUTION begins but", id="open"
        ),
        pytest.param(
            [solution("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION"), check()],
            "cell 1 (double), line 2: SOLUTION begins a second time",
            id="nested",
        ),
        pytest.param(
            [solution("x\n### END SOLUTION"), check()], "line 2: SOLUTION ends but did not begin", id="not begun"
        ),
        pytest.param(
            [cell("free", "### BEGIN SOLUTION\n### END SOLUTION"), check()],
            "cell 1, line 1: SOLUTION stands",
            id="stray",
        ),
        pytest.param(
            [solution("### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS"), check()],
            "HIDDEN TESTS stands in a cell that is no test cell",
            id="hidden in a solution",
        ),
        pytest.param(
            [solution(), check(points=None)], "cell 2 (double-tests) is graded but has no points", id="no points"
        ),
        pytest.param([solution(), check(points=-1)], "has no points", id="negative points"),
        pytest.param(
            [check(), {**check(), "id": "b"}], "cell 2 (double-tests) has the grade_id of cell 1", id="two of one id"
        ),
        pytest.param([solution(), check(grade_id=None)], "cell 2 has no grade_id", id="no id"),
        pytest.param([solution(), check(schema_version=2)], "version 3 of nbgrader's schema", id="old schema"),
        pytest.param([solution()], "no cell gives points", id="nothing to grade"),
        pytest.param(
            [cell("why", "?", "markdown", grade=True, points=1)], "is Markdown: a text answer is graded and", id="text"
        ),
        pytest.param([check(), check()], "cell 2 has no id of its own", id="two cells of one id"),
        pytest.param([{**check(), "id": ""}], "no notebook of format 4.5", id="empty cell id"),
    ],
)
def test_a_broken_notebook_is_refused_with_file_and_cell(course, capsys, cells, says):
    """The message names the file, the cell and what is wrong, and nothing is written."""
    course(*cells)
    assert main(["release"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"seminar: {Path('answers/tiny/tiny.ipynb')}: ")
    assert says in said
    assert not Path("exercises").exists()


@pytest.mark.parametrize("text", ["", "not JSON", "[]", "{}", '{"cells": [3]}', '{"cells": [{"cell_type": "code"}]}'])
def test_a_file_that_is_no_notebook_is_refused(course, capsys, text):
    """No traceback, whatever the file holds."""
    course(text=text)
    assert main(["release", "tiny"]) == 2
    assert "notebook" in capsys.readouterr().err


def test_an_unknown_stem_names_the_known_ones(course, capsys):
    """Who mistypes an exercise learns what there is."""
    course(solution(), check())
    assert main(["release", "tinny"]) == 2
    assert "there are tiny" in capsys.readouterr().err


def test_the_wrong_folder_is_named(tmp_path, monkeypatch, capsys):
    """Run elsewhere, the command says where it belongs."""
    monkeypatch.chdir(tmp_path)
    assert main(["release"]) == 2
    assert "the folder that holds answers/" in capsys.readouterr().err


def test_the_check_names_the_cell_that_differs(course, capsys):
    """A solution that slipped into the checked-in exercise is found, by cell; so is a missing file and an orphan."""
    course(solution(), check())
    assert main(["release", "--check"]) == 1
    assert "tiny.ipynb is missing" in capsys.readouterr().out
    assert main(["release"]) == 0
    assert main(["release", "--check"]) == 0
    students = Path("exercises/tiny/tiny.ipynb")
    students.write_text(students.read_text().replace("raise NotImplementedError()", "return 2 * x"))
    capsys.readouterr()
    assert main(["release", "--check"]) == 1
    assert "in cell 1 (double)" in capsys.readouterr().out
    assert main(["release"]) == 0
    Path("exercises/old").mkdir()
    Path("exercises/old/old.ipynb").write_text("{}")
    assert main(["release", "--check"]) == 1
    assert "has no answer" in capsys.readouterr().out


def test_the_folder_files_goes_to_students_and_the_folder_tests_does_not(course):
    """What lies in `files/` is copied, what only tests read and what lies beside stays; `--check` sees a difference."""
    path = course(solution(), check())
    for name in ("files/votes.csv", "files/more/table.csv", "tests/cases.json", "model_solution.py"):
        (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (path.parent / name).write_text(name)
    assert main(["release"]) == 0
    released = Path("exercises/tiny")
    files = sorted(str(one.relative_to(released)) for one in released.rglob("*") if one.is_file())
    assert files == ["files/more/table.csv", "files/votes.csv", "tiny.ipynb"]
    assert main(["release", "--check"]) == 0
    (path.parent / "files/votes.csv").write_text("new")
    assert main(["release", "--check"]) == 1


def test_a_course_is_found_from_any_of_its_folders(monkeypatch, tmp_path, capsys):
    """Who stands in the book's folder releases and checks the same exercises as who stands at the top."""
    shutil.copytree(FOLDER, tmp_path / "course", ignore=shutil.ignore_patterns("_build", "*.egg-info"))
    for folder in (".", "book", "answers/the_points"):
        monkeypatch.chdir(tmp_path / "course" / folder)
        assert main(["release", "--check"]) == 0, capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "course" / "book")
    assert main(["release", "the_points"]) == 0
    assert "exercises/the_points/the_points.ipynb written" in capsys.readouterr().out
