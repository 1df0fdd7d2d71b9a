"""Holds a bank against what another parser reads of its GIFT."""

from seminar.quiz.bank.item import Bank
from seminar.quiz.exchange.gift import gift_writer as gift
from seminar.quiz.exchange.simplify import simplified
from seminar.quiz.reading.inline import to_html

KINDS = {
    "single": "MC",
    "multiple": "MC",
    "true_false": "TF",
    "numeric": "Numerical",
    "text": "Short",
    "match": "Matching",
    "reflect": "Essay",
}


def html(text: str) -> str:
    """Return what another parser reads of a text: HTML in which quotes are themselves."""
    return to_html(text).replace("&#x27;", "'").replace("&quot;", '"')


def agrees(parse, bank: Bank) -> None:
    """Expect that each question is read as the kind that was meant, with its id, its stem and its explanation."""
    items, _ = simplified(bank, gift.KNOWS, gift.HOLDS, gift.SYSTEM)
    questions = parse(gift.write(bank)[0])
    assert [question["id"] for question in questions] == [item.id for item in items]
    for item, question in zip(items, questions, strict=True):
        assert question["type"] == KINDS[item.type]
        assert question["stem"] == {"format": "html", "text": html(item.prompt)}
        if item.explanation:
            assert question["globalFeedback"]["text"] == html(item.explanation)
