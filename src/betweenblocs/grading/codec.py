"""Plain data between a submission and the tests: values travel, types and code do not.

What comes from a submission is JSON and becomes fresh objects of exactly the built-in types below: a
list that compares equal to everything is a plain list on the other side. A function stays where it is and
becomes a number that can be called.
"""

import math
import numbers
from collections import Counter, abc
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

#: The deepest nesting, the number of values and the length of one text that are carried.
DEEPEST, MOST_VALUES, LONGEST_TEXT = 64, 400_000, 4_000_000


class UnreadableError(Exception):
    """A value that is no plain data."""


def encode(value: object, function: Callable[[Callable], int] | None = None) -> object:
    """Turn a value into what JSON can hold.

    Parameters
    ----------
    value : object
        Plain data: None, bool, int, float, complex, str, bytes, list, tuple, set, frozenset, dict, range,
        Counter, Fraction, Decimal, date, datetime, a networkx Graph or DiGraph, an iterator (it is run to
        its end); a subclass of one of them travels as its base.
    function : callable, optional
        Keeps a function and returns its number; without it, functions are unreadable.

    Raises
    ------
    UnreadableError
        The value is no plain data, is nested too deeply or too large; the message names its type.
    """
    return _Encoder(function).encode(value, 0)


class _Encoder:
    def __init__(self, function):
        self.function, self.count = function, 0

    def encode(self, x, depth):
        self.count += 1
        if depth > DEEPEST:
            raise UnreadableError("data nested more than 64 deep")
        if self.count > MOST_VALUES:
            raise UnreadableError("more data than the tests can take")
        kind = type(x)
        if x is None or kind is bool:
            return x
        if kind is int:
            return x if abs(x) < 2**63 else {"int": hex(x)} if x.bit_length() < LONGEST_TEXT else self.refuse(x)
        if kind is float:
            return x if math.isfinite(x) else {"float": str(x)}
        if kind is str:
            return x if len(x) <= LONGEST_TEXT else self.refuse(x)
        if kind is list:
            return [self.encode(item, depth + 1) for item in x]
        if kind is dict:
            if all(type(key) is str for key in x):
                return {"record": {key: self.encode(item, depth + 1) for key, item in x.items()}}
            return {"dict": self.pairs(x.items(), depth)}
        return self.rarer(x, depth)

    def refuse(self, x):
        raise UnreadableError(type(x).__name__)

    def many(self, items, depth):
        return [self.encode(item, depth + 1) for item in items]

    def pairs(self, items, depth):
        return [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in items]

    def rarer(self, x, depth):
        """Subclasses are taken for their base, with the base's own methods."""
        if isinstance(x, datetime):
            return {"datetime": datetime.isoformat(x)}
        for base, name in ((date, "date"), (Decimal, "decimal"), (Fraction, "fraction")):
            if isinstance(x, base):
                return {name: base.isoformat(x) if base is date else base.__str__(x)}
        if isinstance(x, Counter):
            return {"counter": self.pairs(dict.items(x), depth)}
        for base, name in ((tuple, "tuple"), (frozenset, "frozenset"), (set, "set")):
            if isinstance(x, base):
                return {name: self.many(base.__iter__(x), depth)}
        if isinstance(x, range):
            return {"range": [x.start, x.stop, x.step]}
        if isinstance(x, (bytes, bytearray)):
            return {"bytes": bytes(x).hex()}
        if isinstance(x, str):
            return self.encode(str.__str__(x), depth)
        if isinstance(x, list):
            return self.many(list.__iter__(x), depth)
        if isinstance(x, dict):
            return {"dict": self.pairs(dict.items(x), depth)}
        if isinstance(x, numbers.Integral):
            return self.encode(int.__int__(x) if isinstance(x, int) else int(x), depth)
        if isinstance(x, numbers.Real):
            return self.encode(float.__float__(x) if isinstance(x, float) else float(x), depth)
        if isinstance(x, numbers.Complex):
            return {"complex": [repr(complex(x).real), repr(complex(x).imag)]}
        return self.opaque(x, depth)

    def opaque(self, x, depth):
        if isinstance(x, abc.KeysView):
            return {"keys": self.many(x, depth)}
        if isinstance(x, abc.ItemsView):
            return {"items": self.pairs(x, depth)}
        if isinstance(x, abc.ValuesView):
            return {"values": self.many(x, depth)}
        if isinstance(x, abc.Iterator):
            return {"iterator": self.many(x, depth)}
        graph = _graph_kind(x)
        if graph:
            nodes = self.pairs(x.nodes(data=True), depth)
            edges = [self.many(edge, depth) for edge in x.edges(data=True)]
            return {graph: [self.encode(dict(x.graph), depth + 1), nodes, edges]}
        if callable(x) and self.function:
            return {"function": self.function(x)}
        return self.refuse(x)


def _graph_kind(x):
    names = {"Graph": "graph", "DiGraph": "digraph"}
    return names.get(type(x).__name__) if type(x).__module__.startswith("networkx.classes.") else None


def decode(value: object, function: Callable[[int], object] | None = None) -> object:
    """Build fresh objects of exactly the plain types from what `encode` wrote, or from what claims to be it.

    Parameters
    ----------
    value : object
        What `json.loads` returned.
    function : callable, optional
        Turns a function's number into something that can be called.

    Raises
    ------
    UnreadableError
        That is nothing that `encode` writes.
    """
    try:
        return _decode(value, function, 0)
    except (ValueError, TypeError, KeyError, ArithmeticError, AttributeError, RecursionError, LookupError):
        raise UnreadableError("data in no known form") from None


def _decode(x, function, depth):
    if depth > DEEPEST + 2:
        raise UnreadableError("data nested more than 64 deep")
    kind = type(x)
    if x is None or kind in (bool, int, float, str):
        return x
    if kind is list:
        return [_decode(item, function, depth + 1) for item in x]
    ((name, body),) = x.items()
    if name == "record":
        return {key: _decode(item, function, depth + 1) for key, item in body.items()}
    if name in _TEXTS:
        return _TEXTS[name](body)
    if name == "function":
        if function is None or type(body) is not int:
            raise UnreadableError("function")
        return function(body)
    parts = [_decode(item, function, depth + 1) for item in body]
    if name in ("graph", "digraph"):
        return _graph(name, parts)
    return _COLLECTIONS[name](parts)


def _graph(name, parts):
    import networkx

    attributes, nodes, edges = parts
    graph = {"graph": networkx.Graph, "digraph": networkx.DiGraph}[name]()
    graph.graph.update(attributes)
    graph.add_nodes_from((node, own) for node, own in nodes)
    graph.add_edges_from((one, other, own) for one, other, own in edges)
    return graph


_TEXTS = {
    "int": lambda text: int(text, 16),
    "float": lambda text: {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}[text],
    "bytes": bytes.fromhex,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "decimal": Decimal,
    "fraction": Fraction,
}
_COLLECTIONS = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": dict,
    "counter": lambda pairs: Counter(dict(pairs)),
    "range": lambda bounds: range(*bounds),
    "complex": lambda parts: complex(float(parts[0]), float(parts[1])),
    "keys": lambda items: dict.fromkeys(items).keys(),
    "values": lambda items: dict(enumerate(items)).values(),
    "items": lambda pairs: dict(pairs).items(),
    "iterator": iter,
}
