"""Left sides are matched to right sides."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.body import Compiled
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.parts.editor_fields import OPTION_ID, all_have, fields, label, listed, mapping, text
from seminar.quiz.parts.labels import alike, all_different, different_ids, each_once, id_of, labelled
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.options import by_id, option, shuffled, unordered
from seminar.quiz.parts.placed_rows import PLACES, PlacedRows
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.reading.yaml_fields import Fields


@dataclass(frozen=True)
class Pair:
    """One row; ``id`` is the left side's."""

    id: str
    left: str
    right: str
    feedback: str


@dataclass(frozen=True)
class Match(PlacedRows):
    """The body of a match item; ``extra`` are right sides that fit none, ``ids`` those that the bank gives sides."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...]
    ids: dict[str, str] = field(default_factory=dict)

    NAME: ClassVar[str] = "match"
    RULE: ClassVar[str] = PLACES
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "pairs": listed(
                mapping(
                    {
                        "id": OPTION_ID,
                        "left": text("What is matched"),
                        "right": label("What it goes with"),
                        "feedback": text("Why"),
                    },
                    "left",
                    "right",
                ),
                least=1,
            ),
            "extra": listed(label("A right side that fits none")),
        },
        "pairs",
    )
    FINISHED: ClassVar[dict[str, Any]] = all_have("pairs", "feedback")
    LISTS: ClassVar[dict[str, str]] = {"pairs": "left"}
    LABELS: ClassVar[dict[str, str | None]] = {"pairs": "right", "extra": None}
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "pairs": [
            {"left": "The Seine", "right": "Paris", "feedback": "Through its middle."},
            {"left": "The Spree", "right": "Berlin", "feedback": "Past the museums."},
        ],
        "extra": ["Rome"],
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the pairs and the right sides that fit none."""
        parts = item.each("pairs", "a pair")
        ids: dict[str, str] = {}

        def pair_of(part: Fields) -> Pair:
            left = part.text("left")
            right = labelled(part, part.node("right"), "the right side", ids)
            return Pair(id_of(part, left), left, right, part.owed("feedback"))

        pairs = item.made(parts, pair_of)
        all_different(parts, [pair.left for pair in pairs], "the left side")
        each_once(parts, pairs, "the left side")
        extra = tuple(labelled(item, node, "an entry of `extra`", ids) for node in item.entries("extra", None))
        rights = {to_text(pair.right) for pair in pairs}
        for side in extra:
            if to_text(side) in rights:
                raise item.wrong(f"`{side}` is listed under `extra`, but it is the right side of a pair")
        if len(rights) + len(extra) < 2:
            raise item.wrong("there is one right side only; a match item needs two or more")
        body = cls(tuple(pairs), extra, ids)
        different_ids(item, [*(pair.right for pair in pairs), *extra], body.side_id, "the right side")
        return body

    def side_id(self, words: str) -> str:
        """Return the id of a right side."""
        return self.ids.get(to_text(words)) or option_id(words)

    def without_ids(self) -> Self:
        """Return it with ids that are made of the words."""
        return replace(self, ids={})

    def shown(self) -> Compiled:
        """Return the left sides as they stand in the bank, and the different right sides."""
        named = {self.side_id(words): words for words in [*(pair.right for pair in self.pairs), *self.extra]}
        return {
            "rows": [option(p.id, p.left) for p in self.pairs],
            "options": by_id([option(name, words) for name, words in named.items()]),
        }

    def key(self) -> Key:
        """Return the right side of each left one."""
        return {"pairs": {p.id: self.side_id(p.right) for p in self.pairs}}

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by left side."""
        return {p.id: p.feedback for p in self.pairs}

    def owed(self) -> list[str]:
        """Return the feedback."""
        return [pair.feedback for pair in self.pairs]

    def named(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the right sides, and the left ones."""
        sides = [*(pair.right for pair in self.pairs), *self.extra]
        return [(self.side_id(side), side) for side in sides], [(pair.id, pair.left) for pair in self.pairs]

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find right sides that say the same."""
        return alike("the right sides", self.sides())

    def mixed(self) -> Self:
        """Return the pairs in the order of their ids."""
        return replace(self, pairs=tuple(sorted(self.pairs, key=lambda pair: shuffled(pair.id))))

    def extras(self) -> set[str]:
        """Name right sides that fit none and feedback, where there is any."""
        told = any(pair.feedback for pair in self.pairs)
        return {name for name, has in (("extra right sides", self.extra), ("feedback on each part", told)) if has}

    def before(self, card: bool) -> str:
        """Return the right sides, on a card."""
        return f"<p>To match: {'; '.join(map(to_html, self.sides()))}</p>" if card else ""

    def listed(self) -> list[str]:
        """Return the left sides."""
        return [to_html(pair.left) for pair in self.pairs]

    def keyed(self) -> str:
        """Return the pairs."""
        return unordered([f"{to_html(pair.left)} → {to_html(pair.right)}" for pair in self.pairs])

    def sides(self) -> list[str]:
        """Return the different right sides in the order of their words."""
        return sorted({pair.right for pair in self.pairs} | set(self.extra))
