"""How QTI declares the response to each type of item: its base type, what is right, and what it earns."""

from collections.abc import Callable

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.simplify import body_of
from seminar.quiz.parts.choices import Choices
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.order import Order
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse

# Cardinality, base type, right values, and the share of the mark that each value earns.
Declared = tuple[str, str, list[str], dict[str, float]]


def choice_name(option: str) -> str:
    return f"c{option}"


def declare_choices(item: r.Item) -> Declared:
    options = body_of(item, Choices).choices
    right = [choice_name(option.id) for option in options if option.correct]
    shares = {choice_name(o.id): 1 / len(right) for o in options if o.correct}
    if item.type == "multiple":
        # Ours: the share of right picks minus the share of wrong ones, kept above 0 by the lower bound.
        wrong = len(options) - len(right)
        shares |= {choice_name(o.id): -1 / wrong for o in options if not o.correct}
    return "single" if item.type == "single" else "multiple", "identifier", right, shares


def declare_numeric(item: r.Item) -> Declared:
    body = body_of(item, Numeric)
    return "single", "float", [repr((body.low + body.high) / 2)], {}


def declare_text(item: r.Item) -> Declared:
    accept = body_of(item, Text).accept
    return "single", "string", [accept[0]], dict.fromkeys(accept, 1.0)


def declare_match(item: r.Item) -> Declared:
    pairs = [f"{choice_name(pair.id)} {side_name(pair.right)}" for pair in body_of(item, Match).pairs]
    return "multiple", "directedPair", pairs, {pair: 1 / len(pairs) for pair in pairs}


def side_name(text: str) -> str:
    return f"r{option_id(text)}"


DECLARED: dict[str, Callable[[r.Item], Declared]] = {
    "single": declare_choices,
    "multiple": declare_choices,
    "true_false": lambda item: ("single", "identifier", [str(body_of(item, TrueFalse).answer).lower()], {}),
    "numeric": lambda item: (
        "single",
        "float",
        [repr((body_of(item, Numeric).low + body_of(item, Numeric).high) / 2)],
        {},
    ),
    "text": lambda item: (
        "single",
        "string",
        [body_of(item, Text).accept[0]],
        dict.fromkeys(body_of(item, Text).accept, 1.0),
    ),
    "match": declare_match,
    "order": lambda item: ("ordered", "identifier", [choice_name(s.id) for s in body_of(item, Order).steps], {}),
    "reflect": lambda item: ("single", "string", [], {}),
}
