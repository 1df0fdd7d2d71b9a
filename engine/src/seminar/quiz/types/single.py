"""One option of several is right."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.quiz.parts.choices import Choices
from seminar.quiz.parts.picked import OnePicked
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class Single(Choices, OnePicked):
    """The body of a single item."""

    NAME: ClassVar[str] = "single"
    RULE: ClassVar[str] = "One option is right."
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "choices": [
            {"text": "The one", "correct": True, "feedback": "So it is."},
            {"text": "The other", "feedback": "It is the one."},
        ]
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the choices, of which one is correct."""
        body = super().read(item)
        if body.right() == 0:
            raise item.wrong("no choice is correct; mark one with `correct: true`")
        if body.right() > 1:
            raise item.wrong(
                f"{body.right()} choices are correct, and a `single` item has one; use the type `multiple`"
            )
        return body
