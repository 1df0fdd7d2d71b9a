"""The engine knows no article: nothing below ``engine/`` names this one, its speakers, states, colours or claims."""

import re
from pathlib import Path

import pytest

from betweenblocs import tables
from betweenblocs.engine import COURSE

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "engine"
FIGURES = ROOT / "src" / "betweenblocs" / "figures" / "figures.css"
MADE = {
    "__pycache__",
    "_build",
    "node_modules",
    "dist",
    "build",
    ".pytest_cache",
    ".hypothesis",
    ".jupyter_cache",
    ".ruff_cache",
}
#: Environments, and what an installer writes.
OF_OTHERS = re.compile(r"^\.venv|\.egg-info$")
#: A map of the world names every state, whatever a course is about.
OF_THE_WORLD = {"src/seminar/quiz/static/world.json"}
#: Speakers that the article names by no name.
NAMELESS = {"Unnamed experts (via narrator)", "Orda.kz narrator"}


def words() -> set[str]:
    """Return what this course calls itself and whom and what its article speaks of."""
    course = {COURSE.name, COURSE.slug, COURSE.package, COURSE.formerly}
    surnames = {row["speaker"].split()[-1] for row in tables.claims() if row["speaker"] not in NAMELESS}
    return course | surnames | {"Orda", "Kazakhstan", "Kazakh", "KAZ", "BRICS", "Toqayev"}


def pattern() -> re.Pattern[str]:
    """Return what finds a word of the article, a claim of its register, or a colour of its figures."""
    colours = set(re.findall(r"--bb-(\w{3})\b", FIGURES.read_text(encoding="utf-8")))
    called = "|".join(re.escape(word) for word in sorted(words()))
    ids = COURSE.settings["id"]
    # An id that stands for itself or is written as a pattern; not the digits of a colour such as #C01122.
    claims = rf"\b{ids}\b|{re.escape(ids)}"
    return re.compile(rf"(?i:(?<![a-z])(?:{called})(?![a-z]))|{claims}|--bb-(?:{'|'.join(sorted(colours))})\b")


def named() -> dict[str, list[str]]:
    """Return the files below ``engine/`` that name the article, and the words."""
    finds, found = pattern(), {}
    for path in sorted(ENGINE.rglob("*")):
        place = path.relative_to(ENGINE)
        built = MADE.intersection(place.parts) or any(OF_OTHERS.search(part) for part in place.parts)
        if built or not path.is_file() or place.as_posix() in OF_THE_WORLD:
            continue
        text = f"{place}\n{path.read_bytes().decode('utf-8', 'replace')}"
        if hits := sorted({hit.group() for hit in finds.finditer(text)}):
            found[place.as_posix()] = hits
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """The files that name the article."""
    return named()


@pytest.mark.parametrize(
    "text", ["from betweenblocs import x", "Between Blocs", "evidence: [C07]", "var(--bb-kaz)", "Poletaev's", "brics"]
)
def test_a_mention_is_seen(text):
    """Each kind of mention is found, so that an empty list means that there is none."""
    assert pattern().search(text)


@pytest.mark.parametrize("text", ["#C01122", "C2", "{iso3: FRA}", "border", "S07", "--bb-line"])
def test_what_is_no_mention_is_let_be(text):
    """A colour, another course's claim or a word that holds a shorter one is no mention."""
    assert not pattern().search(text)


def test_nothing_in_the_engine_names_the_article(found):
    """Sources, template, README, tests and the second course stand without it."""
    assert found == {}
