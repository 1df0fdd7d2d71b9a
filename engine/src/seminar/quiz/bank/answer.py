"""What is kept of a student's answers, as ``static/responses.schema.json`` describes it."""

from typing import TypedDict


class Attempt(TypedDict, total=False):
    """One try at an item. The schema says what each field may hold; a file may leave any out."""

    response: object
    certainty: str | None
    hints: int
    score: float | None
    at: str


class Answer(Attempt, total=False):
    """What is kept of one item: its latest attempt, with the first one and the last ones before it."""

    first: Attempt | None
    history: list[Attempt]
    shown: bool
    shown_at: str


class ClaimedDraw(TypedDict, total=False):
    """How a file says that its exam was drawn."""

    seed: str
    draw: int | None


class BankAnswers(TypedDict, total=False):
    """A student's answers to one bank by the item's id; ``exam`` is there only in exam mode."""

    items: dict[str, Answer]
    exam: ClaimedDraw
