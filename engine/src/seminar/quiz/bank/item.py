"""What a question bank holds, as frozen records.

An option, row or step carries an ``id`` that the bank gives it or that is made of its words, never of its place. So a
response stays right when an author moves options about; see ``option_ids``.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from seminar.course import Course
from seminar.quiz.parts.body import Body
from seminar.register import register_of


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
    def type(self) -> str:
        """The name of the item's type."""
        return self.body.NAME

    @property
    def scored(self) -> bool:
        """Whether the item earns points, and so is counted; as ``counted`` in ``static/counts.js``."""
        return not self.ungraded and self.body.SCORED


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
