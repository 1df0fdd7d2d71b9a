"""An item with another key: what must not tell the key is the same for both."""

from dataclasses import replace

from seminar.quiz.bank import item as r
from seminar.quiz.parts.choices import Choices
from seminar.quiz.types.classify import Classify
from seminar.quiz.types.evidence import Evidence
from seminar.quiz.types.map import Map
from seminar.quiz.types.match import Match
from seminar.quiz.types.true_false import TrueFalse


def turned(body):
    """Return the body of an item with another key: what was right is wrong."""
    match body:
        case Choices(choices=choices):
            return replace(body, choices=tuple(replace(choice, correct=not choice.correct) for choice in choices))
        case TrueFalse(answer=said):
            return replace(body, answer=not said)
        case Classify(categories=categories, cards=cards):
            after = dict(zip(categories, categories[1:] + categories[:1], strict=True))
            return Classify(categories, tuple(replace(card, category=after[card.category]) for card in cards))
        case Match(pairs=pairs):
            rights = [pair.right for pair in pairs]
            moved = zip(pairs, rights[1:] + rights[:1], strict=True)
            return replace(body, pairs=tuple(replace(pair, right=right) for pair, right in moved))
        case Evidence(passages=passages):
            return replace(body, passages=tuple(replace(p, support=not p.support) for p in passages))
        case Map(states=states):
            return Map(tuple(replace(state, correct=not state.correct) for state in states))
    return None


def with_other_key(bank: r.Bank, item: r.Item) -> r.Bank:
    """Return the bank with the key of one item changed."""
    other = replace(item, body=turned(item.body), explanation="Another explanation.", hints=())
    return replace(bank, items=tuple(other if each is item else each for each in bank.items))
