"""A word or a few are right, in one of the forms that are accepted."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.body import Compiled
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.parts.editor_fields import fields, listed, mapping, text
from seminar.quiz.parts.folding import fold
from seminar.quiz.parts.ways_to_answer import TypedLine
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class NearText:
    """A usual mistake."""

    text: str
    feedback: str


@dataclass(frozen=True)
class Text(TypedLine):
    """The body of a text item: the forms that are accepted."""

    accept: tuple[str, ...]
    near: tuple[NearText, ...]

    NAME: ClassVar[str] = "text"
    RULE: ClassVar[str] = "Capital letters, accents and spaces do not count."
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "accept": listed(text("A form that is right"), least=1),
            "near": listed(
                mapping({"text": text("A usual mistake"), "feedback": text("Said to it")}, "text", "feedback")
            ),
        },
        "accept",
    )
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "accept": ["Danube", "the Danube"],
        "near": [{"text": "Dniester", "feedback": "That is further east."}],
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the accepted forms and the usual mistakes."""
        near = []
        for mistake in item.each("near", "a near miss", None):
            near.append(NearText(mistake.text("text"), mistake.text("feedback")))
            mistake.close()
        return cls(tuple(form for form, _ in item.texts("accept")), tuple(near))

    def told(self) -> Compiled:
        """Return the usual mistakes and the first form."""
        near = [{"text": fold(n.text), "html": to_html(n.feedback)} for n in self.near]
        return {"near": near, "answer": self.accept[0]}

    def key(self) -> Key:
        """Return the accepted forms, folded."""
        return {"accept": [fold(form) for form in self.accept]}

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score a text against the accepted forms; case, accents, quotes and spaces do not count."""
        return float(isinstance(response, str) and fold(response) in key["accept"])

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find forms that are accepted twice, and mistakes that are accepted."""
        forms = [fold(form) for form in self.accept]
        found = [f"`{form}` is accepted twice" for form in sorted({f for f in forms if forms.count(f) > 1})]
        return found + [
            f"`{mistake.text}` is accepted and near at once; its feedback is never seen"
            for mistake in self.near
            if fold(mistake.text) in forms
        ]

    def extras(self) -> set[str]:
        """Name the usual mistakes, where there are any."""
        return {"usual mistakes"} if self.near else set()

    def keyed(self) -> str:
        """Return the accepted forms."""
        return f"<p>{' / '.join(map(to_html, self.accept))}</p>"

    def blanks(self) -> str:
        """Return a line."""
        return "<p>Answer: ____________________ </p>"
