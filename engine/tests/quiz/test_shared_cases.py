"""What Python and the page both compute, by cases that both read: see shared_cases, one file a rule."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from by_javascript import by_javascript
from seminar.quiz.answers import response_file, review
from seminar.quiz.bank import pool
from seminar.quiz.bank.agreed import CERTAINTIES, FORMAT, HISTORY, STEM, VERSION, agreed
from seminar.quiz.bank.credit import score_by_key
from seminar.quiz.page.widget import merged
from seminar.quiz.parts.option_ids import current
from seminar.quiz.types import TYPES

FOLDER = Path(__file__).parent / "shared_cases"


@dataclass
class Rule:
    """One rule in both languages; ``stated`` takes from a case what both have to return."""

    stated: Callable[[dict], Any]
    python: Callable[[dict], Any]
    javascript: str
    module: str = "item.js"


def planned(case: dict) -> list:
    """Return when a case's item comes up again and why, and whether it is mastered."""
    reviews = review.ladder({"bank": {"items": {"item": case["record"]}}})
    return [[[one.due.timestamp(), one.why] for one in reviews], review.mastered(case["record"])]


def stated_plan(case: dict) -> list:
    """Return what a case of the review states, as ``planned`` returns it."""
    if case["days"] is None:
        return [[], case["mastered"]]
    last = datetime.fromisoformat(case["record"]["at"])
    return [[[last.timestamp() + case["days"] * 86_400, case["why"]]], case["mastered"]]


def is_moment(case: dict) -> bool:
    """Say whether a text is a moment."""
    try:
        return response_file.moment(case["text"]).astimezone(UTC) is not None
    except ValueError:
        return False


RULES = {
    "scoring": Rule(
        lambda case: case["score"],
        lambda case: score_by_key(case["type"], case["key"], case["response"]),
        "score(c.type, c.key, c.response)",
    ),
    "former": Rule(
        lambda case: case["current"],
        lambda case: current(case["former"], case["response"]),
        "current(c.former, c.response)",
    ),
    "review": Rule(
        stated_plan,
        planned,
        "[plan({ item: c.record }, c.agreed).map(({ due, why }) => [due / 1000, why]), Boolean(mastered(c.record))]",
        "review.js",
    ),
    "pool": Rule(
        lambda case: case["drawn"],
        lambda case: pool.draw(case["ids"], case["count"], case["seed"], case["student"]),
        "draw(c.ids, c.count, c.seed, c.student)",
        "pool.js",
    ),
    "moments": Rule(lambda case: case["is"], is_moment, "isMoment(c.text)", "../../web/static/moment.js"),
    "merged": Rule(
        lambda case: case["merged"],
        lambda case: merged(case["here"], case["other"]),
        "merged(c.here, c.other)",
        "../../web/static/store.js",
    ),
}


def cases_of(rule: str) -> list[dict]:
    """Return the cases of a rule, each with a sentence of its own."""
    cases = json.loads((FOLDER / f"{rule}.json").read_text(encoding="utf-8"))
    assert len({(case.get("type"), case["says"]) for case in cases}) == len(cases)
    return cases


def near(stated: Any) -> Any:
    """Return what a figure is compared with: credit is a fraction."""
    return pytest.approx(stated) if isinstance(stated, float) else stated


EACH = [(rule, case) for rule in RULES for case in cases_of(rule)]


@pytest.mark.parametrize(("rule", "case"), EACH, ids=[f"{rule}: {case['says']}" for rule, case in EACH])
def test_python_does_as_the_case_states(rule, case):
    """One case of one rule."""
    assert RULES[rule].python(case) == near(RULES[rule].stated(case))


@pytest.mark.parametrize("rule", RULES)
def test_the_page_does_as_each_case_states(rule):
    """All cases of a rule, with the script that the page has."""
    cases = cases_of(rule)
    found = by_javascript(RULES[rule].javascript, [case | {"agreed": agreed()} for case in cases], RULES[rule].module)
    for case, one in zip(cases, found, strict=True):
        assert one == near(RULES[rule].stated(case)), case["says"]


def test_every_file_of_cases_has_its_rule():
    """A file that no rule names would hold nothing together."""
    assert {path.stem for path in FOLDER.glob("*.json")} == set(RULES)


def test_every_type_has_a_shared_case():
    """No type is scored on one side only."""
    assert {case["type"] for case in cases_of("scoring")} == set(TYPES)


def test_the_schema_of_response_files_says_what_the_page_is_told():
    """Its certainties, its version, the names of banks and the length of a history."""
    schema = response_file.schema()
    told, bank = schema["$defs"], schema["properties"]["banks"]
    assert told["certainty"]["enum"] == [*CERTAINTIES, None]
    assert re.fullmatch(schema["properties"]["format"]["pattern"], FORMAT)
    assert schema["properties"]["version"]["const"] == VERSION
    assert bank["propertyNames"]["pattern"] == STEM
    assert told["answer"]["properties"]["history"]["maxItems"] == HISTORY
