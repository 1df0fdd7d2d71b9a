"""Item analysis: known values, and silence where a number would mean nothing."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.quiz.answers import analysis
from seminar.quiz.answers import peer_instruction as peer
from seminar.quiz.answers.item_report import analyse, to_csv, to_html
from seminar.quiz.answers.response_file import read_all
from simulated import simulate

SCORES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=0, max_size=60)
NOBODY = {"n": 0, "right": 0, "share": None}


def test_fishers_interval_has_the_value_of_the_textbook():
    """R = .5 with n = 28: z = .5493, standard error .2, so tanh(.5493 ± .3920): .156 to .736."""
    scores = [0.0] * 14 + [1.0] * 14
    # Rests that correlate with these scores at exactly one half.
    rests = [-1 + 3**0.5] * 7 + [-1 - 3**0.5] * 7 + [1 + 3**0.5] * 7 + [1 - 3**0.5] * 7
    power = analysis.discrimination(scores, rests)
    assert power.r == pytest.approx(0.5)
    assert (power.low, power.high) == (pytest.approx(0.156, abs=5e-4), pytest.approx(0.7358, abs=5e-4))


def test_wilsons_interval_has_the_value_of_the_textbook():
    """8 of 10: .490 to .943."""
    assert analysis.wilson(8, 10) == (pytest.approx(0.4902, abs=5e-4), pytest.approx(0.9433, abs=5e-4))
    assert analysis.wilson(0, 0) is None


def test_a_small_class_gets_no_correlation_and_is_told_why():
    """Nineteen students are too few, twenty are enough."""
    pairs = [(n % 2, n / 20) for n in range(20)]
    few, enough = (analysis.discrimination(*zip(*pairs[:n], strict=True)) for n in (19, 20))
    assert (few.r, few.low, few.why) == (None, None, "n too small (fewer than 20)")
    assert enough.r is not None


def test_no_interval_where_it_is_not_defined():
    """Equal scores have no correlation, a perfect one no interval."""
    flat = analysis.discrimination([1.0] * 30, [n / 30 for n in range(30)])
    perfect = analysis.discrimination([n / 30 for n in range(30)], [n / 30 for n in range(30)])
    assert (flat.r, flat.why) == (None, "everybody scored the same")
    assert perfect.r == pytest.approx(1)
    assert (perfect.low, perfect.high, perfect.why) == (None, None, "no interval for a perfect correlation")


@given(SCORES)
def test_any_scores_give_a_value_in_its_bounds_or_a_reason(pairs):
    """No division by zero, no interval that leaves -1..1, never a missing value without its reason."""
    scores, rests = [a for a, _ in pairs], [b for _, b in pairs]
    power = analysis.discrimination(scores, rests)
    assert (power.low is None) == (power.high is None)
    assert power.low is not None or power.why
    if power.low is not None:
        assert -1 <= power.low <= power.r <= power.high <= 1
    assert analysis.facility(scores) is None or 0 <= analysis.facility(scores) <= 1


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval(right, more):
    """For every share, none and all included."""
    n = right + more
    if n:
        low, high = analysis.wilson(right, n)
        assert 0 <= low <= right / n + 1e-12
        assert right / n - 1e-12 <= high <= 1


def test_calibration_counts_full_marks_only_and_leaves_out_who_said_nothing():
    """Half a point is not right; an answer without a certainty is in no row."""
    sure, think, guess = analysis.calibration([("sure", 1), ("sure", 0.5), (None, 1), ("guess", 0)])
    assert (sure["n"], sure["right"], sure["share"]) == (2, 1, 0.5)
    assert (think["n"], think["share"], think["low"]) == (0, None, None)
    assert (guess["n"], guess["right"]) == (1, 0)


def test_a_wrong_key_shows_up_in_the_flags():
    """Where those who take a distractor do better than those who take the key, and r is negative, both are said."""
    options = [
        {"text": "the key", "correct": True, "n": 20, "rest": 0.4},
        {"text": "the better answer", "correct": False, "n": 20, "rest": 0.8},
        {"text": "nobody's", "correct": False, "n": 0, "rest": None},
    ]
    power = analysis.Discrimination(-0.4, -0.6, -0.1, 40)
    said = " ".join(analysis.flags(0.5, power, NOBODY, options))
    assert "check the key" in said
    assert "“the better answer” do better" in said
    assert "Nobody takes: nobody's" in said


def test_an_item_without_trouble_has_no_flag():
    """A flag is an exception."""
    options = [
        {"text": "key", "correct": True, "n": 25, "rest": 0.7},
        {"text": "other", "correct": False, "n": 15, "rest": 0.4},
    ]
    assert analysis.flags(0.6, analysis.Discrimination(0.4, 0.1, 0.6, 40), NOBODY, options) == []


def test_sure_and_wrong_is_flagged_as_something_to_teach():
    """From five who were sure, three in ten wrong."""
    sure = {"n": 10, "right": 6, "share": 0.6}
    (said,) = analysis.flags(0.6, analysis.Discrimination(n=10), sure, [])
    assert "4 of 10 who were sure were wrong" in said


def test_a_made_class_discriminates_and_finds_the_hard_items(tiny, tmp_path):
    """Strong students were made to answer better: every item tells them apart, the later ones are harder."""
    (found,) = analyse([tiny], read_all([simulate(tiny, tmp_path, students=120)])[0])
    powers = [item["power"].r for item in found["items"]]
    assert min(powers) > 0.1
    assert sum(powers) / len(powers) > 0.3
    assert found["items"][0]["facility"] > found["items"][-1]["facility"] + 0.2
    assert sum(found["bins"]) == found["n"] == 120


def test_only_first_attempts_count(tiny, tmp_path):
    """A right answer at the second try leaves the facility at 0."""
    import json

    item = next(i for i in tiny.items if i.type == "single")
    right, wrong = (next(c.id for c in item.body.choices if c.correct is side) for side in (True, False))
    at = "2026-11-24T10:00:00Z"
    record = {"response": right, "attempts": 2, "at": at, "first": {"response": wrong, "at": at}}
    file = {"format": "seminar-responses", "version": 1, "student": "A", "created": at}
    (tmp_path / "a.json").write_text(json.dumps(file | {"banks": {"tiny": {"items": {item.id: record}}}}))
    (found,) = analyse([tiny], read_all([tmp_path])[0])
    assert next(i for i in found["items"] if i["id"] == item.id)["facility"] == 0


def test_the_report_of_one_student_says_that_n_is_too_small(tiny, tmp_path):
    """No correlation, no interval, and the words why, in the page and in the CSV."""
    found = analyse([tiny], read_all([simulate(tiny, tmp_path, students=1)])[0])
    assert "n too small (fewer than 20)" in to_html(found, [], "today")
    assert ",,,,n too small (fewer than 20)," in to_csv(found)


def test_the_report_shows_hostile_names_and_texts_as_text(tiny, tmp_path):
    """A student's answer is never markup, and the page asks for nothing."""
    import json

    item = next(i for i in tiny.items if i.type == "text")
    simulate(tiny, tmp_path, students=3)
    path = tmp_path / "student_00.json"
    content = json.loads(path.read_text())
    attack = "<img src=//example.org/x onerror=alert(1)>"
    content["banks"]["tiny"]["items"][item.id]["first"]["response"] = attack
    path.write_text(json.dumps(content))
    page = to_html(analyse([tiny], read_all([tmp_path])[0]), [attack], "today")
    assert "<img" not in page
    assert "&lt;img" in page
    assert "<script" not in page
    assert "http" not in page


