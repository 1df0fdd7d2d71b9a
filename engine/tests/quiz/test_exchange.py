"""Other systems' formats: what they get, what they cannot hold, and what comes back."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from test_schema import DRAFT

from second_course import COURSE
from seminar.quiz.bank import credit as scoring
from seminar.quiz.bank import item as r
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.check import check
from seminar.quiz.exchange import anki, markup, new_bank, printed, spreadsheet
from seminar.quiz.exchange.gift import gift_reader
from seminar.quiz.exchange.gift import gift_writer as gift
from seminar.quiz.exchange.jupyterquiz import jupyterquiz_reader
from seminar.quiz.exchange.jupyterquiz import jupyterquiz_writer as jupyterquiz
from seminar.quiz.exchange.lms import canvas, moodle_xml, qti
from seminar.quiz.exchange.notes import summary
from seminar.quiz.parts.choices import Choice, Choices
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.single import Single
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse

QTI = {"q": qti.ITEM}
NASTY = "a < b & \"c\" > 'd' ]]> \u0000\u000b\ufffe 🙂 *em* `x<y` $5 [l](m)"


@pytest.fixture
def nasty(tiny):
    """The bank of every type, with characters that XML, HTML and JSON treat in a special way in every prompt."""
    items = tuple(replace(item, prompt=f"{NASTY} {item.prompt}") for item in tiny.items)
    return replace(tiny, title=f"{NASTY} {tiny.title}", items=items)


def lost_of(said: list[tuple[str, str]], name: str) -> str:
    return " ".join(what for item, what in said if item == name)


WRITERS = (moodle_xml, qti, canvas, gift, jupyterquiz, anki, spreadsheet, printed)

# Moodle XML


def test_moodle_gets_the_question_types_that_it_knows(nasty):
    """Every type becomes one of Moodle's own; nothing in a text breaks the XML."""
    content, _ = moodle_xml.write(nasty)
    kinds = {q.findtext("idnumber"): q.get("type") for q in ET.fromstring(content) if q.get("type") != "category"}
    assert list(kinds) == [item.id for item in nasty.items]
    for item in nasty.items:
        known = {"evidence": "multichoice", "map": "multichoice", "classify": "matching"}
        assert kinds[item.id] == known.get(item.type) or kinds[item.id] == moodle_xml.TYPES[item.type]


def test_moodles_fractions_give_the_same_credit_as_ours(tiny):
    """The sum of the fractions of any picks, not below 0, is our score."""
    item = next(i for i in tiny.items if i.type == "multiple")
    question = next(q for q in ET.fromstring(moodle_xml.write(tiny)[0]) if q.findtext("idnumber") == item.id)
    fractions = [float(answer.get("fraction")) for answer in question.findall("answer")]
    ids = [choice.id for choice in item.body.choices]
    for picks in ([0], [0, 1], [0, 2], [2, 3], [0, 1, 2], []):
        earned = max(0, sum(fractions[pick] for pick in picks)) / 100
        assert earned == pytest.approx(scoring.score(item, [ids[pick] for pick in picks]), abs=1e-4)


def test_moodle_keeps_hints_units_tags_and_usual_mistakes(tiny):
    """What Moodle has a place for is there; what it has none for is said."""
    content, said = moodle_xml.write(tiny)
    questions = {q.findtext("idnumber"): q for q in ET.fromstring(content)}
    item = next(i for i in tiny.items if i.type == "numeric")
    numeric = questions[item.id]
    assert numeric.findtext("units/unit/unit_name") == item.body.unit
    assert [a.get("fraction") for a in numeric.findall("answer")] == ["100", "0"]
    hinted = next(i for i in tiny.items if i.hints)
    assert len(questions[hinted.id].findall("hint")) == len(hinted.hints)
    assert [t.text for t in questions[hinted.id].iterfind("tags/tag/text")] == list(hinted.evidence)
    assert "cost of hints" in lost_of(said, hinted.id)


