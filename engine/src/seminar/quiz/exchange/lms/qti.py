"""QTI 2.1: one XML document an item, a test that lists them, and a manifest, in a zip package.

IMS Question and Test Interoperability, Assessment Test, Section and Item Information Model 2.1 (2012).
"""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.lms.elements import add, add_markup, document, start
from seminar.quiz.exchange.lms.qti_declared import DECLARED, choice_name, side_name
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import body_of, simplified
from seminar.quiz.parts.body import Body
from seminar.quiz.parts.choices import Choices
from seminar.quiz.reading.inline import to_text
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.order import Order
from seminar.quiz.types.reflect import Reflect
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse
from seminar.text import pack

SYSTEM = "QTI 2.1"
KNOWS = {"single", "multiple", "true_false", "numeric", "text", "match", "order", "reflect"}
HOLDS = {"explanation", "points", "ungraded mark", "pinned choices", "extra right sides"}
ITEM = "http://www.imsglobal.org/xsd/imsqti_v2p1"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
EXPLANATION = "explanation"
MARK = "seminar quiz export qti"


def write(bank: r.Bank) -> tuple[bytes, list[Loss]]:
    """Return the bank as a QTI 2.1 package and what QTI cannot hold."""
    items, lost = simplified(bank, KNOWS, HOLDS, SYSTEM)
    files = {f"items/{item.id}.xml": document(item_element(item)) for item in items}
    for item in items:
        if item.type == "order":
            lost.append((item.id, f"{SYSTEM} has no partial credit for order, only all or nothing"))
        if isinstance(item.body, (Numeric, Text)) and item.body.near:
            lost.append((item.id, "a usual mistake is marked wrong without its feedback"))
    files = {"imsmanifest.xml": document(manifest(items)), "test.xml": document(test(bank, items))} | files
    return pack(files, MARK), lost


