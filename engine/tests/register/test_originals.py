"""What was said in the original language stands beside the claim, marked with its language, or its lack is said."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils.core import publish_parts
from docutils.parsers.rst import Directive, directives

from seminar.errors import CourseError
from seminar.register.originals import read_originals
from seminar.register.quotation import behind
from seminar.register.register import Register, Settings

ROW = {
    "id": "O1",
    "claim": "S1",
    "language": "fr",
    "words": "Plus de diplomatie secrète",
    "rendering": "No more secret diplomacy",
    "speaker": "A deputy",
    "date": "1918-01-09",
    "outlet": "A newspaper",
    "url": "https://example.org/",
    "seen": "part",
    "note": None,
}
CLAIMS = [{"id": f"S{number}", "words": f"Claim {number}", "holder": "Wilson"} for number in (1, 2)]


def register(*originals: dict, table: str | None = "originals") -> Register:
    """Return a register of two claims with these originals."""
    settings = Settings(table="points", id="S[0-9]+", text="words", speaker="holder", originals=table)
    return Register(settings, SimpleNamespace(points=lambda: CLAIMS, originals=lambda: list(originals)))


def html(nodes) -> BeautifulSoup:
    """Return nodes as a browser gets them."""

    class Shown(Directive):
        def run(self):
            return nodes

    directives.register_directive("shown-here", Shown)
    parts = publish_parts(".. shown-here::", writer_name="html5", settings_overrides={"report_level": 5})
    return BeautifulSoup(parts["body"], "html.parser")


def test_a_claim_shows_its_original_in_its_language_with_rendering_and_source():
    """The words bear their language and its quotation marks; how much of the page was seen is said."""
    page = html(behind(register(ROW), "S1"))
    words = page.select_one("[lang]")
    assert (words["lang"], words.text) == ("fr", "«Plus de diplomatie secrète»")
    assert "No more secret diplomacy" in page.text
    assert "A deputy, 1918-01-09, A newspaper (seen in part)" in " ".join(page.text.split())
    assert page.a["href"] == "https://example.org/"


def test_a_claim_without_an_original_says_so_where_the_course_looked_for_originals():
    """A course that has no table of originals says nothing of them."""
    assert html(behind(register(ROW), "S2")).text.strip() == "No original was found."
    assert behind(register(table=None), "S2") == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{**ROW, "claim": "S9"}], "the original O1 stands behind the claim 'S9', which the register does not hold"),
        ([ROW, ROW], "the original O1 stands twice in its table"),
        ([{name: cell for name, cell in ROW.items() if name != "words"}], "has no column 'words'"),
    ],
)
def test_a_table_of_originals_that_cannot_be_is_refused(rows, sentence):
    """One sentence says which row."""
    with pytest.raises(CourseError, match=sentence):
        register(*rows)


def test_words_of_the_courses_own_language_are_not_rendered_twice():
    """Where the rendering is the words, it is left out."""
    row = {**ROW, "language": "en", "words": "No more", "rendering": "No more"}
    (box,) = behind(register(row), "S1")
    assert html([box]).text.count("No more") == 1
    assert read_originals([row])["O1"].quoted == "“No more”"