# What the tables of Moodle's question types take no absent value of, where its importer has no default of its own
# or stores a default that is not ours.
WANTED = {
    "multichoice": ("single", "shuffleanswers", "answernumbering", "showstandardinstruction", "shownumcorrect"),
    "matching": ("shuffleanswers", "shownumcorrect"),
    "ordering": ("layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle",
                 "shownumcorrect"),
    "numerical": ("unitgradingtype", "unitpenalty", "showunits", "unitsleft"),
    "shortanswer": ("usecase",),
    "essay": ("responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired",
              "maxbytes",
              "graderinfo", "responsetemplate"),
    "truefalse": (),
}  # fmt: skip
FEEDBACK = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def test_moodle_finds_every_field_that_its_tables_want(tiny):
    """An order item without `shownumcorrect` stopped the whole import; no type leaves such a field out."""
    questions = [q for q in ET.fromstring(moodle_xml.write(tiny)[0]) if q.get("type") != "category"]
    assert {q.get("type") for q in questions} == set(WANTED)
    for question in questions:
        kind = question.get("type")
        wanted = WANTED[kind] + (FEEDBACK if "shownumcorrect" in WANTED[kind] else ())
        assert [tag for tag in wanted if question.find(tag) is None] == [], kind
    ordering = next(q for q in questions if q.get("type") == "ordering")
    assert ordering.findtext("shownumcorrect") == "1"


# QTI 2.1


def qti_item(bank: r.Bank, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(qti.write(bank)[0])) as package:
        return ET.fromstring(package.read(f"items/{name}.xml"))


def test_the_qti_manifest_lists_exactly_what_the_package_holds(nasty):
    """Every file is named in the manifest, every name is a file, and the test refers to every item."""
    with zipfile.ZipFile(io.BytesIO(qti.write(nasty)[0])) as package:
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
        test = ET.fromstring(package.read("test.xml"))
        named = {element.get("href") for element in manifest.iter(f"{{{qti.PACKAGE}}}file")}
        assert named | {"imsmanifest.xml"} == set(package.namelist())
        asked = [ref.get("href") for ref in test.iterfind(".//q:assessmentItemRef", QTI)]
        assert asked == [f"items/{item.id}.xml" for item in nasty.items]


def test_every_name_that_a_qti_item_uses_is_declared_in_it(nasty):
    """Responses, outcomes, choices and keys refer only to what the same item declares, in the schema's order."""
    order = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    for item in nasty.items:
        root = qti_item(nasty, item.id)
        tags = [child.tag.removeprefix(f"{{{qti.ITEM}}}") for child in root]
        assert tags == sorted(tags, key=order.index)
        choices = {e.get("identifier") for e in root.find("q:itemBody", QTI).iter() if e.get("identifier")}
        assert {e.get("responseIdentifier") for e in root.iter() if e.get("responseIdentifier")} == {"RESPONSE"}
        base = root.find("q:responseDeclaration", QTI).get("baseType")
        values = [v.text for v in root.iterfind(".//q:correctResponse/q:value", QTI)]
        values += [entry.get("mapKey") for entry in root.iterfind(".//q:mapEntry", QTI)]
        if base in ("identifier", "directedPair"):
            assert {part for value in values for part in value.split()} <= choices
        outcomes = {e.get("identifier") for e in root.iterfind("q:outcomeDeclaration", QTI)}
        assert {e.get("identifier") for e in root.iterfind(".//q:setOutcomeValue", QTI)} <= outcomes


def test_the_qti_mapping_gives_the_same_credit_as_ours(tiny):
    """MapResponse adds up what the picks map to, not below 0: our score."""
    item = next(i for i in tiny.items if i.type == "multiple")
    shares = {
        entry.get("mapKey"): float(entry.get("mappedValue"))
        for entry in qti_item(tiny, item.id).iterfind(".//q:mapEntry", QTI)
    }
    ids = [choice.id for choice in item.body.choices]
    for picks in ([0], [0, 1], [0, 2], [2, 3], [0, 1, 2], []):
        mapped = max(0, sum(shares[f"c{ids[pick]}"] for pick in picks))
        assert mapped == pytest.approx(scoring.score(item, [ids[pick] for pick in picks]))


