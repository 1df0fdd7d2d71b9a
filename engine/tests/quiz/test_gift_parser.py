"""What we write as GIFT, read by gift-pegjs, a parser that others wrote from Moodle's rules."""

import json
import subprocess
from dataclasses import replace

import pytest
from benchmarks.packages import from_npm
from hypothesis import given, settings
from hypothesis import strategies as st
from test_gift import TEXTS

from betweenblocs.engine import COURSE
from seminar.lab.fetch import node
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.exchange.gift import gift_writer as gift
from seminar.quiz.exchange.simplify import simplified
from seminar.quiz.parts.choices import Choice
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.single import Single

KINDS = {
    "single": "MC",
    "multiple": "MC",
    "true_false": "TF",
    "numeric": "Numerical",
    "text": "Short",
    "match": "Matching",
    "reflect": "Essay",
}
SCRIPT = (
    "const t = require('fs').readFileSync(0, 'utf8'); console.log(JSON.stringify(require(process.argv[1]).parse(t)))"
)


def html(text: str) -> str:
    """Return what another parser reads of a text: HTML in which quotes are themselves."""
    return to_html(text).replace("&#x27;", "'").replace("&quot;", '"')


@pytest.fixture(scope="module")
def parse():
    """Return a function that parses GIFT with gift-pegjs."""
    try:
        package = from_npm("gift-pegjs", "1.0.2")
    except OSError as error:
        pytest.skip(str(error))

    def parse_(text: str) -> list[dict]:
        command = [*node(), "-e", SCRIPT, str(package)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return [question for question in json.loads(done.stdout) if question["type"] != "Category"]

    return parse_


@pytest.mark.parametrize("path", bank_paths(COURSE).values(), ids=lambda path: path.stem)
def test_every_bank_of_the_book_is_gift(parse, path):
    """Each question is read as the kind that was meant, with its id, its stem and its explanation."""
    bank = read_bank(path)
    items, _ = simplified(bank, gift.KNOWS, gift.HOLDS, gift.SYSTEM)
    questions = parse(gift.write(bank)[0])
    assert [question["id"] for question in questions] == [item.id for item in items]
    for item, question in zip(items, questions, strict=True):
        assert question["type"] == KINDS[item.type]
        assert question["stem"] == {"format": "html", "text": html(item.prompt)}
        if item.explanation:
            assert question["globalFeedback"]["text"] == html(item.explanation)


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
