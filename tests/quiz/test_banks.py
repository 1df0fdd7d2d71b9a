"""The book's own banks: read, clean, not to be guessed, and whole in other systems' formats."""

import json

import jsonschema
import pytest
from ruamel.yaml import YAML

from betweenblocs.engine import COURSE
from gift_kinds import agrees
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.bank.check import check
from seminar.quiz.bank.guessable import guessable
from seminar.quiz.exchange.lms import canvas, qti
from seminar.quiz.page.widget import STATIC

SCHEMA = json.loads((STATIC / "bank.schema.json").read_text(encoding="utf-8"))
PATHS = bank_paths(COURSE).values()
banks = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_the_banks_of_the_book_have_no_finding():
    """No item of the book is stale, ambiguous, contested or without its source."""
    assert [str(finding) for finding in check(PATHS)] == []


def test_the_books_own_keys_cannot_be_guessed():
    """Over all banks of the book no habit gives keys away."""
    items = [item for path in PATHS for item in read_bank(path).items]
    assert len(items) > 70
    assert list(guessable(items)) == []


@banks
def test_a_bank_of_the_book_fits_the_schema(path):
    """An editor that knows the schema has no complaint."""
    content = json.loads(json.dumps(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")), default=str))
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(content)] == []


@banks
def test_a_bank_of_the_book_is_gift(parse, path):
    """Another parser reads each question as the kind that was meant."""
    agrees(parse, read_bank(path))


def test_every_package_of_the_book_holds_together(violations, tmp_path):
    """Files, identifiers and keys of every bank's packages refer to what is there."""
    paths = []
    for bank in map(read_bank, PATHS):
        for name, system in (("qti", qti), ("canvas", canvas)):
            paths.append(tmp_path / f"{bank.stem}.{name}.zip")
            paths[-1].write_bytes(system.write(bank)[0])
    assert [found for found in zip(paths, violations(*paths), strict=True) if found[1]] == []
