"""Every exercise can be solved, cannot be passed by handing it in empty, and finds the mistakes that students make."""

import ast
import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from wrong_solutions import IN_PLACE, WRONG

import betweenblocs
from browsing import once
from seminar.cli import main
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.submissions.submission import Submission

ROOT = Path(__file__).parents[2]
STEMS = sorted(path.stem for path in (ROOT / "answers").glob("*/*.ipynb"))
CHAPTERS = {path.stem for path in (ROOT / "book" / "quizzes").glob("*.yml")}


def notebook(folder, stem):
    """Return a notebook of `answers` or `exercises`."""
    return json.loads((ROOT / folder / stem / f"{stem}.ipynb").read_text(encoding="utf-8"))


def marks(cell):
    """Return nbgrader's metadata of a cell."""
    return cell["metadata"].get("nbgrader", {})


def with_mistake(wrong):
    """Return the solved notebook with one mistake in it."""
    book = notebook("answers", wrong.stem)
    (cell,) = (cell for cell in book["cells"] if cell["id"] == wrong.cell)
    source = "".join(cell["source"])
    assert source.count(wrong.right) >= 1, f"{wrong.cell} no longer holds {wrong.right!r}"
    cell["source"] = source.replace(wrong.right, wrong.instead, 1)
    return json.dumps(book).encode()


def hand_ins(stem):
    """Return the solution, the exercise as it is handed out, and every wrong solution."""
    return {
        "solved": (ROOT / "answers" / stem / f"{stem}.ipynb").read_bytes(),
        "handed out": (ROOT / "exercises" / stem / f"{stem}.ipynb").read_bytes(),
        **{wrong.mistake: with_mistake(wrong) for wrong in WRONG if wrong.stem == stem},
    }


@pytest.fixture(scope="session")
def records(tmp_path_factory):
    """Give the grade records of one exercise by hand-in: `records(stem)["solved"]`; graded once for all workers."""

    @cache
    def of(stem):
        def grade(folder):
            folder.mkdir()
            assignment = read_assignment(ROOT / "answers" / stem / f"{stem}.ipynb")
            submissions = [Submission(name, content, {}) for name, content in hand_ins(stem).items()]
            # This is our own code: what a sandbox has to hold is tested elsewhere.
            lines = [record.to_json() for record in this_machine.grade(assignment, submissions, kind="none")]
            (folder / "grades.jsonl").write_text("\n".join(lines))

        graded = (once(tmp_path_factory, f"graded-{stem}", grade) / "grades.jsonl").read_text()
        return {record.student: record for record in map(GradeRecord.from_json, graded.splitlines())}

    return of


@pytest.mark.parametrize("stem", STEMS)
def test_the_solution_earns_every_point_that_a_program_gives(records, stem):
    """The solved notebook passes every test, visible and hidden, and its prose waits for a reader."""
    cells = records(stem)["solved"].cells
    assert {name: cell.score for name, cell in cells.items()} == {
        name: None if cell.manual else cell.max for name, cell in cells.items()
    }
    assert any(cell.manual for cell in cells.values())


@pytest.mark.parametrize("stem", STEMS)
def test_the_exercise_as_handed_out_earns_nothing(records, stem):
    """Who hands in the notebook untouched has no point."""
    record = records(stem)["handed out"]
    assert record.status == "graded"
    assert record.score == 0
    assert all(cell.score == 0 for cell in record.cells.values())


@pytest.mark.parametrize("wrong", [pytest.param(wrong, id=f"{wrong.stem}: {wrong.mistake}") for wrong in WRONG])
def test_a_mistake_costs_the_points_of_its_task(records, wrong):
    """A named mistake costs the points of the tests that it breaks, and no others; a lost test says what to look at."""
    record = records(wrong.stem)[wrong.mistake]
    lost = {name: cell.max - cell.score for name, cell in record.cells.items() if cell.score not in (None, cell.max)}
    assert lost == wrong.lost
    for name in lost:
        cell = record.cells[name]
        assert cell.score > 0 or len((cell.message or "").split()) >= 3, f"{name} does not say what to look at"


@pytest.mark.parametrize("wrong", [pytest.param(wrong, id=wrong.mistake) for wrong in IN_PLACE])
def test_changing_a_table_in_place_fails_where_the_notebook_runs(wrong):
    """Whoever changes the table that was handed in sees the test fail in the notebook, with a sentence that says so."""
    space, failed = {"__name__": "__main__"}, {}
    for cell in json.loads(with_mistake(wrong))["cells"]:
        if cell["cell_type"] == "code":
            try:
                exec("".join(cell["source"]), space)
            except AssertionError as error:
                failed[cell["id"]] = str(error)
    assert failed.keys() == wrong.lost.keys()
    assert all("that was handed in has changed" in said for said in failed.values())


