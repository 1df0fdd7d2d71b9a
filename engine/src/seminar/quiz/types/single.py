"""One option of several is right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.choices import Choices
from seminar.quiz.parts.ways_to_answer import OnePicked, usual
from seminar.quiz.reading.inline import to_text
from seminar.quiz.reading.yaml_fields import Fields

LEANS = re.compile(r"\b(which|what) of (the following|these|the options|the statements)\b", re.IGNORECASE)
MOST = 0.6  # a share that no author reaches who varies the key


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

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find choices that say the same, and a stem that says nothing without them."""
        leans = ["the stem leans on the options; ask so that it can be answered without them"]
        return super().faults(prompt, course) + (leans if LEANS.search(prompt) else [])

    @classmethod
    def habits(cls, bodies: Sequence[Self]) -> list[str]:
        """Find that the key is nearly always the same choice, or the longest."""
        found = []
        if habit := usual([body.place() for body in bodies], MOST):
            place, times = habit
            found.append(f"the key is choice {place} in {times} of {len(bodies)} single items; vary its place")
        longest = usual([body.key_is_longest() for body in bodies], MOST)
        if longest and longest[0]:
            said = f"the key is the longest choice in {longest[1]} of {len(bodies)} single items"
            found.append(f"{said}; lengthen distractors")
        return found

    def place(self) -> int:
        """Return which choice is the key, from 1."""
        return next(place for place, choice in enumerate(self.choices, 1) if choice.correct)

    def key_is_longest(self) -> bool:
        """Say whether the key has more letters than every distractor."""
        lengths = {right: [len(to_text(c.text)) for c in self.choices if c.correct is right] for right in (True, False)}
        return max(lengths[True]) > max(lengths[False])
