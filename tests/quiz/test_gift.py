"""GIFT: written for Moodle, read back without loss of what GIFT can hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from betweenblocs.errors import ExchangeError
from betweenblocs.quiz.bank import read_bank
from betweenblocs.quiz.exchange import gift, gift_reader, new_bank
from betweenblocs.quiz.inline import to_text

# Everything that GIFT, Markdown, YAML or HTML could take for something else.
WORDS = st.text(
    alphabet=st.one_of(st.sampled_from("\\~=#{}:%[]->*`$&<>\"'n/ \n"), st.characters(exclude_categories=["C"])),
    min_size=1,
    max_size=30,
).map(new_bank.clean)
TEXTS = WORDS.filter(lambda text: len(to_text(text)) > 0)


def back(bank_dict: dict, tmp_path):
    """Write a bank as GIFT, read that, and return both as records."""
    path = tmp_path / "bank.yml"
    path.write_text(new_bank.to_yaml(bank_dict), encoding="utf-8")
    before = read_bank(path)
    text, _ = gift.write(before)
    read, _ = gift_reader.read(text, "x")
    path.write_text(new_bank.to_yaml(read), encoding="utf-8")
    return before, read_bank(path)


def item(**fields) -> dict:
    return {"id": "a-question", "evidence": ["C13"], "explanation": "Because.", **fields}


@settings(max_examples=40)  # each goes through YAML twice
@given(st.data())
def test_choices_come_back_as_they_were(tmp_path_factory, data):
    """A multiple choice question with any characters keeps its words, its key and its feedback."""
    texts = data.draw(st.lists(TEXTS, min_size=3, max_size=5, unique_by=to_text))
    right = data.draw(st.integers(1, len(texts) - 1))
    choices = [
        {"text": text, "correct": place < right, "feedback": data.draw(TEXTS)} for place, text in enumerate(texts)
    ]
    kind = "single" if right == 1 else "multiple"
    asked = item(type=kind, prompt=data.draw(TEXTS), choices=choices) | {"explanation": data.draw(TEXTS)}
    before, after = back({"title": "A title", "items": [asked]}, tmp_path_factory.mktemp("gift"))
    assert after.items[0].body == before.items[0].body
    assert after.items[0].prompt == before.items[0].prompt
    assert after.items[0].explanation == before.items[0].explanation
    assert after.items[0].evidence == ("C13",)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=4, unique_by=lambda pair: to_text(pair[0])))
def test_pairs_come_back_as_they_were(pairs):
    """Matching keeps both sides; only “->” on a left side becomes “→”."""
    lines = [f"={gift.answer(left.replace('->', '→'))} -> {gift.escape(right)}" for left, right in pairs]
    read, _ = gift_reader.read("::x::[markdown]Match.{" + "\n".join(lines) + "}", "x")
    body = read["items"][0]
    assert body["type"] == "match"
    assert [(p["left"], p["right"]) for p in body["pairs"]] == [(a.replace("->", "→"), b) for a, b in pairs]


@given(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
def test_short_answers_come_back_as_they_were(forms):
    """An accepted form keeps every character; an asterisk is no wildcard."""
    lines = [f"=%100%{gift.short(form)}" for form in forms]
    read, _ = gift_reader.read("::x::[markdown]Say it.{\n" + "\n".join(lines) + "\n}", "x")
    assert read["items"][0]["accept"] == forms


@given(
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 6)),
    st.floats(0, 1e5, allow_nan=False).map(lambda x: round(x, 6)),
)
def test_numbers_come_back_as_they_were(answer, tolerance):
    """A number keeps its value and its tolerance, however small."""
    text = f"::x::[markdown]How many?{{#\n={gift.plain(answer)}:{gift.plain(tolerance)}\n}}"
    read, _ = gift_reader.read(text, "x")
    assert (read["items"][0]["answer"], read["items"][0]["tolerance"]) == (answer, tolerance)


def test_every_type_is_written_and_what_is_lost_is_said(tiny):
    """GIFT has seven kinds; the other types are rewritten, and a sentence says so."""
    text, said = gift.write(tiny)
    read, _ = gift_reader.read(text, "x")
    assert [i["id"] for i in read["items"]] == [i.id for i in tiny.items]
    rewritten = {i.id for i in tiny.items if i.type in ("order", "classify", "evidence", "map")}
    assert {line.split(":")[0] for line in said if "written as" in line} == rewritten
    hinted = next(i for i in tiny.items if i.hints)
    assert any(line.startswith(f"{hinted.id}: GIFT has no place for its") and "hints" in line for line in said)


def test_true_false_keeps_both_sides_feedback(tiny):
    """In GIFT the feedback on the wrong answer stands first; ours is by side."""
    asked = next(i for i in tiny.items if i.type == "true_false")
    read, _ = gift_reader.read(gift.write(tiny)[0], "x")
    after = next(i for i in read["items"] if i["id"] == asked.id)
    assert (after["answer"], after["feedback"]) == (asked.body.answer, asked.body.feedback)


FOREIGN = """\
// a comment
$CATEGORY: tom/dick/History

Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}

Grant is {~buried =entombed ~living} in Grant's tomb.

::TF:: Grant is buried in Grant's tomb.{FALSE}

When was Ulysses S. Grant born?{#1822:5}

What is pi?{#3.141..3.142 ~#Look again.}

Match.{=Canada->Ottawa =Italy->Rome = -> Tokyo}

[html]<p>Which <b>two</b> lie <img src=x onerror=alert(1)> there?</p>{~%50%one ~%50%two ~%-100%three####<em>Why</em>}

Write an essay.{}

Nothing is asked here.
"""


def test_moodles_own_examples_are_read_as_moodle_reads_them():
    """Missing words, ranges, pairs, weights, categories and HTML come in; a description stays out and is named."""
    read, said = gift_reader.read(FOREIGN, "x")
    kinds = [i["type"] for i in read["items"]]
    assert kinds == ["single", "single", "true_false", "numeric", "numeric", "match", "multiple", "reflect"]
    assert read["title"] == "History"
    assert read["items"][1]["prompt"] == "Grant is _____ in Grant's tomb."
    assert read["items"][5]["extra"] == ["Tokyo"]
    assert read["items"][6]["prompt"] == "Which **two** lie  there?"
    assert [c.get("correct", False) for c in read["items"][6]["choices"]] == [True, True, False]
    assert read["items"][6]["explanation"] == "*Why*"
    assert any("left out, a description" in line for line in said)
    assert any("HTML elements img" in line for line in said)
    assert any("still needs an explanation" in line for line in said)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("One{=a ~b}\n\nTwo{=a ~b", 3, "has no partner"),
        ("What?{~a ~b}", 1, "no answer is right"),
        ("How many?{#lots}", 1, "is no number"),
        ("", None, "no GIFT question"),
        ("{=a ~b}", 1, "no text before its answers"),
    ],
    ids=["an open brace", "no key", "no number", "an empty file", "no stem"],
)
def test_what_is_not_gift_is_said_with_its_line(text, line, sentence):
    """A mistake in a GIFT file is one sentence with the line of its question."""
    with pytest.raises(ExchangeError, match=sentence) as raised:
        gift_reader.read(text, "x")
    assert raised.value.line == line