def test_qti_says_that_order_loses_its_partial_credit(tiny):
    """QTI 2.1 has no Kendall's tau."""
    item = next(i for i in tiny.items if i.type == "order")
    assert "no partial credit" in lost_of(qti.write(tiny)[1], item.id)


# Canvas


def test_canvas_gets_one_assessment_with_its_own_question_types(nasty):
    """Each item says which of Canvas's types it is; every condition refers to an option or a field of the item."""
    with zipfile.ZipFile(io.BytesIO(canvas.write(nasty)[0])) as package:
        names = package.namelist()
        root = ET.fromstring(package.read(names[1]))
        manifest = ET.fromstring(package.read("imsmanifest.xml"))
    assert [e.get("href") for e in manifest.iter(f"{{{canvas.PACKAGE}}}file")] == names[1:]
    space = f"{{{canvas.ASSESSMENT}}}"
    items = list(root.iter(f"{space}item"))
    assert [item.get("ident") for item in items] == [item.id for item in nasty.items]
    for item in items:
        assert item.find(f".//{space}fieldentry").text in canvas.TYPES.values()
        responses = {e.get("ident") for tag in ("response_lid", "response_str") for e in item.iter(f"{space}{tag}")}
        assert {e.get("respident") for e in item.iter() if e.get("respident")} <= responses
        feedback = {e.get("ident") for e in item.iter(f"{space}itemfeedback")}
        assert {e.get("linkrefid") for e in item.iter(f"{space}displayfeedback")} == feedback


def test_canvas_adds_up_to_full_marks_for_a_matching_item(tiny):
    """The rows' shares make 100 per cent."""
    item = next(i for i in tiny.items if i.type == "match")
    with zipfile.ZipFile(io.BytesIO(canvas.write(tiny)[0])) as package:
        root = ET.fromstring(package.read(package.namelist()[1]))
    space = f"{{{canvas.ASSESSMENT}}}"
    asked = next(e for e in root.iter(f"{space}item") if e.get("ident") == item.id)
    assert sum(float(e.text) for e in asked.iter(f"{space}setvar")) == pytest.approx(100, abs=0.02)


# Anki, table, paper


def test_an_anki_package_holds_one_note_an_item_with_its_tags(nasty, tmp_path):
    """The collection in the package is a database that Anki opens; a second export names the same notes."""
    notes = []
    for _ in range(2):
        with zipfile.ZipFile(io.BytesIO(anki.write(nasty)[0])) as package:
            package.extract("collection.anki2", tmp_path)
        with sqlite3.connect(tmp_path / "collection.anki2") as collection:
            notes.append(collection.execute("select guid, flds, tags from notes order by id").fetchall())
    assert [guid for guid, _, _ in notes[0]] == [guid for guid, _, _ in notes[1]]
    assert [fields.split("\x1f")[0] for _, fields, _ in notes[0]] == [item.id for item in nasty.items]
    assert all(nasty.stem in tags.split() for _, _, tags in notes[0])


def test_the_csv_for_anki_has_four_columns_below_its_header(nasty):
    """Id, question, answer and tags; line ends inside a text stay inside the quotes."""
    text, _ = anki.write_csv(nasty)
    lines = list(csv.reader(line for line in io.StringIO(text) if not line.startswith("#")))
    assert [line[0] for line in lines] == [f"{nasty.course.slug}-{item.id}" for item in nasty.items]
    assert {len(line) for line in lines} == {4}


