"""States are marked on a map."""

from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar, Self

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.choices import Choice
from seminar.quiz.parts.credit_rules import Key, split
from seminar.quiz.parts.editor_fields import FLAG, fields, listed, mapping, text
from seminar.quiz.parts.labels import all_different
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.options import option, unordered
from seminar.quiz.parts.ways_to_answer import PICKS, SeveralPicked
from seminar.quiz.parts.world import country_names, outlines
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types.multiple import Multiple
from seminar.text import short


@dataclass(frozen=True)
class State:
    """One state."""

    iso3: str
    correct: bool
    feedback: str | None


def state_of(part: Fields) -> State:
    """Read one state, which has to be on the map."""
    code = part.text("iso3")
    if code not in country_names():
        raise part.wrong(f"the map has no state `{short(code)}`; write an ISO 3166-1 code such as FRA")
    return State(code, part.flag("correct", False), part.text("feedback", None))


@dataclass(frozen=True)
class Map(SeveralPicked):
    """The body of a map item."""

    states: tuple[State, ...]

    NAME: ClassVar[str] = "map"
    RULE: ClassVar[str] = f"Mark every state that fits. {PICKS}"
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "states": listed(
                mapping(
                    {
                        "iso3": {"type": "string", "pattern": "^[A-Z]{3}$"},
                        "correct": FLAG,
                        "feedback": text("What is said of it"),
                    },
                    "iso3",
                ),
                least=2,
            )
        },
        "states",
    )
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "states": [{"iso3": "FRA", "correct": True}, {"iso3": "DEU", "feedback": "Its neighbour."}]
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the states, each on the map; some are correct and some not."""
        parts = item.each("states", "a state")
        states = item.made(parts, state_of)
        all_different(parts, [state.iso3 for state in states], "the state")
        if len({state.correct for state in states}) < 2:
            raise item.wrong("some states have to be correct (`correct: true`) and some not")
        return cls(tuple(states))

    def shown(self) -> Compiled:
        """Return the states in the order of their names, as a reader looks for them, and the map's outlines."""
        options = [option(s.iso3, country_names()[s.iso3]) for s in self.states]
        return {
            "options": sorted(options, key=lambda option: option["text"]),
            "map": outlines([s.iso3 for s in self.states]),
        }

    def key(self) -> Key:
        """Return the right states and the wrong ones."""
        return split((s.iso3, s.correct) for s in self.states)

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by state."""
        return {s.iso3: s.feedback for s in self.states}

    def simpler(self, prompt: str) -> tuple[str, Body]:
        """Ask for the states as a multiple choice of their names."""
        names = country_names()
        options = (Choice(option_id(s.iso3), names[s.iso3], s.correct, s.feedback or "") for s in self.states)
        return prompt, Multiple(tuple(options))

    def extras(self) -> set[str]:
        """Name feedback, where there is any."""
        return {"feedback on each part"} if any(state.feedback for state in self.states) else set()

    def listed(self) -> list[str]:
        """Return the names in their order."""
        return sorted(escape(country_names()[state.iso3]) for state in self.states)

    def keyed(self) -> str:
        """Return the right states."""
        return unordered([escape(country_names()[state.iso3]) for state in self.states if state.correct])
