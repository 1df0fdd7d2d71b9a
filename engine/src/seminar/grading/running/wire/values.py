"""Writes plain data that goes between a submission and the tests: values travel, types and code do not.

What comes from a submission is JSON, of which `fresh` makes objects of exactly the types below: a list that compares
equal to everything is a plain list on the other side. What cannot travel so (a function, an object of a class that
the tests know) stays where it is and becomes a number; who writes and who reads say what that number means.
"""

import math
import numbers
from collections import Counter, OrderedDict, abc, defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any, NoReturn

from seminar.grading.running.wire import arrays
from seminar.grading.running.wire.arrays import UnreadableError

#: The deepest nesting, the number of values and the length of one text that are carried.
DEEPEST, MOST_VALUES, LONGEST_TEXT = 64, 400_000, 4_000_000
#: What makes the missing values of a defaultdict; any other factory stays behind.
FACTORIES = {kind.__name__: kind for kind in (int, float, str, bool, list, dict, set, tuple)}


#: Writes a value that does not travel, or returns None.
Writer = Callable[[Any], dict[str, object] | None]


def encode(
    value: object,
    special: Writer | None = None,
    function: Writer | None = None,
    known: dict[int, int] | None = None,
) -> object:
    """Turn a value into what JSON can hold.

    Parameters
    ----------
    value : object
        Plain data: None, bool, int, float, complex, str, bytes, bytearray, list, tuple, namedtuple, set, frozenset,
        dict, OrderedDict, defaultdict, Counter, deque, range, slice, Fraction, Decimal, date, datetime, time,
        timedelta, a path, a networkx Graph or DiGraph, an array of numpy, a Series, DataFrame or Index of pandas, an
        iterator (it is run to its end); a subclass of one of them travels as its base.
    special : callable, optional
        Is asked first about what is of none of the commonest types.
    function : callable, optional
        Is asked last about what can be called and is no plain data.
    known : dict of int to int, optional
        Containers that the other side has already: their number by `id`.

    Raises
    ------
    UnreadableError
        The value is no plain data, is nested too deeply or too large; the message names its type.
    """
    return _Encoder(special, function, known or {}).encode(value, 0)


class _Encoder:
    def __init__(self, special: Writer | None, function: Writer | None, known: dict[int, int]):
        self.special, self.function, self.known, self.count = special, function, known, 0

    def encode(self, x: Any, depth: int) -> object:
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
        if id(x) in self.known:
            return {"kept": self.known[id(x)]}
        if kind is list:
            return self.many(x, depth)
        if kind is dict:
            if all(type(key) is str for key in x):
                return {"record": {key: self.encode(item, depth + 1) for key, item in x.items()}}
            return {"dict": self.pairs(x.items(), depth)}
        return self.rarer(x, depth)

    def refuse(self, x: object) -> NoReturn:
        raise UnreadableError(type(x).__name__)

    def many(self, items: Iterable[object], depth: int) -> list[object]:
        return [self.encode(item, depth + 1) for item in items]

    def pairs(self, items: Iterable[tuple[object, object]], depth: int) -> list[list[object]]:
        return [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in items]

    def rarer(self, x: Any, depth: int) -> object:
        """Subclasses are taken for their base, with the base's own methods."""
        if self.special is not None and (own := self.special(x)) is not None:
            return own
        for base, name, text in _AS_TEXT:
            if isinstance(x, base):
                return {name: text(x)}
        if isinstance(x, timedelta):
            return {"timedelta": [x.days, x.seconds, x.microseconds]}
        if isinstance(x, Counter):
            return {"counter": self.pairs(_items(x), depth)}
        if isinstance(x, defaultdict):
            factory = x.default_factory
            if factory is not None and FACTORIES.get(getattr(factory, "__name__", "")) is not factory:
                raise UnreadableError("defaultdict with a factory of its own")
            return {"defaultdict": [factory and factory.__name__, self.pairs(_items(x), depth)]}
        if isinstance(x, OrderedDict):
            return {"ordered": self.pairs(OrderedDict.items(x), depth)}
        if isinstance(x, tuple) and (fields := getattr(type(x), "_fields", None)):
            return {"namedtuple": [type(x).__name__, list(fields), self.many(tuple.__iter__(x), depth)]}
        if isinstance(x, deque):
            return {"deque": [x.maxlen, self.many(deque.__iter__(x), depth)]}
        for kind, called in _AS_LIST:
            if isinstance(x, kind):
                return {called: self.many(kind.__iter__(x), depth)}
        if isinstance(x, (range, slice)):
            return {type(x).__name__: self.many((x.start, x.stop, x.step), depth)}
        if (table := arrays.encode(x, lambda part: self.encode(part, depth + 1))) is not None:
            return table
        if isinstance(x, str):
            return self.encode(str.__str__(x), depth)
        if isinstance(x, list):
            return self.many(list.__iter__(x), depth)
        if isinstance(x, dict):
            return {"dict": self.pairs(_items(x), depth)}
        if isinstance(x, numbers.Integral):
            return self.encode(int.__int__(x) if isinstance(x, int) else int(x), depth)
        if isinstance(x, numbers.Real):
            return self.encode(float.__float__(x) if isinstance(x, float) else float(x), depth)
        if isinstance(x, numbers.Complex):
            return {"complex": [repr(complex(x).real), repr(complex(x).imag)]}
        return self.opaque(x, depth)

    def opaque(self, x: Any, depth: int) -> object:
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
        if callable(x) and self.function is not None and (own := self.function(x)) is not None:
            return own
        return self.refuse(x)


def _items(x: dict[Any, Any]) -> Iterable[tuple[object, object]]:
    # As any dict has them, whatever a subclass makes of its own.
    return dict.items(x)


def _graph_kind(x: object) -> str | None:
    names = {"Graph": "graph", "DiGraph": "digraph"}
    return names.get(type(x).__name__) if type(x).__module__.startswith("networkx.classes.") else None


_AS_TEXT: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (datetime, "datetime", datetime.isoformat),
    (date, "date", date.isoformat),
    (time, "time", time.isoformat),
    (Decimal, "decimal", Decimal.__str__),
    (Fraction, "fraction", Fraction.__str__),
    (bytes, "bytes", bytes.hex),
    (bytearray, "bytearray", bytearray.hex),
    (PurePosixPath, "path", PurePath.__str__),
    (PureWindowsPath, "windowspath", PurePath.__str__),
)
_AS_LIST: tuple[tuple[Any, str], ...] = ((tuple, "tuple"), (frozenset, "frozenset"), (set, "set"))