def test_a_prompt_that_begins_like_a_formula_does_not_run_in_a_spreadsheet(tiny):
    """A leading = is made text."""
    first = replace(tiny.items[0], prompt="=1+1 is what?")
    text, _ = spreadsheet.write(replace(tiny, items=(first,)))
    assert next(csv.DictReader(io.StringIO(text)))["prompt"] == "'=1+1 is what?"


def test_the_printed_sheet_asks_everything_and_tells_nothing(nasty):
    """The key stands on another sheet; neither page asks for anything else."""
    sheet, key, _ = printed.write(nasty)
    for page in (sheet, key):
        assert [e["id"] for e in BeautifulSoup(page, "html.parser").select("article")] == [i.id for i in nasty.items]
        assert "http" not in page
        assert "<script" not in page
    for item in nasty.items:
        if item.explanation:
            assert to_text(item.explanation) not in BeautifulSoup(sheet, "html.parser").get_text(" ")
            assert to_text(item.explanation) in BeautifulSoup(key, "html.parser").get_text(" ")


def test_on_paper_the_options_do_not_stand_in_the_authors_order(tiny):
    """Whether the key was written first or last, the sheet is the same; a pinned option stays last."""
    item = next(i for i in tiny.items if i.type == "single" and any(c.pin for c in i.body.choices))
    turned = replace(item, body=replace(item.body, choices=item.body.choices[::-1]))
    sheets = [printed.write(replace(tiny, items=(one,)))[0] for one in (item, turned)]
    assert sheets[0] == sheets[1]
    last = BeautifulSoup(sheets[0], "html.parser").select("li")[-1].get_text()
    assert last == to_text(next(c.text for c in item.body.choices if c.pin == "last"))


def test_all_writers_name_the_items_that_they_change_or_leave_out(tiny):
    """Each loss is that of an item of this bank."""
    known = {item.id for item in tiny.items}
    for write in WRITERS:
        *_, said = write.write(tiny)
        assert said
        assert {name for name, _ in said} <= known


# jupyterquiz

TEXTS = (
    st.text(
        alphabet=st.one_of(st.sampled_from("$<>&[]()\"'\\ `*"), st.characters(exclude_categories=["C", "Z"])),
        min_size=1,
        max_size=25,
    )
    .map(new_bank.clean)
    .filter(lambda text: to_text(text) == text and text)  # no Markdown by accident: HTML keeps the marks apart
)


@settings(max_examples=40)
@given(st.lists(TEXTS, min_size=2, max_size=4, unique=True), st.data())
def test_choices_come_back_from_jupyterquiz(texts, data):
    """Any characters survive the way through HTML."""
    options = tuple(
        Choice(option_id(text), text, place == 0, data.draw(TEXTS), None) for place, text in enumerate(texts)
    )
    fields = ((), (), (), None, None, 1, None, None, False, None, 1)
    item = r.Item("x", data.draw(TEXTS), Single(options), *fields, COURSE)
    text, _ = jupyterquiz.write(r.Bank("t", "t", (item,), None, COURSE))
    read, _ = jupyterquiz_reader.read(text, "t", COURSE)
    got = read["items"][0]
    assert got["prompt"] == item.prompt
    assert [(c["text"], c.get("correct", False), c["feedback"]) for c in got["choices"]] == [
        (o.text, o.correct, o.feedback) for o in options
    ]


def test_numbers_and_texts_come_back_from_jupyterquiz(tiny, tmp_path):
    """A range keeps both ends although jupyterquiz leaves out the upper one; usual mistakes stay."""
    text, _ = jupyterquiz.write(tiny)
    read, _ = jupyterquiz_reader.read(text, tiny.title, COURSE)
    numeric = next(i for i in tiny.items if i.type == "numeric")
    got = next(i for i in read["items"] if i["type"] == "numeric")
    assert got["range"] == [numeric.body.low, numeric.body.high]
    assert got["near"][0]["feedback"] == numeric.body.near[0].feedback
    words = next(i for i in tiny.items if i.type == "text")
    assert next(i for i in read["items"] if i["type"] == "text")["accept"] == list(words.body.accept)


