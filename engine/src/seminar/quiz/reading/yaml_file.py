"""Reads a bank's file as YAML, whatever stands in it."""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import CollectionNode, Node, SequenceNode

from seminar.errors import BankError
from seminar.text import CONTROL, SURROGATE, clean

# A thousand items weigh some 300 KB.
LARGEST = 2_000_000
NOT_TEXT = re.compile(f"{CONTROL.pattern}|{SURROGATE.pattern}")


def read_text(path: Path) -> str:
    """Return the text of a bank, its lines ended by line feeds.

    Raises
    ------
    BankError
        If the file is not there, too large, not UTF-8, or holds what no text may hold.
    """
    if not path.is_file():
        raise BankError("there is no such file", path)
    if (size := path.stat().st_size) > LARGEST:
        raise BankError(f"{size:,} bytes are too many for a bank", path)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise BankError(f"the file is not UTF-8 ({error.reason} at byte {error.start})", path) from None
    if found := NOT_TEXT.search(text):
        raise BankError(f"the file holds {named(found[0])}", path, text.count("\n", 0, found.start()) + 1)
    return text


def parse(text: str, path: Path) -> Node:
    """Return a document as a tree of nodes, each of which knows its place in the text.

    Raises
    ------
    BankError
        If it is not YAML, or empty.
    """
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "the syntax is not YAML"
        raise BankError(f"not YAML: {clean(problem)}", path, mark.line + 1 if mark else None) from None
    except RecursionError:
        raise BankError("the file is nested too deeply for a bank", path) from None
    except (YAMLError, ValueError, OverflowError, AssertionError, AttributeError, TypeError) as error:
        # What ruamel.yaml lets through: numbers of characters that do not exist, directives that it cannot read.
        raise BankError(f"not YAML: {clean(str(error))[:200]}", path) from None
    if node is None:
        raise BankError("the file is empty; a bank needs `title` and `items`", path)
    refuse_copies(node, path)
    return node


def refuse_copies(root: Node, path: Path) -> None:
    """Complain of an anchor on a list or mapping: a few lines of such copies can stand for millions of items.

    Raises
    ------
    BankError
        If there is one.
    """
    left, seen = [root], set()
    while left:
        node = left.pop()
        if not isinstance(node, CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))
        if node.anchor:
            message = f"`&{clean(node.anchor)}` marks a list or mapping to be copied; write it out, only a text may be"
            raise BankError(message, path, line_of(node))
        left += node.value if isinstance(node, SequenceNode) else [part for pair in node.value for part in pair]


def named(character: str) -> str:
    """Return how to speak of a character that no text may hold."""
    return f"the character U+{ord(character):04X}, which no text may hold; delete it"


def line_of(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    line: int = node.start_mark.line
    return line + 1
