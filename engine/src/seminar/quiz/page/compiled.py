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
``few`` : bool, of a classify item
    Whether the categories stand beside each card.
``former`` : dict, where options have ids of their own
    ``{"options": {old id: id}, "rows": {old id: id}}``, for answers that were kept before, see ``option_ids``.
``hints`` : list of ``{"html", "cost"}``
``evidence`` : list of ``{"id", "text"}``
    The claims that settle the item, in our own words.
``key, feedback, explanation, model_answer, criteria, near`` : only with ``key=True``
    ``feedback`` maps option, row or step ids to HTML. For the shape of ``key`` see `credit_rules`.

With ``key=False`` (exam mode) nothing is left that tells the answer, hints and evidence included.
"""

from seminar.quiz.bank import item as r
from seminar.quiz.parts.body import Compiled
from seminar.quiz.reading.inline import to_html


def compile_item(item: r.Item, key: bool = True) -> Compiled:
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
        "rule": item.body.RULE,
        **item.body.shown(),
    }
    if item.former:
        compiled["former"] = item.former
    if key:
        compiled |= {
            "key": item.body.key(),
            "feedback": {name: to_html(text) for name, text in item.body.feedback().items() if text},
            "hints": [{"html": to_html(hint.text), "cost": hint.cost} for hint in item.hints],
            "evidence": [{"id": claim, "text": said} for claim, said in item.settled_by()],
            **item.body.told(),
        }
        if item.explanation:
            compiled["explanation"] = to_html(item.explanation)
    return compiled
