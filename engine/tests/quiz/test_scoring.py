"""One rule for each type, in Python and in JavaScript."""

import unicodedata
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from by_javascript import by_javascript
from seminar.quiz.bank.credit import credit, score, score_by_key
from seminar.quiz.parts import credit_rules
from seminar.quiz.parts.folding import fold, parse_number
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.types import TYPES
from type_examples import item_of

# Without code points that are not assigned yet: the two languages may know different Unicode versions.
letters = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12)
names = st.sampled_from([*"abcdefg", "a,b", "constructor"])
options = st.lists(names, min_size=2, max_size=8, unique=True)


@st.composite
def picks(draw):
    """Draw a key of right and wrong options, and a set of picks."""
    drawn = draw(options)
    cut = draw(st.integers(1, len(drawn) - 1))
    return {"correct": drawn[:cut], "wrong": drawn[cut:]}, draw(st.lists(st.sampled_from(drawn), unique=True))


@st.composite
def orders(draw):
    """Draw ranks, not all equal, and an order of the steps."""
    steps = draw(options)
    ranks = draw(st.lists(st.integers(1, 4), min_size=len(steps), max_size=len(steps)))
    ranks[0], ranks[-1] = 0, 5
    return dict(zip(steps, ranks, strict=True)), draw(st.permutations(steps))


@st.composite
def places(draw):
    """Draw the pairs of a match or classify item, and where a student placed its rows."""
    pairs = draw(st.dictionaries(names, names, min_size=1, max_size=5))
    return {"pairs": pairs}, draw(st.dictionaries(st.sampled_from(sorted(pairs)), names))


# Whatever shape a response file may give to a response.
anything = st.none() | letters | st.lists(names, max_size=5) | st.dictionaries(names, names, max_size=5)


def test_python_and_javascript_agree_on_cases_that_nobody_wrote():
    """Drawn responses to each type, of the right shape and of any other, come out alike on both sides."""
    drawn: list[dict] = []
    items = {name: item_of(name) for name in TYPES}

    @settings(max_examples=150, database=None, derandomize=True)
    @given(picks(), orders(), places(), letters, st.from_regex(r"[-+−]?[0-9 .,]{0,9}( Mt)?", fullmatch=True), anything)
    def draw(pick, order, placed, text, digits, other):
        shapes = {
            "correct": pick,
            "pairs": placed,
            "ranks": ({"ranks": order[0]}, order[1]),
            "accept": ({"accept": [fold(text)]}, text),
            "low": ({"low": -50, "high": 50, "unit": "Mt"}, digits),
        }
        for name, item in items.items():
            own = item.body.key()
            key, response = next((shapes[shape] for shape in shapes if shape in own), (own, text))
            if "correct" in own and not item.body.SEVERAL:
                key, response = {"correct": pick[0]["correct"][:1], "wrong": []}, next(iter(pick[1]), None)
            drawn.extend({"type": name, "key": key, "response": given} for given in (response, other))

    draw()
    ours = [score_by_key(case["type"], case["key"], case["response"]) for case in drawn]
    theirs = by_javascript("score(c.type, c.key, c.response)", drawn)
    assert [None if earned is None else pytest.approx(earned) for earned in ours] == theirs
    typed = [case["response"] for case in drawn if isinstance(case["response"], str)]
    assert by_javascript("fold(c)", typed) == [fold(text) for text in typed]
    assert by_javascript("parseNumber(c, 'Mt')", typed) == [parse_number(text, "Mt") for text in typed]


@given(picks())
def test_picks_score_between_nothing_and_all(drawn):
    """The credit for picks lies between 0 and 1, and only the key earns 1."""
    key, picked = drawn
    earned = credit_rules.several(key, picked)
    assert 0 <= earned <= 1
    assert (earned == 1) == (set(picked) == set(key["correct"]))


@given(picks(), st.randoms())
def test_the_order_of_picks_does_not_matter(drawn, random):
    """The same picks in another order earn the same."""
    key, picked = drawn
    mixed = random.sample(picked, len(picked))
    assert credit_rules.several(key, mixed) == credit_rules.several(key, picked)