def manifest(items: list[r.Item]) -> ET.Element:
    """Return the list of what the package holds."""
    root = start("manifest", xmlns=PACKAGE, identifier="package")
    metadata = add(root, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(root, "organizations")
    resources = add(root, "resources")
    listed = add(resources, "resource", identifier="test", type_="imsqti_test_xmlv2p1", href="test.xml")
    add(listed, "file", href="test.xml")
    for item in items:
        add(listed, "dependency", identifierref=name(item))
    for item in items:
        path = f"items/{item.id}.xml"
        resource = add(resources, "resource", identifier=name(item), type_="imsqti_item_xmlv2p1", href=path)
        add(resource, "file", href=path)
    return root


def name(item: r.Item) -> str:
    """Return an identifier, which in XML may not begin with a digit."""
    return f"item-{item.id}"


def test(bank: r.Bank, items: list[r.Item]) -> ET.Element:
    """Return the test: one part, one section, the items in the bank's order with their points as weights."""
    called = bank.course.outside(bank.stem)
    root = start("assessmentTest", xmlns=ITEM, identifier=f"test-{called}", title=to_text(bank.title))
    part = add(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    title = to_text(bank.title)
    section = add(part, "assessmentSection", identifier="section", title=title, visible="true")
    for item in items:
        ref = add(section, "assessmentItemRef", identifier=name(item), href=f"items/{item.id}.xml")
        add(ref, "weight", identifier="POINTS", value="0" if item.ungraded else f"{item.points:g}")
    return root


def item_element(item: r.Item) -> ET.Element:
    """Return one item: declarations, body, scoring and feedback, in the order that the schema wants."""
    title = to_text(item.prompt)[:80]
    root = start(
        "assessmentItem", xmlns=ITEM, identifier=name(item), title=title, adaptive="false", timeDependent="false"
    )
    cardinality, base, correct, mapping = DECLARED[item.type](item)
    response = add(root, "responseDeclaration", identifier="RESPONSE", cardinality=cardinality, baseType=base)
    if correct:
        key = add(response, "correctResponse")
        for value in correct:
            add(key, "value", value)
    if mapping:
        table = add(response, "mapping", lowerBound="0", upperBound="1", defaultValue="0")
        for value, share in mapping.items():
            case = {"caseSensitive": "false"} if base == "string" else {}
            add(table, "mapEntry", mapKey=value, mappedValue=repr(share), **case)
    add(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    add(root, "outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
    BODIES[item.type](add(root, "itemBody"), item)
    add_processing(root, item, bool(mapping))
    add_feedback(root, item)
    return root


def add_processing(root: ET.Element, item: r.Item, mapped: bool) -> None:
    """Say how the score and the feedback follow from the response."""
    rules = add(root, "responseProcessing")
    if mapped:
        add(add(rules, "setOutcomeValue", identifier="SCORE"), "mapResponse", identifier="RESPONSE")
    elif isinstance(item.body, (Numeric, Order, TrueFalse)):
        condition = add(rules, "responseCondition")
        if_right = add(condition, "responseIf")
        add_right(if_right, item.body)
        for branch, score in ((if_right, "1"), (add(condition, "responseElse"), "0")):
            add(add(branch, "setOutcomeValue", identifier="SCORE"), "baseValue", score, baseType="float")
    shown = add(add(rules, "setOutcomeValue", identifier="FEEDBACK"), "multiple")
    if isinstance(item.body, (Choices, TrueFalse)):
        add(shown, "variable", identifier="RESPONSE")
    add(shown, "baseValue", EXPLANATION, baseType="identifier")


def add_right(parent: ET.Element, body: Body) -> None:
    """Append the test for a right response."""
    if isinstance(body, Numeric):
        both = add(parent, "and")
        for operator, end in (("gte", body.low), ("lte", body.high)):
            comparison = add(both, operator)
            add(comparison, "variable", identifier="RESPONSE")
            add(comparison, "baseValue", repr(float(end)), baseType="float")
    else:
        match = add(parent, "match")
        add(match, "variable", identifier="RESPONSE")
        add(match, "correct", identifier="RESPONSE")


def add_feedback(root: ET.Element, item: r.Item) -> None:
    """Append a feedback for each choice and the explanation, which every response brings up."""
    told: dict[str, str] = {}
    if isinstance(item.body, Choices):
        told = {choice_name(choice.id): choice.feedback for choice in item.body.choices}
    elif isinstance(item.body, TrueFalse):
        told = dict(item.body.told_to)
    model = item.body.model_answer if isinstance(item.body, Reflect) else None
    for identifier, text in (told | {EXPLANATION: item.explanation or model}).items():
        if text:
            attributes = {"outcomeIdentifier": "FEEDBACK", "showHide": "show", "identifier": identifier}
            add_markup(add(root, "modalFeedback", **attributes), text)


def add_interaction(body: ET.Element, tag: str, item: r.Item, **attributes: str) -> ET.Element:
    """Append an interaction with the stem as its prompt."""
    interaction = add(body, tag, responseIdentifier="RESPONSE", **attributes)
    add_markup(add(interaction, "prompt"), item.prompt)
    return interaction


def body_choices(body: ET.Element, item: r.Item) -> None:
    most = "1" if item.type == "single" else "0"
    block = add_interaction(body, "choiceInteraction", item, shuffle="true", maxChoices=most)
    for option in body_of(item, Choices).choices:
        fixed = str(option.pin is not None).lower()
        add_markup(add(block, "simpleChoice", identifier=choice_name(option.id), fixed=fixed), option.text)


def body_true_false(body: ET.Element, item: r.Item) -> None:
    block = add_interaction(body, "choiceInteraction", item, shuffle="false", maxChoices="1")
    for side in ("true", "false"):
        add(block, "simpleChoice", side.capitalize(), identifier=side)


def body_entry(body: ET.Element, item: r.Item) -> None:
    add_markup(add(body, "p"), item.prompt)
    add(add(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")


def body_match(body: ET.Element, item: r.Item) -> None:
    matched = body_of(item, Match)
    count = str(len(matched.pairs))
    block = add_interaction(body, "matchInteraction", item, shuffle="true", maxAssociations=count)
    lefts, rights = add(block, "simpleMatchSet"), add(block, "simpleMatchSet")
    for pair in matched.pairs:
        choice = add(lefts, "simpleAssociableChoice", identifier=choice_name(pair.id), matchMax="1")
        add_markup(choice, pair.left)
    for side in sorted({pair.right for pair in matched.pairs} | set(matched.extra)):
        add_markup(add(rights, "simpleAssociableChoice", identifier=side_name(side), matchMax="0"), side)


def body_order(body: ET.Element, item: r.Item) -> None:
    block = add_interaction(body, "orderInteraction", item, shuffle="true")
    for step in sorted(body_of(item, Order).steps, key=lambda step: step.id):
        add_markup(add(block, "simpleChoice", identifier=choice_name(step.id)), step.text)


BODIES: dict[str, Callable[[ET.Element, r.Item], object]] = {
    "single": body_choices,
    "multiple": body_choices,
    "true_false": body_true_false,
    "numeric": body_entry,
    "text": body_entry,
    "match": body_match,
    "order": body_order,
    "reflect": lambda body, item: add_interaction(body, "extendedTextInteraction", item, expectedLines="10"),
}
