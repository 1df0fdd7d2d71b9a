"""What a question bank holds, as frozen records.

An option, row or step carries an ``id`` that the bank gives it or that is made of its words, never of its place. So a
response stays right when an author moves options about; see ``option_ids``.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from seminar.course import Course
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_text
from seminar.register import register_of


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
    """The body of the type match; ``extra`` are right sides that fit none, ``ids`` those that the bank gives sides."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)

    def side_id(self, words: str) -> str:
        """Return the id of a right side."""
        return self.ids.get(to_text(words)) or option_id(words)


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
    """The body of the type classify; ``ids`` are those that the bank gives categories."""

    categories: tuple[str, ...]
    cards: tuple[Card, ...]
    ids: dict[str, str] = field(default_factory=dict)

    def category_id(self, words: str) -> str:
        """Return the id of a category."""
        return self.ids.get(to_text(words)) or option_id(words)


@dataclass(frozen=True)
class Passage:
    """One claim that may support the statement of an evidence item."""

    claim: str
    support: bool
    feedback: str
    said: str  # the claim in our words, with its speaker


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
    """One question.

    ``evidence`` names claims of the register of its ``course``, ``sources`` keys of the bibliography.

    ``former`` has, for "options" and "rows", the ids of words by which answers were kept, each with the present id.
    """

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
    course: Course = field(repr=False, compare=False)
    former: dict[str, dict[str, str]] = field(default_factory=dict)

    def settled_by(self) -> list[tuple[str, str]]:
        """Return the claims that settle the item: id, and what is said, in our words."""
        return [(claim, register_of(self.course).said(claim)) for claim in self.evidence]

    @property
    def scored(self) -> bool:
        """Whether the item earns points, and so is counted; as ``counted`` in ``static/counts.js``."""
        return not self.ungraded and self.type != "reflect"


@dataclass(frozen=True)
class Exam:
    """How a bank is asked as an exam: from which items (none named: all that earn points), how many, by which seed."""

    items: tuple[str, ...] = ()
    draw: int | None = None
    seed: str = ""


@dataclass(frozen=True)
class Bank:
    """The questions of one chapter; ``stem`` is the file's name without ``.yml``.

    Items of a draft may lack feedback, evidence, an explanation or criteria; the book shows no draft.
    """

    title: str
    stem: str
    items: tuple[Item, ...]
    path: Path
    course: Course = field(repr=False, compare=False)
    draft: bool = False
    exam: Exam | None = None

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