@given(picks())
def test_one_more_wrong_pick_never_raises_the_score(drawn):
    """Adding any wrong option to the picks earns no more, and adding a right one no less."""
    key, picked = drawn
    before = credit_rules.several(key, picked)
    assert all(credit_rules.several(key, [*picked, wrong]) <= before for wrong in key["wrong"])
    assert all(credit_rules.several(key, [*picked, right]) >= before for right in key["correct"])


@given(picks())
def test_picking_everything_earns_what_picking_nothing_earns(drawn):
    """Who marks all options or none shows no knowledge and earns none."""
    key, _ = drawn
    assert credit_rules.several(key, key["correct"] + key["wrong"]) == credit_rules.several(key, []) == 0


@given(orders())
def test_an_order_scores_between_nothing_and_all(drawn):
    """The credit for an order lies between 0 and 1, and 1 means that no pair stands wrongly."""
    ranks, order = drawn
    earned = credit_rules.sequence({"ranks": ranks}, order)
    in_order = [ranks[step] for step in order]
    assert 0 <= earned <= 1
    assert (earned == 1) == (in_order == sorted(in_order))


def test_an_order_at_random_earns_little_on_average():
    """All orders of four steps together: the mean credit is far below one half."""
    ranks = {"a": 1, "b": 2, "c": 3, "d": 4}
    credits = [credit_rules.sequence({"ranks": ranks}, list(order)) for order in permutations(ranks)]
    assert sum(credits) / len(credits) < 0.25


@given(st.dictionaries(names, names, min_size=1), st.dictionaries(names, names))
def test_rows_earn_equal_shares(pairs, placed):
    """Each row placed rightly earns the same share, and rows that do not exist earn nothing."""
    right = sum(placed.get(row) == option for row, option in pairs.items())
    assert credit_rules.rows({"pairs": pairs}, placed) == pytest.approx(right / len(pairs))


@given(st.text())
def test_folding_twice_is_folding_once(text):
    """What was folded does not change any more, so that a key can be kept folded."""
    assert fold(fold(text)) == fold(text)


def test_python_and_javascript_fold_every_letter_alike():
    """Each character that Unicode has given out, alone and with a loose breve, reads the same on both sides."""
    known = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    typed = [text for character in known for text in (character, f"{character}\u0306")]
    ours, theirs = [fold(text) for text in typed], by_javascript("fold(c)", typed)
    assert [text for text, one, other in zip(typed, ours, theirs, strict=True) if one != other] == []
    assert [text for text in ours if fold(text) != text] == []


@given(st.floats(-1e6, 1e6).map(lambda x: round(x, 4)))
def test_a_number_reads_the_same_with_a_comma(number):
    """A decimal comma and a decimal point give the same number."""
    written = f"{number:.4f}"
    assert parse_number(written.replace(".", ",")) == parse_number(written) == pytest.approx(number)


def test_hints_cost_what_the_bank_says(tiny):
    """The first hint of the item is free, the second costs a quarter, and the credit stays above nothing."""
    item = tiny.item("one-of-four")
    (key,) = [choice.id for choice in item.body.choices if choice.correct]
    wrong = next(choice.id for choice in item.body.choices if not choice.correct)
    assert [credit(item, key, hints) for hints in (0, 1, 2)] == [1, 1, 0.75]
    assert credit(item, wrong, 2) == 0


def test_the_key_of_every_item_earns_all(tiny):
    """A student who answers as the key says gets full credit on each type."""
    for item in tiny.items:
        earned = score(item, KEYS[item.type](item.body))
        assert earned == (None if item.type == "reflect" else 1), item.id


KEYS = {
    "single": lambda b: next(c.id for c in b.choices if c.correct),
    "multiple": lambda b: [c.id for c in b.choices if c.correct],
    "true_false": lambda b: str(b.answer).lower(),
    "numeric": lambda b: str(b.answer),
    "text": lambda b: b.accept[0],
    "match": lambda b: {p.id: option_id(p.right) for p in b.pairs},
    "order": lambda b: [s.id for s in b.steps],
    "classify": lambda b: {c.id: option_id(c.category) for c in b.cards},
    "evidence": lambda b: [p.claim for p in b.passages if p.support],
    "map": lambda b: [s.iso3 for s in b.states if s.correct],
    "reflect": lambda b: "Something.",
}
