"""Reading banks: what is right is read, and what is wrong is said with file, line and a way out."""

import pytest

from second_course import COURSE
from seminar.errors import BankError
from seminar.quiz.bank import item as r
from seminar.quiz.bank.bank import asked, bank_path, bank_paths, look_over, read_bank
from seminar.quiz.types.numeric import NearNumber, Numeric

HEAD = """\
title: A bank
items:
- id: first-one
  type: single
  prompt: Who speaks?
  choices:
  - {text: Wilson, correct: true, feedback: He does.}
  - {text: Nobody, feedback: Somebody does.}
  evidence: [S5]
  explanation: Wilson speaks.
"""


def item(kind: str, body: str) -> str:
    """Return a bank whose one item has the type and the lines given, the first of them on line 6."""
    start = f"title: A bank\nitems:\n- id: first-one\n  type: {kind}\n  prompt: Who speaks?\n"
    return f"{start}{body}  evidence: [S5]\n  explanation: Wilson speaks.\n"


# What was written, the line that is named, and words that have to stand in the message.
MISTAKES = {
    "a type that does not exist": (HEAD.replace("single", "singel"), 4, "did you mean `single`?"),
    "a field misspelt": (HEAD + "  explantion: x\n", 11, "did you mean `explanation`?"),
    "a required field misspelt": (HEAD.replace("  prompt:", "  promt:"), 3, "did you mean `prompt`?"),
    "a choice's field misspelt": (HEAD.replace("correct:", "corect:"), 7, "did you mean `correct`?"),
    "no correct choice": (HEAD.replace("correct: true, ", ""), 3, "mark one with `correct: true`"),
    "two keys": (HEAD.replace("Nobody,", "Nobody, correct: true,"), 3, "use the type `multiple`"),
    "a choice without feedback": (HEAD.replace(", feedback: Somebody does.", ""), 8, "has no `feedback`"),
    "one choice": (HEAD.replace("  - {text: Nobody, feedback: Somebody does.}\n", ""), 3, "two or more"),
    "two choices alike": (HEAD.replace("Nobody", "'*Wilson*'"), 8, "stands here and on line 7"),
    "a claim that is not in the register": (HEAD.replace("S5", "S99"), 9, "holds S1 to S14"),
    "no claim and no source": (HEAD.replace("evidence: [S5]", "evidence: []"), 3, "names neither"),
    "no explanation": (HEAD.replace("  explanation: Wilson speaks.\n", ""), 3, "has no `explanation`"),
    "an id used twice": (HEAD + HEAD.split("items:\n")[1], 11, "taken by the item on line 3"),
    "an id with capitals": (HEAD.replace("first-one", "First One"), 3, "joined by hyphens"),
    "a day that does not exist": (HEAD + "  review_by: 2027-02-30\n", 11, "write a day such as"),
    "yes instead of true": (HEAD.replace("correct: true", "correct: yes"), 7, "write `true` or `false`"),
    "points below nothing": (HEAD + "  points: -1\n", 11, "write `ungraded: true`"),
    "an objective in words": (HEAD + "  objective: third\n", 11, "write a number"),
    "a hint that costs too much": (HEAD + "  hints: [{text: Look, cost: 2}]\n", 11, "from 0 to 1"),
    "a field written twice": (HEAD + "  prompt: Again?\n", 11, "`prompt` twice"),
    "an empty field": (HEAD.replace("Who speaks?", ""), 5, "is empty"),
    "a list where a text belongs": (HEAD.replace("Who speaks?", "[Who]"), 5, "has to be text"),
    "a text where a list belongs": (HEAD.replace("[S5]", "S5"), 9, "has to be a list"),
    "a comma that ends a text": (HEAD.replace("He does.", "He does, often."), 7, "in quotation marks"),
    "a pin in the middle": (HEAD.replace("Nobody,", "Nobody, pin: middle,"), 8, "`first` or `last`"),
    "points beyond all numbers": (HEAD + "  points: 1e400\n", 11, "beyond all that is asked"),
    "more points than an item has": (HEAD + "  points: 1001\n", 11, "at most 1000"),
    "an objective that no chapter has": (HEAD + "  objective: 99\n", 11, "one of the chapter's objectives"),
    "an exam of none": ("exam: {draw: 0}\n" + HEAD, 1, "each student gets"),
    "an exam of half an item": ("exam: {draw: 1.5}\n" + HEAD, 1, "each student gets"),
    "an exam with an item that is not there": ("exam: {items: [first-on]}\n" + HEAD, 1, "did you mean `first-one`"),
    "an exam with a field misspelt": ("exam: {sed: x}\n" + HEAD, 1, "did you mean `seed`"),
    "no YAML": ("title: [A bank\nitems: {", 2, "not YAML"),
    "an empty file": ("", None, "a bank needs `title` and `items`"),
    "no list of items": ("title: A bank\n", 1, "has no `items`"),
    "an item that is a word": ("title: A bank\nitems:\n- first-one\n", 3, "`field: value`"),
    "all choices correct": (
        item("multiple", "  choices: [{text: a, correct: true, feedback: x}, {text: b, correct: true, feedback: x}]\n"),
        3,
        "add a distractor",
    ),
    "true_false without a side": (
        item("true_false", "  answer: true\n  feedback: {true: Yes.}\n"),
        7,
        "has no `false`",
    ),
    "numeric without an answer": (item("numeric", "  tolerance: 1\n"), 3, "either `answer`"),
    "numeric with answer and range": (item("numeric", "  answer: 1\n  range: [0, 2]\n"), 3, "either `answer`"),
    "a range upside down": (item("numeric", "  range: [2, 1]\n"), 3, "write the lower end first"),
    "a decimal comma in the bank": (item("numeric", "  answer: 56,4\n"), 6, "with a decimal point"),
    "an infinite answer": (item("numeric", "  answer: .inf\n"), 6, "with a decimal point"),
    "nothing accepted": (item("text", "  accept: []\n"), 6, "is empty"),
    "an extra that fits": (
        item("match", "  pairs: [{left: a, right: b, feedback: x}]\n  extra: [b]\n"),
        3,
        "but it is the right side of a pair",
    ),
    "ranks that fall": (
        item("order", "  items: [{text: a, rank: 2}, {text: b, rank: 1}]\n"),
        6,
        "do not fall",
    ),
    "a card without a category of the list": (
        item("classify", "  categories: [fact, claim]\n  cards: [{text: a, category: fct, feedback: x}]\n"),
        7,
        "did you mean `fact`?",
    ),
    "passages that all support": (
        item("evidence", "  statement: s\n  passages: [{claim: S1, support: true, feedback: x}]\n"),
        3,
        "and some not",
    ),
    "a state that is not on the map": (
        item("map", "  states: [{iso3: BEL, correct: true}, {iso3: XYZ}]\n"),
        6,
        "the map has no state `XYZ`",
    ),
}

