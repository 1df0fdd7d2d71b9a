"""jupyterquiz files that others wrote: what jupyterquiz shows comes in, and what a bank cannot hold is named."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from second_course import COURSE
from seminar.errors import ExchangeError
from seminar.quiz.exchange import new_bank
from seminar.quiz.exchange.jupyterquiz import jupyterquiz_reader


def question(kind: str, answers=(), **fields) -> dict:
    return {"question": "What?", "type": kind, "answers": list(answers), **fields}


def choice(text: str, correct=False, **fields) -> dict:
    return {"answer": text, "correct": correct, **fields}


PAIRS = [{"label": "a", "answer": "b"}, {"label": "c", "answer": "d"}]
RIGHT, WRONG = choice("yes, it is", True), choice("no")
GOOD = question("multiple_choice", [RIGHT, WRONG])


def read(*questions):
    """Return the items and the sentences that a file of these questions gives."""
    bank, notes = jupyterquiz_reader.read(json.dumps(questions), "x", COURSE)
    return bank["items"], notes.sentences(Path("x.json"))


# A question, and the item or a part of it that a bank makes of it.
HELD = {
    "an answer as code": (
        question("multiple_choice", [{"code": "a &lt; b", "correct": True}, {"code": "c", "correct": False}]),
        {"type": "single", "keys": ["`a < b`"]},
    ),
    "an answer without correct": (
        question("multiple_choice", [RIGHT, {"answer": "no"}]),
        {"type": "single", "keys": ["yes, it is"]},
    ),
    "false as a text": (
        question("many_choice", [RIGHT, choice("no", "false"), choice("nor that", "False")]),
        {"type": "single", "keys": ["yes, it is"]},
    ),
    "true as a text": (question("many_choice", [choice("a", "true"), WRONG]), {"type": "single", "keys": ["a"]}),
    "several keys of a multiple choice": (
        question("multiple_choice", [RIGHT, choice("and that", True), WRONG]),
        {"type": "multiple", "keys": ["yes, it is", "and that"]},
    ),
    "true and false": (
        question("multiple_choice", [choice("True", True, feedback="Yes."), choice("False")]),
        {"type": "true_false", "answer": True, "feedback": {"true": "Yes."}},
    ),
    "a value as a text": (question("numeric", [{"value": "3.5", "correct": True}]), {"answer": 3.5}),
    "significant digits": (
        question("numeric", [{"value": 3.14159, "correct": True}], precision=3),
        {"answer": 3.14, "tolerance": 0.005},
    ),
    "significant digits of a large number": (
        question("numeric", [{"value": -1234, "correct": True}], precision=2),
        {"answer": -1200, "tolerance": 50},
    ),
    "significant digits of a power of ten": (
        question("numeric", [{"value": 100, "correct": True}], precision=2),
        {"range": [99.5, 105]},
    ),
    "no digit of nought": (question("numeric", [{"value": 0, "correct": True}], precision=2), {"answer": 0}),
    "a number with its type": (
        question("numeric", [{"type": "value", "value": 930, "correct": True}, {"type": "default", "feedback": "No."}]),
        {"answer": 930},
    ),
    "words": (
        question("string", [choice("club", True, match_case=False), choice("forum", feedback="Close.")]),
        {"accept": ["club"], "near": [{"text": "forum", "feedback": "Close."}]},
    ),
    "pairs": (
        question("match", pairs=PAIRS, options=["b", "d", "e"]),
        {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}], "extra": ["e"]},
    ),
    "a hint and columns": (GOOD | {"hint": "Look.", "answer_cols": 2}, {"hints": ["Look."]}),
    "code of several lines": (
        GOOD | {"code": "for x in y:\n    print(x)"},
        {"prompt": "What?\n\n`for x in y:\n    print(x)`"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD)
def test_what_jupyterquiz_shows_is_held(case):
    """Each shape of a question becomes the item that was meant, with the same key."""
    given_, wanted = HELD[case]
    (found,), _ = read(given_)
    keys = [c["text"] for c in found.get("choices", ()) if c.get("correct")]
    assert {name: (found | {"keys": keys})[name] for name in wanted} == wanted


@pytest.mark.parametrize(("typed", "right"), [(3.1349, False), (3.1351, True), (3.1449, True), (3.1451, False)])
def test_significant_digits_become_the_numbers_that_are_equal_in_them(typed, right):
    """The tolerance takes just what jupyterquiz takes when it rounds what was typed."""
    (found,), said = read(question("numeric", [{"value": 3.14159, "correct": True}], precision=3))
    assert (abs(typed - found["answer"]) <= found["tolerance"]) is right
    assert (float(f"{typed:.3g}") == float(f"{3.14159:.3g}")) is right
    assert any("`precision` 3 became a tolerance" in sentence for sentence in said)


# A question, and words of the sentence on what is lost.
SAID = {
    "no correct": (question("multiple_choice", [RIGHT, {"answer": "no"}]), "`correct` is missing and taken as false"),
    "correct as a text": (question("many_choice", [RIGHT, choice("no", "false")]), "`correct` is no true or false"),
    "precision beside a range": (
        question("numeric", [{"range": [1, 2], "correct": True}], precision=2),
        "`precision` is left out beside a range",
    ),
    "precision in words": (question("numeric", [{"value": 1, "correct": True}], precision=0.5), "no number of digits"),
    "numbers apart": (
        question("numeric", [{"value": 1, "correct": True}, {"value": 5, "correct": True}]),
        "kept the first of its right numbers, left out 5",
    ),
    "a wrong answer that is no number": (
        question("numeric", [{"value": 1, "correct": True}, {"value": False, "correct": False, "feedback": "No."}]),
        "left out a wrong number: “False” stands where a number belongs",
    ),
    "near spellings": (question("string", [choice("club", True, fuzzy_threshold=0.8)]), "near spellings give way"),
    "feedback on the rest": (
        question("string", [choice("club", True), {"type": "default", "feedback": "No."}]),
        "left out the feedback on any other answer",
    ),
    "an image": (GOOD | {"question": "What? <img src='x.png'>"}, "left out the HTML elements img"),
    "mathematics": (GOOD | {"question": "What is $x^2$?"}, "mathematics stays as it is written"),
    "an unknown field": (GOOD | {"difficulty": 3}, "left out the fields difficulty"),
}


@pytest.mark.parametrize("case", SAID)
def test_what_a_bank_cannot_hold_of_jupyterquiz_is_said(case):
    """The item comes in, and what it lost is a sentence with its id."""
    given_, words = SAID[case]
    (found,), said = read(given_)
    assert any(words in sentence and sentence.endswith(found["id"]) for sentence in said)


# What may stand among the questions, and why it is left out.
LEFT_OUT = {
    "no question": (3, "it is no question"),
    "no type": ({"question": "x"}, "no question type 'None'"),
    "an unknown type": (question("drawing", [RIGHT]), "no question type 'drawing'"),
    "a list for a type": (question(["numeric"], [RIGHT]), "no question type"),
    "no answers": ({"question": "x", "type": "multiple_choice"}, "no list of `answers`"),
    "answers that are words": (question("multiple_choice", ["a", "b"]), "no list of `answers`"),
    "no key": (question("multiple_choice", [WRONG, choice("nor that")]), "no answer is right"),
    "all keys": (question("many_choice", [RIGHT, choice("that too", True)]), "every choice is correct"),
    "one answer": (question("multiple_choice", [RIGHT]), "two or more"),
    "an answer without words": (question("multiple_choice", [RIGHT, {"correct": False}]), "has no words"),
    "a word for a number": (question("numeric", [{"value": "three", "correct": True}]), "where a number belongs"),
    "a number beyond all numbers": (question("numeric", [{"value": 1e400, "correct": True}]), "where a number belongs"),
    "no value": (question("numeric", [{"correct": True}]), "nothing stands where a number belongs"),
    "one end": (question("numeric", [{"range": [1], "correct": True}]), "two ends"),
    "a list for a stem": (GOOD | {"question": ["a"]}, "where a text belongs"),
    "no stem": (GOOD | {"question": ""}, "`prompt`"),
    "the same question again": (GOOD, "the same question"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_one_question_costs_itself_alone(case):
    """It is left out by name and reason, and the others come in."""
    odd, words = LEFT_OUT[case]
    found, said = read(GOOD, odd, GOOD | {"question": "And?"})
    assert [item["prompt"] for item in found] == ["What?", "And?"]
    (sentence,) = [sentence for sentence in said if "left out “" in sentence]
    assert words in sentence


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([GOOD]),
        json.dumps([[GOOD]]),
        json.dumps(GOOD),
        json.dumps({"questions": [GOOD]}),
        f"[ // the quiz\n{json.dumps(GOOD)[:-1]}, }}, /* no more */ ]",
        json.dumps([GOOD]).replace("What?", "What\n?"),
        base64.b64encode(json.dumps([GOOD]).encode()).decode(),
        f'<span style="display:none" class="q1">{json.dumps([GOOD])}</span>',
        f'<span id="q1">{base64.b64encode(json.dumps([GOOD]).encode()).decode()}</span>\n',
    ],
    ids=["a list", "lists in a list", "one question", "a mapping", "JavaScript", "a line end in a text", "base64",
         "a hidden element", "base64 in an element"],
)  # fmt: skip
def test_all_places_where_jupyterquiz_finds_questions_are_read(text):
    """Lists, single questions, comments and last commas, base64 and hidden elements."""
    bank, notes = jupyterquiz_reader.read(text, "x", COURSE)
    assert [item["type"] for item in bank["items"]] == ["single"]
    assert notes.skipped == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "not JSON"),
        ("{}", "list of questions"),
        ("[]", "list of questions"),
        ("3", "list of questions"),
        ("[" * 100_000, "nested too deeply"),
        ("[" * 800 + "]" * 800, "list of questions|nested too deeply"),
        ('"https://example.org/questions.json"', "only says where the questions are"),
    ],
    ids=["cut off", "an empty mapping", "an empty list", "a number", "too deep", "empty lists", "an address"],
)
def test_a_file_that_is_no_jupyterquiz_is_said_in_a_sentence(text, words):
    """What holds no question at all is refused with its reason."""
    with pytest.raises(ExchangeError, match=words):
        jupyterquiz_reader.read(text, "x", COURSE)


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(["true", "3"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=2)),
    max_leaves=4,
)
NAMES = ["answer", "correct", "value", "range", "feedback", "type", "code", "label", "match_case"]
NUMBERS = [{"value": "1", "correct": True}, {"range": [5, 6], "correct": True}]
GIVEN = [RIGHT, WRONG, *PAIRS, *NUMBERS, {"value": 2, "correct": False, "feedback": "Near."}]
ANSWERS = st.one_of(VALUES, st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4), st.sampled_from(GIVEN))
KINDS = st.sampled_from(["multiple_choice", "many_choice", "numeric", "string", "match"])
FIELDS = {"question": st.one_of(VALUES, st.just("What?")), "code": VALUES, "precision": VALUES, "hint": VALUES,
          "options": VALUES,
          "answers": st.lists(ANSWERS, max_size=3), "pairs": st.lists(ANSWERS, max_size=3)}  # fmt: skip


@given(st.lists(st.one_of(VALUES, st.fixed_dictionaries({"type": KINDS}, optional=FIELDS)), max_size=4))
def test_whatever_fields_hold_items_or_sentences_come_out(questions):
    """No value in a place where another belongs is a traceback, and what comes in is YAML."""
    try:
        bank, notes = jupyterquiz_reader.read(json.dumps(questions), "x", COURSE)
    except ExchangeError as error:
        assert error.message
        return
    assert bank["items"] or notes.skipped
    new_bank.to_yaml(bank)
