"""The contract of a type of item: held by every type, in Python and in the page, and by a new one of two files."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

import seminar
from by_javascript import by_javascript
from seminar.quiz.bank import schema
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.credit import score
from seminar.quiz.bank.item import Item
from seminar.quiz.exchange.gift import gift_writer
from seminar.quiz.exchange.jupyterquiz import jupyterquiz_writer
from seminar.quiz.exchange.lms import canvas, moodle_xml, qti
from seminar.quiz.exchange.simplify import simpler
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.exam import sealed
from seminar.quiz.page.widget import STATIC
from seminar.quiz.page.without_script import item_html
from seminar.quiz.types import TYPES
from seminar.register import register_of
from type_examples import COURSE, bank_with, example_of, item_of, right_response

FORMATS = {"GIFT": gift_writer, "jupyterquiz": jupyterquiz_writer, "Canvas": canvas, "Moodle": moodle_xml, "QTI": qti}


@dataclass
class Known:
    """A type, an item of it that was read from its example, and a response with full credit."""

    name: str
    example: dict
    item: Item
    right: object


@pytest.fixture(params=TYPES)
def known(request) -> Known:
    """Each type with its example."""
    item = item_of(request.param)
    return Known(request.param, example_of(request.param), item, right_response(item))


def test_a_type_reads_its_example_and_names_itself(known):
    """The module, the class and the bank call the type by one name, and it has a sentence on its scoring."""
    assert known.item.type == known.name == type(known.item.body).NAME
    assert known.item.body.RULE.endswith(".")


def test_the_key_earns_all_and_nothing_earns_nothing_in_both_languages(known):
    """A right response earns 1 and an empty or foreign one 0, in Python and in the page; a type without credit None."""
    responses = [known.right, None, [], {}, "no such option", ["no such option"], {"no": "such"}, 7]
    ours = [score(known.item, response) for response in responses]
    cases = [{"type": known.name, "key": known.item.body.key(), "response": response} for response in responses]
    assert by_javascript("score(c.type, c.key, c.response)", cases) == ours
    assert ours == ([1.0] + [0.0] * 7 if known.item.body.SCORED else [None] * 8)


def test_only_a_response_of_the_items_own_shape_fits(known):
    """A class takes what the page sends and refuses what names no option, or is of another shape."""
    asked = compile_item(sealed(known.item), key=False)
    assert known.item.body.fits(asked, known.right) == known.item.body.SCORED
    for response in (None, 7, [], {}, ["no such option"], {"no": "such"}, [7], ""):
        assert not known.item.body.fits(asked, response)


def test_an_exams_page_has_nothing_of_the_key(known):
    """Without the key no field tells the answer, and the order of the parts does not depend on it."""
    told = {"key", "feedback", "explanation", "hints", "evidence", *known.item.body.told()}
    assert told & compile_item(sealed(known.item), key=False).keys() == set()
    assert {"key", "feedback", *known.item.body.told()} <= compile_item(known.item).keys()


def test_a_type_can_be_answered_without_a_script_and_on_paper(known):
    """There is something to fill in, the answer folded below it, and on paper blanks and a key."""
    html = item_html(known.item, 1)
    assert '<details class="bb-key">' in html
    assert any(field in html for field in ("<input", "<select", "<textarea"))
    body = known.item.body
    assert body.blanks()
    assert body.keyed()


def test_a_type_reaches_every_format_or_is_named_as_left_out(known):
    """A format that does not know the type gets a simpler one that asks the same, or a sentence says what is lost."""
    for name, module in FORMATS.items():
        simple, changes = simpler(known.item, module.KNOWS, name)
        assert (simple is None) == any("left out" in change for _, change in changes)
        if simple is not None:
            assert simple.type in module.KNOWS
            assert simple.body.SCORED == known.item.body.SCORED
            assert bool(changes) == (simple.type != known.name)


def test_an_editor_knows_the_type_and_finds_what_is_missing(known):
    """The schema takes the example and refuses it with an unknown field, and without a field of its own."""
    validator = jsonschema.Draft202012Validator(schema.schema())
    assert validator.is_valid(json.loads(bank_with(known.example)))
    assert not validator.is_valid(json.loads(bank_with(known.example | {"chioces": []})))
    own = TYPES[known.name].EXAMPLE.keys()
    assert any(
        not validator.is_valid(json.loads(bank_with({k: v for k, v in known.example.items() if k != field})))
        for field in own
    )


def test_the_schema_that_ships_is_the_one_that_the_types_make():
    """`python -m seminar.quiz.bank.schema` wrote it."""
    assert schema.FILE.read_text(encoding="utf-8") == schema.written()


def test_each_type_has_a_script_and_no_script_is_without_a_type():
    """The page knows the types that Python knows."""
    assert {path.stem for path in (STATIC / "types").glob("*.js")} == set(TYPES)
    assert sorted(by_javascript("Object.keys(TYPES)", [0])[0]) == sorted(TYPES)


TWELFTH = '''"""A word is read backwards."""

from dataclasses import dataclass

from seminar.quiz.parts.body import Body
from seminar.quiz.parts.editor_fields import fields, text
from seminar.quiz.parts.options import is_line, line


@dataclass(frozen=True)
class Backwards(Body):
    """The body of a backwards item."""

    word: str

    NAME = "backwards"
    RULE = "The letters in their other order."
    TYPED = True
    SCHEMA = fields({"word": text("What is read backwards")}, "word")
    EXAMPLE = {"word": "abc"}

    @classmethod
    def read(cls, item):
        return cls(item.text("word"))

    def key(self):
        return {"word": self.word[::-1]}

    @staticmethod
    def score(key, response):
        return float(response == key["word"])

    @staticmethod
    def fits(asked, response):
        return is_line(response)

    @staticmethod
    def drawn(compiled, name):
        return line(compiled, name)

    @staticmethod
    def solution(compiled):
        return f"<p>{compiled['key']['word']}</p>"

    def keyed(self):
        return f"<p>{self.word[::-1]}</p>"

    def blanks(self):
        return "<p>____</p>"
'''
SCRIPT = """import { write } from "../controls.js";
import { TYPES } from "../types.js";

