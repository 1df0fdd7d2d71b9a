"""What stands on the front and on the back of a card: the question and the answer, as HTML."""

from html import escape

from seminar.quiz.bank import item as r
from seminar.quiz.page.compiled import number_said
from seminar.quiz.parts.world import country_names
from seminar.quiz.reading.inline import to_html


def question(item: r.Item) -> str:
    """Return the stem and, where the item has them, its options."""
    parts = [f"<p>{to_html(item.prompt)}</p>"]
    body = item.body
    if isinstance(body, r.Evidence):
        parts.append(f"<blockquote>{to_html(body.statement)}</blockquote>")
    if isinstance(body, r.Match):
        sides = sorted({pair.right for pair in body.pairs} | set(body.extra))
        parts.append(f"<p>To match: {'; '.join(map(to_html, sides))}</p>")
    if isinstance(body, r.Classify):
        parts.append(f"<p>To sort into: {'; '.join(map(to_html, body.categories))}</p>")
    return "".join(parts) + unordered(options(item))


def options(item: r.Item) -> list[str]:
    """Return the options, rows or steps as HTML, in no order that tells the key."""
    match item.body:
        case r.Choices(choices=choices):
            # By id, since an author may tend to put the key first; what is pinned stays at its end.
            ordered = sorted(choices, key=lambda c: (c.pin == "last", c.pin != "first", c.id))
            return [to_html(choice.text) for choice in ordered]
        case r.TrueFalse():
            return ["True", "False"]
        case r.Match(pairs=pairs):
            return [to_html(pair.left) for pair in pairs]
        case r.Classify(cards=cards):
            return [to_html(card.text) for card in cards]
        case r.Order(steps=steps):
            return [to_html(step.text) for step in sorted(steps, key=lambda step: step.id)]
        case r.Evidence(passages=passages):
            return [to_html(f"{p.claim} {p.said}") for p in sorted(passages, key=lambda p: p.claim)]
        case r.Map(states=states):
            return sorted(escape(country_names()[state.iso3]) for state in states)
    return []


def key(item: r.Item) -> str:
    """Return the right answer as HTML, short."""
    match item.body:
        case r.Choices(choices=choices):
            return unordered([to_html(choice.text) for choice in choices if choice.correct])
        case r.TrueFalse(answer=answer):
            return f"<p>{'True' if answer else 'False'}</p>"
        case r.Numeric():
            return f"<p>{escape(number_said(item.body))}</p>"
        case r.Text(accept=accept):
            return f"<p>{' / '.join(map(to_html, accept))}</p>"
        case r.Match(pairs=pairs):
            return unordered([f"{to_html(pair.left)} → {to_html(pair.right)}" for pair in pairs])
        case r.Classify(cards=cards):
            return unordered([f"{to_html(card.text)} → {to_html(card.category)}" for card in cards])
        case r.Order(steps=steps):
            return "<ol>" + "".join(f"<li>{to_html(step.text)}</li>" for step in steps) + "</ol>"
        case r.Evidence(passages=passages):
            return unordered([f"{p.claim} {to_html(p.said)}" for p in passages if p.support])
        case r.Map(states=states):
            return unordered([escape(country_names()[state.iso3]) for state in states if state.correct])
        case r.Reflect(model_answer=model, criteria=criteria):
            return f"<p>{to_html(model)}</p>" + unordered([to_html(criterion) for criterion in criteria])
    raise TypeError(type(item.body).__name__)


def unordered(items: list[str]) -> str:
    """Return an HTML list, or nothing for no items."""
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def answer(item: r.Item) -> str:
    """Return the key, the explanation and the claims that settle it."""
    parts = [key(item)]
    if item.explanation:
        parts.append(f"<p>{to_html(item.explanation)}</p>")
    if item.evidence:
        parts.append(f"<p>Claims: {', '.join(item.evidence)}</p>")
    return "".join(parts)
