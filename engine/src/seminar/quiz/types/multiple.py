"""One option or several are right."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.quiz.parts.choices import Choices
from seminar.quiz.parts.ways_to_answer import PICKS, SeveralPicked
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class Multiple(Choices, SeveralPicked):
    """The body of a multiple item."""

    NAME: ClassVar[str] = "multiple"
    RULE: ClassVar[str] = f"One option or several are right. {PICKS}"
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "choices": [
            {"text": "The one", "correct": True, "feedback": "So it is."},
            {"text": "The other", "correct": True, "feedback": "This too."},
            {"text": "The third", "feedback": "Not this one."},
        ]
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the choices, of which one at least is correct and one is not."""
        body = super().read(item)
        if body.right() == 0:
            raise item.wrong("no choice is correct; mark at least one with `correct: true`")
        if body.right() == len(body.choices):
            raise item.wrong("every choice is correct; add a distractor, or there is nothing to tell apart")
        return body
