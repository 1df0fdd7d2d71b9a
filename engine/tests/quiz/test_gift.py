"""GIFT: written for Moodle, read back without loss of what GIFT can hold."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from second_course import COURSE, lay_course
from seminar.errors import ExchangeError
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.exchange import new_bank
from seminar.quiz.exchange.gift import gift_reader
from seminar.quiz.exchange.gift import gift_writer as gift
from seminar.quiz.reading.inline import to_html, to_text

# Everything that GIFT, Markdown, YAML or HTML could take for something else.
WORDS = st.text(
    alphabet=st.one_of(st.sampled_from("\\~=#{}:%[]->*`$&<>\"'n/ \n"), st.characters(exclude_categories=["C"])),
    min_size=1,
    max_size=30,
).map(new_bank.clean)
# No Markdown by accident: on the way through HTML marks become elements, and back.
TEXTS = WORDS.filter(lambda text: to_text(text) == " ".join(text.split()) != "")


def back(bank_dict: dict, tmp_path):
    """Write a bank as GIFT, read that, and return both as records."""
    path = tmp_path / "bank.yml"
    path.write_text(new_bank.to_yaml(bank_dict), encoding="utf-8")
    before = read_bank(path)
    read, notes = gift_reader.read(gift.write(before)[0], "x", COURSE)
    assert notes.skipped == []
    path.write_text(new_bank.to_yaml(read), encoding="utf-8")
    return before, read_bank(path)


def item(**fields) -> dict:
    return {"id": "a-question", "evidence": ["S13"], "explanation": "Because.", **fields}


def read(text: str) -> dict:
    """Return the one item of a GIFT file."""
    (found,) = gift_reader.read(text, "x", COURSE)[0]["items"]
    return found


def lost(text: str) -> list[str]:
    """Return what is said of the questions of a GIFT file, with those that are left out."""
    return gift_reader.read(text, "x", COURSE)[1].sentences(Path("x.txt"))


@settings(max_examples=40)  # each goes through YAML twice
@given(st.data())
def test_choices_come_back_as_they_were(tmp_path_factory, data):
    """A multiple choice question with any characters keeps its options, its key and what students see."""
    texts = data.draw(st.lists(TEXTS, min_size=3, max_size=5, unique_by=to_text))
    right = data.draw(st.integers(1, len(texts) - 1))
    choices = [
        {"text": text, "correct": place < right, "feedback": data.draw(TEXTS)} for place, text in enumerate(texts)
    ]
    kind = "single" if right == 1 else "multiple"
    asked = item(type=kind, prompt=data.draw(TEXTS), choices=choices) | {"explanation": data.draw(TEXTS)}
    (before,), (after,) = (
        bank.items for bank in back({"title": "A title", "items": [asked]}, lay_course(tmp_path_factory.mktemp("gift")))
    )
    assert [(c.id, c.correct) for c in after.body.choices] == [(c.id, c.correct) for c in before.body.choices]
    assert [to_html(c.feedback) for c in after.body.choices] == [to_html(c.feedback) for c in before.body.choices]
    assert to_html(after.prompt) == to_html(before.prompt)
    assert to_html(after.explanation) == to_html(before.explanation)
    assert after.evidence == ("S13",)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=4, unique_by=lambda pair: to_text(pair[0])))
def test_pairs_come_back_as_they_were(pairs):
    """Matching keeps both sides, arrows too."""
    lines = [f"={gift.answer(left)} -> {gift.escape(to_text(right))}" for left, right in pairs]
    body = read("::x::[html]Match.{" + "\n".join([*lines, "= -> nothing else"]) + "}")
    assert body["type"] == "match"
    assert [(to_html(p["left"]), p["right"]) for p in body["pairs"]] == [(to_html(a), to_text(b)) for a, b in pairs]


@given(st.lists(WORDS.filter(bool), min_size=1, max_size=3, unique=True))
def test_short_answers_come_back_as_they_were(forms):
    """An accepted form keeps every character; an asterisk is no wildcard, and an arrow makes no pair."""
    lines = [f"=%100%{gift.short(form)}" for form in forms]
    found = read("::x::[html]Say it.{\n" + "\n".join(lines) + "\n}")["accept"]
    assert found == list(dict.fromkeys(form.replace("->", "→") for form in forms))


@given(st.floats(-1e9, 1e9, allow_nan=False), st.floats(0, 1e5, allow_nan=False))
@example(1.6e-19, 1e-21)
def test_numbers_come_back_as_they_were(answer, tolerance):
    """A number keeps its value and its tolerance, however small."""
    found = read(f"::x::[html]How many?{{#\n={gift.plain(answer)}:{gift.plain(tolerance)}\n}}")
    assert (found["answer"], found["tolerance"]) == (answer, tolerance)


def test_every_type_is_written_and_what_is_lost_is_said(tiny):
    """GIFT has seven kinds; the other types are rewritten, and a sentence says so."""
    text, said = gift.write(tiny)
    found, _ = gift_reader.read(text, "x", COURSE)
    assert [i["id"] for i in found["items"]] == [i.id for i in tiny.items]
    rewritten = {i.id for i in tiny.items if i.type in ("order", "classify", "evidence", "map")}
    assert {name for name, what in said if "written as" in what} == rewritten
    hinted = next(i for i in tiny.items if i.hints)
    assert (hinted.id, "GIFT has no place for hints") in said


def test_true_false_keeps_both_sides_feedback(tiny):
    """In GIFT the feedback on the wrong answer stands first; ours is by side."""
    asked = next(i for i in tiny.items if i.type == "true_false")
    found, _ = gift_reader.read(gift.write(tiny)[0], "x", COURSE)
    after = next(i for i in found["items"] if i["id"] == asked.id)
    assert (after["answer"], after["feedback"]) == (asked.body.answer, asked.body.told_to)


def test_a_title_with_a_slash_is_one_category(tiny):
    """Moodle parts categories by a slash; one of a title is doubled, and comes back."""
    from dataclasses import replace

    found, _ = gift_reader.read(gift.write(replace(tiny, title="Trade and/or pressure"))[0], "x", COURSE)
    assert found["title"] == "Trade and/or pressure"


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

Put in order.{> ALL VERTICAL RELATIVE
first
second
third}

Nothing is asked here.
"""


