"""Ids of options stay when words change, and answers kept under the words are read."""

import shutil

import pytest

from second_course import TINY_BANK
from seminar.cli import main
from seminar.errors import BankError
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.bank.check import check
from seminar.quiz.bank.give_ids import give_ids
from seminar.quiz.page.compiled import compile_item

BLOCKS = """\
title: A bank
items:
# What only a remark says.
- id: first-one
  type: match
  prompt: Who says what?
  pairs:
  - left: Wilson
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
  evidence: [S5]
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
    path.write_text(BLOCKS.replace("S5", "S99"), encoding="utf-8")
    with pytest.raises(BankError, match="no claim `S99`"):
        give_ids(path)
    assert path.read_text(encoding="utf-8") == BLOCKS.replace("S5", "S99")


HEAD = "title: A bank\nitems:\n- id: first-one\n  type: {}\n  prompt: Who?\n{}  evidence: [S5]\n  explanation: He.\n"
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
    path = tmp_path / "tiny.yml"
    shutil.copyfile(TINY_BANK, path)
    (found,) = [finding for finding in check([path]) if "quiz ids" in finding.message]
    assert found.message.startswith("25 options have no id")
    assert main(["quiz", "ids", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: 25 ids written\n"
    assert not [finding for finding in check([path]) if "quiz ids" in finding.message]
    draft = tmp_path / "draft.yml"
    draft.write_text(f"draft: true\n{TINY_BANK.read_text(encoding='utf-8')}", encoding="utf-8")
    assert not [finding for finding in check([draft]) if "quiz ids" in finding.message]
