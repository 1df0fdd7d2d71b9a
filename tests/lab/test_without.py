"""What the build says where the lab cannot be had."""

import sys
from pathlib import Path

import pytest

from seminar.book.site.make_site import try_lab
from seminar.course import Course
from seminar.lab import fetch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def course_in_new_place(tmp_path):
    """The real course on a machine that has fetched nothing yet."""
    for name in ("pyproject.toml", "README.md", "course.toml", "book", "src", "lab", "exercises"):
        (tmp_path / name).symlink_to(ROOT / name)
    return Course.find(tmp_path)


def test_a_part_that_cannot_be_fetched_leaves_the_book_without_its_lab(course_in_new_place, monkeypatch, capsys):
    """The build goes on, and one sentence says what is missing."""
    refusing = [sys.executable, "-c", "import sys; sys.exit('network is unreachable')"]
    monkeypatch.setattr(fetch, "npm", lambda: refusing)
    assert try_lab(course_in_new_place) is None
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "npm could not fetch Pyodide" in said
    assert "network is unreachable" in said
