"""Changes in place: what a function did to the containers that it was given.

Both processes number the containers of a call's arguments in the same order; a list that was handed over and sorted
comes back as its number and its new contents, in which the containers that were there before are named by number.
"""

import json
import marshal
import sys
from collections import deque
from collections.abc import Iterator
from typing import Any, cast

from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.fresh import Reader, decode
from seminar.grading.running.wire.values import DEEPEST, MOST_VALUES, Writer, encode

#: What holds no other container.
PLAIN = frozenset((int, float, str, bool, type(None), bytes, complex))


def containers(values: object) -> list[Any]:
    """List every container below `values` that can be changed, in an order that depends on their contents only."""
    found: list[Any] = []
    count = 0

    def walk(x: object, depth: int) -> None:
        nonlocal count
        kind = type(x)
        if kind in PLAIN:
            return
        count += 1
        if depth > DEEPEST or count > MOST_VALUES:
            raise OverflowError
        if isinstance(x, (list, deque)):
            found.append(x)
            for item in x:
                walk(item, depth + 1)
        elif isinstance(x, dict):
            found.append(x)
            for item in x.values():
                walk(item, depth + 1)
        elif isinstance(x, tuple):
            for item in x:
                walk(item, depth + 1)
        elif isinstance(x, (set, bytearray)) or _is_table(x):
            found.append(x)

    try:
        walk(values, 0)
    except OverflowError:
        return []
    return found


def _is_table(x: object) -> bool:
    numpy: Any = sys.modules.get("numpy")
    pandas: Any = sys.modules.get("pandas")
    return (numpy is not None and isinstance(x, numpy.ndarray)) or (
        pandas is not None and isinstance(x, (pandas.DataFrame, pandas.Series))
    )


class Watched:
    """The arguments of one call, in the process where it runs.

    Parameters
    ----------
    arguments : tuple
        Positional and named ones.
    special, function : callable
        As for `values.encode`.
    """

    def __init__(self, arguments: tuple[object, ...], special: Writer, function: Writer):
        self.arguments, self.special, self.function = arguments, special, function
        self.containers = containers(arguments)
        self.before = self._print() if self.containers else None

    def _print(self) -> bytes | str:
        try:
            # Version 2 writes equal data in one way; later ones write differently what is referred to elsewhere too.
            return marshal.dumps(cast(Any, self.arguments), 2)
        except ValueError:
            return json.dumps([encode(one, self._mark, self.function) for one in self.containers])

    def _mark(self, value: object) -> dict[str, object] | None:
        # To write an iterator would run it to its end, before the function has seen it.
        return {"iterator": id(value)} if isinstance(value, Iterator) else self.special(value)

    def changes(self) -> list[object] | None:
        """Write down the new contents of all containers if any of them is not as it was, else None.

        Raises
        ------
        UnreadableError
            Something in them is no plain data any more.
        """
        if not self.containers or self._print() == self.before:
            return None
        numbers = {id(one): number for number, one in enumerate(self.containers)}
        return [encode(_shallow(one), self.special, self.function, numbers) for one in self.containers]


def _shallow(container: Any) -> object:
    """Copy one container, so that it is not taken for what the other side has."""
    if isinstance(container, (list, deque)):
        return list(container)
    if isinstance(container, dict):
        return dict(container)
    return container.copy()


def apply(given: list[Any], changed: object, special: Reader) -> None:
    """Change the caller's own containers as the function changed its copies.

    Parameters
    ----------
    given : list
        From `containers`, of the arguments as they were handed over.
    changed : object
        From `Watched.changes`, or what claims to be it.
    special : callable
        As for `fresh.decode`.

    Raises
    ------
    UnreadableError
        It is nothing that `changes` writes.
    """

    def read(name: str, body: Any) -> object:
        if name == "kept" and type(body) is int and 0 <= body < len(given):
            return given[body]
        return special(name, body)

    if type(changed) is not list or len(changed) != len(given):
        raise UnreadableError("arguments that changed in no known way")
    contents = [decode(one, read) for one in changed]
    for container, content in zip(given, contents, strict=True):
        try:
            _replace(container, content)
        except (TypeError, ValueError, AttributeError):
            raise UnreadableError("arguments that changed in no known way") from None


def _replace(container: Any, content: Any) -> None:
    if isinstance(container, (list, bytearray)):
        container[:] = content
    elif isinstance(container, (deque, set, dict)):
        container.clear()
        container.extend(content) if isinstance(container, deque) else container.update(content)
    elif type(content) is not type(container):
        raise TypeError
    elif hasattr(container, "_update_inplace"):
        # What pandas itself does where it is told `inplace=True`.
        container._update_inplace(content)
    else:
        container[...] = content
