"""Options of which some are right: what single and multiple items share."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key, split
from seminar.quiz.parts.editor_fields import FLAG, OPTION_ID, all_have, fields, listed, mapping, text
from seminar.quiz.parts.labels import alike, all_different, each_once, id_of
from seminar.quiz.parts.options import boxes, option, right_ones, shuffled, unordered
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class Choice:
    """One option; ``pin`` keeps it ``first`` or ``last``."""

    id: str
    text: str
    correct: bool
    feedback: str
    pin: str | None = None


def choice_of(part: Fields) -> Choice:
    """Read one option.

    Raises
    ------
    BankError
        If a field is missing, unknown or of another kind.
    """
    words = part.text("text")
    pin = part.text("pin", None)
    if pin not in (None, "first", "last"):
        raise part.wrong(f"`pin` is `{pin}`; write `first` or `last`")
    correct = part.flag("correct", False)
    return Choice(id_of(part, words), words, correct, part.owed("feedback"), pin)


@dataclass(frozen=True)
class Choices(Body):
    """A body of choices."""

    choices: tuple[Choice, ...]

    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "choices": listed(
                mapping(
                    {
                        "id": OPTION_ID,
                        "text": text("What the option says"),
                        "correct": FLAG,
                        "feedback": text("What is said to who picks it"),
                        "pin": {"enum": ["first", "last"], "description": "Keeps the option out of the shuffling"},
                    },
                    "text",
                ),
                least=2,
            )
        },
        "choices",
    )
    FINISHED: ClassVar[dict[str, Any]] = all_have("choices", "feedback")
    LISTS: ClassVar[dict[str, str]] = {"choices": "text"}

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the choices; each differs from the others in words and id."""
        parts = item.each("choices", "a choice")
        read = item.made(parts, choice_of)
        if len(read) < 2:
            raise item.wrong("the item has one choice; it needs two or more")
        all_different(parts, [choice.text for choice in read], "the choice")
        each_once(parts, read, "the choice")
        return cls(tuple(read))

    def shown(self) -> Compiled:
        """Return the options as they stand in the bank."""
        return {"options": [option(c.id, c.text, pin=c.pin) for c in self.choices]}

    def key(self) -> Key:
        """Return the right ids and the wrong ones."""
        return split((c.id, c.correct) for c in self.choices)

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by choice."""
        return {c.id: c.feedback for c in self.choices}

    def owed(self) -> list[str]:
        """Return the feedback."""
        return [choice.feedback for choice in self.choices]

    def named(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the options."""
        return [(choice.id, choice.text) for choice in self.choices], []

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find choices that say the same."""
        return alike("the choices", [choice.text for choice in self.choices])

    def mixed(self) -> Self:
        """Return the choices in the order of their ids."""
        return replace(self, choices=tuple(sorted(self.choices, key=lambda choice: shuffled(choice.id))))

    def extras(self) -> set[str]:
        """Say whether a choice is pinned."""
        return {"pinned choices"} if any(choice.pin for choice in self.choices) else set()

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the right options."""
        return right_ones(compiled)

    def listed(self) -> list[str]:
        """Return the choices by id, since an author may tend to put the key first; a pinned one stays at its end."""
        ordered = sorted(self.choices, key=lambda c: (c.pin == "last", c.pin != "first", c.id))
        return [to_html(choice.text) for choice in ordered]

    def keyed(self) -> str:
        """Return the right choices."""
        return unordered([to_html(choice.text) for choice in self.choices if choice.correct])

    def blanks(self) -> str:
        """Return boxes to tick."""
        return boxes(self.listed(), self.SEVERAL)

    def right(self) -> int:
        """Return how many choices are right."""
        return sum(choice.correct for choice in self.choices)
