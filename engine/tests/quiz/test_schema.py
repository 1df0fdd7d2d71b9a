"""The published schema and the reader say the same of a bank."""

import json

import jsonschema
import pytest
from ruamel.yaml import YAML
from test_bank import MISTAKES

from second_course import COURSE
from seminar.quiz.bank.bank import bank_paths, look_over, read_bank
from seminar.quiz.page.widget import STATIC
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types import TYPES

SCHEMA = json.loads((STATIC / "bank.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
# What only the reader can know: the register, the map, and how the parts of an item go together.
READER_ALONE = {
    "a claim that is not in the register",
    "a state that is not on the map",
    "no correct choice",
    "two keys",
    "two choices alike",
    "an id used twice",
    "all choices correct",
    "a range upside down",
    "an extra that fits",
    "ranks that fall",
    "a card without a category of the list",
    "passages that all support",
    "no claim and no source",
    "an infinite answer",
    "an exam with an item that is not there",
}
UNREADABLE = {"no YAML", "an empty file", "a field written twice", "a day that does not exist"}


def as_json(text: str):
    """Return YAML as the JSON values that a validator sees."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def test_the_schema_is_one():
    """The schema is valid against its own standard."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("stem", [*bank_paths(COURSE), "tiny"])
def test_banks_that_the_reader_takes_fit_the_schema(stem, tiny):
    """An editor that knows the schema has no complaint of a bank that reads well."""
    path = bank_paths(COURSE).get(stem, tiny.path)
    complaints = [error.message for error in VALIDATOR.iter_errors(as_json(path.read_text(encoding="utf-8")))]
    assert complaints == []


DRAFT = {
    "single": {"choices": [{"text": "a", "correct": True}, {"text": "b"}]},
    "true_false": {"answer": True},
    "match": {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}]},
    "classify": {"categories": ["a", "b"], "cards": [{"text": "x", "category": "a"}]},
    "evidence": {"statement": "s", "passages": [{"claim": "S1", "support": True}, {"claim": "S2"}]},
    "reflect": {},
}


@pytest.mark.parametrize("kind", DRAFT)
def test_schema_and_reader_ask_less_of_a_draft(kind, tmp_path):
    """What a draft may lack is missing to both sides once the bank is none."""
    item = {"id": "an-item", "type": kind, "prompt": "What?", **DRAFT[kind]}
    path = tmp_path / "bank.yml"
    for draft in (True, False):
        bank = {"title": "A draft", "draft": draft, "items": [item]}
        path.write_text(json.dumps(bank), encoding="utf-8")
        assert (VALIDATOR.is_valid(bank), not look_over(path)[1]) == (draft, draft)


@pytest.mark.parametrize("mistake", sorted(MISTAKES.keys() - READER_ALONE - UNREADABLE))
def test_a_mistake_of_form_is_one_for_the_schema_too(mistake):
    """What the reader refuses for its form, the schema refuses as well."""
    assert list(VALIDATOR.iter_errors(as_json(MISTAKES[mistake][0])))


def test_the_schema_lists_just_the_fields_that_the_reader_asks_for(tiny, monkeypatch):
    """No field is known to one side only, on any type or part of an item."""
    asked: dict[str, set] = {}
    close = Fields.close

    def note(fields):
        asked.setdefault(fields.what, set()).update(fields.asked)
        close(fields)

    monkeypatch.setattr(Fields, "close", note)
    read_bank(tiny.path)
    definitions = SCHEMA["$defs"]
    common = set(definitions["item"]["properties"])
    for item in tiny.items:
        own = set(definitions[item.type]["properties"])
        assert asked[f"the item `{item.id}`"] == common | own
    assert asked["the bank"] == set(SCHEMA["properties"])
    parts = {
        "a choice": definitions["single"]["properties"]["choices"],
        "a pair": definitions["match"]["properties"]["pairs"],
        "a step": definitions["order"]["properties"]["items"],
        "a card": definitions["classify"]["properties"]["cards"],
        "a passage": definitions["evidence"]["properties"]["passages"],
        "a state": definitions["map"]["properties"]["states"],
    }
    for what, part in parts.items():
        assert asked[what] == set(part["items"]["properties"])
    assert set(TYPES) == set(definitions["item"]["properties"]["type"]["enum"])
