"""What a book is like where the lab is left out or cannot be had, and how the site is packed."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from seminar.book.site.make_site import try_lab
from seminar.book.site.pack_site import pack
from seminar.course import Course
from seminar.lab import fetch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course_in_new_place(tmp_path):
    """The real course on a machine that has fetched nothing yet."""
    for name in ("pyproject.toml", "README.md", "course.toml", "book", "src", "lab", "exercises"):
        (tmp_path / name).symlink_to(ROOT / name)
    return Course.find(tmp_path)


@pytest.fixture
def page_with_links(tmp_path):
    """What builds a book of one page that leads to an exercise, with or without the lab."""
    book, exercise = tmp_path / "book", tmp_path / "exercises" / "votes" / "votes.ipynb"
    book.mkdir()
    shutil.copy(ROOT / "course.toml", tmp_path)
    exercise.parent.mkdir(parents=True)
    exercise.write_text("{}", encoding="utf-8")
    conf = "extensions = ['myst_parser']\ndef setup(app):\n"
    conf += "    from seminar.book.directives.exercise_links import add_exercise_links\n    add_exercise_links(app)\n"
    (book / "conf.py").write_text(conf, encoding="utf-8")

    def built(lab: str, stem: str = "votes") -> str:
        """Return the page, or what Sphinx says where it refuses."""
        (book / "index.md").write_text(f"# Votes\n\n```{{exercise-links}} {stem}\n```\n", encoding="utf-8")
        out = tmp_path / f"out-{lab}-{stem}"
        command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(book), str(out)]
        environment = os.environ | {"SEMINAR_LAB": lab}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        return done.stderr if done.returncode else (out / "index.html").read_text(encoding="utf-8")

    return built


def test_without_the_lab_a_page_says_so_and_offers_the_notebook(page_with_links):
    """`make book LAB=0` leads nobody to a lab that is not there."""
    html = page_with_links("0")
    assert "built without the browser lab" in html
    assert "lab/notebooks" not in html
    assert "votes.ipynb" in html


def test_with_the_lab_one_click_opens_the_exercise(page_with_links):
    """The link names the notebook, so that the lab opens with it."""
    html = page_with_links("1")
    assert 'href="lab/notebooks/index.html?path=votes.ipynb"' in html
    assert "built without the browser lab" not in html


def test_an_exercise_that_is_not_there_fails_the_build(page_with_links):
    """A chapter cannot lead to an exercise that nobody wrote."""
    assert "there is no exercise 'vetoes'" in page_with_links("1", "vetoes")


def test_a_part_that_cannot_be_fetched_leaves_the_book_without_its_lab(course_in_new_place, monkeypatch, capsys):
    """The build goes on, and one sentence says what is missing."""
    refusing = [sys.executable, "-c", "import sys; sys.exit('network is unreachable')"]
    monkeypatch.setattr(fetch, "npm", lambda: refusing)
    assert try_lab(course_in_new_place) is None
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "npm could not fetch Pyodide" in said
    assert "network is unreachable" in said


def test_the_zip_is_the_same_for_the_same_site(tmp_path):
    """Dates, rights and the order in which files were made leave no trace."""
    for name, files in (("one", ("index.html", "a.css")), ("two", ("a.css", "index.html"))):
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_text(f"<p>{file}</p>", encoding="utf-8")
    (tmp_path / "two" / "a.css").chmod(0o600)
    pack(tmp_path / "one", tmp_path / "one.zip", "a-course")
    pack(tmp_path / "two", tmp_path / "two.zip", "a-course")
    assert (tmp_path / "two.zip").read_bytes() == (tmp_path / "one.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == ["a-course/a.css", "a-course/index.html"]


def test_packing_a_book_that_is_not_built_says_what_to_do(tmp_path):
    """A sentence and exit status 2, not a traceback."""
    shutil.copy(ROOT / "course.toml", tmp_path)
    command = [sys.executable, "-m", "seminar.book.site.pack_site"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "make site" in done.stderr
