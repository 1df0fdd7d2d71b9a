"""A card keeps its identity in Anki, and the cards of two courses do not meet."""

import csv
import io
import sqlite3
import zipfile
from dataclasses import replace

import genanki
import pytest

from seminar.quiz.exchange import anki
from seminar.quiz.exchange.lms import canvas, qti


def guids(bank, folder):
    """Return the identities of the notes in a bank's package."""
    with zipfile.ZipFile(io.BytesIO(anki.write(bank)[0])) as package:
        path = package.extract("collection.anki2", folder)
    with sqlite3.connect(path) as collection:
        return {guid for (guid,) in collection.execute("select guid from notes")}


@pytest.fixture
def bank(tiny):
    """The bank of a course that an earlier edition called by another name."""
    return replace(tiny, course=replace(tiny.course, formerly="points"))


def test_a_card_of_an_earlier_edition_is_updated(bank, tmp_path):
    """An earlier edition made its cards' identities from its own name and the item's id; they are the same now."""
    assert guids(bank, tmp_path) == {genanki.guid_for("points", item.id) for item in bank.items}


def test_cards_of_two_courses_do_not_meet(bank, tmp_path):
    """The same item ids in another course are other cards."""
    other = replace(bank, course=replace(bank.course, slug="elsewhere", formerly=None))
    assert not guids(bank, tmp_path) & guids(other, tmp_path)


def test_rows_of_two_courses_do_not_meet(bank):
    """The table names its cards by the course too; an earlier edition's names stay, so its cards are updated."""

    def named(bank) -> set[str]:
        lines = anki.write_csv(bank)[0].splitlines()
        return {row[0] for row in csv.reader(line for line in lines if not line.startswith("#"))}

    other = replace(bank, course=replace(bank.course, slug="elsewhere", formerly=None))
    assert named(bank) == {item.id for item in bank.items}
    assert named(other) == {f"elsewhere-{item.id}" for item in bank.items}


def test_note_types_and_tests_of_two_courses_do_not_meet(bank, tmp_path):
    """Anki knows a note type, and Canvas and QTI a test, by a name that bears the course."""
    other, third = (replace(bank, course=replace(bank.course, slug=slug, formerly=None)) for slug in ("one", "two"))
    kinds = []
    for one in (bank, other, third):
        with zipfile.ZipFile(io.BytesIO(anki.write(one)[0])) as package:
            path = package.extract("collection.anki2", tmp_path)
        with sqlite3.connect(path) as collection:
            kinds.append({kind for (kind,) in collection.execute("select mid from notes")})
    assert kinds[0] == {anki.NOTE_TYPE}
    assert not kinds[0] & kinds[1]
    assert not kinds[1] & kinds[2]
    for write, kind in ((canvas.write, "quiz"), (qti.write, "test")):
        for one, name in ((bank, bank.stem), (other, f"one-{bank.stem}")):
            with zipfile.ZipFile(io.BytesIO(write(one)[0])) as package:
                texts = [package.read(path).decode() for path in package.namelist() if path.endswith(".xml")]
            assert any(f'"{kind}-{name}"' in text for text in texts)
