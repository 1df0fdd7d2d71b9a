"""What an editor knows of a bank's fields: pieces of JSON Schema, from which each type makes its own."""

from typing import Any

Schema = dict[str, Any]
OPTION_ID: Schema = {"$ref": "#/$defs/option_id"}
CLAIM: Schema = {"type": "string", "description": "The id of a claim of the register"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}


def text(description: str) -> Schema:
    """Return what a text is; a number or a truth value in its place is taken as it is written."""
    return {"type": ["string", "number", "boolean"], "description": description}


def label(description: str) -> Schema:
    """Return what a side or category is: a text, or one with an id."""
    return {"anyOf": [text(description), mapping({"id": OPTION_ID, "text": text(description)}, "text")]}


def mapping(fields: dict[str, Schema], *required: str) -> Schema:
    """Return what a mapping with these fields and no others is."""
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": fields, **needed, "additionalProperties": False}


def listed(entry: Schema, least: int = 0, **more: object) -> Schema:
    """Return what a list of such entries is."""
    return {"type": "array", **({"minItems": least} if least else {}), **more, "items": entry}


def fields(properties: dict[str, Schema], *required: str, **more: object) -> Schema:
    """Return what a type's own fields are."""
    return {"properties": properties, **({"required": list(required)} if required else {}), **more}


def all_have(name: str, field: str) -> Schema:
    """Return that each entry of a list has a field."""
    return {"properties": {name: {"items": {"required": [field]}}}}
