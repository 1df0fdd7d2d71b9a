"""Reads YAML field by field and says, with file and line, what is wrong and what would be right."""

from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from betweenblocs.errors import BankError

REQUIRED = object()


def read_yaml(path: Path) -> Node:
    """Return the document as a tree of nodes, each of which knows its line.

    Raises
    ------
    BankError
        If the file is not UTF-8, not YAML, or empty.
    """
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BankError(f"the file is not UTF-8 ({error.reason} at byte {error.start})", path) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "the syntax is not YAML"
        raise BankError(f"not YAML: {problem}", path, mark.line + 1 if mark else None) from None
    if node is None:
        raise BankError("the file is empty; a bank needs `title` and `items`", path)
    return node


def line_of(node: Node) -> int:
    """Return the line of a node, counted from 1."""
    return node.start_mark.line + 1


def suggest(word: str, known) -> str:
    """Return the words " (did you mean `x`?)" where something known is close, else what is known."""
    known = sorted(known)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(known)}"


class Fields:
    """One mapping of the bank. Each read field is ticked off; ``close`` complains of what is left.

    Parameters
    ----------
    node : Node
        The YAML node, which has to be a mapping.
    path : Path
        The bank's file, for messages.
    what : str
        What the mapping is, for messages: "the item", "a choice".
    draft : bool
        Whether the bank is a draft, in which some fields may still be absent.
    """

    def __init__(self, node: Node, path: Path, what: str, draft: bool = False):
        self.path, self.what, self.line, self.draft = path, what, line_of(node), draft
        self.asked: set[str] = set()
        self.nodes: dict[str, tuple[Node, Node]] = {}
        if not isinstance(node, MappingNode):
            raise self.wrong(f"{what} has to be written as `field: value`", node)
        self.flow = bool(node.flow_style)
        for key, value in node.value:
            if key.value in self.nodes:
                raise self.wrong(f"{what} has the field `{key.value}` twice", key)
            self.nodes[key.value] = (key, value)

    def wrong(self, message: str, node: Node | None = None) -> BankError:
        """Return the error to raise, at the node's line or else at the mapping's."""
        return BankError(message, self.path, line_of(node) if node is not None else self.line)

    def node(self, name: str, default=REQUIRED) -> Node | None:
        """Return a field's value node, or None where it is absent and may be."""
        self.asked.add(name)
        if name in self.nodes:
            key, value = self.nodes[name]
            if not (isinstance(value, ScalarNode) and value.tag.endswith(":null")):
                return value
            if default is REQUIRED:
                raise self.wrong(f"`{name}` of {self.what} is empty", key)
            return None
        if default is REQUIRED:
            near = get_close_matches(name, [n for n in self.nodes if n not in self.asked], n=1, cutoff=0.6)
            meant = f"; `{near[0]}` is not a field, did you mean `{name}`?" if near else ""
            raise self.wrong(f"{self.what} has no `{name}`{meant}")
        return None

    def scalar(self, name: str, default, kind: str) -> ScalarNode | None:
        node = self.node(name, default)
        if node is not None and not isinstance(node, ScalarNode):
            raise self.wrong(f"`{name}` of {self.what} has to be {kind}, not a list or mapping", node)
        return node

    def text(self, name: str, default=REQUIRED) -> str | None:
        """Return a text; a number or date in its place is taken as it is written."""
        node = self.scalar(name, default, "text")
        if node is None:
            return default
        if not node.value.strip():
            raise self.wrong(f"`{name}` of {self.what} is empty", node)
        return node.value.strip()

    def owed(self, name: str) -> str:
        """Return a text that only a draft may still lack; there it is "" then."""
        return self.text(name, "") if self.draft else self.text(name)

    def flag(self, name: str, default=REQUIRED) -> bool:
        """Return true or false."""
        node = self.scalar(name, default, "`true` or `false`")
        if node is None:
            return default
        if not node.tag.endswith(":bool"):
            raise self.wrong(f"`{name}` of {self.what} is `{node.value}`; write `true` or `false`", node)
        return node.value.lower() == "true"

    def number(self, name: str, default=REQUIRED) -> float | None:
        """Return a finite number, an int where it is written as one."""
        node = self.scalar(name, default, "a number")
        return default if node is None else self.as_number(node, f"`{name}` of {self.what}")

    def as_number(self, node: Node, what: str) -> float:
        """Return a node's finite number."""
        if isinstance(node, ScalarNode) and node.tag.endswith((":int", ":float")):
            with suppress(ValueError):  # .inf, .nan and 0o17 are numbers to YAML, not to us
                return int(node.value) if node.tag.endswith(":int") else float(node.value)
        written = node.value if isinstance(node, ScalarNode) else "a list or mapping"
        raise self.wrong(f"{what} is `{written}`; write a number with a decimal point", node)

    def day(self, name: str, default=None) -> date | None:
        """Return a calendar day."""
        node = self.scalar(name, default, "a date")
        if node is None:
            return default
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            message = f"`{name}` of {self.what} is `{node.value}`; write a day such as 2027-01-01"
            raise self.wrong(message, node) from None

    def entries(self, name: str, default=REQUIRED) -> list[Node]:
        """Return the nodes of a list; an absent one is empty where it may be absent."""
        node = self.node(name, default)
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            raise self.wrong(f"`{name}` of {self.what} has to be a list", node)
        if default is REQUIRED and not node.value:
            raise self.wrong(f"`{name}` of {self.what} is empty", node)
        return node.value

    def texts(self, name: str, default=REQUIRED) -> list[tuple[str, Node]]:
        """Return the texts of a list, each with its node."""
        nodes = self.entries(name, default)
        for node in nodes:
            if not isinstance(node, ScalarNode) or not node.value.strip():
                raise self.wrong(f"`{name}` of {self.what} has to list texts", node)
        return [(node.value.strip(), node) for node in nodes]

    def each(self, name: str, what: str, default=REQUIRED) -> list["Fields"]:
        """Return the mappings of a list."""
        return [Fields(node, self.path, what, self.draft) for node in self.entries(name, default)]

    def close(self) -> None:
        """Complain of the first field that nothing has asked for."""
        for name, (key, value) in self.nodes.items():
            if name in self.asked:
                continue
            if self.flow and isinstance(value, ScalarNode) and not value.value:
                message = f"a comma ends a value inside {{ }}: put the text before `{name}` in quotation marks"
                raise self.wrong(message, key)
            raise self.wrong(f"{self.what} has no field `{name}`{suggest(name, self.asked)}", key)
