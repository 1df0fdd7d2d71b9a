"""A statement is true or false."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.choices import Choice
from seminar.quiz.parts.credit_rules import Key, split
from seminar.quiz.parts.editor_fields import FLAG, fields, mapping, text
from seminar.quiz.parts.options import option
from seminar.quiz.parts.ways_to_answer import OnePicked, usual
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types.single import Single

SIDES = ("true", "false")
MOST_OF_TWO = 0.8  # a share that no author reaches who varies the key


@dataclass(frozen=True)
class TrueFalse(OnePicked):
    """The body of a true_false item; ``told_to`` is the feedback by what was said, "true" or "false"."""

    answer: bool
    told_to: dict[str, str]

    NAME: ClassVar[str] = "true_false"
    RULE: ClassVar[str] = "One of the two is right."
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "answer": FLAG,
            "feedback": mapping({"true": text("Said to who says true"), "false": text("Said to who says false")}),
        },
        "answer",
    )
    FINISHED: ClassVar[dict[str, Any]] = {
        "properties": {"feedback": {"required": list(SIDES)}},
        "required": ["feedback"],
    }
    EXAMPLE: ClassVar[dict[str, Any]] = {"answer": True, "feedback": {"true": "So it is.", "false": "It is true."}}

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the answer and the feedback on either side."""
        answer = item.flag("answer")
        node = item.node("feedback", None) if item.draft else item.node("feedback")
        if node is None:
            return cls(answer, dict.fromkeys(SIDES, ""))
        told_to = item.part(node, "the feedback")
        body = cls(answer, {side: told_to.owed(side) for side in SIDES})
        told_to.close()
        return body

    def shown(self) -> Compiled:
        """Return the two sides."""
        return {"options": [option(side, side.capitalize()) for side in SIDES]}

    def key(self) -> Key:
        """Return the right side and the wrong one."""
        return split((side, self.answer == (side == "true")) for side in SIDES)

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by side."""
        return {**self.told_to}

    def owed(self) -> list[str]:
        """Return the feedback."""
        return list(self.told_to.values())

    def simpler(self, prompt: str) -> tuple[str, Body]:
        """Offer "True" and "False" as the two choices."""
        return prompt, Single(
            tuple(
                Choice(side, side.capitalize(), (side == "true") == self.answer, self.told_to[side]) for side in SIDES
            )
        )

    def listed(self) -> list[str]:
        """Return the two sides."""
        return [side.capitalize() for side in SIDES]

    def keyed(self) -> str:
        """Return the right side."""
        return f"<p>{'True' if self.answer else 'False'}</p>"

    @classmethod
    def habits(cls, bodies: Sequence[Self]) -> list[str]:
        """Find that nearly all statements are true, or nearly all false."""
        habit = usual([body.answer for body in bodies], MOST_OF_TWO)
        if habit is None:
            return []
        answer, times = habit
        return [f"{times} of {len(bodies)} true_false items are {str(answer).lower()}; turn some of them"]