# What is wrong before a schema could look at it, or beyond what a schema says.
UNUSUAL = {
    "a list as the name of a field": (HEAD + "  ? [a, b]\n  : x\n", 11, "has to be a word"),
    "a mapping as the name of a field": (HEAD + "  ? {a: b}\n  : x\n", 11, "has to be a word"),
    "a merge key": (HEAD + "  <<: {points: 2}\n", 11, "has to be a word"),
    "copies of copies": ("title: x\na: &a [x, x]\nitems: [*a, *a]\n", 2, "to be copied"),
    "a list that holds itself": ("title: x\nitems: &a [*a]\n", 2, "to be copied"),
    "half a character": (HEAD.replace("Who speaks?", '"P\\ud800"'), 5, "U+D800, which no text may hold"),
    "an escape sequence": (HEAD.replace("He does.", '"\\e[31m"'), 7, "U+001B"),
    "a hint with an escape sequence": (HEAD + '  hints: ["\\e[31m"]\n', 11, "U+001B"),
    "a raw NUL": (HEAD.replace("Who", "W\0ho"), 5, "U+0000"),
    "a mark that turns the direction": (HEAD.replace("Who", "W\u202eho"), 5, "U+202E"),
    "a character that does not exist": (HEAD.replace("Who speaks?", '"\\UFFFFFFFF"'), None, "not YAML"),
    "lists in lists without an end": ("title: x\nitems: " + "[" * 20_000, None, "nested too deeply"),
    "more than a bank holds": (f"title: {'x' * 2_000_000}\n", None, "too many for a bank"),
    "yes for true in old YAML": ("%YAML 1.1\n---\n" + HEAD.replace("t: true", "t: yes"), 9, "write `true` or"),
    "two documents": (HEAD + "---\na: b\n", 11, "another document"),
    "a tab": (HEAD.replace("  prompt", "\tprompt"), 5, "cannot start any token"),
}


@pytest.mark.parametrize("mistake", MISTAKES | UNUSUAL)
def test_a_mistake_is_named_with_its_line_and_what_would_be_right(tmp_path, mistake):
    """Each mistake gives one sentence with file, line and a way out."""
    text, line, words = (MISTAKES | UNUSUAL)[mistake]
    path = tmp_path / "bank.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        read_bank(path)
    assert words in caught.value.message
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_bank_without_mistakes_is_read(tmp_path):
    """The text that the mistakes are made from is itself right."""
    path = tmp_path / "bank.yml"
    path.write_text(HEAD, encoding="utf-8")
    assert [item.id for item in read_bank(path).items] == ["first-one"]


