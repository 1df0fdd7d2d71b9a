"""The chapters as a lecturer would check them: complete, cited, and right in their numbers."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from betweenblocs import numbers, tables
from seminar.book.directives import number
from seminar.book.directives.links import read_links
from seminar.errors import TableError

BOOK = Path(__file__).parents[2] / "book"
TOC = YAML(typ="safe", pure=True).load((BOOK / "_toc.yml").read_text(encoding="utf-8"))
# The first part of the book teaches; the others help.
CHAPTERS = [chapter["file"] for chapter in TOC["parts"][0]["chapters"]]
ANATOMY = [
    "You will be able to",
    "Before you read",
    "What the article says",
    "Background",
    "About the data",
    "After the article",
    "Quick check",
    "Exercise",
    "Key points",
    "Key terms",
    "Further reading",
]
NUMBER = re.compile(r"\{num\}`([^`]+)`")
# A number with decimals or a percentage in prose is either recomputed or quoted from a cited source.
LOOSE = re.compile(r"(?<![\w.])(?:0?\.\d{2,}|\d+(?:\.\d+)? (?:%|per cent))")

chapters = pytest.mark.parametrize("chapter", CHAPTERS)


def test_the_first_part_of_the_book_holds_the_chapters():
    """What is checked below is what the book calls its chapters, and each has a bank of its own."""
    assert TOC["parts"][0]["caption"] == "Chapters"
    assert {f"{chapter}.yml" for chapter in CHAPTERS} == {path.name for path in (BOOK / "quizzes").glob("*.yml")}


def source(page: str) -> str:
    """Return the Markdown of a page."""
    return (BOOK / f"{page}.md").read_text(encoding="utf-8")


def sections(page: str) -> dict[str, str]:
    """Return the text under each heading of level two, in order."""
    parts = re.split(r"^## (.+)$", source(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def prose(text: str) -> str:
    """Return Markdown without its code, its mathematics, its quizzes and its directives' options."""
    text = re.sub(r"^```\{(?:code-cell|quiz|math|exercise-links|explorer)[\s\S]*?^```", "", text, flags=re.MULTILINE)
    text = re.sub(r"^---\n[\s\S]*?^---$", "", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^:(?:alt|name|header-rows|widths|class): .*$", "", text, flags=re.MULTILINE)
    return re.sub(r"\$[^$\n]+\$", "", text)


@chapters
def test_a_chapter_has_the_whole_anatomy_in_order(chapter):
    """Every chapter has the same parts in the same order, so that a reader finds them blindly."""
    assert list(sections(chapter)) == ANATOMY


@chapters
def test_a_chapter_opens_with_a_question_and_says_what_it_takes(chapter):
    """A chapter opens with something one could argue about, then gives minutes and prerequisites."""
    opening = re.split(r"^## ", source(chapter), flags=re.MULTILINE)[0]
    assert "?" in opening.partition(":::{chapter-facts}")[0]
    assert re.search(r"^minutes: \d+", opening, re.MULTILINE)
    assert re.search(r"^prerequisites: \w+", opening, re.MULTILINE)


@chapters
def test_every_objective_has_its_key_point(chapter):
    """There are three or four objectives, and as many key points."""
    count = {
        name: len(re.findall(r"^\d\. ", sections(chapter)[name], re.MULTILINE)) for name in (ANATOMY[0], ANATOMY[8])
    }
    assert count[ANATOMY[0]] in {3, 4}
    assert count[ANATOMY[0]] == count[ANATOMY[8]]


@chapters
def test_a_chapter_is_long_enough_to_teach_and_short_enough_to_read(chapter):
    """A chapter has 1,800 to 3,500 words of prose."""
    words = re.findall(r"[^\W\d_][\w’'-]*", re.sub(r"\{[\w:-]+\}`[^`]*`", "", prose(source(chapter))))
    assert 1_800 <= len(words) <= 3_600


@chapters
def test_what_the_article_says_is_attributed(chapter):
    """The section on the article cites claims of the register five times or more."""
    section = sections(chapter)["What the article says"]
    assert len(re.findall(r"\{claim\}`", section)) >= 5


@chapters
def test_background_is_referenced(chapter):
    """Every idea of the background cites a source or computes on a table."""
    background = sections(chapter)["Background"]
    ideas = re.split(r"^### ", background, flags=re.MULTILINE)[1:]
    assert ideas
    bare = [
        idea.splitlines()[0]
        for idea in ideas
        if not re.search(r"\{cite:[pt]\}`|\{num\}`|\{code-cell\}|\{claim\}`|\{plot\}|\{explorer\}", idea)
    ]
    assert bare == []


@chapters
def test_every_figure_and_table_is_spoken_of(chapter):
    """A figure or table with a name is referred to in the text."""
    text = source(chapter)
    names = re.findall(r"^:name: (\S+)$", text, re.MULTILINE)
    assert [name for name in names if f"{{numref}}`{name}`" not in text] == []


@chapters
def test_later_events_stand_only_in_their_box(chapter):
    """No date after 24 October 2024 stands outside a box for later events."""
    if chapter == "after_the_article":
        pytest.skip("this chapter is about later events")
    text = re.sub(r"^(:{3,})\{later\}[\s\S]*?^\1$", "", source(chapter), flags=re.MULTILINE)
    text = re.sub(r"\{num\}`[^`]*`|\{cite:[pt]\}`[^`]*`", "", text)
    later = re.findall(r"(?:November|December) 2024|\b(?:\d+ )?(?:January|May|June|November|December) 2025", text)
    assert later == []


@chapters
def test_a_stated_number_is_the_computed_one(chapter):
    """Every number that a chapter takes from the tables is recomputed and agrees to the digits stated."""
    for text in NUMBER.findall(source(chapter)):
        assert number.check(text, numbers) == text.partition(" = ")[0].strip()


@chapters
def test_no_number_stands_loose(chapter):
    """A share or a decimal is recomputed, or a source or a claim is cited in the same paragraph."""
    text = NUMBER.sub("", prose(source(chapter)))
    loose = [
        found
        for paragraph in re.split(r"\n\s*\n|\n(?=\d\. |\* |- )", text)
        if not re.search(r"\{cite:[pt]\}`|\{claim\}`|Source", paragraph)
        for found in LOOSE.findall(paragraph)
    ]
    assert loose == []


def test_a_wrong_number_is_found():
    """A stated number that the table does not give is refused, with both figures in the sentence."""
    with pytest.raises(TableError, match=r"says \.81, but agreement RUS 56 67 gives 0\.79"):
        number.check(".81 = agreement RUS 56 67", numbers)


def test_every_claim_of_the_teaching_set_is_discussed():
    """Each of the 45 core claims is cited in at least one chapter."""
    cited = {
        name.strip()
        for chapter in CHAPTERS
        for group in re.findall(r"\{claim\}`([^`]+)`", source(chapter))
        for name in group.split(",")
    }
    assert {claim["id"] for claim in tables.claims() if claim["core"]} - cited == set()


def test_every_external_link_is_listed_once():
    """Each address on the web that a page or a reference gives stands in links.csv, and only once."""
    listed = [row["url"] for row in read_links(BOOK / "links.csv")]
    assert len(listed) == len(set(listed))
    bib = (BOOK / "references.bib").read_text(encoding="utf-8")
    given = set(re.findall(r"url = \{([^}]+)\}", bib))
    given |= {f"https://doi.org/{doi}" for doi in re.findall(r"doi = \{([^}]+)\}", bib)}
    for page in BOOK.glob("*.md"):
        given |= set(re.findall(r"https?://[^\s)>`]+", page.read_text(encoding="utf-8")))
    given |= {fact["url"] for fact in tables.facts() if fact["url"]}
    assert given - set(listed) == set()


def test_every_fact_names_a_reference_that_exists():
    """The source of each background fact is an entry of references.bib."""
    keys = set(re.findall(r"^@\w+\{([^,]+),", (BOOK / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
    assert {fact["source"] for fact in tables.facts()} - keys == set()


def test_the_glossary_has_forty_terms_in_order():
    """The glossary holds forty terms or more, sorted as a reader would look them up."""
    terms = re.findall(r"^(\S.*)\n  \S", source("glossary").partition("```{glossary}\n")[2], re.MULTILINE)
    assert len(terms) >= 40
    assert terms == sorted(terms, key=lambda term: term.casefold().replace("-", ""))


@chapters
def test_every_objective_is_asked(chapter):
    """The chapter's bank asks about every objective at least once."""
    bank = YAML(typ="safe", pure=True).load((BOOK / "quizzes" / f"{chapter}.yml").read_text(encoding="utf-8"))
    asked = {item.get("objective") for item in bank["items"]}
    objectives = len(re.findall(r"^\d\. ", sections(chapter)[ANATOMY[0]], re.MULTILINE))
    assert asked >= set(range(1, objectives + 1))
