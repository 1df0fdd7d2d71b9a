"""What a book is like where the lab is left out, and how the site is packed."""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from second_course import FOLDER, lay_course
from seminar.book.site.pack_site import pack


@pytest.fixture
def page_with_links(tmp_path):
    """What builds a book of one page that leads to an exercise, with or without the lab."""
    book, exercise = tmp_path / "book", tmp_path / "exercises" / "votes" / "votes.ipynb"
    book.mkdir()
    lay_course(tmp_path)
    shutil.copy(FOLDER / "pyproject.toml", tmp_path)  # says the version of a course that is not installed
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
    lay_course(tmp_path)
    command = [sys.executable, "-m", "seminar.book.site.pack_site"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "make site" in done.stderr
