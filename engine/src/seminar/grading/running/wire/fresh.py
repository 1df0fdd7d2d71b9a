"""Makes fresh objects of plain types of what `values` wrote, or of what claims to be it."""

import math
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path, PureWindowsPath
from typing import Any

from seminar.grading.running.wire import arrays
from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.values import DEEPEST, FACTORIES

#: Reads what is written under a name that is none of plain data.
Reader = Callable[[str, Any], object]


def decode(
    value: object,
    special: Reader | None = None,
) -> object:
    """Build fresh objects of exactly the plain types from what `encode` wrote, or from what claims to be it.

    Parameters
    ----------
    value : object
        What `json.loads` returned.
    special : callable, optional
        Reads what is written under a name that is none of plain data; raises UnreadableError for other names.

    Raises
    ------
    UnreadableError
        That is nothing that `encode` writes.
    """
    try:
        return _decode(value, special, 0)
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError, LookupError):
        raise UnreadableError("data in no known form") from None


def _decode(x: Any, special: Reader | None, depth: int) -> Any:
    if depth > DEEPEST + 2:
        raise UnreadableError("data nested more than 64 deep")
    kind = type(x)
    if x is None or kind in (bool, int, float, str):
        return x
    if kind is list:
        return [_decode(item, special, depth + 1) for item in x]
    ((name, body),) = x.items()
    if name == "record":
        return {key: _decode(item, special, depth + 1) for key, item in body.items()}
    if name in _TEXTS:
        return _TEXTS[name](body)
    if name in _COLLECTIONS or name in ("graph", "digraph") or name in arrays.NAMES:
        parts = [_decode(item, special, depth + 1) for item in body]
        if name in _COLLECTIONS:
            return _COLLECTIONS[name](parts)
        return arrays.decode(name, parts) if name in arrays.NAMES else _graph(name, parts)
    if special is None:
        raise UnreadableError("data in no known form")
    return special(name, body)


def _graph(name: str, parts: list[Any]) -> object:
    import networkx

    attributes, nodes, edges = parts
    graph = {"graph": networkx.Graph, "digraph": networkx.DiGraph}[name]()
    graph.graph.update(attributes)
    graph.add_nodes_from((node, own) for node, own in nodes)
    graph.add_edges_from((one, other, own) for one, other, own in edges)
    return graph


@lru_cache(maxsize=200)
def _named(name: str, fields: tuple[str, ...]) -> Any:
    # A field's name is checked by namedtuple itself: none that begins with an underscore, so no method is replaced.
    return namedtuple(name, fields, module="__main__")


_TEXTS: dict[str, Callable[[str], object]] = {
    "int": lambda text: int(text, 16),
    "float": lambda text: {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}[text],
    "bytes": bytes.fromhex,
    "bytearray": bytearray.fromhex,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "decimal": Decimal,
    "fraction": Fraction,
    "path": Path,
    "windowspath": PureWindowsPath,
}
_COLLECTIONS: dict[str, Callable[[Any], object]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": dict,
    "counter": lambda pairs: Counter(dict(pairs)),
    "ordered": OrderedDict,
    "defaultdict": lambda parts: defaultdict(None if parts[0] is None else FACTORIES[parts[0]], dict(parts[1])),
    "namedtuple": lambda parts: _named(parts[0], tuple(parts[1]))._make(parts[2]),
    "deque": lambda parts: deque(parts[1], parts[0]),
    "timedelta": lambda parts: timedelta(*parts),
    "range": lambda bounds: range(*bounds),
    "slice": lambda bounds: slice(*bounds),
    "complex": lambda parts: complex(float(parts[0]), float(parts[1])),
    "keys": lambda items: dict.fromkeys(items).keys(),
    "values": lambda items: dict(enumerate(items)).values(),
    "items": lambda pairs: dict(pairs).items(),
    "iterator": iter,
}
