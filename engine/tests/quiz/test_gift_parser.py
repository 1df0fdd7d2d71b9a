"""What we write as GIFT, read by gift-pegjs, a parser that others wrote from Moodle's rules."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from test_gift import TEXTS

from gift_kinds import agrees, html
from seminar.quiz.exchange.gift import gift_writer as gift
from seminar.quiz.parts.choices import Choice
from seminar.quiz.reading.inline import to_text
from seminar.quiz.types.single import Single


def test_every_type_is_gift_to_another_parser(parse, tiny):
    """Each question is read as the kind that was meant, with its id, its stem and its explanation."""
    agrees(parse, tiny)


@settings(max_examples=8)  # each starts Node
@given(
    st.lists(st.lists(st.tuples(TEXTS, TEXTS), min_size=3, max_size=4, unique_by=lambda t: to_text(t[0])), max_size=6)
)
def test_special_characters_mean_nothing_to_another_parser(parse, tiny, asked):
    """Texts, feedback and the key come out as they went in, whatever the characters."""
    item = next(item for item in tiny.items if item.type == "single")
    items = [
        replace(item, body=Single(tuple(Choice(f"{n}", t, n == 0, f, None) for n, (t, f) in enumerate(options))))
        for options in asked
    ]
    questions = parse(gift.write(replace(tiny, items=tuple(items)))[0]) if items else []
    found = [[(c["text"]["text"], c["isCorrect"], c["feedback"]["text"]) for c in q["choices"]] for q in questions]
    assert found == [[(html(c.text), c.correct, html(c.feedback)) for c in item.body.choices] for item in items]
