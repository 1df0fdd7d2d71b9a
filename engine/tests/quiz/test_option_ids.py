"""Ids of options stay when words change, and answers kept under the words are read."""

from dataclasses import replace

import pytest

import first_edition
from by_javascript import by_javascript
from seminar.cli import main
from seminar.errors import BankError
from seminar.quiz.answers.item_report import analyse, to_csv
from seminar.quiz.answers.marking import table
from seminar.quiz.answers.response_file import read_all
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.check import check
from seminar.quiz.bank.credit import score
from seminar.quiz.bank.give_ids import give_ids
from seminar.quiz.page.compiled import compile_item


@pytest.fixture(params=first_edition.BANKS)
def bank(request, tmp_path):
    """The bank of the first edition: as it was, with ids, with an author's own, and with every option mended."""
    return read_bank(first_edition.BANKS[request.param](tmp_path))


def test_the_marks_of_the_first_edition_stay(bank):
    """Four students' answers to every type earn what they earned, first and last."""
    everybody, problems = read_all([first_edition.RESPONSES])
    assert problems == []
    assert table([bank], everybody) == first_edition.MARKS


def test_files_of_the_first_edition_are_its_courses_alone(bank):
    """They name no course; a course that was never called so does not take them."""
    (course,) = {bank.course}
    everybody, problems = read_all([first_edition.RESPONSES], [course])
    assert (len(everybody), problems) == (4, [])
    nobody, refused = read_all([first_edition.RESPONSES], [replace(course, slug="other", formerly=None)])
    assert (nobody, len(refused)) == ([], 4)


def test_the_report_of_the_first_edition_stays(bank):
    """The figures of each item, and how often each option was taken."""
    found = analyse([bank], read_all([first_edition.RESPONSES])[0])
    assert to_csv(found) == first_edition.REPORT
    taken = {
        item["id"]: sorted([o["n"], o["rest"], o["correct"]] for o in item["options"]) for item in found[0]["items"]
    }
    assert taken == {name: sorted(options) for name, options in first_edition.TAKEN.items()}


def test_javascript_scores_the_answers_of_the_first_edition_as_python_does(bank):
    """The page finds in each kept answer the options that it names."""
    answers = [
        (bank.item(name), record)
        for responses in read_all([first_edition.RESPONSES])[0]
        for name, record in responses.banks["tiny"]["items"].items()
    ]
    given = [(item, tried["response"]) for item, record in answers for tried in (record["first"], record)]
    cases = [{"item": compile_item(item), "response": response} for item, response in given]
    found = by_javascript("score(c.item.type, c.item.key, current(c.item.former, c.response))", cases)
    expected = [score(item, response) for item, response in given]
    assert found == [None if earned is None else pytest.approx(earned) for earned in expected]


