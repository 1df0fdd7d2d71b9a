"""The commands, run as a user runs them: what is printed where, and the exit status."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from second_course import FOLDER
from seminar.cli import main
from seminar.quiz.answers import item_report as report
from seminar.quiz.bank.bank import read_bank
from simulated import simulate


@pytest.fixture
def run(capsys, monkeypatch):
    """Run one command in the second course; return its status, what it printed, and what it complained of."""
    monkeypatch.chdir(FOLDER)

    def run_(*arguments) -> tuple[int, str, str]:
        status = main(["quiz", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_


@pytest.fixture(scope="module")
def class_of_sixty(tiny, tmp_path_factory):
    """Sixty response files."""
    return simulate(tiny, tmp_path_factory.mktemp("class") / "responses")


def test_grade_prints_a_row_for_each_student(run, tiny, class_of_sixty):
    """Standard output is a CSV file, the summary stands beside it."""
    status, out, err = run("grade", class_of_sixty, "--bank", tiny.path)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (status, len(rows)) == (0, 60)
    assert err == "60 students, 0 notes\n"


def test_grade_with_a_broken_file_grades_the_rest_and_says_so_by_its_status(run, tiny, class_of_sixty, tmp_path):
    """Exit status 1, a sentence, and every other row."""
    (tmp_path / "broken.json").write_text("{")
    status, out, err = run("grade", class_of_sixty, tmp_path, "--bank", tiny.path)
    assert (status, len(out.splitlines())) == (1, 61)
    assert f"{tmp_path / 'broken.json'}:1: the file is not JSON" in err


def test_a_name_that_is_a_formula_does_not_run_in_a_spreadsheet(run, tiny, class_of_sixty, tmp_path):
    """The cell begins with an apostrophe."""
    content = json.loads((class_of_sixty / "student_00.json").read_text())
    (tmp_path / "x.json").write_text(json.dumps(content | {"student": "=HYPERLINK(1)"}))
    _, out, _ = run("grade", tmp_path, "--bank", tiny.path)
    assert next(csv.DictReader(io.StringIO(out)))["student"] == "'=HYPERLINK(1)"


def test_report_writes_a_page_and_a_table(run, tiny, class_of_sixty, tmp_path):
    """Both beside each other, with every scored item."""
    status, out, _ = run("report", class_of_sixty, "--bank", tiny.path, "--out", tmp_path / "class.html")
    assert status == 0
    assert "60 students" in out
    rows = list(csv.DictReader((tmp_path / "class.csv").read_text(encoding="utf-8").splitlines()))
    page = (tmp_path / "class.html").read_text(encoding="utf-8")
    assert rows
    assert all(f'id="tiny-{row["item"]}"' in page for row in rows)
    assert all(-1 <= float(row["low"]) <= float(row["discrimination"]) <= float(row["high"]) <= 1 for row in rows)


@pytest.fixture
def class_with_a_hostile_file(tiny, tmp_path):
    """Three students, of whom the first by the alphabet wrote what no file and no terminal can hold."""
    folder = simulate(tiny, tmp_path / "hostile", students=3)
    content = json.loads((folder / "student_00.json").read_text())
    items = content["banks"]["tiny"]["items"]
    items["which-word"] = {**items["which-word"], "first": {"response": "club\ud800\x1b[31m", "at": content["created"]}}
    items["gone\ud800"] = items["which-word"]
    (folder / "student_00.json").write_text(json.dumps(content | {"student": "A\ud800\0ru"}))
    return folder


def test_one_students_file_does_not_stop_the_class(run, tiny, class_with_a_hostile_file, tmp_path):
    """Everybody sorted after has a row, and the report is whole."""
    _, out, _ = run("grade", class_with_a_hostile_file, "--bank", tiny.path)
    assert [row["student"] for row in csv.DictReader(io.StringIO(out))] == ["A\ufffdru", "Student 01", "Student 02"]
    _, out, _ = run("report", class_with_a_hostile_file, "--bank", tiny.path, "--out", tmp_path / "r.html")
    assert "3 students" in out
    assert (tmp_path / "r.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert "\x1b" not in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_grade_prints_a_name_to_a_console_that_does_not_know_its_letters(tiny, class_of_sixty, tmp_path):
    """The letters that the encoding lacks are written as numbers, and every row is there."""
    content = json.loads((class_of_sixty / "student_00.json").read_text())
    (tmp_path / "x.json").write_text(json.dumps(content | {"student": "Әсел"}))
    command = [sys.executable, "-m", "seminar", "quiz", "grade", tmp_path, class_of_sixty, "--bank", tiny.path]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, check=False)
    lines = done.stdout.decode("cp1252").splitlines()
    assert (done.returncode, len(lines)) == (0, 62)
    assert any(line.startswith("\\u04d9") or line.startswith("\\u04d8") for line in lines)


def test_last_weeks_report_outlives_a_fault(run, tiny, class_of_sixty, tmp_path, monkeypatch):
    """What breaks while the new report is made leaves the old page and the old table as they were."""
    arguments = ("report", class_of_sixty, "--bank", tiny.path, "--out", tmp_path / "r.html")
    run(*arguments)
    before = [(tmp_path / name).read_bytes() for name in ("r.html", "r.csv")]
    monkeypatch.setattr(report, "to_csv", lambda found: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(*arguments)
    assert [(tmp_path / name).read_bytes() for name in ("r.html", "r.csv")] == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.csv", "r.html"]


def test_a_report_follows_one_of_last_week_but_no_file_of_somebody_elses(run, tiny, class_of_sixty, tmp_path):
    """The page and the table are written over where they are reports; a page or table that is none stays."""
    arguments = ("report", class_of_sixty, "--bank", tiny.path, "--out", tmp_path / "r.html")
    assert [run(*arguments)[0], run(*arguments)[0]] == [0, 0]
    (tmp_path / "r.csv").write_text("student,grade\n")
    page = (tmp_path / "r.html").read_bytes()
    (tmp_path / "r.html").write_bytes(page + b"<!-- last week's -->")
    status, _, err = run(*arguments)
    assert (status, (tmp_path / "r.csv").read_text()) == (2, "student,grade\n")
    assert "r.csv" in err
    assert (tmp_path / "r.html").read_bytes() == page + b"<!-- last week's -->"


@pytest.mark.parametrize("name", ["report.csv", "REPORT.CSV"])
def test_a_page_named_like_its_own_table_is_refused(run, tiny, class_of_sixty, tmp_path, name):
    """The table would overwrite the page."""
    status, out, err = run("report", class_of_sixty, "--bank", tiny.path, "--out", tmp_path / name)
    assert (status, out, list(tmp_path.iterdir())) == (2, "", [])
    assert "report.html" in err


def test_merge_rounds_prints_the_shifts(run, tiny, class_of_sixty, tmp_path):
    """Two rounds of the same items; the class is the same, the answers are not."""
    second = simulate(tiny, tmp_path / "second", seed=7)
    status, out, _ = run("merge-rounds", class_of_sixty, second, "--bank", tiny.path)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert all(int(row["n"]) == 60 for row in rows)
    assert all(sum(int(row[k]) for k in row if "→" in k) == 60 for row in rows)


def test_merge_rounds_without_a_common_item_says_so(run, tiny, tmp_path):
    """Status 1 and a sentence, no empty table."""
    status, out, err = run("merge-rounds", tmp_path, tmp_path, "--bank", tiny.path)
    assert (status, out) == (1, "")
    assert "no item of these banks was answered in both rounds" in err


@pytest.mark.parametrize("how", [(), ("--fsrs",)], ids=["ladder", "fsrs"])
def test_review_prints_the_urgent_first(run, class_of_sixty, how):
    """Sure and wrong leads, whichever way the days are found."""
    status, out, _ = run("review", class_of_sixty / "student_01.json", *how)
    reasons = [line[12:26].strip() for line in out.splitlines()]
    order = ["sure and wrong", "wrong", "guessed", "right"]
    assert status == 0
    assert reasons == sorted(reasons, key=order.index)


@pytest.mark.parametrize(
    ("system", "files"),
    [
        ("gift", ["tiny.gift.txt"]),
        ("moodle", ["tiny.moodle.xml"]),
        ("qti", ["tiny.qti21.zip"]),
        ("canvas", ["tiny.canvas.zip"]),
        ("anki", ["tiny.apkg"]),
        ("anki-csv", ["tiny.anki.csv"]),
        ("csv", ["tiny.csv"]),
        ("jupyterquiz", ["tiny.jupyterquiz.json"]),
        ("paper", ["tiny.sheet.html", "tiny.key.html"]),
    ],
)
def test_export_writes_files_and_says_what_is_lost(run, tiny, tmp_path, system, files):
    """The paths on standard output, the losses on standard error."""
    status, out, err = run("export", system, tiny.path, "--out", tmp_path / "new")
    assert status == 0
    assert out.split() == [str(tmp_path / "new" / name) for name in files]
    assert all((tmp_path / "new" / name).stat().st_size > 500 for name in files)
    first, *kinds = err.splitlines()
    assert first == "lost of 11 items:"
    assert len(kinds) == len({kind.split(":")[0] for kind in kinds}) < 18


def test_export_and_import_make_a_bank_again(run, tiny, tmp_path):
    """What GIFT carries comes back as a draft, which is checked, exported and tried before it names evidence."""
    run("export", "gift", tiny.path, "--out", tmp_path)
    status, out, err = run("import", "gift", tmp_path / "tiny.gift.txt")
    draft = tmp_path / "back.yml"
    draft.write_text(out, encoding="utf-8")
    assert status == 0
    assert "11 items, 0 questions left out" in err
    assert [item.id for item in read_bank(draft).items] == [item.id for item in tiny.items]
    status, out, _ = run("check", draft)
    assert (status, "still needs" in out) == (1, True)
    assert run("export", "moodle", draft, "--out", tmp_path)[0] == 0
    status, _, err = run("compile", draft, "--out", tmp_path / "exam.html")
    assert (status, "is a draft" in err) == (0, True)


def test_a_draft_is_not_graded(run, tiny, tmp_path):
    """Grading says that the bank is a draft, so that nobody gets marks for items that nobody has finished."""
    draft = tmp_path / "draft.yml"
    draft.write_text(
        tiny.path.read_text(encoding="utf-8").replace("\nitems:", "\ndraft: true\nitems:", 1), encoding="utf-8"
    )
    status, out, err = run("grade", tmp_path, "--bank", draft)
    assert (status, out, "is a draft" in err) == (2, "", True)


def test_importing_something_else_is_one_sentence_with_file_and_line(run, tmp_path):
    """Exit status 2, no traceback."""
    (tmp_path / "x.json").write_text("[\n{")
    status, out, err = run("import", "jupyterquiz", tmp_path / "x.json")
    assert (status, out) == (2, "")
    assert err.startswith(f"seminar: {tmp_path / 'x.json'}:2: ")


def test_one_bad_question_costs_itself_alone(run, tmp_path):
    """The rest comes as a bank, the bad one is named with file and line, and the status is 1."""
    (tmp_path / "x.txt").write_text("::a::Q {=x ~y}\n\n::b::R {=x ~y\n\n::c::S {T}\n")
    status, out, err = run("import", "gift", tmp_path / "x.txt")
    assert (status, out.count("- id:")) == (1, 2)
    assert f"{tmp_path / 'x.txt'}:3: left out “b”: a brace has no partner" in err


def test_a_file_in_the_encoding_of_windows_is_read_and_named(run, tmp_path):
    """Cyrillic of cp1251 comes in, and the encoding that was recognised is said."""
    question = "::Столица::Какой город был столицей Казахстана до переноса столицы в Акмолу? {=Алматы ~Астана}\n"
    (tmp_path / "x.txt").write_bytes(question.encode("cp1251"))
    status, out, err = run("import", "gift", tmp_path / "x.txt")
    assert (status, "Алматы" in out, "read as cp1251" in err) == (0, True, True)


def test_an_export_does_not_replace_what_it_did_not_write(run, tiny, tmp_path):
    """Somebody's file stays and is named, the other files are written; our own is replaced."""
    (tmp_path / "tiny.sheet.html").write_text("my notes")
    for _ in range(2):
        status, out, err = run("export", "paper", tiny.path, "--out", tmp_path)
        assert (status, out) == (2, f"{tmp_path / 'tiny.key.html'}\n")
        assert f"{tmp_path / 'tiny.sheet.html'}: there is a file that this command did not write" in err
    assert (tmp_path / "tiny.sheet.html").read_text() == "my notes"


