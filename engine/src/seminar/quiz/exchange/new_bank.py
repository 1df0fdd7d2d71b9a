"""Makes a bank of another system's questions: a draft, since none of them names its evidence."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import StringMark
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from seminar import text
from seminar.course import Course
from seminar.errors import ExchangeError
from seminar.quiz.bank.read_item import read_item
from seminar.quiz.exchange.notes import Notes
from seminar.quiz.reading.yaml_fields import Fields
from seminar.register import register_of

#: A bank, or a part of one, as its YAML is written: fields, whose entries are fields again.
Written = dict[str, Any]


def clean(words: str) -> str:
    """Return a text without what no honest text holds and without spaces about it."""
    return text.clean(words).strip()


def slug(title: str) -> str:
    """Return the first eight words of a title in lower-case Latin letters joined by hyphens, or ""."""
    from text_unidecode import unidecode

    return "-".join(re.findall(r"[a-z0-9]+", unidecode(title).lower())[:8])


def make_ids(questions: list[tuple[str, str]]) -> list[str]:
    """Return an id for each question, made from its title; where titles agree, from its content too.

    No id depends on a question's place, so that kept answers stay with their question when another is inserted.
    Questions that agree in title and content have the same id.

    Parameters
    ----------
    questions : list of (str, str)
        What a question is called, and all that it says.
    """
    slugs = [slug(title) for title, _ in questions]
    count = Counter(base for base, _ in {(base, content) for base, (_, content) in zip(slugs, questions, strict=True)})
    return [
        base if base and count[base] == 1 else f"{base or 'item'}-{sha256(content.encode()).hexdigest()[:6]}"
        for base, (_, content) in zip(slugs, questions, strict=True)
    ]


def collect(
    title: str,
    questions: Sequence[tuple[str, str, int | None]],
    read_one: Callable[[int, str], Written],
    notes: Notes,
    course: Course,
) -> Written:
    """Return a draft of all questions that can be held; the others are noted by name and reason.

    Parameters
    ----------
    title : str
        The bank's.
    questions : list of (str, str, int or None)
        What a question is called, all that it says, and its line.
    read_one : callable
        From a question's place in the list and its id to an item as a dictionary; an `ExchangeError` says why not.
    notes : Notes
        Where to say what is left out.
    course : Course
        Whose the bank will be.
    """
    items: dict[str, Written] = {}
    ids = make_ids([(name, content) for name, content, _ in questions])
    for place, ((name, _, line), id_) in enumerate(zip(questions, ids, strict=True)):
        known = len(notes.lost)
        try:
            if id_ in items:
                raise ExchangeError("the same question stands in the file before")
            items[id_] = readable({"id": id_, **read_one(place, id_)}, line or 1, course)
        except ExchangeError as error:
            del notes.lost[known:]
            notes.skip(line, text.short(name), error.message)
    return {"title": title, "draft": True, "items": list(items.values())}


def readable(item: Written, line: int, course: Course) -> Written:
    """Return an item that the bank's own reader takes.

    Raises
    ------
    ExchangeError
        If it does not, with its reason.
    """
    bank = Fields(node({"items": [item]}, line), Path(), "the bank", [], course, draft=True)
    with bank.noting():
        (only,) = bank.entries("items")
        read_item(bank.part(only, "an item"))
    if bank.faults:
        raise ExchangeError(bank.faults[0].message)
    return item


def node(value: object, line: int) -> Node:
    """Return a value as the YAML node that stands for it."""
    mark = StringMark("", 0, line - 1, 0, "", 0)
    places = {"start_mark": mark, "end_mark": mark}
    tag = "tag:yaml.org,2002:"
    if isinstance(value, dict):
        return MappingNode(f"{tag}map", [(node(k, line), node(v, line)) for k, v in value.items()], **places)
    if isinstance(value, list):
        return SequenceNode(f"{tag}seq", [node(entry, line) for entry in value], **places)
    kinds = {bool: "bool", int: "int", float: "float", str: "str"}
    written = str(value).lower() if isinstance(value, bool) else str(value)
    return ScalarNode(f"{tag}{kinds[type(value)]}", written, **places)


def known_claims(names: list[str], course: Course) -> list[str]:
    """Return those names that are claims of the register, in the same order; none where the course has no register."""
    if not course.settings:
        return []
    register = register_of(course)
    return [name for name in names if name in register]


def to_yaml(bank: Written) -> str:
    """Return a bank as YAML, fields in the order given, long texts unbroken."""
    yaml = YAML(pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=2, offset=0)
    written = StringIO()
    yaml.dump(bank, written)
    return written.getvalue()
