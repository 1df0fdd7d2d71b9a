"""Makes the schema by which editors know a bank's fields; run it to write ``static/bank.schema.json`` anew.

What is special to a type, the type says itself (``Body.SCHEMA`` and ``Body.FINISHED``).
"""

import json
from pathlib import Path
from typing import Any

from seminar.quiz.bank.read_item import KEBAB, MOST_OBJECTIVES, MOST_POINTS
from seminar.quiz.parts.editor_fields import CLAIM, FLAG, Schema, listed, mapping, text
from seminar.quiz.parts.option_ids import LONGEST_ID, WRITTEN
from seminar.quiz.types import TYPES
from seminar.text import write_whole

FILE = Path(__file__).parents[1] / "static" / "bank.schema.json"


def schema() -> Schema:
    """Return the schema of banks (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A question bank",
        "type": "object",
        "required": ["title", "items"],
        "additionalProperties": False,
        "properties": {
            "$schema": {"type": "string"},
            "title": text("Names the bank"),
            "draft": FLAG
            | {"description": "Items may still lack feedback, evidence and an explanation; the book does not show it"},
            "exam": exam(),
            "items": listed({"$ref": "#/$defs/item"}, least=1),
        },
        "if": {"properties": {"draft": {"const": True}}, "required": ["draft"]},
        "else": {"properties": {"items": {"items": {"$ref": "#/$defs/finished"}}}},
        "$defs": {
            "item": item(),
            **{name: type_.SCHEMA for name, type_ in TYPES.items()},
            "finished": finished(),
            "option_id": {
                "type": ["string", "number"],
                "pattern": f"^{WRITTEN.pattern}$",
                "maxLength": LONGEST_ID,
                "description": "Stays when the words change; `seminar quiz ids` writes it",
            },
        },
    }


def exam() -> Schema:
    """Return how a bank is asked as an exam."""
    return {
        **mapping(
            {
                "items": listed({"type": "string"}, description="From which items; without it all that earn points"),
                "draw": {
                    "type": "integer",
                    "minimum": 1,
                    "description": "How many of them each student gets; without it all",
                },
                "seed": text("Another seed draws other items"),
            }
        ),
        "description": "How the bank is asked as an exam; grading reads it here too",
    }


def item() -> Schema:
    """Return what every item may have, and that its type says the rest."""
    cost = {"type": "number", "minimum": 0, "maximum": 1, "description": "The share of the credit that it costs"}
    hint = {"anyOf": [text("A hint"), mapping({"text": text("A hint"), "cost": cost}, "text")]}
    day = {"type": "string", "format": "date"}
    return {
        "type": "object",
        "required": ["id", "type", "prompt"],
        "properties": {
            "id": {
                "type": "string",
                "pattern": f"^{KEBAB.pattern}$",
                "description": "Unique in the book; never changes, because responses refer to it",
            },
            "type": {"enum": list(TYPES)},
            "prompt": text("The stem; it can be answered without seeing the options"),
            "evidence": listed(CLAIM, description="The claims that settle the item"),
            "sources": listed({"type": "string"}, description="Keys of the bibliography that settle it"),
            "hints": listed(hint),
            "explanation": text("Shown once the item is answered"),
            "objective": {
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_OBJECTIVES,
                "description": "The number of the chapter's objective",
            },
            "points": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_POINTS},
            "as_of": day | {"description": "The day on which the key was right"},
            "review_by": day | {"description": "The day by which somebody has to look at it again"},
            "ungraded": FLAG | {"description": "For the question before reading; left out of the score"},
        },
        "allOf": [when(name, {"$ref": f"#/$defs/{name}"}) for name in TYPES],
        "unevaluatedProperties": False,
    }


def finished() -> Schema:
    """Return what an item has beside that in a bank that is no draft."""
    settled = {"anyOf": [{"required": ["evidence"]}, {"required": ["sources"]}]}
    scored = [name for name, type_ in TYPES.items() if type_.SCORED]
    explained = {
        "if": {"properties": {"type": {"enum": scored}}, "required": ["type"]},
        "then": {"required": ["explanation"], **settled},
    }
    return {"allOf": [explained, *(when(name, type_.FINISHED) for name, type_ in TYPES.items() if type_.FINISHED)]}


def when(name: str, then: Schema) -> Schema:
    """Return what holds of items of one type."""
    return {"if": {"properties": {"type": {"const": name}}, "required": ["type"]}, "then": then}


def written() -> str:
    """Return the schema as its file holds it."""
    made: dict[str, Any] = schema()
    return json.dumps(made, indent=1) + "\n"


if __name__ == "__main__":
    write_whole(FILE, written())
