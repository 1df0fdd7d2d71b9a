"""The draw and the review's ladder: the same in Python and in the browser."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from by_javascript import by_javascript
from seminar.quiz.answers import review
from seminar.quiz.bank import pool

IDS = [f"item-{number}" for number in range(12)]


def test_the_same_student_gets_the_same_items_on_both_sides():
    """Python draws for grading what the page drew for the exam, whatever is in the pool, the code and the seed."""
    # Not drawn: code points that are not assigned yet: the two sides may know different Unicode versions.
    text = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=8)
    students = ["Aru", " aru ", "Дана Қ.", "İpek", "Zoë", "ΟΔΟΣ", "学生", "a\nb", "<b>", "", "\x85Aru\ufeff", "Aru  K."]
    students += ["A\x1cru", "\u202eAru", "A\0ru\r\nK.", "\x1b[31mAru"]
    cases = [[IDS, count, seed, s] for s in students for count in (1, 5, 12, 20) for seed in ("", "spring")]

    @settings(max_examples=300, database=None, derandomize=True)
    @given(st.lists(text, unique=True, max_size=12), st.none() | st.integers(1, 14), text, text)
    def collect(ids, count, seed, student):
        cases.append([ids, count, seed, student])

    collect()
    drawn = by_javascript("draw(...c)", cases, "pool.js")
    for case, found in zip(cases, drawn, strict=True):
        assert pool.draw(*case) == found, case


def test_a_name_written_with_more_spaces_draws_the_same():
    """A response file is read with its student's spaces put in order; the page drew from what was typed."""
    assert pool.draw(IDS, 3, "spring", " Aru \t K.") == pool.draw(IDS, 3, "spring", "Aru K.")


def test_the_hash_has_known_values():
    """Fixed for good: an exam that is graded next year was drawn by this one."""
    assert [pool.rank(text) for text in ("", "a", "Қазақстан")] == [2872998923, 444641715, 711579821]


@given(st.lists(st.text(max_size=8), unique=True, max_size=12), st.integers(1, 14), st.text(max_size=5))
def test_a_draw_is_a_part_of_the_pool_in_its_order(ids, count, student):
    """N of m, without repetition, in the bank's order."""
    drawn = pool.draw(ids, count, "seed", student)
    assert len(drawn) == min(count, len(ids))
    assert drawn == [name for name in ids if name in set(drawn)]


@given(st.permutations(IDS))
def test_the_order_of_the_bank_does_not_change_the_draw(ids):
    """An author who moves items about gives nobody another exam."""
    assert set(pool.draw(ids, 5, "s", "Aru")) == set(pool.draw(IDS, 5, "s", "Aru"))


def test_every_item_is_drawn_about_equally_often():
    """4,000 students, 5 of 12: each item near 1,667 times (within five standard deviations)."""
    counts = Counter(name for n in range(4000) for name in pool.draw(IDS, 5, "s", f"student {n}"))
    assert set(counts) == set(IDS)
    assert all(abs(count - 4000 * 5 / 12) < 5 * (4000 * 5 / 12 * 7 / 12) ** 0.5 for count in counts.values())


START = datetime(2026, 11, 1, 10, tzinfo=UTC)


def tried(*scores: float, certainty: str | None = "think", days: int = 1) -> dict:
    """A record with one attempt a day, or every few days."""
    history = [
        {
            "at": (START + timedelta(days=days * n)).isoformat().replace("+00:00", "Z"),
            "score": s,
            "certainty": certainty,
        }
        for n, s in enumerate(scores)
    ]
    return {**history[-1], "attempts": len(scores), "first": history[0], "history": history}


def test_sure_and_wrong_leads_the_review():
    """Then the wrong, the guessed, the right."""
    items = {"d": tried(1), "c": tried(1, certainty="guess"), "b": tried(0), "a": tried(0, certainty="sure")}
    assert [r.item for r in review.ladder({"b": {"items": items}})] == ["a", "b", "c", "d"]


def test_fsrs_gives_longer_intervals_to_what_is_remembered():
    """The library's own schedule: later for sure and right than for wrong, and the same on every call."""
    banks = {"b": {"items": {"known": tried(1, 1, 1, certainty="sure", days=5), "missed": tried(1, 0, days=5)}}}
    due = {r.item: r.due for r in review.fsrs(banks)}
    assert due["known"] > due["missed"] + timedelta(days=5)
    assert {r.item: r.due for r in review.fsrs(banks)} == due


def test_an_unscored_record_is_not_reviewed():
    """A draft, a reflection, an exam's answer have no score."""
    items = {"draft": {"at": "2026-11-01T10:00:00Z", "score": None, "first": None}}
    assert review.ladder({"b": {"items": items}}) == []