def test_an_exam_page_does_not_replace_the_bank(run, tiny, tmp_path):
    """A slip in --out costs nothing."""
    bank = tmp_path / "bank.yml"
    bank.write_text(tiny.path.read_text(encoding="utf-8"), encoding="utf-8")
    status, _, err = run("compile", bank, "--out", bank)
    assert (status, "did not write" in err) == (2, True)
    assert bank.read_text(encoding="utf-8") == tiny.path.read_text(encoding="utf-8")


def test_check_finds_nothing_in_a_good_bank_and_names_the_line_of_a_bad_one(run, tiny, tmp_path):
    """Status 0 without findings, 1 with."""
    assert run("check", tiny.path)[0] in (0, 1)
    (tmp_path / "bad.yml").write_text("title: x\nitems:\n- id: a\n  type: riddle\n")
    status, out, _ = run("check", tmp_path / "bad.yml")
    assert status == 1
    assert f"{tmp_path / 'bad.yml'}:4: " in out


def test_a_bank_that_is_not_there_is_one_sentence(run, tmp_path):
    """Exit status 2, with what there is instead."""
    status, _, err = run("grade", tmp_path, "--bank", "no_such_bank")
    assert status == 2
    assert "no_such_bank" in err


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # guessing an encoding takes time
@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=40).map(lambda text: f"::a::{text}{{=x ~y}}".encode("utf-16")))
)
def test_any_bytes_give_a_bank_or_a_sentence(run, tmp_path, content):
    """No file is a traceback, in either format."""
    (tmp_path / "x.txt").write_bytes(content)
    for system in ("gift", "jupyterquiz"):
        status, out, err = run("import", system, tmp_path / "x.txt")
        assert (status in (0, 1)) is bool(out)
        assert err.count("\n") >= 1


@pytest.mark.parametrize("name", ["тест.yml", "my bank.yml", "bank.old.yml"])
def test_a_bank_whose_name_no_file_of_answers_can_hold_is_refused_before_it_is_asked(run, tiny, tmp_path, name):
    """An exam of it would be handed in and could not be graded."""
    path = tmp_path / name
    path.write_text(tiny.path.read_text(encoding="utf-8"), encoding="utf-8")
    for command in (("compile", path, "--out", tmp_path / "exam.html"), ("grade", tmp_path, "--bank", path)):
        status, _, err = run(*command)
        assert (status, list(tmp_path.iterdir())) == (2, [path])
        assert "such as `my_bank.yml`" in err
