"""Writes into a bank the ids of its options, so that their words may change and no answer is lost.

Each id is the one that the option has by its words, so every answer that was kept before stays good. Nothing else in
the file changes, not a comment and not a line end.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from seminar.errors import BankError
from seminar.quiz.bank.bank import bank_of, read_bank
from seminar.quiz.bank.item import Item
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.yaml_file import parse, read_text
from seminar.quiz.types import TYPES
from seminar.text import write_whole

# What YAML would take for a number.
NUMERIC = re.compile(r"[0-9]+(e[0-9]+)?")

#: Where a text is written anew: from, to, and the text that stands there then.
Change = tuple[int, int, str]


def give_ids(path: Path) -> int:
    """Write an id to each option, row, step, right side and category that has none; return how many there were.

    Raises
    ------
    BankError
        If the bank has a mistake, or is written in a way that cannot be added to.
    OSError
        If the file cannot be written; it is as it was.
    """
    bank, text = read_bank(path), read_text(path)
    changes = missing_ids(path)
    if not changes:
        return 0
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    again, faults = bank_of(text, path, bank.course)
    if faults or [placeless(item) for item in again.items] != [placeless(item) for item in bank.items]:
        raise BankError("ids cannot be added to a bank that is written like this; write its options in { }", path)
    written = path.read_bytes()
    mark = b"\xef\xbb\xbf" if written.startswith(b"\xef\xbb\xbf") else b""
    write_whole(path, mark + text.replace("\n", "\r\n" if b"\r\n" in written else "\n").encode())
    return len(changes)


def placeless(item: Item) -> Item:
    """Return an item as it is wherever it stands, and whether its ids are written or made of its words."""
    return replace(item, line=0, body=item.body.without_ids())


def missing_ids(path: Path) -> list[Change]:
    """Return what has to be written so that every option, row, step, right side and category has an id."""
    text = read_text(path)
    root = parse(text, path)
    found: list[Change] = []
    for item in entries(fields_of(root).get("items")):
        fields = fields_of(item)
        type_ = TYPES.get(fields["type"].value) if "type" in fields else None
        if type_ is None:  # a bank with a mistake, which is told elsewhere
            continue
        for name, words in type_.LISTS.items():
            for part in entries(fields.get(name)):
                known = fields_of(part)
                if words in known and "id" not in known:
                    found.append(first_field(part, known[words]))
        for name, inside in type_.LABELS.items():
            for part in entries(fields.get(name)):
                node = part if inside is None else fields_of(part).get(inside)
                around = fields[name] if inside is None else part
                if isinstance(node, ScalarNode):
                    found.append(label(node, text, in_brackets(around)))
                elif inside is None and "id" not in fields_of(part):
                    found.append(first_field(part, fields_of(part)["text"]))
    return found


def entries(node: Node | None) -> list[Node]:
    """Return the entries of a list."""
    return list(node.value) if isinstance(node, SequenceNode) else []


def fields_of(node: Node) -> dict[str, Node]:
    """Return the fields of a mapping."""
    return {key.value: value for key, value in node.value} if isinstance(node, MappingNode) else {}


def in_brackets(node: Node) -> bool:
    """Say whether a list or mapping is written in brackets, and not by indentation."""
    return isinstance(node, CollectionNode) and bool(node.flow_style)


def first_field(part: Node, words: Node) -> Change:
    """Return the change that gives a mapping its id as the first field."""
    start = part.start_mark
    if in_brackets(part):
        return start.index + 1, start.index + 1, f"id: {written(words)}, "
    return start.index, start.index, f"id: {written(words)}\n{' ' * start.column}"


def label(node: ScalarNode, text: str, flow: bool) -> Change:
    """Return the change that makes a mapping with an id of a text alone."""
    start, end = node.start_mark.index, node.end_mark.index
    # Outside of brackets a text may hold what would end it inside of them.
    words = text[start:end] if flow else json.dumps(node.value.strip(), ensure_ascii=False)
    return start, end, f"{{id: {written(node)}, text: {words}}}"


def written(words: Node) -> str:
    """Return the id that is made of an option's words, as YAML takes it for a text."""
    made = option_id(words.value)
    return f'"{made}"' if NUMERIC.fullmatch(made) else made
