"""The engine knows no article: nothing below ``engine/`` names this one, its speakers, states, colours or claims."""

import re
from pathlib import Path

import pytest

from betweenblocs import tables
from betweenblocs.engine import COURSE

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "engine"
FIGURES = ROOT / "src" / "betweenblocs" / "figures" / "figures.css"
MADE = {"__pycache__", "_build", "node_modules", "dist", "build", ".pytest_cache", ".jupyter_cache", ".ruff_cache"}
#: Environments, and what an installer writes.
OF_OTHERS = re.compile(r"^\.venv|\.egg-info$")
#: A map of the world names every state, whatever a course is about.
OF_THE_WORLD = {"src/seminar/quiz/static/world.json"}
#: Speakers that the article names by no name.
NAMELESS = {"Unnamed experts (via narrator)", "Orda.kz narrator"}
#: Temporary: tests of the engine that still run on this course, and the files that its first edition wrote. A file
#: leaves the list when it runs on the second course; nothing new may enter.
NOT_YET = {
    "tests/book/test_quiz_directive.py",
    "tests/books/tiny/index.md",
    "tests/books/tiny/quizzes/tiny.yml",
    "tests/browser/lab.py",
    "tests/browser/test_exam.py",
    "tests/browser/test_quiz_page.py",
    "tests/browser/test_quiz_storage.py",
    "tests/browser/test_quiz_types.py",
    "tests/browser/test_thousand_items.py",
    "tests/classroom/test_lesson_survives.py",
    "tests/classroom/test_room.py",
    "tests/classroom/test_votes.py",
    "tests/first_edition/local_storage.json",
    "tests/first_edition/responses/student_0.json",
    "tests/first_edition/responses/student_1.json",
    "tests/first_edition/responses/student_2.json",
    "tests/first_edition/responses/student_3.json",
    "tests/first_edition/tiny.yml",
    "tests/quiz/test_anki_identity.py",
    "tests/quiz/test_bank.py",
    "tests/quiz/test_check.py",
    "tests/quiz/test_compiled.py",
    "tests/quiz/test_exchange.py",
    "tests/quiz/test_gift.py",
    "tests/quiz/test_gift_parser.py",
    "tests/quiz/test_guessable.py",
    "tests/quiz/test_jupyterquiz.py",
    "tests/quiz/test_option_ids.py",
    "tests/quiz/test_package_integrity.py",
    "tests/quiz/test_schema.py",
}


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
    assert {place: hits for place, hits in found.items() if place not in NOT_YET} == {}


def test_what_is_still_to_be_moved_does_name_it(found):
    """A file that no longer names the article leaves the list, so that it never names it again."""
    assert NOT_YET - found.keys() == set()