def test_nobody_answered_is_an_empty_report_not_an_error(tiny):
    """No student, no bank, one sentence."""
    assert analyse([tiny], []) == []
    assert "No response file answers one of these banks." in to_html([], [], "today")


# Peer instruction


def test_shifts_between_two_rounds_are_counted_for_those_in_both():
    """One of each shift; who was there once is counted apart."""
    before = {"a": 1, "b": 0, "c": 1, "d": 0, "left": 1}
    after = {"a": 1, "b": 1, "c": 0, "d": 0.5, "new": 1, "newer": 0}
    moved = peer.shifts(before, after)
    assert [moved[f"{old}→{new}"] for old, new in peer.SHIFTS] == [1, 1, 1, 1]
    assert (moved["n"], moved["only_before"], moved["only_after"]) == (4, 1, 2)
    assert moved["gain"] == 0


def test_hakes_gain_is_the_share_of_what_could_be_won():
    """From 2 of 5 to 4 of 5: two of three possible."""
    before = {"a": 1, "b": 1, "c": 0, "d": 0, "e": 0}
    after = {"a": 1, "b": 1, "c": 1, "d": 1, "e": 0}
    assert peer.shifts(before, after)["gain"] == pytest.approx(2 / 3)


def test_there_is_no_gain_where_all_were_right_or_nobody_came_back():
    """Undefined is None, not 0 and not infinite."""
    assert peer.shifts({"a": 1}, {"a": 0})["gain"] is None
    nobody = peer.shifts({"a": 1}, {"b": 1})
    assert (nobody["n"], nobody["share_before"], nobody["gain"]) == (0, None, None)


@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1)),
    st.dictionaries(st.sampled_from("efghij"), st.floats(0, 1)),
)
def test_the_shifts_add_up_to_those_who_were_there_twice(before, after):
    """Whatever the scores."""
    moved = peer.shifts(before, after)
    assert sum(moved[f"{old}→{new}"] for old, new in peer.SHIFTS) == moved["n"] == len(before.keys() & after.keys())
    assert moved["gain"] is None or -inf < moved["gain"] <= 1