def test_all_mistakes_of_a_bank_are_known_at_once(tmp_path):
    """Whoever mends a bank sees every mistake with its line, in the order of the file; what is right is read."""
    path = tmp_path / "bank.yml"
    wrong = HEAD.replace("first-one", "second-one").replace("feedback: He does.", "").replace("S5", "S99")
    more = wrong.split("items:\n")[1] + "  points: 0\n- a word\n- {id: third-one, type: singel}\n"
    path.write_text(HEAD + more, encoding="utf-8")
    bank, mistakes = look_over(path)
    assert [item.id for item in bank.items] == ["first-one"]
    said = ["has no `feedback`", "no claim `S99`", "`points` is 0", "`field: value`", "did you mean `single`"]
    assert [mistake.line for mistake in mistakes] == [15, 17, 19, 20, 21]
    for mistake, words in zip(mistakes, said, strict=True):
        assert words in mistake.message


def test_what_is_said_of_a_bank_goes_to_no_terminal_as_an_order(tmp_path):
    """A field named with an escape sequence is named without it."""
    path = tmp_path / "bank.yml"
    path.write_text(HEAD + '  "\\e[31mpromt": x\n', encoding="utf-8")
    _, [mistake] = look_over(path)
    assert "\x1b" not in str(mistake)
    assert "`[31mpromt`" in str(mistake)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_the_line_ends_and_the_byte_order_mark_of_other_systems_are_read(tmp_path, ends):
    """A bank that was saved on another system is the same bank."""
    path = tmp_path / "bank.yml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", ends).encode())
    assert [item.id for item in read_bank(path).items] == ["first-one"]


def test_a_file_in_another_encoding_is_named(tmp_path):
    """A file that is not UTF-8 is refused with a sentence."""
    path = tmp_path / "bank.yml"
    path.write_bytes(HEAD.replace("Wilson", "Вильсон").encode("cp1251"))
    with pytest.raises(BankError, match="not UTF-8"):
        read_bank(path)


def test_a_bank_that_is_not_there_is_named(tmp_path):
    """A missing file is no traceback."""
    with pytest.raises(BankError, match="no such file"):
        read_bank(tmp_path / "bank.yml")


def test_every_type_is_read_with_its_fields(tiny):
    """The small bank gives each type's own record."""
    bodies = {item.type: item.body for item in tiny.items}
    assert bodies["numeric"] == Numeric(
        55.9, 56.9, 56.4, 0.5, "Mt", (NearNumber(70.4, 70.6, "That is three quarters of it."),)
    )
    assert bodies["text"].accept == ("club", "café")
    assert bodies["match"].extra == ("Belgium",)
    assert [step.rank for step in bodies["order"].steps] == [1, 2, 3, 4]
    assert bodies["classify"].cards[0].claim == "S1"
    assert bodies["reflect"].criteria[0] == "Names the speaker"
    assert tiny.item("one-of-four").hints[1] == r.Hint("It is the English word for having no secrets.", 0.25)


def test_an_option_keeps_its_id_when_options_change_places(tmp_path):
    """Responses stay right when an author reorders the options of an item."""
    lines = HEAD.splitlines(keepends=True)
    lines[6], lines[7] = lines[7], lines[6]
    one, other = tmp_path / "one.yml", tmp_path / "other.yml"
    one.write_text(HEAD, encoding="utf-8")
    other.write_text("".join(lines), encoding="utf-8")
    ids = [{c.text: c.id for c in read_bank(path).items[0].body.choices} for path in (one, other)]
    assert ids[0] == ids[1]


def test_a_quiz_asks_the_items_named_and_else_all_that_are_graded(tmp_path):
    """Ids choose items in their order; without ids the ungraded ones stay out; an unknown one is named."""
    path = tmp_path / "bank.yml"
    second = HEAD.split("items:\n")[1].replace("first-one", "second-one")
    path.write_text(f"{HEAD}{second}  ungraded: true\n", encoding="utf-8")
    bank = read_bank(path)
    assert [item.id for item in asked(bank)] == ["first-one"]
    assert [item.id for item in asked(bank, ["second-one", "first-one"])] == ["second-one", "first-one"]
    with pytest.raises(BankError, match="did you mean `first-one`"):
        asked(bank, ["first-on"])


def test_the_banks_of_a_course_are_found_and_read():
    """Every bank that comes with the course's package reads without a mistake."""
    assert bank_paths(COURSE)
    for stem, path in bank_paths(COURSE).items():
        assert bank_path(stem, COURSE) == path
        assert read_bank(path).items


def test_a_bank_that_does_not_exist_is_answered_with_the_nearest_name():
    """Asking for a bank by a wrong name suggests the right one."""
    stem = next(iter(bank_paths(COURSE)))
    with pytest.raises(BankError, match=f"did you mean `{stem}`"):
        bank_path(f"{stem}x", COURSE)


def test_a_thousand_items_are_read(tmp_path):
    """A bank of 1,000 items is read whole."""
    first = HEAD.split("items:\n")[1]
    items = "".join(first.replace("first-one", f"item-{number}") for number in range(1000))
    path = tmp_path / "bank.yml"
    path.write_text(f"title: Many\nitems:\n{items}", encoding="utf-8")
    assert len(read_bank(path).items) == 1000