def test_an_imported_bank_is_complete_once_what_was_named_is_filled_in(tiny, tmp_path):
    """The import is a draft, check names what is missing; with that, the bank is no draft any more."""
    item = next(i for i in tiny.items if i.type == "single")
    read, _ = jupyterquiz_reader.read(jupyterquiz.write(replace(tiny, items=(item,)))[0], "Imported", COURSE)
    path = tmp_path / "imported.yml"
    path.write_text(new_bank.to_yaml(read), encoding="utf-8")
    missing = [finding.message for finding in check([path])]
    assert any("still needs an explanation, evidence or sources" in message for message in missing)
    read["items"][0] |= {"explanation": "Because.", "evidence": ["S13"]}
    del read["draft"]
    path.write_text(new_bank.to_yaml(read), encoding="utf-8")
    assert [c.feedback for c in read_bank(path).items[0].body.choices] == [c.feedback for c in item.body.choices]


def test_what_jupyterquiz_writes_is_what_its_schemas_ask_for(tiny):
    """The fields that mc_schema.json, num_schema.json and string_schema.json require, and no others."""
    allowed = {
        "multiple_choice": ({"answer", "correct"}, {"feedback"}),
        "many_choice": ({"answer", "correct"}, {"feedback"}),
        "numeric": ({"correct"}, {"value", "range", "feedback"}),
        "string": ({"answer", "correct"}, {"feedback"}),
    }
    for question in json.loads(jupyterquiz.write(tiny)[0]):
        assert set(question) == {"question", "type", "answers"}
        required, optional = allowed[question["type"]]
        for answer in question["answers"]:
            assert required <= set(answer) <= required | optional


# All of them

CODE = "What does `for x in (1, 2):\n    print(x <b)\n` print, `<b>` or _b_?"


def test_code_of_several_lines_keeps_its_lines_and_a_tag_in_a_text_stays_a_text(tiny):
    """Wherever a text goes as HTML, lines of code are parted by breaks and `<b>` makes nothing bold."""
    shown = to_html(CODE)
    assert "<br>\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}print(x &lt;b)</code>" in shown
    item = replace(next(i for i in tiny.items if i.type == "single"), prompt=CODE)
    bank = replace(tiny, items=(item,))
    for write, read in ((gift.write, gift_reader.read), (jupyterquiz.write, jupyterquiz_reader.read)):
        assert to_html(read(write(bank)[0], "t", COURSE)[0]["items"][0]["prompt"]) == shown
    question = ET.fromstring(moodle_xml.write(bank)[0])[-1]
    assert question.findtext("questiontext/text") == shown
    assert BeautifulSoup(printed.write(bank)[0], "html.parser").select_one("h2 code br")
    assert "".join(qti_item(bank, item.id).find(".//q:prompt", QTI).itertext()).startswith("What does for x in (1, 2):")


def responses(item: r.Item):
    """Return responses to an item, right, half right and wrong, and what stands for an option in another bank."""
    match item.body:
        case Choices(choices=choices):
            ids = [choice.id for choice in choices]
            if item.type == "single":
                return ids
            return [[], ids, *([one] for one in ids), *(ids[:n] for n in range(2, len(ids)))]
        case TrueFalse():
            return ["true", "false"]
        case Numeric(low=low, high=high):
            return [str(value) for value in (low, high, (low + high) / 2, low - 0.01, high + 0.01, 70.5)]
        case Text(accept=accept, near=near):
            return [*accept, *(mistake.text for mistake in near), "else"]
        case Match(pairs=pairs):
            sides = [option_id(pair.right) for pair in pairs]
            return [
                dict(zip([pair.id for pair in pairs], turned, strict=True))
                for turned in (sides, sides[1:] + sides[:1], sides[:1] * len(sides))
            ]
    return []