TYPES.backwards = { control: write, score: (key, response) => Number(response === key.word) };
"""
USED = """
import json, sys
from pathlib import Path
from seminar.course import Course
from seminar.quiz.bank import schema
from seminar.quiz.bank.bank import bank_of
from seminar.quiz.bank.credit import score
from seminar.quiz.exchange.simplify import simpler
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.widget import STATIC
from seminar.quiz.page.without_script import item_html
from seminar.web import joined
bank, faults = bank_of(sys.argv[1], Path("bank.yml"), Course.find(Path(sys.argv[2])))
(item,) = bank.items
print(json.dumps({
    "faults": [str(fault) for fault in faults],
    "type": compile_item(item)["type"],
    "scores": [score(item, "cba"), score(item, "abc")],
    "drawn": "<input" in item_html(item, 1),
    "schema": "backwards" in schema.schema()["$defs"]["item"]["properties"]["type"]["enum"],
    "script": "TYPES.backwards =" in joined(STATIC / "quiz.js"),
    "lost": simpler(item, {"single"}, "Elsewhere")[1],
}))
"""


def test_a_twelfth_type_is_two_files(tmp_path):
    """One module and one script laid beside the others: bank, page, marking, exports and schema know it."""
    engine = tmp_path / "seminar"
    shutil.copytree(Path(seminar.__file__).parent, engine, ignore=shutil.ignore_patterns("__pycache__"))
    (engine / "quiz" / "types" / "backwards.py").write_text(TWELFTH, encoding="utf-8")
    (engine / "quiz" / "static" / "types" / "backwards.js").write_text(SCRIPT, encoding="utf-8")
    claim = next(iter(register_of(COURSE).claims))
    asked = {"id": "twelfth", "type": "backwards", "prompt": "abc", "word": "abc", "evidence": [claim]}
    done = subprocess.run(
        [sys.executable, "-c", USED, bank_with(asked | {"explanation": "So."}), str(COURSE.root)],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "faults": [],
        "type": "backwards",
        "scores": [1.0, 0.0],
        "drawn": True,
        "schema": True,
        "script": True,
        "lost": [["twelfth", "left out, Elsewhere has no item of the type backwards"]],
    }


def test_the_second_course_asks_every_type():
    """A bank of the course that the engine's tests use has an item of each."""
    bank = read_bank(COURSE.quizzes / "the_points.yml")
    assert {item.type for item in bank.items} == set(TYPES)
