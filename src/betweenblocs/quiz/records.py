"""What a question bank holds, as frozen records.

An option, row or step carries an ``id`` made from its words, not from its place. So a response stays
right when an author moves options about, and an id tells nothing about the key.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Choice:
    """One option of a single or multiple item."""

    id: str
    text: str
    correct: bool
    feedback: str
    pin: str | None = None


@dataclass(frozen=True)
class Choices:
    """The body of the types single and multiple."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class TrueFalse:
    """The body of the type true_false; feedback has the keys "true" and "false"."""

    answer: bool
    feedback: dict[str, str]


@dataclass(frozen=True)
class NearNumber:
    """A usual mistake in a numeric item: every value from low to high."""

    low: float
    high: float
    feedback: str


@dataclass(frozen=True)
class Numeric:
    """The body of the type numeric: every value from low to high is right.

    ``answer`` and ``tolerance`` are None where the bank gives a range.
    """

    low: float
    high: float
    answer: float | None
    tolerance: float | None
    unit: str | None
    near: tuple[NearNumber, ...]


@dataclass(frozen=True)
class NearText:
    """A usual mistake in a text item."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Text:
    """The body of the type text: the forms that are accepted."""

    accept: tuple[str, ...]
    near: tuple[NearText, ...]


@dataclass(frozen=True)
class Pair:
    """One row of a match item; ``id`` is the left side's."""

    id: str
    left: str
    right: str
    feedback: str


@dataclass(frozen=True)
class Match:
    """The body of the type match; ``extra`` are right sides that fit none."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step of an order item; steps of equal rank may change places."""

    id: str
    text: str
    rank: int
    feedback: str | None


@dataclass(frozen=True)
class Order:
    """The body of the type order, in the right order."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Card:
    """One card of a classify item."""

    id: str
    text: str
    category: str
    feedback: str
    claim: str | None


@dataclass(frozen=True)
class Classify:
    """The body of the type classify."""

    categories: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Passage:
    """One claim that may support the statement of an evidence item."""

    claim: str
    support: bool
    feedback: str


@dataclass(frozen=True)
class Evidence:
    """The body of the type evidence."""

    statement: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class State:
    """One state of a map item."""

    iso3: str
    correct: bool
    feedback: str | None


@dataclass(frozen=True)
class Map:
    """The body of the type map."""

    states: tuple[State, ...]


@dataclass(frozen=True)
class Reflect:
    """The body of the type reflect, which is never scored."""

    model_answer: str
    criteria: tuple[str, ...]


Body = Choices | TrueFalse | Numeric | Text | Match | Order | Classify | Evidence | Map | Reflect


@dataclass(frozen=True)
class Hint:
    """A hint and the share of the credit that opening it costs, 0 to 1."""

    text: str
    cost: float


@dataclass(frozen=True)
class Item:
    """One question. ``evidence`` names claims of the register, ``sources`` keys of the bibliography."""

    id: str
    type: str
    prompt: str
    body: Body
    evidence: tuple[str, ...]
    sources: tuple[str, ...]
    hints: tuple[Hint, ...]
    explanation: str | None
    objective: int | None
    points: float
    as_of: date | None
    review_by: date | None
    ungraded: bool
    path: Path
    line: int


@dataclass(frozen=True)
class Bank:
    """The questions of one chapter; ``stem`` is the file's name without ``.yml``.

    Items of a draft may lack feedback, evidence, an explanation or criteria; the book shows no draft.
    """

    title: str
    stem: str
    items: tuple[Item, ...]
    path: Path
    draft: bool = False

    def item(self, item_id: str) -> Item:
        """Return the item of this id.

        Raises
        ------
        KeyError
            If the bank does not hold it.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)
