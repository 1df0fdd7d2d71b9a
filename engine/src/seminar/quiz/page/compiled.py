"""Turns a checked item into what the page gets: HTML made here, plain texts, and the key or not.

A compiled item is a dictionary of JSON values:

``id, bank, type, prompt, points, ungraded, rule``
    ``prompt`` is HTML, ``rule`` one plain sentence on how the answer is scored.
``options`` : list of ``{"id", "html", "text", "pin"?}``
    What is picked (single, multiple, true_false, evidence, map), put in order (order), or placed in a
    row (match, classify). In no order that tells the key.
``rows`` : list of ``{"id", "html", "text", "claim"?}``
    What is matched or classified.
``unit, statement, states`` : where the type has them
    The unit of a number, the statement of an evidence item (HTML), the map's outlines.
``former`` : dict, where options have ids of their own
    ``{"options": {old id: id}, "rows": {old id: id}}``, for answers that were kept before, see ``option_ids``.
``hints`` : list of ``{"html", "cost"}``
``evidence`` : list of ``{"id", "text"}``
    The claims that settle the item, in our own words.
``key, feedback, explanation, model_answer, criteria, near`` : only with ``key=True``
    ``feedback`` maps option, row or step ids to HTML. For the shape of ``key`` see `key_of`.

With ``key=False`` (exam mode) nothing is left that tells the answer, hints and evidence included.
"""

from seminar.quiz.bank import item as r
from seminar.quiz.parts.folding import fold
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.world import country_names, outlines
from seminar.quiz.reading.inline import to_html, to_text

PICKS = "Right picks earn equal shares, wrong picks take equal shares away; the score does not fall below 0."
PLACES = "Each row that is placed rightly earns an equal share."
SAID = {
    "single": "One option is right.",
    "multiple": f"One option or several are right. {PICKS}",
    "true_false": "One of the two is right.",
    "numeric": "A comma or a point may stand before the decimals.",
    "text": "Capital letters, accents and spaces do not count.",
    "match": PLACES,
    "classify": PLACES,
    "order": "Pairs in the right order earn, pairs in the wrong order cost; the score does not fall below 0.",
    "evidence": f"Mark every claim that supports the statement. {PICKS}",
    "map": f"Mark every state that fits. {PICKS}",
    "reflect": "Not scored: you compare your answer with ours.",
}


def compile_item(item: r.Item, key: bool = True) -> dict:
    """Return one item for the page.

    Parameters
    ----------
    item : Item
        A checked item.
    key : bool
        False leaves out everything that tells the answer.
    """
    compiled = {
        "id": item.id,
        "bank": item.path.stem,
        "type": item.type,
        "prompt": to_html(item.prompt),
        "points": item.points,
        "ungraded": item.ungraded,
        "rule": SAID[item.type],
        **SHOWN[item.type](item.body),
    }
    if item.former:
        compiled["former"] = item.former
    if key:
        compiled |= {
            "key": key_of(item),
            "feedback": {name: to_html(text) for name, text in feedback_of(item.body).items() if text},
            "hints": [{"html": to_html(hint.text), "cost": hint.cost} for hint in item.hints],
            "evidence": [{"id": claim, "text": said} for claim, said in item.settled_by()],
            **TOLD.get(item.type, lambda body: {})(item.body),
        }
        if item.explanation:
            compiled["explanation"] = to_html(item.explanation)
    return compiled


def option(name: str, text: str, **more) -> dict:
    """Return an option, row or step, as HTML and as plain text."""
    return {"id": name, "html": to_html(text), "text": to_text(text)} | {k: v for k, v in more.items() if v}


def by_id(options: list[dict]) -> list[dict]:
    """Return options in an order that is made of their ids and says nothing about the key."""
    return sorted(options, key=lambda option: shuffled(option["id"]))


def shuffled(name: str) -> str:
    """Return where an option stands among others: ids that an author wrote may run like the key."""
    return option_id(name)


def by_name(options: list[dict]) -> list[dict]:
    """Return options in the order of their words, as a reader looks for a state."""
    return sorted(options, key=lambda option: option["text"])


def sides(body: r.Match) -> list[dict]:
    """Return the different right sides of a match item."""
    named = {body.side_id(text): text for text in [*(pair.right for pair in body.pairs), *body.extra]}
    return by_id([option(name, text) for name, text in named.items()])


