"""Every figure of the book draws, says what it shows, and can be read on any page."""

import re
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from betweenblocs import figures, tables
from betweenblocs.figures import after_timeline, argument_map, farm_chronology
from seminar.book.drawing import COLOUR, themed_svg

FOLDER = Path(figures.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if f"def {path.stem}()" in path.read_text("utf-8"))
ALT = "What one sees: a < b & c"


def draw(name: str):
    """Return a fresh drawing of one figure."""
    return getattr(import_module(f"betweenblocs.figures.{name}"), name)()


@cache
def svg_of(name: str) -> str:
    """Return a figure's SVG, drawn once."""
    return themed_svg(draw(name), ALT, figures.COLOURS)


@pytest.fixture(params=NAMES)
def drawing(request) -> tuple[str, str]:
    """Return a figure's name and its SVG."""
    return request.param, svg_of(request.param)


def test_the_same_figure_drawn_twice_is_the_same_text(drawing):
    """Building the book again changes no figure."""
    name, svg = drawing
    assert themed_svg(draw(name), ALT, figures.COLOURS) == svg


def test_a_drawing_says_what_it_shows_to_who_cannot_see_it(drawing):
    """The SVG is one image whose name is the alt text, well-formed and escaped."""
    root = ElementTree.fromstring(drawing[1])
    (svg,) = root
    (label,) = (node for node in svg if node.get("id") == svg.get("aria-labelledby"))
    assert (svg.get("role"), label.text) == ("img", ALT)


def test_colours_follow_the_page(drawing):
    """No fixed colour is left in the drawing: black, white and hues come from the stylesheet's variables."""
    assert re.findall(r"#[0-9a-fA-F]{3,6}\b(?![\w-]*[\")])", drawing[1]) == []
    used = set(re.findall(r"var\(--bb-([a-z]+)\)", drawing[1])) - {"font"}
    assert used <= {*COLOUR, *figures.COLOURS}


def test_no_label_is_smaller_than_can_be_read(drawing):
    """Text is at least 11 pixels high in the drawing, which the page never shrinks below 88 per cent."""
    sizes = [float(size) for size in re.findall(r"(?:font|font-size): [^;\"]*?([\d.]+)px", drawing[1])]
    assert sizes
    assert min(sizes) >= 11


def test_two_figures_on_a_page_share_no_id():
    """Every id in every drawing stands once on a page that holds them all, and every reference is met."""
    svgs = [svg_of(name) for name in NAMES]
    ids = [found for svg in svgs for found in re.findall(r'\bid="([^"]+)"', svg)]
    references = {found for svg in svgs for found in re.findall(r'(?:href="#|url\(#)([^")]+)', svg)}
    assert len(ids) == len(set(ids))
    assert references <= set(ids)


def test_the_days_of_the_farm_dispute_are_those_of_the_tables():
    """Each event's day stands in the row that it refers to, as a date or in the words."""
    facts = {row["id"]: row for row in tables.facts()}
    rows = {(row["date"], row["track"]) for row in tables.timeline()}
    for day, _, words, key in farm_chronology.EVENTS:
        if key in facts:
            spoken = f"{date.fromisoformat(day):%-d %B}"
            assert day == facts[key]["date"] or spoken in facts[key]["fact"] + (facts[key]["note"] or ""), words
        else:
            assert (day, key) in rows, words


def test_the_time_line_shows_every_event_since_the_statement():
    """No row of the table from 16 October 2024 on is left out, none is added."""
    days = [row["date"] for row in tables.timeline() if row["date"] >= "2024-10-16"]
    assert sorted(after_timeline.WORDS) == days


def test_the_cards_carry_claims_with_the_stance_of_their_side():
    """Arguments for joining are coded as support, those against as sceptical, the rest as conditional."""
    codes = {row["id"]: {row["stance"], row["stance_alt"]} for row in tables.claims()}
    sides = ((argument_map.FOR, "supports"), (argument_map.AGAINST, "sceptical"), (argument_map.DEPENDS, "conditional"))
    for cards, stance in sides:
        for words, ids in cards:
            assert all(stance in codes[name] for name in ids.split()), words