BLOCKS = """\
title: A bank
items:
# What only a remark says.
- id: first-one
  type: match
  prompt: Who says what?
  pairs:
  - left: Uali
    right: "yes, and no"
    feedback: So he does.   # a remark
  - feedback: So he does.
    left: >-
      A man of
      two lines
    right: no
  extra:
  - it depends, he says
  - 'it''s open'
  evidence: [C05]
  explanation: So it is.
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_ids_are_written_and_nothing_else_changes(tmp_path, ends, mark):
    """Remarks, line ends and the byte order mark stay; every answer stays good; the second time nothing is written."""
    path = tmp_path / "bank.yml"
    path.write_bytes(mark + BLOCKS.replace("\n", ends).encode())
    before = read_bank(path)
    assert give_ids(path) == 6
    content = path.read_bytes()
    assert content.startswith(mark + b"title")
    assert content.count(b"\r\n") == (content.count(b"\n") if ends == "\r\n" else 0)
    assert b"# a remark" in content
    assert b"# What only a remark says." in content
    after = read_bank(path)
    assert [pair.id for pair in after.items[0].body.pairs] == [pair.id for pair in before.items[0].body.pairs]
    assert compile_item(after.items[0]) == compile_item(before.items[0])
    assert give_ids(path) == 0
    assert path.read_bytes() == content


def test_a_bank_with_a_mistake_gets_no_ids(tmp_path):
    """The file stays as it is, and the mistake is named."""
    path = tmp_path / "bank.yml"
    path.write_text(BLOCKS.replace("C05", "C99"), encoding="utf-8")
    with pytest.raises(BankError, match="no claim `C99`"):
        give_ids(path)
    assert path.read_text(encoding="utf-8") == BLOCKS.replace("C05", "C99")


HEAD = "title: A bank\nitems:\n- id: first-one\n  type: {}\n  prompt: Who?\n{}  evidence: [C05]\n  explanation: He.\n"
CHOICES = "  choices: [{{{}text: a, correct: true, feedback: x}}, {{{}text: b, feedback: x}}]\n"
PAIRS = "  pairs: [{{left: a, right: {}, feedback: x}}, {{left: b, right: {}, feedback: x}}]\n"
MISTAKES = {
    "one id twice": ("single", CHOICES.format("id: one, ", "id: one, "), "goes by the id `one` of the one on line 6"),
    "the id of another's words": (
        "single",
        CHOICES.format("id: 3e23e816, ", ""),
        "goes by the id `3e23e816`",
    ),
    "an id with capitals": ("single", CHOICES.format("id: One, ", ""), "lower-case words joined by hyphens"),
    "an id without an end": ("single", CHOICES.format(f"id: {'a' * 41}, ", ""), "40 letters at most"),
    "two ids of one side": ("match", PAIRS.format("{id: c, text: x}", "{id: d, text: x}"), "the id `d` here and `c`"),
    "one id of two sides": ("match", PAIRS.format("{id: c, text: x}", "{id: c, text: y}"), "by the id of `x`"),
    "one id of two categories": (
        "classify",
        "  categories: [{id: c, text: x}, {id: c, text: y}]\n  cards: [{text: a, category: x, feedback: f}]\n",
        "by the id of `x`",
    ),
    "a label that is a list": ("match", PAIRS.format("[x]", "y"), "has to be text"),
    "a label without words": ("match", PAIRS.format("{id: c}", "y"), "has no `text`"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_ids_that_could_not_tell_options_apart_are_named(tmp_path, mistake):
    """One sentence, with the line."""
    kind, body, words = MISTAKES[mistake]
    path = tmp_path / "bank.yml"
    path.write_text(HEAD.format(kind, body), encoding="utf-8")
    with pytest.raises(BankError) as raised:
        read_bank(path)
    assert words in raised.value.message
    assert raised.value.line


def test_a_new_option_with_the_words_that_another_once_had_is_named(tmp_path):
    """Its id would be that of the other, whose words have changed since."""
    path = tmp_path / "bank.yml"
    path.write_text(HEAD.format("single", CHOICES.format("", "")), encoding="utf-8")
    give_ids(path)
    text = path.read_text(encoding="utf-8").replace("text: a,", "text: c,")
    path.write_text(text.replace("choices: [", "choices: [{text: a, feedback: x}, "), encoding="utf-8")
    with pytest.raises(BankError, match="give it another `id`"):
        read_bank(path)


def test_options_without_ids_are_found_once_for_a_bank(tmp_path, capsys):
    """`quiz check` says what writes them; then it is silent, and a draft is not asked."""
    path = first_edition.as_it_was(tmp_path)
    (found,) = [finding for finding in check([path]) if "quiz ids" in finding.message]
    assert found.message.startswith("25 options have no id")
    assert main(["quiz", "ids", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: 25 ids written\n"
    assert not [finding for finding in check([path]) if "quiz ids" in finding.message]
    draft = first_edition.as_it_was(tmp_path / "draft")
    draft.write_text(f"draft: true\n{draft.read_text(encoding='utf-8')}", encoding="utf-8")
    assert not [finding for finding in check([draft]) if "quiz ids" in finding.message]
