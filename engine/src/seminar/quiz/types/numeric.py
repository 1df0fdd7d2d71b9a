"""A number is right within a tolerance or a range."""

from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.body import Compiled
from seminar.quiz.parts.credit_rules import Key, within
from seminar.quiz.parts.editor_fields import NUMBER, fields, listed, mapping, text
from seminar.quiz.parts.folding import parse_number
from seminar.quiz.parts.ways_to_answer import TypedLine
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class NearNumber:
    """A usual mistake: every value from low to high."""

    low: float
    high: float
    feedback: str


@dataclass(frozen=True)
class Numeric(TypedLine):
    """The body of a numeric item: every value from low to high is right.

    ``answer`` and ``tolerance`` are None where the bank gives a range.
    """

    low: float
    high: float
    answer: float | None
    tolerance: float | None
    unit: str | None
    near: tuple[NearNumber, ...]

    NAME: ClassVar[str] = "numeric"
    RULE: ClassVar[str] = "A comma or a point may stand before the decimals."
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "answer": NUMBER,
            "tolerance": {"type": "number", "minimum": 0, "description": "The distance that still counts as right"},
            "range": listed(NUMBER, least=2, maxItems=2),
            "unit": text("Stands behind the field"),
            "near": listed(
                mapping(
                    {"value": NUMBER, "tolerance": NUMBER, "feedback": text("Said to this mistake")},
                    "value",
                    "feedback",
                )
            ),
        },
        oneOf=[{"required": ["answer"]}, {"required": ["range"]}],
    )
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "answer": 12.5,
        "tolerance": 0.5,
        "unit": "km",
        "near": [{"value": 25, "feedback": "That is twice as far."}],
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read an answer with its tolerance, or a range."""
        answer = item.number("answer", None)
        ends = item.entries("range", None)
        tolerance = None
        if (answer is None) == (not ends):
            raise item.wrong("give either `answer` (with `tolerance`) or `range: [low, high]`")
        if answer is not None:
            tolerance = item.number("tolerance", 0)
            if tolerance < 0:
                raise item.wrong("`tolerance` is negative; give the distance that still counts as right")
            low, high = answer - tolerance, answer + tolerance
        else:
            if len(ends) != 2:
                raise item.wrong(f"`range` has {len(ends)} values; write `[low, high]`")
            low, high = (item.as_number(end, "an end of `range`") for end in ends)
            if low > high:
                raise item.wrong(f"`range` runs from {low} down to {high}; write the lower end first")
        near = []
        for mistake in item.each("near", "a near miss", None):
            value, spread = mistake.number("value"), mistake.number("tolerance", 0)
            near.append(NearNumber(value - spread, value + spread, mistake.text("feedback")))
            mistake.close()
        return cls(low, high, answer, tolerance, item.text("unit", None), tuple(near))

    def said(self) -> str:
        """Return the right number in words: "56.4 Mt (± 0.5)", "3 to 5 Mt"."""
        unit = f" {self.unit}" if self.unit else ""
        if self.answer is None:
            return f"{self.low} to {self.high}{unit}"
        return f"{self.answer}{unit}" + (f" (± {self.tolerance})" if self.tolerance else "")

    def shown(self) -> Compiled:
        """Return the unit."""
        return {"unit": self.unit}

    def told(self) -> Compiled:
        """Return the usual mistakes and the right number in words."""
        near = [{"low": n.low, "high": n.high, "html": to_html(n.feedback)} for n in self.near]
        return {"near": near, "answer": self.said()}

    def key(self) -> Key:
        """Return the range and the unit."""
        return {"low": self.low, "high": self.high, "unit": self.unit}

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score a number against the range of right ones."""
        value = parse_number(response, key.get("unit")) if isinstance(response, str) else None
        return float(value is not None and within(value, key["low"], key["high"]))

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find near misses that are right, and answers that nobody hits."""
        found = [
            f"the near miss from {mistake.low:g} to {mistake.high:g} reaches into the right answers"
            for mistake in self.near
            if mistake.low <= self.high and self.low <= mistake.high
        ]
        if self.tolerance == 0 and self.answer is not None and not float(self.answer).is_integer():
            found.append(f"{self.answer} is right to the last digit only; say with `tolerance` how exact it has to be")
        return found

    def extras(self) -> set[str]:
        """Name the unit and the usual mistakes, where there are any."""
        return {name for name, has in (("unit", self.unit), ("usual mistakes", self.near)) if has}

    def keyed(self) -> str:
        """Return the right number."""
        return f"<p>{escape(self.said())}</p>"

    def blanks(self) -> str:
        """Return a line and the unit."""
        return f"<p>Answer: ____________________ {escape(self.unit or '')}</p>"
