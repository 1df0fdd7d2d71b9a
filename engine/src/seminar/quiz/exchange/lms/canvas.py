"""QTI 1.2 as Canvas imports it: one assessment in a zip package, its items typed by Canvas's own names.

IMS QTI ASI 1.2 (2002) and the package that Canvas itself exports for classic quizzes.
"""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.lms.elements import add, document, start
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import body_of, simplified
from seminar.quiz.parts.choices import Choices
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.reflect import Reflect
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse
from seminar.text import pack

SYSTEM = "Canvas (QTI 1.2)"
KNOWS = {"single", "multiple", "true_false", "numeric", "text", "match", "reflect"}
HOLDS = {"explanation", "points", "ungraded mark", "extra right sides"}
ASSESSMENT = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
MARK = "seminar quiz export canvas"
Told = dict[str, str]  # feedback by the name under which it is shown
Option = tuple[str, str, bool, str]  # name, words, whether it is right, feedback
TYPES = {
    "single": "multiple_choice_question",
    "multiple": "multiple_answers_question",
    "true_false": "true_false_question",
    "numeric": "numerical_question",
    "text": "short_answer_question",
    "match": "matching_question",
    "reflect": "essay_question",
}


def write(bank: r.Bank) -> tuple[bytes, list[Loss]]:
    """Return the bank as a package for Canvas and what Canvas cannot hold."""
    items, lost = simplified(bank, KNOWS, HOLDS, SYSTEM)
    root = start("questestinterop", xmlns=ASSESSMENT)
    assessment = add(root, "assessment", ident=f"quiz-{bank.course.outside(bank.stem)}", title=to_text(bank.title))
    section = add(assessment, "section", ident="root_section")
    for item in items:
        add_item(section, item)
        if item.type == "multiple":
            lost.append((item.id, "Canvas gives partial credit for several answers by its own rule"))
        if isinstance(item.body, (Numeric, Text)) and item.body.near:
            lost.append((item.id, "a usual mistake is marked wrong without its feedback"))
    path = f"{bank.stem}/{bank.stem}.xml"
    return pack({"imsmanifest.xml": document(manifest(path)), path: document(root)}, MARK), lost


def manifest(path: str) -> ET.Element:
    """Return the list of what the package holds: the assessment."""
    root = start("manifest", xmlns=PACKAGE, identifier="package")
    metadata = add(root, "metadata")
    add(metadata, "schema", "IMS Content")
    add(metadata, "schemaversion", "1.1.3")
    add(root, "organizations")
    resource = add(add(root, "resources"), "resource", identifier="quiz", type_="imsqti_xmlv1p2", href=path)
    add(resource, "file", href=path)
    return root


def add_item(section: ET.Element, item: r.Item) -> None:
    """Append one item: metadata, presentation, scoring, feedback."""
    element = add(section, "item", ident=item.id, title=to_text(item.prompt)[:80])
    fields = add(add(element, "itemmetadata"), "qtimetadata")
    points = "0" if item.ungraded else f"{item.points:g}"
    for label, entry in (("question_type", TYPES[item.type]), ("points_possible", points)):
        field = add(fields, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)
    presentation = add(element, "presentation")
    add_text(presentation, item.prompt)
    processing = start("resprocessing")
    range_ = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    add(add(processing, "outcomes"), "decvar", **range_)
    told = WRITERS[item.type](presentation, processing, item)
    general = item.explanation or (body_of(item, Reflect).model_answer if item.type == "reflect" else None)
    if general:
        add(add_condition(processing, "Yes"), "other")
        show(processing, "general_fb")
        told["general_fb"] = general
    element.append(processing)
    for ident, text in told.items():
        add_text(add(add(element, "itemfeedback", ident=ident), "flow_mat"), text)


def add_text(parent: ET.Element, text: str) -> None:
    add(add(parent, "material"), "mattext", to_html(text), texttype="text/html")


def add_condition(processing: ET.Element, go_on: str) -> ET.Element:
    """Append a condition and return the place for its test."""
    return add(add(processing, "respcondition", continue_=go_on), "conditionvar")


def show(processing: ET.Element, ident: str) -> None:
    """Let the last condition show a feedback."""
    add(processing[-1], "displayfeedback", feedbacktype="Response", linkrefid=ident)


