"""jupyterquiz's JSON: https://github.com/jmshea/jupyterquiz, the schemas in its folder ``schema``.

jupyterquiz puts questions, answers and feedback into the page as HTML, reads ``$`` as mathematics and ``[a](b)`` as a
link; so these characters are written as entities.
"""

import json
from math import inf, nextafter

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.new_bank import Written
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import body_of, simplified
from seminar.quiz.parts.choices import Choices
from seminar.quiz.reading.inline import to_html
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.text import Text

SYSTEM = "jupyterquiz"
KNOWS = {"single", "multiple", "numeric", "text"}
HOLDS = {"usual mistakes"}
# How the file begins: JSON has no place for a comment.
MARK = '[\n {\n  "question":'
NAMES = {"single": "multiple_choice", "multiple": "many_choice", "numeric": "numeric", "text": "string"}
# Its own reader would make mathematics and links of these.
ENTITIES = str.maketrans({"$": "&#36;", "[": "&#91;", "]": "&#93;"})


def write(bank: r.Bank) -> tuple[str, list[Loss]]:
    """Return the bank as JSON and what jupyterquiz cannot hold."""
    items, lost = simplified(bank, KNOWS, HOLDS, SYSTEM)
    questions = []
    for item in items:
        answers = WRITERS[item.type](item)
        questions.append({"question": html(item.prompt), "type": NAMES[item.type], "answers": answers})
    return json.dumps(questions, ensure_ascii=False, indent=1) + "\n", lost


def html(text: str) -> str:
    """Return a text as the HTML that jupyterquiz leaves as it is."""
    return to_html(text).translate(ENTITIES)


def told(feedback: str) -> Written:
    """Return the field for feedback, if there is any."""
    return {"feedback": html(feedback)} if feedback else {}


def write_choices(item: r.Item) -> list[Written]:
    body = body_of(item, Choices)
    return [{"answer": html(c.text), "correct": c.correct} | told(c.feedback) for c in body.choices]


def write_numeric(item: r.Item) -> list[Written]:
    body = body_of(item, Numeric)
    right: Written = {"value": body.low} if body.low == body.high else half_open(body.low, body.high)
    wrong = [half_open(near.low, near.high) | {"correct": False} | told(near.feedback) for near in body.near]
    # It prints the feedback of a range unasked: without one it would print "undefined".
    return [right | {"correct": True, "feedback": "Correct."}, *wrong]


def half_open(low: float, high: float) -> Written:
    """Return a range; jupyterquiz leaves out its upper end, so that moves by the least step that there is."""
    return {"range": [low, nextafter(high, inf)]}


def write_text(item: r.Item) -> list[Written]:
    body = body_of(item, Text)
    right: list[Written] = [{"answer": form, "correct": True} for form in body.accept]
    return right + [{"answer": near.text, "correct": False} | told(near.feedback) for near in body.near]


WRITERS = {"single": write_choices, "multiple": write_choices, "numeric": write_numeric, "text": write_text}
