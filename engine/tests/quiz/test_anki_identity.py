"""A card keeps its identity in Anki, and the cards of two courses do not meet."""

import io
import sqlite3
import zipfile
from dataclasses import replace

import genanki

from seminar.course import Course
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.exchange import anki


def guids(bank, folder):
    """Return the identities of the notes in a bank's package."""
    with zipfile.ZipFile(io.BytesIO(anki.write(bank)[0])) as package:
        path = package.extract("collection.anki2", folder)
    with sqlite3.connect(path) as collection:
        return {guid for (guid,) in collection.execute("select guid from notes")}


def a_bank():
    return read_bank(next(iter(bank_paths(Course.find()).values())))


def test_a_card_of_the_first_edition_is_updated(tmp_path):
    """The first edition made its cards' identities from `betweenblocs` and the item's id; they are the same now."""
    bank = a_bank()
    assert guids(bank, tmp_path) == {genanki.guid_for("betweenblocs", item.id) for item in bank.items}


def test_cards_of_two_courses_do_not_meet(tmp_path):
    """The same item ids in another course are other cards."""
    bank = a_bank()
    other = replace(bank, course=replace(bank.course, slug="fourteen-points", formerly=None))
    assert not guids(bank, tmp_path) & guids(other, tmp_path)