SHOWN = {
    "single": lambda b: {"options": [option(c.id, c.text, pin=c.pin) for c in b.choices]},
    "multiple": lambda b: {"options": [option(c.id, c.text, pin=c.pin) for c in b.choices]},
    "true_false": lambda b: {"options": [option("true", "True"), option("false", "False")]},
    "numeric": lambda b: {"unit": b.unit},
    "text": lambda b: {},
    "match": lambda b: {
        "rows": [option(p.id, p.left) for p in b.pairs],
        "options": sides(b),
    },
    "order": lambda b: {"options": by_id([option(s.id, s.text) for s in b.steps])},
    "classify": lambda b: {
        "rows": [option(c.id, c.text, claim=c.claim) for c in b.cards],
        "options": [option(b.category_id(name), name) for name in b.categories],
    },
    "evidence": lambda b: {
        "statement": to_html(b.statement),
        "options": [option(p.claim, p.said) for p in b.passages],
    },
    "map": lambda b: {
        "options": by_name([option(s.iso3, country_names()[s.iso3]) for s in b.states]),
        "map": outlines([s.iso3 for s in b.states]),
    },
    "reflect": lambda b: {},
}

# What else is told once the answer may be known.
TOLD = {
    "numeric": lambda b: {
        "near": [{"low": n.low, "high": n.high, "html": to_html(n.feedback)} for n in b.near],
        "answer": number_said(b),
    },
    "text": lambda b: {
        "near": [{"text": fold(n.text), "html": to_html(n.feedback)} for n in b.near],
        "answer": b.accept[0],
    },
    "reflect": lambda b: {
        "model_answer": to_html(b.model_answer),
        "criteria": [to_html(criterion) for criterion in b.criteria],
    },
}


def number_said(body: r.Numeric) -> str:
    """Return the right number in words: "56.4 Mt (± 0.5)", "3 to 5 Mt"."""
    unit = f" {body.unit}" if body.unit else ""
    if body.answer is None:
        return f"{body.low} to {body.high}{unit}"
    return f"{body.answer}{unit}" + (f" (± {body.tolerance})" if body.tolerance else "")


def key_of(item: r.Item) -> dict:
    """Return the key of an item, as both scoring rules read it.

    Returns
    -------
    dict
        ``{"correct": [ids]}`` (single, true_false), with ``"wrong"`` too (multiple, evidence, map);
        ``{"low", "high", "unit"}`` (numeric); ``{"accept": [folded texts]}`` (text);
        ``{"pairs": {row: option}}`` (match, classify); ``{"ranks": {step: rank}}`` (order); ``{}`` (reflect).
    """
    body = item.body
    match body:
        case r.Choices():
            return split((c.id, c.correct) for c in body.choices)
        case r.TrueFalse():
            return split((side, body.answer == (side == "true")) for side in ("true", "false"))
        case r.Evidence():
            return split((p.claim, p.support) for p in body.passages)
        case r.Map():
            return split((s.iso3, s.correct) for s in body.states)
        case r.Numeric():
            return {"low": body.low, "high": body.high, "unit": body.unit}
        case r.Text():
            return {"accept": [fold(form) for form in body.accept]}
        case r.Match():
            return {"pairs": {p.id: body.side_id(p.right) for p in body.pairs}}
        case r.Classify():
            return {"pairs": {c.id: body.category_id(c.category) for c in body.cards}}
        case r.Order():
            return {"ranks": {s.id: s.rank for s in body.steps}}
    return {}


def split(options) -> dict:
    """Return the ids of the right options and of the wrong ones."""
    options = list(options)
    return {
        "correct": [name for name, right in options if right],
        "wrong": [name for name, right in options if not right],
    }


def feedback_of(body: r.Body) -> dict[str, str | None]:
    """Return the feedback of a body by option, row or step id."""
    match body:
        case r.Choices():
            return {c.id: c.feedback for c in body.choices}
        case r.TrueFalse():
            return body.feedback
        case r.Match():
            return {p.id: p.feedback for p in body.pairs}
        case r.Order():
            return {s.id: s.feedback for s in body.steps}
        case r.Classify():
            return {c.id: c.feedback for c in body.cards}
        case r.Evidence():
            return {p.claim: p.feedback for p in body.passages}
        case r.Map():
            return {s.iso3: s.feedback for s in body.states}
    return {}