def test_every_exercise_is_tried_with_mistakes():
    """No exercise goes without wrong solutions, and each mistake of one exercise has a name of its own."""
    assert {wrong.stem for wrong in WRONG} == set(STEMS)
    assert len({(wrong.stem, wrong.mistake) for wrong in WRONG}) == len(WRONG)


@pytest.mark.parametrize("stem", STEMS)
def test_every_assertion_speaks_in_a_sentence(stem):
    """Each assertion, visible or hidden, has a message that begins like a sentence and ends with a full stop."""
    for cell in notebook("answers", stem)["cells"]:
        if marks(cell).get("grade") and cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.Assert):
                    assert node.msg is not None, f"{cell['id']}, line {node.lineno}: an assertion without a message"
                    said = message(node.msg)
                    assert said[0].isupper() or said[0] in "…n", f"{cell['id']}: {said}"
                    assert said.endswith(".") and len(said.split()) >= 5, f"{cell['id']}: {said}"


def message(node):
    """Return the text of a message, with … in the place of what is filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in parts)


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_opens_with_its_question_and_its_data(stem):
    """Question, time and prerequisites come first, then where the data come from, then the first line of code."""
    first, second, *rest = notebook("exercises", stem)["cells"]
    assert first["cell_type"] == second["cell_type"] == "markdown"
    opening = "".join(first["source"])
    assert "?**" in opening
    assert "*Time:*" in opening
    assert "you need" in opening.lower()
    assert second["id"] == "provenance"
    assert any(cell["cell_type"] == "code" for cell in rest)


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_runs_in_the_browser(stem):
    """It imports what the course's package offers, networkx and the standard library: nothing that needs a compiler."""
    for cell in notebook("answers", stem)["cells"]:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.Import):
                    assert all(alias.name in {"networkx", *sys.stdlib_module_names} for alias in node.names)
                if isinstance(node, ast.ImportFrom):
                    assert node.module in sys.stdlib_module_names or (
                        node.module == "betweenblocs"
                        and {alias.name for alias in node.names} <= set(betweenblocs.__all__)
                    )


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_holds_a_widget(stem):
    """A quiz to look back or an explorer to look around stands in each notebook, and none of them gives points."""
    widgets = [
        cell
        for cell in notebook("exercises", stem)["cells"]
        if cell["cell_type"] == "code"
        and re.search(r"^(Quiz|BlocExplorer|ClaimExplorer)\(", "".join(cell["source"]), re.M)
    ]
    assert widgets
    assert not any(marks(cell) for cell in widgets)


@pytest.mark.parametrize("stem", STEMS)
def test_every_task_says_what_it_is_worth(stem):
    """A heading names the points that its cells give; the points of a notebook are those of its headings."""
    cells = notebook("exercises", stem)["cells"]
    if stem == "capstone":
        assert "24 points" in "".join(cells[0]["source"])
        assert "6 points" in "".join(cells[0]["source"])
        assert sum(marks(cell).get("points", 0) for cell in cells) == 30
        return
    promised, given = [], []
    for cell in cells:
        heading = "".join(cell["source"]).split("\n")[0]
        if cell["cell_type"] == "markdown" and heading.startswith("## ") and "point" in heading:
            promised.append(int(heading.split("(")[1].split()[0]))
            given.append(0)
        if marks(cell).get("grade"):
            given[-1] += marks(cell)["points"]
    assert given == promised


def test_every_chapter_with_an_exercise_has_one():
    """Exercises bear the names of chapters; that on the charter shares a laboratory, and the memo closes the course."""
    assert set(STEMS) == (CHAPTERS - {"charter_or_club"}) | {"capstone"}


@pytest.mark.parametrize("stem", STEMS)
def test_students_get_neither_solutions_nor_hidden_tests(stem):
    """Nothing of a hidden region, of a solution or of an output is in the file that students open."""
    text = json.dumps(notebook("exercises", stem))
    assert "BEGIN" not in text
    assert "hidden_" not in text
    assert all(not cell["outputs"] for cell in notebook("exercises", stem)["cells"] if cell["cell_type"] == "code")


def test_what_is_checked_in_is_what_the_answers_give(monkeypatch, capsys):
    """What students get is released from its answers."""
    monkeypatch.chdir(ROOT)
    assert main(["release", "--check"]) == 0, capsys.readouterr().out