@pytest.mark.parametrize(
    ("write", "read", "kinds"),
    [
        (gift.write, gift_reader.read, {"single", "multiple", "true_false", "numeric", "text", "match"}),
        (jupyterquiz.write, jupyterquiz_reader.read, {"single", "multiple", "true_false", "numeric", "text"}),
    ],
    ids=["GIFT", "jupyterquiz"],
)
def test_key_and_credit_come_back_for_every_type_that_a_format_holds(tiny, tmp_path, write, read, kinds):
    """Whatever a student answers, the item that came back gives the same credit."""
    items = tuple(item for item in tiny.items if item.type in kinds)
    bank, notes = read(write(replace(tiny, items=items))[0], "t", COURSE)
    path = tmp_path / "back.yml"
    path.write_text(new_bank.to_yaml(bank), encoding="utf-8")
    after = {to_text(item.prompt): item for item in read_bank(path).items}
    assert notes.skipped == []
    assert {item.type for item in items} == kinds
    for item in items:
        again = after[to_text(item.prompt)]
        assert again.type == item.type
        for response in responses(item):
            assert scoring.score(again, response) == pytest.approx(scoring.score(item, response)), (item.id, response)


def test_a_draft_goes_into_every_format(tmp_path):
    """Items without feedback, explanation, evidence or criteria break no writer."""
    path = tmp_path / "draft.yml"
    items = [{"id": f"{kind.replace('_', '-')}-x", "type": kind, "prompt": "What?", **DRAFT[kind]} for kind in DRAFT]
    path.write_text(json.dumps({"title": "A draft", "draft": True, "items": items}), encoding="utf-8")
    bank = read_bank(path)
    for write in WRITERS:
        assert write.write(bank)[0]
    read, notes = gift_reader.read(gift.write(bank)[0], "t", COURSE)
    assert [item["id"] for item in read["items"]] == [item["id"] for item in items]
    assert notes.skipped == []


def test_the_mark_by_which_an_export_is_known_stands_in_what_is_written(tiny):
    """Otherwise the second export would refuse the first one's file."""
    for write in WRITERS:
        *contents, _ = write.write(tiny)
        for content in contents:
            assert write.MARK.encode() in (content if isinstance(content, bytes) else content.encode())
    assert anki.CSV_MARK in anki.write_csv(tiny)[0]


def test_a_loss_is_said_once_with_the_items_that_it_meets():
    """A kind names its items where they are few, and counts them where they are many."""
    lost = [("a", "no hints"), ("b", "no hints"), ("a", "no dates"), ("a", "no hints")]
    assert summary(lost) == ["no hints: a, b", "no dates: a"]
    assert summary(lost, few=1) == ["no hints: 2 items", "no dates: a"]


@pytest.mark.parametrize(
    ("html", "ours", "lost"),
    [
        ("<p>One<b> two </b>three</p><p>four</p>", "One **two** three\n\nfour", set()),
        ("<b><i>both</i></b> and <b></b>none", "**both** and none", set()),
        ("<strong>5 * 3</strong>", "5 * 3", set()),
        ("<pre>for x in y:\n    print(x)\n</pre>", "`for x in y:\n    print(x)`", set()),
        ("<code>if a&nbsp;&lt; b:<br>&nbsp;&nbsp;c</code>", "`if a < b:\n  c`", set()),
        ("<code>`</code>", "`", set()),
        ("a < b & c <img src=x> <script>alert(1)</script>d", "a < b & c  d", {"img", "script"}),
        ("<b>never closed", "never closed", set()),
    ],
    ids=["spaces", "marks in marks", "an asterisk", "lines", "code with entities", "a backtick", "elements", "open"],
)
def test_the_html_of_editors_becomes_our_markdown(html, ours, lost):
    """Marks stand close to their words, none within another; code keeps its lines; what is lost is named."""
    assert markup.from_html(html) == (ours, lost)
