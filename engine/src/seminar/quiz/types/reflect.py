"""The student writes, and compares with a model answer; nothing is scored."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.parts.editor_fields import fields, listed, text
from seminar.quiz.parts.options import html_list, unordered
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class Reflect(Body):
    """The body of a reflect item."""

    model_answer: str
    criteria: tuple[str, ...]

    NAME: ClassVar[str] = "reflect"
    RULE: ClassVar[str] = "Not scored: you compare your answer with ours."
    SCORED: ClassVar[bool] = False
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "model_answer": text("Shown beside the student's own"),
            "criteria": listed(text("What a good answer does"), least=1),
        }
    )
    FINISHED: ClassVar[dict[str, Any]] = {"required": ["model_answer", "criteria"]}
    EXAMPLE: ClassVar[dict[str, Any]] = {"model_answer": "It depends.", "criteria": ["says on what it depends"]}

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the model answer and the criteria."""
        criteria = item.texts("criteria", None) if item.draft else item.texts("criteria")
        return cls(item.owed("model_answer"), tuple(criterion for criterion, _ in criteria))

    def told(self) -> Compiled:
        """Return the model answer and the criteria."""
        return {
            "model_answer": to_html(self.model_answer),
            "criteria": [to_html(criterion) for criterion in self.criteria],
        }

    @staticmethod
    def score(key: Key, response: object) -> None:
        """Score nothing."""

    def lacks(self) -> list[str]:
        """Name the model answer and the criteria, where they are missing."""
        return [name for name in ("model_answer", "criteria") if not getattr(self, name)]

    def extras(self) -> set[str]:
        """Name the criteria, where there are any."""
        return {"criteria"} if self.criteria else set()

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw a field to write in."""
        return f'<div class="bb-typed"><textarea rows="5" name="{name}" aria-label="Your answer"></textarea></div>'

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the model answer and the criteria."""
        return f"<p>{compiled['model_answer']}</p>{html_list('ul', compiled['criteria'])}"

    def keyed(self) -> str:
        """Return the model answer and the criteria."""
        return f"<p>{to_html(self.model_answer)}</p>" + unordered([to_html(criterion) for criterion in self.criteria])

    def blanks(self) -> str:
        """Return lines to write on."""
        return '<div class="line"></div>' * 6
