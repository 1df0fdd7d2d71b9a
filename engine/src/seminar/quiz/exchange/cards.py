"""What stands on the front and on the back of a card: the question and the answer, as HTML."""

from seminar.quiz.bank import item as r
from seminar.quiz.parts.options import unordered
from seminar.quiz.reading.inline import to_html


def question(item: r.Item) -> str:
    """Return the stem and, where the item has them, its options."""
    return f"<p>{to_html(item.prompt)}</p>{item.body.before(card=True)}{unordered(item.body.listed())}"


def answer(item: r.Item) -> str:
    """Return the key, the explanation and the claims that settle it."""
    parts = [item.body.keyed()]
    if item.explanation:
        parts.append(f"<p>{to_html(item.explanation)}</p>")
    if item.evidence:
        parts.append(f"<p>Claims: {', '.join(item.evidence)}</p>")
    return "".join(parts)