def test_moodles_own_examples_are_read_as_moodle_reads_them():
    """Missing words, ranges, pairs, weights, categories, steps and HTML come in; a description stays out, named."""
    bank, notes = gift_reader.read(FOREIGN, "x", COURSE)
    kinds = [i["type"] for i in bank["items"]]
    assert kinds == ["single", "single", "true_false", "numeric", "numeric", "match", "multiple", "reflect", "order"]
    assert bank["title"] == "History"
    assert bank["items"][1]["prompt"] == "Grant is _____ in Grant's tomb."
    assert bank["items"][5]["extra"] == ["Tokyo"]
    assert bank["items"][6]["prompt"] == "Which **two** lie  there?"
    assert [c.get("correct", False) for c in bank["items"][6]["choices"]] == [True, True, False]
    assert bank["items"][6]["explanation"] == "*Why*"
    assert [step["text"] for step in bank["items"][8]["items"]] == ["first", "second", "third"]
    assert [(line, why) for line, _, why in notes.skipped] == [(24, "a description asks nothing")]
    assert "left out the HTML elements img: which-two-lie-there" in notes.sentences(Path("x"))


# What is written between braces, and the item or a part of it that a bank makes of it.
HELD = {
    "a half-right option is no key": ("{~Rome ~%50%Italy =Turin}", {"type": "single", "keys": ["Turin"]}),
    "weights that add up are keys": ("{~%50%a ~%50%b ~%-100%c}", {"type": "multiple", "keys": ["a", "b"]}),
    "one whole option among boxes": ("{~%100%a ~%50%b ~c}", {"type": "multiple", "keys": ["a"]}),
    "an option without words": ("{=a ~ ~b}", {"type": "single", "keys": ["a"]}),
    "an option twice": ("{=a ~b ~b}", {"type": "single", "keys": ["a"]}),
    "an option that begins like a weight": ("{=a ~50% of b}", {"type": "single", "keys": ["a"]}),
    "a first option without a mark": ("{a ~b =c}", {"type": "single", "keys": ["c"]}),
    "a small number": ("{#1.6e-19:1e-21}", {"answer": 1.6e-19, "tolerance": 1e-21}),
    "no digit before the point": ("{#.5}", {"answer": 0.5}),
    "no digit behind the point": ("{#5.}", {"answer": 5}),
    "a sign": ("{#+5:.25}", {"answer": 5, "tolerance": 0.25}),
    "a range": ("{#1..5}", {"range": [1, 5]}),
    "a range of fractions": ("{#-.5 .. .5}", {"range": [-0.5, 0.5]}),
    "a range upside down": ("{#5..1}", {"range": [1, 5]}),
    "a full weight": ("{#=%100%3:0}", {"answer": 3, "tolerance": 0}),
    "numbers that touch": ("{#=3:1 =5:1}", {"range": [2, 6]}),
    "half credit for a near number": ("{#=1822:0 =%50%1822:2}", {"answer": 1822, "tolerance": 0}),
    "half credit for a word": (
        "{=cat =%50%kitten#young}",
        {"accept": ["cat"], "near": [{"text": "kitten", "feedback": "young"}]},
    ),
    "a wildcard beside a word": ("{=Ireland =*land*}", {"accept": ["Ireland"]}),
    "feedback on any other word": ("{=Frog =%0%*#No.}", {"accept": ["Frog"]}),
    "an asterisk that is meant": (r"{=5\*3}", {"accept": ["5*3"]}),
    "one word without a mark": ("{no one}", {"accept": ["no one"]}),
    "weights on pairs": (
        "{=%50%a->b =%50%c->d}",
        {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}]},
    ),
    "a right side that stands alone twice": ("{=a->b =c->d =->e =->e =->b}", {"extra": ["e"]}),
    "general feedback": ("{T####Why.}", {"answer": True, "explanation": "Why."}),
    "feedback on both sides": ("{FALSE#No.#Yes.}", {"answer": False, "feedback": {"true": "No.", "false": "Yes."}}),
    "feedback with a format": ("{=a#[html]<i>Yes</i> ~b}", {"type": "single", "keys": ["a"]}),
    "an essay": ("{}", {"type": "reflect"}),
    "escaped signs": (r"{=a \= b \~ c \{\} \# \: \\ ~x}", {"type": "single", "keys": ["a = b ~ c {} # : \\"]}),
    "a line end": (r"{=a\nb ~c}", {"type": "single", "keys": ["a\nb"]}),
}


