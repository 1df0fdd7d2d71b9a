"""The ``{quiz}`` directive stops a build that would show a quiz with a mistake in it."""

import shutil
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from second_course import TINY, lay_course


def built(folder: Path, page: str, mistake: tuple[str, str] = ("", "")) -> str:
    """Build the small book with another first page and perhaps a mistake in its bank; return what was said."""
    source = lay_course(folder) / "source"
    shutil.copytree(TINY, source)
    (source / "index.md").write_text(f"# Quiz\n\n{page}\n\n```{{toctree}}\nclaims\n```\n", encoding="utf-8")
    bank = source / "quizzes" / "tiny.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace(*mistake), encoding="utf-8")
    with (folder / "said").open("w+", encoding="utf-8") as said:
        app = Sphinx(source, source, folder / "out", folder / "trees", "html", status=None, warning=said)
        app.build()
        said.seek(0)
        return said.read()


@pytest.mark.parametrize(
    ("page", "mistake", "words"),
    [
        ("```{quiz} tiny\n:items: one-of-for\n```", ("", ""), "did you mean `one-of-four`?"),
        ("```{quiz} tinny\n```", ("", ""), "tinny.yml: there is no such file"),
        ("```{quiz} tiny\n```", ("S13, S14", "S13, S99"), "tiny.yml:26: there is no claim `S99`"),
        ("```{quiz} tiny\n```", ("type once\n", "type once\ndraft: true\n"), "tiny.yml: the bank is a draft"),
    ],
    ids=["unknown item", "unknown bank", "unknown claim", "a draft"],
)
def test_a_mistake_is_reported_at_its_place(tmp_path, page, mistake, words):
    """An unknown item, bank or claim is a warning with file and line, so that `-W` fails the build."""
    said = built(tmp_path, page, mistake)
    assert words in said
    assert "index.md:3" in said


def test_a_page_shows_the_items_that_are_named(tmp_path):
    """`:items:` shows those items, in that order, and nothing else."""
    said = built(tmp_path, "```{quiz} tiny\n:items: yes-or-no one-of-four\n```")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "index.md" not in said
    assert page.index('id="q-yes-or-no"') < page.index('id="q-one-of-four"')
    assert "q-how-many" not in page
