"""Moodle XML, as Moodle's own exporter writes it (``question/format/xml/format.php``).

Moodle 4.4 and later know the type "ordering"; an older one skips it at import and says so.
"""

from xml.etree import ElementTree as ET

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.lms.elements import add, document, start
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import body_of, simplified
from seminar.quiz.parts.choices import Choices
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.order import Order
from seminar.quiz.types.reflect import Reflect
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse

SYSTEM = "Moodle XML"
KNOWS = {"single", "multiple", "true_false", "numeric", "text", "match", "order", "reflect"}
HOLDS = {"evidence", "explanation", "hints", "points", "ungraded mark", "unit", "usual mistakes",
         "extra right sides", "criteria"}  # fmt: skip
MARK = "seminar quiz export moodle"
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "numeric": "numerical",
    "text": "shortanswer",
    "match": "matching",
    "order": "ordering",
    "reflect": "essay",
}


def write(bank: r.Bank) -> tuple[bytes, list[Loss]]:
    """Return the bank as Moodle XML and what Moodle cannot hold."""
    items, lost = simplified(bank, KNOWS, HOLDS, SYSTEM)
    root = start("quiz")
    root.append(ET.Comment(f" Written by {MARK} "))
    category = add(add(root, "question", type_="category"), "category")
    add(category, "text", f"$course$/top/{bank.title.replace('/', '//')}")
    for item in items:
        question = add(root, "question", type_=TYPES[item.type])
        add(add(question, "name"), "text", to_text(item.prompt)[:80])
        add_html(question, "questiontext", item.prompt)
        add_html(question, "generalfeedback", item.explanation or "")
        add(question, "defaultgrade", "0" if item.ungraded else f"{item.points:g}")
        add(question, "idnumber", item.id)
        WRITERS[item.type](question, item)
        for hint in item.hints:
            add_html(question, "hint", hint.text)
        if item.evidence:
            tags = add(question, "tags")
            for claim in item.evidence:
                add(add(tags, "tag"), "text", claim)
        if item.type == "order":
            lost.append((item.id, "Moodle gives partial credit for order by its own rule"))
    return document(root), lost


def add_html(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    """Append an element that holds a text as HTML, escaped, as Moodle reads it."""
    element = add(parent, tag, format_="html", **attributes)
    add(element, "text", to_html(text))
    return element


def add_combined_feedback(question: ET.Element) -> None:
    """Append what Moodle says to a right, half-right or wrong response: nothing of our own, and how much is right.

    Moodle's ordering type stores `shownumcorrect` as it finds it, and its table takes no absent one.
    """
    for tag in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
        add_html(question, tag, "")
    add(question, "shownumcorrect", "1")


def add_answer(question: ET.Element, share: float, text: str, feedback: str | None, plain: bool) -> ET.Element:
    """Append an answer that earns a share (in per cent) of the mark."""
    format_ = "moodle_auto_format" if plain else "html"
    answer = add(question, "answer", fraction=f"{share:.5f}".rstrip("0").rstrip("."), format_=format_)
    add(answer, "text", text if plain else to_html(text))
    add_html(answer, "feedback", feedback or "")
    return answer


def write_choices(question: ET.Element, item: r.Item) -> None:
    options = body_of(item, Choices).choices
    right = sum(option.correct for option in options)
    pinned = any(option.pin for option in options)
    add(question, "single", str(item.type == "single").lower())
    add(question, "shuffleanswers", str(not pinned).lower())
    add(question, "answernumbering", "none")
    add(question, "showstandardinstruction", "0")
    add_combined_feedback(question)
    wrong = 0 if item.type == "single" else -100 / (len(options) - right)
    for option in options:
        add_answer(question, 100 / right if option.correct else wrong, option.text, option.feedback, plain=False)


def write_true_false(question: ET.Element, item: r.Item) -> None:
    body = body_of(item, TrueFalse)
    for side in ("true", "false"):
        share = 100 if (side == "true") == body.answer else 0
        add_answer(question, share, side, body.told_to[side], plain=True)


def write_numeric(question: ET.Element, item: r.Item) -> None:
    body = body_of(item, Numeric)
    ranges = [(100, body.low, body.high, ""), *((0, near.low, near.high, near.feedback) for near in body.near)]
    for share, low, high, feedback in ranges:
        answer = add_answer(question, share, repr((low + high) / 2), feedback, plain=True)
        add(answer, "tolerance", repr((high - low) / 2))
    if body.unit:
        unit = add(add(question, "units"), "unit")
        add(unit, "multiplier", "1")
        add(unit, "unit_name", body.unit)
    add(question, "unitgradingtype", "0")
    add(question, "unitpenalty", "0.1")
    # 0: a text field in which the unit may stand; 3: no unit is expected.
    add(question, "showunits", "0" if body.unit else "3")
    add(question, "unitsleft", "0")


def write_text(question: ET.Element, item: r.Item) -> None:
    add(question, "usecase", "0")
    body = body_of(item, Text)
    for form in body.accept:
        # A bare asterisk is Moodle's wildcard.
        add_answer(question, 100, form.replace("*", r"\*"), "", plain=True)
    for near in body.near:
        add_answer(question, 0, near.text.replace("*", r"\*"), near.feedback, plain=True)


def write_match(question: ET.Element, item: r.Item) -> None:
    add(question, "shuffleanswers", "true")
    add_combined_feedback(question)
    rows = [(pair.left, pair.right) for pair in body_of(item, Match).pairs] + [
        ("", side) for side in body_of(item, Match).extra
    ]
    for left, right in rows:
        add(add(add_html(question, "subquestion", left), "answer"), "text", to_text(right))


def write_order(question: ET.Element, item: r.Item) -> None:
    for tag, text in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        add(question, tag, text)
    add_combined_feedback(question)
    for place, step in enumerate(body_of(item, Order).steps, 1):
        add(add(question, "answer", fraction=str(place), format_="html"), "text", to_html(step.text))


def write_reflect(question: ET.Element, item: r.Item) -> None:
    body = body_of(item, Reflect)
    add(question, "responseformat", "editor")
    add(question, "responserequired", "1")
    add(question, "responsefieldlines", "10")
    add(question, "attachments", "0")
    add(question, "attachmentsrequired", "0")
    add(question, "maxbytes", "0")
    add_html(question, "graderinfo", "\n\n".join([body.model_answer, *body.criteria]))
    add_html(question, "responsetemplate", "")


WRITERS = {
    "single": write_choices,
    "multiple": write_choices,
    "true_false": write_true_false,
    "numeric": write_numeric,
    "text": write_text,
    "match": write_match,
    "order": write_order,
    "reflect": write_reflect,
}