@pytest.mark.parametrize("case", HELD)
def test_what_moodle_reads_is_held(case):
    """Each shape of answers becomes the item that was meant."""
    answers, wanted = HELD[case]
    found = read(f"::A name::What?{answers}")
    keys = [choice["text"] for choice in found.get("choices", ()) if choice.get("correct")]
    assert {name: (found | {"keys": keys})[name] for name in wanted} == wanted


# What is written between braces, and words of the sentence on what is lost.
SAID = {
    "a half-right option": ("{~Rome ~%50%Italy =Turin}", "worth a part of the mark are now wrong: a-name"),
    "half credit for a near number": ("{#=1822:0 =%50%1822:2}", "1822:2 was worth 50 % and is now wrong: a-name"),
    "half credit for a word": ("{=cat =%50%kitten#young}", "“kitten” was worth 50 % and is now wrong: a-name"),
    "a wildcard": ("{=Ireland =*land*}", "left out the answer “*land*”, a bank has no wildcards: a-name"),
    "a wildcard for all the rest": ("{=a =%0%*#No.}", "left out the feedback on any other answer: a-name"),
    "several right options": ("{=a =b ~c}", "one of several right options was enough"),
    "unequal shares": ("{~%80%a ~%20%b ~%-100%c}", "its weights give way"),
    "wrong options that cost nothing": ("{~%50%a ~%50%b ~c}", "its weights give way"),
    "numbers apart": ("{#=3 =5}", "left out 5: a-name"),
    "feedback on any other number": ("{#3 ~#No.}", "left out the feedback on any other number"),
    "weights on pairs": ("{=%50%a->b =%50%c->d}", "left out the weights of its pairs"),
}


@pytest.mark.parametrize("case", SAID)
def test_what_a_bank_cannot_hold_is_said_by_name(case):
    """Every lost weight, wildcard and feedback is a sentence with the item's id."""
    answers, words = SAID[case]
    assert any(words in sentence for sentence in lost(f"::A name::What?{answers}"))


