"""Claims of the register support a statement or do not."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.choices import Choice
from seminar.quiz.parts.credit_rules import Key, split
from seminar.quiz.parts.editor_fields import CLAIM, FLAG, all_have, fields, listed, mapping, text
from seminar.quiz.parts.known_claim import known_claim
from seminar.quiz.parts.labels import all_different
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.options import option, unordered
from seminar.quiz.parts.ways_to_answer import PICKS, SeveralPicked
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types.multiple import Multiple
from seminar.register import register_of


@dataclass(frozen=True)
class Passage:
    """One claim that may support the statement; ``said`` is the claim in our words, with its speaker."""

    claim: str
    support: bool
    feedback: str
    said: str


def passage_of(part: Fields) -> Passage:
    """Read one claim."""
    claim = known_claim(part.text("claim"), part)
    said = register_of(part.course).said(claim)
    return Passage(claim, part.flag("support", False), part.owed("feedback"), said)


@dataclass(frozen=True)
class Evidence(SeveralPicked):
    """The body of an evidence item."""

    statement: str
    passages: tuple[Passage, ...]

    NAME: ClassVar[str] = "evidence"
    RULE: ClassVar[str] = f"Mark every claim that supports the statement. {PICKS}"
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "statement": text("What the claims are to support"),
            "passages": listed(
                mapping({"claim": CLAIM, "support": FLAG, "feedback": text("Why")}, "claim"),
                least=2,
            ),
        },
        "statement",
        "passages",
    )
    FINISHED: ClassVar[dict[str, Any]] = all_have("passages", "feedback")
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "statement": "The text takes a side.",
        "passages": [
            {"claim": "@FIRST@", "support": True, "feedback": "It does so."},
            {"claim": "@LAST@", "feedback": "It does not."},
        ],
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the statement and the claims; some support it and some do not."""
        parts = item.each("passages", "a passage")
        passages = item.made(parts, passage_of)
        all_different(parts, [passage.claim for passage in passages], "the claim")
        if len({passage.support for passage in passages}) < 2:
            raise item.wrong("some passages have to support the statement (`support: true`) and some not")
        # In the order of the text: an author's own order often lists what supports first.
        return cls(item.text("statement"), tuple(sorted(passages, key=lambda passage: passage.claim)))

    def shown(self) -> Compiled:
        """Return the statement and the claims."""
        return {"statement": to_html(self.statement), "options": [option(p.claim, p.said) for p in self.passages]}

    def key(self) -> Key:
        """Return the claims that support the statement and those that do not."""
        return split((p.claim, p.support) for p in self.passages)

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by claim."""
        return {p.claim: p.feedback for p in self.passages}

    def owed(self) -> list[str]:
        """Return the feedback."""
        return [passage.feedback for passage in self.passages]

    def simpler(self, prompt: str) -> tuple[str, Body]:
        """Ask for the supporting claims as a multiple choice, the claims in the register's words."""
        options = (Choice(option_id(p.claim), f"{p.said} ({p.claim})", p.support, p.feedback) for p in self.passages)
        return f"{prompt}\n\n{self.statement}", Multiple(tuple(options))

    def extras(self) -> set[str]:
        """Name feedback, where there is any."""
        return {"feedback on each part"} if any(passage.feedback for passage in self.passages) else set()

    def before(self, card: bool) -> str:
        """Return the statement."""
        return f"<blockquote>{to_html(self.statement)}</blockquote>"

    def listed(self) -> list[str]:
        """Return the claims."""
        return [to_html(f"{p.claim} {p.said}") for p in sorted(self.passages, key=lambda p: p.claim)]

    def keyed(self) -> str:
        """Return the claims that support the statement."""
        return unordered([f"{p.claim} {to_html(p.said)}" for p in self.passages if p.support])
