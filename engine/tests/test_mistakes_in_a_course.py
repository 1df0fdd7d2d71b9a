"""What a teacher gets wrong in a course is said in one sentence, with the file, and shows no traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from seminar.course import Course
from seminar.errors import SeminarError, TableError
from seminar.new import make
from seminar.register import register_of

SETTINGS = "course.toml"
CLAIMS = "src/first_try/tables/claims.csv"
DESCRIPTION = "src/first_try/tables/datapackage.json"
BROKEN = "day = 1863-"
ALONE = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """The folder of a new course, below one with a space and Cyrillic letters in its name."""
    folder = tmp_path / "Мой курс" / "first-try"
    make(folder, "A first try")
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "first_try"]:
        del sys.modules[name]


def change(path: Path, old: str, new: str) -> None:
    """Replace words that a file holds."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(command: list[str], cwd: Path) -> tuple[int, str]:
    """Run a command; return its exit status and what it says on standard error."""
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=ALONE, capture_output=True, text=True, encoding="utf-8", timeout=100
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (SETTINGS, "title =", "titel =", "there is no field `titel`"),
        (SETTINGS, 'table = "claims"', 'table = "claim"', "[register]: the course has no table 'claim'"),
        (SETTINGS, 'speaker = "speaker"', 'speaker = "who"', "[register]: the table 'claims' has no column 'who'"),
        (SETTINGS, 'column = "kind"', 'column = "kinds"', "[register]: the table 'claims' has no column 'kinds'"),
        (SETTINGS, "column =", "colum =", "[[register.facets]]: there is no field `colum`"),
        (SETTINGS, "part_name =", "parts =", "[register]: there is no field `parts`"),
        (SETTINGS, '"A[0-9]+"', '"B[0-9]+"', "[register]: the claim id 'A1' is not of the form B[0-9]+"),
        (CLAIMS, "paraphrase,kind", "paraphrase", ":1: the columns are id, sentence, speaker, paraphrase; "),
        (CLAIMS, "A1,1", "A1,one", ":2: 'one' in column sentence is not of the type described"),
        (CLAIMS, "A2,2", "A2,2,3", ":3: the row does not have 5 cells"),
        (CLAIMS, ",judgement", "", ":3: the row does not have 5 cells"),
        (DESCRIPTION, '"resources": [', '"resources": [,', ":3: this is no JSON"),
        (DESCRIPTION, '"integer"', '"int"', "has the type 'int'; there are integer, number, string, boolean"),
        (DESCRIPTION, '"claims.csv"', '"claim.csv"', "there is no such file"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_file(course, file, old, new, sentence):
    """Settings, a table or its description: the sentence names the file and the word that is wrong."""
    change(course / file, old, new)
    with pytest.raises(SeminarError) as caught:
        register_of(Course.find(course))
    assert sentence in str(caught.value)
    named = CLAIMS.replace("claims", "claim") if "no such file" in sentence else file
    assert str(course / named) in str(caught.value)


def test_a_mistake_in_the_table_of_claims_ends_the_build_before_the_book(course):
    """The build says the sentence of `quiz check` and shows nothing of Sphinx."""
    change(course / CLAIMS, "paraphrase,kind", "paraphrase")
    status, error = said(["-m", "seminar.book.site.make_site", "--lab", "0"], course)
    assert status == 2
    assert error.startswith(f"seminar: {course / CLAIMS}:1: the columns are ")
    assert len(error.splitlines()) == 1


def test_files_that_an_editor_or_a_spreadsheet_marked_as_utf_8_are_read(course):
    """The mark at a file's head, which nobody sees, changes nothing."""
    for file in (SETTINGS, CLAIMS, DESCRIPTION):
        path = course / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "A1" in register_of(Course.find(course))


def test_a_table_in_another_encoding_is_named(course):
    """What a spreadsheet saved as "Unicode text" is no UTF-8, and the sentence says which file it is."""
    path = course / CLAIMS
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    with pytest.raises(TableError, match=r"claims\.csv: this is no text in UTF-8"):
        register_of(Course.find(course))


@pytest.mark.parametrize("command", [["seminar", "quiz", "check"], ["seminar.book.site.make_site", "--lab", "0"]])
def test_a_broken_course_file_ends_a_command_and_the_build_with_a_sentence(course, command):
    """Both end with 2 and a sentence that has the line."""
    change(course / SETTINGS, "day = 1863-11-19", BROKEN)
    status, error = said(["-m", *command], course)
    assert status == 2
    assert "Traceback" not in error
    assert f"{course / SETTINGS}: this is no TOML" in error
    assert "line 7" in error


def test_a_copy_of_a_course_reads_its_own_tables(course, tmp_path):
    """Last year's course is installed; what this year's copy of it says comes from the copy."""
    copy = tmp_path / "first-try-2"
    shutil.copytree(course, copy)
    change(copy / CLAIMS, "The war is a test", "The struggle is a test")
    program = "import sys; from seminar.course import Course; from seminar.register import register_of\n"
    program += "sys.path.append(sys.argv[1]); print(register_of(Course.find()).text('A2'))"
    done = subprocess.run(
        [sys.executable, "-c", program, str(course / "src")],
        cwd=copy,
        env=ALONE,
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    assert done.stdout.startswith("The struggle is a test")


def test_where_to_go_is_said_so_that_a_shell_takes_it(tmp_path, capsys):
    """A folder with a space in its name stands in quotation marks."""
    from seminar.cli import main

    folder = tmp_path / "spoken text"
    assert main(["new", str(folder)]) == 0
    assert f"cd '{folder}'" in capsys.readouterr().out