# What is written as a question, and why it is left out.
LEFT_OUT = {
    "an open brace": ("What?{=a ~b", "a brace has no partner"),
    "a brace that closes nothing": ("What?} {=a ~b}", "a brace has no partner"),
    "two pairs of braces": ("Two {=one =1} and {=two =2}.", "more than one pair of braces"),
    "no key": ("What?{~a ~b}", "no option is right"),
    "no whole answer": ("What?{~%50%a ~b}", "worth 50 % together"),
    "no whole option": ("What?{=%50%a ~b}", "worth 50 % together"),
    "one option": ("What?{=a ~}", "needs two or more"),
    "an option both right and wrong": ("What?{=a ~a}", "each has to differ"),
    "an option that is an image": ("What?{=<img> ~b}", "nothing but img"),
    "all options right": ("What?{~%50%a ~%50%b}", "every choice is correct"),
    "no number": ("How many?{#lots}", "is no number"),
    "a number beyond all numbers": ("How many?{#1e400}", "too large"),
    "a tolerance that is no number": ("How many?{#3:x}", "is no number"),
    "a wildcard alone": ("Which?{=*land*}", "has a wildcard"),
    "half credit alone": ("Which?{=%50%a}", "no answer is worth 100 %"),
    "one pair": ("Match.{=a->b}", "one right side only"),
    "a pair without an arrow": ("Match.{=a->b =c}", "has no ->"),
    "a left side twice": ("Match.{=a->b =a->c}", "each has to differ"),
    "no stem": ("{=a ~b}", "no text before its answers"),
    "a description": ("Read this.", "asks nothing"),
    "the same question again": ("::Good::Is it?{T}", "the same question"),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_question_that_cannot_be_held_is_left_out_by_name_and_the_rest_is_kept(case):
    """One sentence with the line and the reason, and the questions about it come in."""
    text, words = LEFT_OUT[case]
    bank, notes = gift_reader.read(f"::Good::Is it?{{T}}\n\n{text}\n\n::Last::Is it so?{{F}}\n", "x", COURSE)
    assert [i["id"] for i in bank["items"]] == ["good", "last"]
    ((line, name, why),) = notes.skipped
    assert (line, bool(name)) == (3, True)
    assert words in why


def test_names_that_differ_in_a_letter_alone_give_two_ids_of_their_own():
    """й and и are one letter in the Latin alphabet: what the questions say keeps them apart, wherever they stand."""
    one, other = "::Мой::Чей дом?{=мой}", "::Мои::Чьи дома?{=мои}"
    ids = [
        {i["prompt"]: i["id"] for i in gift_reader.read("\n\n".join(text), "x", COURSE)[0]["items"]}
        for text in ((one, other), (other, one))
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 2


def test_an_empty_file_is_refused():
    """A file without any question is one sentence."""
    with pytest.raises(ExchangeError, match="no GIFT question"):
        gift_reader.read("// nothing\n\n$CATEGORY: a\n", "x", COURSE)


def test_several_categories_are_one_bank_and_named():
    """A bank knows no categories: their names are said once, and the file's title stays."""
    bank, notes = gift_reader.read(
        "$CATEGORY: a/one\n\nIs it?{T}\n\n$CATEGORY: a/two\n\nAnd this?{F}\n", "The file", COURSE
    )
    assert (bank["title"], len(bank["items"])) == ("The file", 2)
    assert notes.whole == ["2 categories became one bank: one, two"]


def test_an_imported_item_keeps_its_id_when_questions_are_inserted():
    """Ids come from names and words in any script, never from the place; equal names differ by content."""
    old = [
        "::Столица::Какой город?{=Астана}",
        "Қазақстан қай ұйымда?{T}",
        "::Q::One?{T}",
        "::Q::Two?{T}",
        "::?::So?{T}",
    ]
    new = ["::Президент::Кто?{=Токаев}", *reversed(old), "// [id:my-own]\n::Q::Three?{T}"]
    ids = [
        {i["prompt"]: i["id"] for i in gift_reader.read("\n\n".join(text), "x", COURSE)[0]["items"]}
        for text in (old, new)
    ]
    assert ids[0].items() <= ids[1].items()
    assert len(set(ids[1].values())) == 7
    assert ids[0]["Какой город?"] == "stolitsa"
    assert ids[1]["Three?"] == "my-own"
    assert not any(name in ("item", "q", "item-2", "q-2") for name in ids[1].values())


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*"{}=~#%:*[]\\/.->\n ", "::", "\n\n", "####", "T", "%50%", "$CATEGORY:", "1", "a"]),
            st.text(max_size=3),
        ),
        max_size=40,
    )
)
def test_whatever_a_file_holds_questions_or_sentences_come_out(parts):
    """No text is a traceback: what comes out is a bank that reads, or a sentence."""
    try:
        bank, notes = gift_reader.read(new_bank.clean("".join(parts)), "x", COURSE)
    except ExchangeError as error:
        assert error.message
        return
    assert bank["items"] or notes.skipped
    assert all(why for _, _, why in notes.skipped)
    assert len({i["id"] for i in bank["items"]}) == len(bank["items"])
    new_bank.to_yaml(bank)
