"""Turns an item into a type that another system knows, and says what is lost on the way."""

from dataclasses import replace

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.world import country_names

# What an item may hold beyond its stem, its key and the explanation, and how to name it in a sentence.
EXTRAS = {
    "evidence": lambda item: item.evidence,
    "sources": lambda item: item.sources,
    "explanation": lambda item: item.explanation,
    "hints": lambda item: item.hints,
    "cost of hints": lambda item: any(hint.cost for hint in item.hints),
    "objective": lambda item: item.objective,
    "dates": lambda item: item.as_of or item.review_by,
    "points": lambda item: item.points != 1,
    "ungraded mark": lambda item: item.ungraded,
    "pinned choices": lambda item: any(choice.pin for choice in getattr(item.body, "choices", ())),
    "unit": lambda item: getattr(item.body, "unit", None),
    "usual mistakes": lambda item: getattr(item.body, "near", ()),
    "extra right sides": lambda item: getattr(item.body, "extra", ()),
    "interchangeable steps": lambda item: (
        item.type == "order" and len({step.rank for step in item.body.steps}) < len(item.body.steps)
    ),
    "feedback on each part": lambda item: any(
        part.feedback
        for name in ("pairs", "steps", "cards", "states", "passages")
        for part in getattr(item.body, name, ())
    ),
    "criteria": lambda item: item.type == "reflect" and item.body.criteria,
}


def losses(item: r.Item, holds: set[str], system: str) -> list[Loss]:
    """Return what a format drops of an item.

    Parameters
    ----------
    item : Item
        The item as the bank has it.
    holds : set of str
        The keys of :data:`EXTRAS` that the format has a place for.
    system : str
        The format's name.
    """
    lost = [name for name, has in EXTRAS.items() if name not in holds and has(item)]
    return [(item.id, f"{system} has no place for {name}") for name in lost]


def simpler(item: r.Item, knows: set[str], system: str) -> tuple[r.Item | None, list[Loss]]:
    """Return the item in a type that a system knows, and a loss if that changed it; ``None`` if nothing does."""
    simple, changes = item, []
    while simple.type not in knows:
        if simple.type not in SIMPLER:
            return None, [(item.id, f"left out, {system} has no item of the type {item.type}")]
        kind, changed = SIMPLER[simple.type](simple)
        changes = [(item.id, f"written as {kind}, {system} has no item of the type {item.type}")]
        simple = replace(changed, type=kind)
    return simple, changes


def simplified(bank: r.Bank, knows: set[str], holds: set[str], system: str) -> tuple[list[r.Item], list[Loss]]:
    """Return a bank's items in the types that a system knows, and all that was lost."""
    kept, lost = [], []
    for item in bank.items:
        simple, changes = simpler(item, knows, system)
        lost += changes
        if simple is not None:
            # A type that is written as another one may keep its feedback on each part as that on choices.
            lost += losses(item if simple.type in ("match", "order") else simple, holds, system)
            kept.append(simple)
    return kept, lost


def from_evidence(item: r.Item) -> tuple[str, r.Item]:
    """Ask for the supporting claims as a multiple choice, the claims in the register's words."""
    options = tuple(
        r.Choice(option_id(p.claim), f"{p.said} ({p.claim})", p.support, p.feedback) for p in item.body.passages
    )
    stem = f"{item.prompt}\n\n{item.body.statement}"
    return "multiple", replace(item, prompt=stem, body=r.Choices(options))


def from_map(item: r.Item) -> tuple[str, r.Item]:
    """Ask for the states as a multiple choice of their names."""
    names = country_names()
    options = tuple(
        r.Choice(option_id(state.iso3), names[state.iso3], state.correct, state.feedback or "")
        for state in item.body.states
    )
    return "multiple", replace(item, body=r.Choices(options))


def from_classify(item: r.Item) -> tuple[str, r.Item]:
    """Match each card to its category; a category without a card becomes an extra right side."""
    pairs = tuple(r.Pair(card.id, card.text, card.category, card.feedback) for card in item.body.cards)
    used = {card.category for card in item.body.cards}
    extra = tuple(name for name in item.body.categories if name not in used)
    return "match", replace(item, body=r.Match(pairs, extra))


def from_order(item: r.Item) -> tuple[str, r.Item]:
    """Match each step to its place, counted from 1; steps that may change places share one."""
    places = {rank: str(place) for place, rank in enumerate(sorted({s.rank for s in item.body.steps}), 1)}
    steps = sorted(item.body.steps, key=lambda step: step.id)
    pairs = tuple(r.Pair(step.id, step.text, places[step.rank], step.feedback or "") for step in steps)
    return "match", replace(item, body=r.Match(pairs, ()))


def from_true_false(item: r.Item) -> tuple[str, r.Item]:
    """Offer "True" and "False" as the two choices."""
    options = tuple(
        r.Choice(side, side.capitalize(), (side == "true") == item.body.answer, item.body.feedback[side])
        for side in ("true", "false")
    )
    return "single", replace(item, body=r.Choices(options))


SIMPLER = {
    "evidence": from_evidence,
    "map": from_map,
    "classify": from_classify,
    "order": from_order,
    "true_false": from_true_false,
}
