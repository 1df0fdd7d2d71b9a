"""An item of each type of the engine, read from the type's own example on the second course."""

import json
from pathlib import Path

from seminar.course import Course
from seminar.quiz.bank.bank import bank_of
from seminar.quiz.bank.item import Item
from seminar.quiz.types import TYPES
from seminar.register import register_of

COURSE = Course.find(Path(__file__).parents[1] / "course")


def example_of(name: str) -> dict:
    """Return the example of a type as a bank writes it."""
    claims = list(register_of(COURSE).claims)
    text = json.dumps(TYPES[name].EXAMPLE).replace("@FIRST@", claims[0]).replace("@LAST@", claims[-1])
    common = {"id": f"an-{name.replace('_', '-')}", "type": name, "prompt": "What is it?"}
    return common | {"evidence": claims[:1], "explanation": "So it is."} | json.loads(text)


def bank_with(*items: dict) -> str:
    """Return the text of a bank; JSON is YAML too."""
    return json.dumps({"title": "A bank", "items": list(items)})


def item_of(name: str) -> Item:
    """Return the item of a type."""
    bank, faults = bank_of(bank_with(example_of(name)), Path("bank.yml"), COURSE)
    assert faults == []
    (item,) = bank.items
    return item


def right_response(item: Item) -> object:
    """Return what the key asks for, in the shape in which a page keeps it."""
    key = item.body.key()
    if "correct" in key:
        return key["correct"] if item.body.SEVERAL else key["correct"][0]
    if "pairs" in key:
        return key["pairs"]
    if "ranks" in key:
        return sorted(key["ranks"], key=key["ranks"].get)
    return str((key["low"] + key["high"]) / 2) if "low" in key else key.get("accept", ["Something."])[0]
