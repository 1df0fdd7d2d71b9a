"""Cards are sorted into categories."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from seminar.course import Course
from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key
from seminar.quiz.parts.editor_fields import CLAIM, OPTION_ID, all_have, fields, label, listed, mapping, text
from seminar.quiz.parts.folding import fold
from seminar.quiz.parts.known_claim import known_claim
from seminar.quiz.parts.labels import all_different, different_ids, each_once, id_of, labelled
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.parts.options import option, shuffled, unordered
from seminar.quiz.parts.placed_rows import PLACES, PlacedRows, below, ticked
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.types.match import Match, Pair
from seminar.register import register_of
from seminar.text import short, suggest

FEW = 4  # so many categories stand beside each card


@dataclass(frozen=True)
class Card:
    """One card; ``claim`` is the claim of the register that it states, if any."""

    id: str
    text: str
    category: str
    feedback: str
    claim: str | None


@dataclass(frozen=True)
class Classify(PlacedRows):
    """The body of a classify item; ``ids`` are those that the bank gives categories."""

    categories: tuple[str, ...]
    cards: tuple[Card, ...]
    ids: dict[str, str] = field(default_factory=dict)

    NAME: ClassVar[str] = "classify"
    RULE: ClassVar[str] = PLACES
    SCHEMA: ClassVar[dict[str, Any]] = fields(
        {
            "categories": listed(label("A category"), least=2, uniqueItems=True),
            "cards": listed(
                mapping(
                    {
                        "id": OPTION_ID,
                        "text": text("The card"),
                        "category": text("One of the categories"),
                        "feedback": text("Why"),
                        "claim": CLAIM,
                    },
                    "text",
                    "category",
                ),
                least=1,
            ),
        },
        "categories",
        "cards",
    )
    FINISHED: ClassVar[dict[str, Any]] = all_have("cards", "feedback")
    LISTS: ClassVar[dict[str, str]] = {"cards": "text"}
    LABELS: ClassVar[dict[str, str | None]] = {"categories": None}
    EXAMPLE: ClassVar[dict[str, Any]] = {
        "categories": ["river", "town"],
        "cards": [
            {"text": "Seine", "category": "river", "feedback": "It flows."},
            {"text": "Paris", "category": "town", "feedback": "It stays."},
        ],
    }

    @classmethod
    def read(cls, item: Fields) -> Self:
        """Read the categories and the cards."""
        ids: dict[str, str] = {}
        nodes = item.entries("categories")
        categories = tuple(labelled(item, node, "an entry of `categories`", ids) for node in nodes)
        if len(set(categories)) != len(categories) or len(categories) < 2:
            raise item.wrong("`categories` has to name two or more, each once")
        parts = item.each("cards", "a card")

        def card_of(part: Fields) -> Card:
            words, category = part.text("text"), part.text("category")
            if category not in categories:
                raise part.wrong(f"`{short(category)}` is none of the categories{suggest(category, categories)}")
            claim = part.text("claim", None)
            if claim:
                known_claim(claim, part)
            return Card(id_of(part, words), words, category, part.owed("feedback"), claim)

        cards = item.made(parts, card_of)
        all_different(parts, [card.text for card in cards], "the card")
        each_once(parts, cards, "the card")
        body = cls(categories, tuple(cards), ids)
        different_ids(item, categories, body.category_id, "the category")
        return body

    def category_id(self, words: str) -> str:
        """Return the id of a category."""
        return self.ids.get(to_text(words)) or option_id(words)

    def without_ids(self) -> Self:
        """Return it with ids that are made of the words."""
        return replace(self, ids={})

    def shown(self) -> Compiled:
        """Return the cards and the categories as they stand in the bank, and whether all of these fit beside a card."""
        return {
            "rows": [option(c.id, c.text, claim=c.claim) for c in self.cards],
            "options": [option(self.category_id(name), name) for name in self.categories],
            "few": len(self.categories) <= FEW,
        }

    def key(self) -> Key:
        """Return the category of each card."""
        return {"pairs": {c.id: self.category_id(c.category) for c in self.cards}}

    def feedback(self) -> dict[str, str | None]:
        """Return the feedback by card."""
        return {c.id: c.feedback for c in self.cards}

    def owed(self) -> list[str]:
        """Return the feedback."""
        return [card.feedback for card in self.cards]

    def named(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Return the categories, and the cards."""
        options = [(self.category_id(name), name) for name in self.categories]
        return options, [(card.id, card.text) for card in self.cards]

    def faults(self, prompt: str, course: Course) -> list[str]:
        """Find cards that ask for a code on which the register itself is of two minds, or says otherwise."""
        cards = [(card, card.claim) for card in self.cards if card.claim]
        if not cards:
            return []
        asked = {fold(category) for category in self.categories}
        register = register_of(course)
        found: list[str] = []
        for facet in register.settings.facets:
            if not asked <= {fold(register.code(claim, facet)[0]) for claim in register.claims}:
                continue
            for card, claim in cards:
                code, other = register.code(claim, facet)
                if other:
                    found.append(f"{claim} may also be coded `{other}`: its {facet.name} has no single key")
                elif fold(code) != fold(card.category):
                    found.append(f"{claim} is keyed `{card.category}`, but the register says `{code}`")
        return found

    def mixed(self) -> Self:
        """Return the cards in the order of their ids."""
        return replace(self, cards=tuple(sorted(self.cards, key=lambda card: shuffled(card.id))))

    def simpler(self, prompt: str) -> tuple[str, Body]:
        """Match each card to its category; a category without a card becomes an extra right side."""
        pairs = tuple(Pair(card.id, card.text, card.category, card.feedback) for card in self.cards)
        used = {card.category for card in self.cards}
        return prompt, Match(pairs, tuple(name for name in self.categories if name not in used))

    def extras(self) -> set[str]:
        """Name feedback, where there is any."""
        return {"feedback on each part"} if any(card.feedback for card in self.cards) else set()

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw cards, each with the categories to tick where they are few, else with a list."""
        if not compiled["few"]:
            return PlacedRows.drawn(compiled, name)
        return below(ticked(row, compiled["options"], f"{name}-{row['id']}") for row in compiled["rows"])

    def before(self, card: bool) -> str:
        """Return the categories, on a card."""
        return f"<p>To sort into: {'; '.join(map(to_html, self.categories))}</p>" if card else ""

    def listed(self) -> list[str]:
        """Return the cards."""
        return [to_html(card.text) for card in self.cards]

    def keyed(self) -> str:
        """Return the cards with their categories."""
        return unordered([f"{to_html(card.text)} → {to_html(card.category)}" for card in self.cards])

    def sides(self) -> list[str]:
        """Return the categories."""
        return list(self.categories)
