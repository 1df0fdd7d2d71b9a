"""Cards that Anki has from the first edition."""

import io
import sqlite3
import zipfile

import genanki

from betweenblocs.engine import COURSE
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.exchange import anki


def test_a_card_of_the_first_edition_is_updated(tmp_path):
    """The first edition made its cards' identities from `betweenblocs` and the item's id; they are the same now."""
    bank = read_bank(next(iter(bank_paths(COURSE).values())))
    with zipfile.ZipFile(io.BytesIO(anki.write(bank)[0])) as package:
        path = package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(path) as collection:
        found = {guid for (guid,) in collection.execute("select guid from notes")}
    assert found == {genanki.guid_for("betweenblocs", item.id) for item in bank.items}