def earn(processing: ET.Element, action: str, share: float) -> None:
    """Let the last condition set the score or add to it, in per cent."""
    add(processing[-1], "setvar", f"{share:.2f}", action=action, varname="SCORE")


def add_options(presentation: ET.Element, ident: str, cardinality: str, options: list[tuple[str, str]]) -> ET.Element:
    response = add(presentation, "response_lid", ident=ident, rcardinality=cardinality)
    choices = add(response, "render_choice")
    for name, text in options:
        add_text(add(choices, "response_label", ident=name), text)
    return response


def write_single(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    return write_one(
        presentation, processing, [(o.id, o.text, o.correct, o.feedback) for o in body_of(item, Choices).choices]
    )


def write_true_false(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    body = body_of(item, TrueFalse)
    sides = [(s, s.capitalize(), body.answer == (s == "true"), body.told_to[s]) for s in ("true", "false")]
    return write_one(presentation, processing, sides)


def write_one(presentation: ET.Element, processing: ET.Element, options: list[Option]) -> Told:
    """Write options of which one is right."""
    told = add_choices(presentation, processing, "Single", options)
    right = next(name for name, _, correct, _ in options if correct)
    add(add_condition(processing, "No"), "varequal", right, respident="response1")
    earn(processing, "Set", 100)
    return told


def add_choices(presentation: ET.Element, processing: ET.Element, cardinality: str, options: list[Option]) -> Told:
    """Append options and the conditions that show their feedback; return the feedback by ident."""
    add_options(presentation, "response1", cardinality, [(name, text) for name, text, _, _ in options])
    told = {f"{name}_fb": feedback for name, _, _, feedback in options if feedback}
    for name, _, _, feedback in options:
        if feedback:
            add(add_condition(processing, "Yes"), "varequal", name, respident="response1")
            show(processing, f"{name}_fb")
    return told


def write_multiple(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    options = [(o.id, o.text, o.correct, o.feedback) for o in body_of(item, Choices).choices]
    told = add_choices(presentation, processing, "Multiple", options)
    test = add(add_condition(processing, "No"), "and")
    for name, _, correct, _ in options:
        add(test if correct else add(test, "not"), "varequal", name, respident="response1")
    earn(processing, "Set", 100)
    return told


def add_field(presentation: ET.Element, **attributes: str) -> None:
    response = add(presentation, "response_str", ident="response1", rcardinality="Single")
    add(add(response, "render_fib", **attributes), "response_label", ident="answer1")


def write_numeric(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    body = body_of(item, Numeric)
    add_field(presentation, fibtype="Decimal")
    test = add_condition(processing, "No")
    add(test, "vargte", repr(float(body.low)), respident="response1")
    add(test, "varlte", repr(float(body.high)), respident="response1")
    earn(processing, "Set", 100)
    return {}


def write_text(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    add_field(presentation)
    test = add_condition(processing, "No")
    for form in body_of(item, Text).accept:
        add(test, "varequal", form, respident="response1")
    earn(processing, "Set", 100)
    return {}


def write_match(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    body = body_of(item, Match)
    pairs = body.pairs
    sides = sorted({pair.right for pair in pairs} | set(body.extra))
    for pair in pairs:
        # Canvas shows these lists as plain text.
        options = [(option_id(side), to_text(side)) for side in sides]
        response = add_options(presentation, f"response_{pair.id}", "Single", options)
        add_text(response, pair.left)
        response.insert(0, response[-1])
        del response[-1]
        test = add_condition(processing, "Yes")
        add(test, "varequal", option_id(pair.right), respident=f"response_{pair.id}")
        earn(processing, "Add", 100 / len(pairs))
    return {}


def write_reflect(presentation: ET.Element, processing: ET.Element, item: r.Item) -> Told:
    add_field(presentation)
    return {}


WRITERS: dict[str, Callable[[ET.Element, ET.Element, r.Item], Told]] = {
    "single": write_single,
    "multiple": write_multiple,
    "true_false": write_true_false,
    "numeric": write_numeric,
    "text": write_text,
    "match": write_match,
    "reflect": write_reflect,
}
