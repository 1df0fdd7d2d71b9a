"""Reads a bank's YAML field by field and says, with file and line, what is wrong and what would be right."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar, overload

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from seminar.course import Course
from seminar.errors import BankError
from seminar.quiz.reading.yaml_file import NOT_TEXT, line_of, named
from seminar.text import clean, short, suggest

Made = TypeVar("Made")


class Required:
    """What stands for the default of a field that has to be there."""


REQUIRED = Required()
# Beyond, sums and products of a bank's numbers could leave what a number can be.
GREATEST = 1e100


def tag_of(node: Node) -> str:
    """Return the kind of value that YAML takes a node for, "" where it says none."""
    return node.tag or ""


class NotedError(BankError):
    """A mistake in a part, which is noted already; the whole cannot be read because of it."""


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
    faults : list of BankError
        Where mistakes are noted that do not keep the rest from being read, see ``noting``.
    course : Course
        Whose claims the mapping may name.
    draft : bool
        Whether the bank is a draft, in which some fields may still be absent.
    """

    def __init__(self, node: Node, path: Path, what: str, faults: list[BankError], course: Course, draft: bool = False):
        self.path, self.what, self.line, self.faults = path, what, line_of(node), faults
        self.course, self.draft = course, draft
        self.asked: set[str] = set()
        self.nodes: dict[str, tuple[Node, Node]] = {}
        if not isinstance(node, MappingNode):
            raise self.wrong(f"{what} has to be written as `field: value`", node)
        self.flow = bool(node.flow_style)
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or tag_of(key).endswith(":merge"):
                raise self.wrong(f"the name of a field of {what} has to be a word; write the fields out", key)
            if key.value in self.nodes:
                raise self.wrong(f"{what} has the field `{key.value}` twice", key)
            self.nodes[key.value] = (key, value)

    def wrong(self, message: str, node: Node | None = None) -> BankError:
        """Return the error to raise, at the node's line or else at the mapping's."""
        return BankError(clean(message), self.path, line_of(node) if node is not None else self.line)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note the mistake in a part and go on, so that all mistakes of a bank are known at once."""
        try:
            yield
        except NotedError:
            pass
        except BankError as error:
            self.faults.append(error)

    def whole(self, parts: Sequence[object], listed: Sequence[object]) -> None:
        """End reading where some of the listed parts could not be read, which is noted."""
        if len(parts) < len(listed):
            raise NotedError(f"{self.what} has a part that cannot be read", self.path, self.line)

    def made(self, parts: Sequence["Fields"], make: Callable[["Fields"], Made]) -> list[Made]:
        """Return what is made of each part, which is closed then; a mistake in one is noted and ends the whole.

        Parameters
        ----------
        parts : sequence of Fields
            The mappings of a list, as ``each`` returns them.
        make : callable
            Reads one of them.
        """
        read = []
        for part in parts:
            with part.noting():
                one = make(part)
                part.close()
                read.append(one)
        self.whole(read, parts)
        return read

    def words(self, node: Node, what: str) -> str:
        """Return the text of a scalar node."""
        if not isinstance(node, ScalarNode):
            raise self.wrong(f"{what} has to be text, not a list or mapping", node)
        if found := NOT_TEXT.search(node.value):
            raise self.wrong(f"{what} holds {named(found[0])}", node)
        if not node.value.strip():
            raise self.wrong(f"{what} is empty", node)
        text: str = node.value.strip()
        return text

    @overload
    def node(self, name: str) -> Node: ...

    @overload
    def node(self, name: str, default: object) -> Node | None: ...

    def node(self, name: str, default: object = REQUIRED) -> Node | None:
        """Return a field's value node, or None where it is absent and may be."""
        self.asked.add(name)
        if name in self.nodes:
            key, value = self.nodes[name]
            if not (isinstance(value, ScalarNode) and tag_of(value).endswith(":null")):
                return value
            if default is REQUIRED:
                raise self.wrong(f"`{name}` of {self.what} is empty", key)
            return None
        if default is REQUIRED:
            near = get_close_matches(name, [n for n in self.nodes if n not in self.asked], n=1, cutoff=0.6)
            self.asked.update(near)  # said once
            meant = f"; `{near[0]}` is not a field, did you mean `{name}`?" if near else ""
            raise self.wrong(f"{self.what} has no `{name}`{meant}")
        return None

    def scalar(self, name: str, default: object, kind: str) -> ScalarNode | None:
        node = self.node(name, default)
        if node is not None and not isinstance(node, ScalarNode):
            raise self.wrong(f"`{name}` of {self.what} has to be {kind}, not a list or mapping", node)
        return node

    @overload
    def text(self, name: str, default: str | Required = REQUIRED) -> str: ...

    @overload
    def text(self, name: str, default: None) -> str | None: ...

    def text(self, name: str, default: str | Required | None = REQUIRED) -> str | None:
        """Return a text; a number or date in its place is taken as it is written."""
        node = self.scalar(name, default, "text")
        if node is None:
            return default if isinstance(default, str) else None
        return self.words(node, f"`{name}` of {self.what}")

    def owed(self, name: str) -> str:
        """Return a text that only a draft may still lack; there it is "" then."""
        return self.text(name, "") if self.draft else self.text(name)

    def flag(self, name: str, default: bool | Required = REQUIRED) -> bool:
        """Return true or false."""
        node = self.scalar(name, default, "`true` or `false`")
        if node is None:
            return default is True
        if not tag_of(node).endswith(":bool") or node.value.lower() not in ("true", "false"):
            raise self.wrong(f"`{name}` of {self.what} is `{short(node.value)}`; write `true` or `false`", node)
        return bool(node.value.lower() == "true")

    @overload
    def number(self, name: str, default: float | Required = REQUIRED) -> float: ...

    @overload
    def number(self, name: str, default: None) -> float | None: ...

    def number(self, name: str, default: float | Required | None = REQUIRED) -> float | None:
        """Return a finite number, an int where it is written as one."""
        node = self.scalar(name, default, "a number")
        if node is None:
            return None if isinstance(default, Required) else default
        return self.as_number(node, f"`{name}` of {self.what}")

    def as_number(self, node: Node, what: str) -> float:
        """Return a node's finite number."""
        if isinstance(node, ScalarNode) and tag_of(node).endswith((":int", ":float")):
            with suppress(ValueError):  # .inf, .nan and 0o17 are numbers to YAML, not to us
                number = int(node.value) if tag_of(node).endswith(":int") else float(node.value)
                if abs(number) <= GREATEST:
                    return number
                raise self.wrong(f"{what} is `{short(node.value)}`; that is beyond all that is asked here", node)
        written = short(node.value) if isinstance(node, ScalarNode) else "a list or mapping"
        raise self.wrong(f"{what} is `{written}`; write a number with a decimal point", node)

    def day(self, name: str, default: date | None = None) -> date | None:
        """Return a calendar day."""
        node = self.scalar(name, default, "a date")
        if node is None:
            return default
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            message = f"`{name}` of {self.what} is `{short(node.value)}`; write a day such as 2027-01-01"
            raise self.wrong(message, node) from None

    def entries(self, name: str, default: object = REQUIRED) -> list[Node]:
        """Return the nodes of a list; an absent one is empty where it may be absent."""
        node = self.node(name, default)
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            raise self.wrong(f"`{name}` of {self.what} has to be a list", node)
        if default is REQUIRED and not node.value:
            raise self.wrong(f"`{name}` of {self.what} is empty", node)
        nodes: list[Node] = node.value
        return nodes

    def texts(self, name: str, default: object = REQUIRED) -> list[tuple[str, Node]]:
        """Return the texts of a list, each with its node."""
        return [(self.words(node, f"an entry of `{name}`"), node) for node in self.entries(name, default)]

    def part(self, node: Node, what: str) -> "Fields":
        """Return a mapping within this one."""
        return Fields(node, self.path, what, self.faults, self.course, self.draft)

    def each(self, name: str, what: str, default: object = REQUIRED) -> list["Fields"]:
        """Return the mappings of a list; what is no mapping is noted."""
        nodes, found = self.entries(name, default), []
        for node in nodes:
            with self.noting():
                found.append(self.part(node, what))
        self.whole(found, nodes)
        return found

    def close(self) -> None:
        """Complain of every field that nothing has asked for."""
        unknown = [name for name in self.nodes if name not in self.asked]
        for name in unknown:
            key, value = self.nodes[name]
            message = f"{self.what} has no field `{short(name)}`{suggest(name, self.asked)}"
            if self.flow and isinstance(value, ScalarNode) and not value.value:
                message = f"a comma ends a value inside {{ }}: put the text before `{short(name)}` in quotation marks"
            self.faults.append(self.wrong(message, key))
        self.whole([], unknown)
