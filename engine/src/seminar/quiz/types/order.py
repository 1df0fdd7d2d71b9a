"""Steps are put in order."""

from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Self

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key, sequence
from seminar.quiz.parts.editor_fields import OPTION_ID, fields, listed, mapping, text
from seminar.quiz.parts.labels import all_different, each_once, id_of
from seminar.quiz.parts.options import are_options, by_id, html_list, option
from seminar.quiz.parts.placed_rows import below
from seminar.quiz.reading.inline import to_html
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types.match import Match, Pair


@dataclass(frozen=True)
class Step:
    """One step; steps of equal rank may change places."""

    id: str
    text: str
    rank: int
    feedback: str | None


@dataclass(frozen=True)
class Order(Body):
    """The body of an order item, in the right order."""

    steps: tuple[Step, ...]

    NAME: ClassVar[str] = "order"
    RULE: ClassVar[str] = (
        "Pairs in the right order earn, pairs in the wrong order cost; the score does not fall below 0."
    )
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "items": listed(
                mapping(
                    {
                        "id": OPTION_ID,
                        "text": text("The step"),
                        "feedback": text("What is said of it"),
                        "rank": {"type": "integer", "description": "Steps of equal rank may change places"},
                    },
                    "text",
                ),
                least=2,
                description="The steps in the right order",
            )
        },
        "items",
    )
    LISTS: ClassVar[dict[str, str]] = {"items": "text"}
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "items": [{"text": "Sow"}, {"text": "Water"}, {"text": "Reap", "feedback": "In the end."}]
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the steps; without a rank each comes after the one before."""
        parts = item.each("items", "a step")
        last = 0

        def step_of(part: Fields) -> Step:
            nonlocal last
            rank = part.number("rank", None)
            if rank is None:
                rank = last + 1
            elif not isinstance(rank, int) or rank < last:
                raise part.wrong(f"`rank` is {rank} after {last}; ranks are whole numbers and do not fall")
            words = part.text("text")
            made = Step(id_of(part, words), words, rank, part.text("feedback", None))
            last = rank
            return made

        steps = item.made(parts, step_of)
        all_different(parts, [step.text for step in steps], "the step")
        each_once(parts, steps, "the step")
        if len({step.rank for step in steps}) < 2:
            raise item.wrong("an order item needs two steps or more that may not change places")
        return cls(tuple(steps))

    def shown(self) -> Compiled:
        """Return the steps in an order that tells nothing."""
        return {"options": by_id([option(s.id, s.text) for s in self.steps])}

    def key(self) -> Key:
        """Return the rank of each step."""
        return {"ranks": {s.id: s.rank for s in self.steps}}

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score the order by Kendall's tau."""
        return sequence(key, response)

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether these are all steps, each once."""
        return are_options(asked, response) and isinstance(response, list) and len(response) == len(asked["options"])

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by step."""
        return {s.id: s.feedback for s in self.steps}

    def named(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the steps."""
        return [(step.id, step.text) for step in self.steps], []

    def simpler(self, prompt: str) -> tuple[str, Body]:
        """Match each step to its place, counted from 1; steps that may change places share one."""
        places = {rank: str(place) for place, rank in enumerate(sorted({s.rank for s in self.steps}), 1)}
        steps = sorted(self.steps, key=lambda step: step.id)
        return prompt, Match(tuple(Pair(s.id, s.text, places[s.rank], s.feedback or "") for s in steps), ())

    def extras(self) -> set[str]:
        """Name steps that may change places and feedback, where there are any."""
        may = len({step.rank for step in self.steps}) < len(self.steps)
        told = any(step.feedback for step in self.steps)
        return {name for name, has in (("interchangeable steps", may), ("feedback on each part", told)) if has}

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw steps, each with a field for its place."""
        return below(
            f'<div class="bb-row"><span class="bb-words">{option["html"]}</span>'
            f'<input class="bb-place" type="text" inputmode="numeric" name="{name}" size="2" '
            f'aria-label="Place of: {escape(option["text"])}"></div>'
            for option in compiled["options"]
        )

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the steps in the right order."""
        words = {option["id"]: option["html"] for option in compiled["options"]}
        ranks = compiled["key"]["ranks"]
        return html_list("ol", [words[step] for step in sorted(ranks, key=ranks.get)])

    def listed(self) -> list[str]:
        """Return the steps by id."""
        return [to_html(step.text) for step in sorted(self.steps, key=lambda step: step.id)]

    def keyed(self) -> str:
        """Return the steps in the right order."""
        return html_list("ol", [to_html(step.text) for step in self.steps])

    def blanks(self) -> str:
        """Return steps to number."""
        rows = "".join(f"<li>____ {step}</li>" for step in self.listed())
        return f"<p>Number the steps, 1 for the first.</p><ul>{rows}</ul>"
