"""Arrays of numpy and tables of pandas as plain data: type, shape and bytes, never a pickle.

Neither library is imported before a value needs it; where the tests' process does not have it, the value is unreadable.
"""

import base64
import importlib
import re
import sys
from collections.abc import Callable
from typing import Any

NAMES = ("array", "objects", "scalar", "series", "frame", "index", "ranges", "levels", "extension")
#: Numbers, truth values, texts of fixed width, moments and spans of time; objects travel one by one.
KINDS = re.compile(r"[<>|=]?[?biufcSUmM]\d*(\[\d*[a-zA-Z]+\])?")
#: Types of pandas's own that are made anew from their values.
EXTENSIONS = re.compile(r"(U?Int(8|16|32|64)|Float(32|64)|boolean|string|str|category)")
LARGEST = 8 * 2**20


class UnreadableError(Exception):
    """A value that is no plain data."""


def encode(x: Any, part: Callable[[object], object]) -> object:
    """Write an array, Series, DataFrame or Index; None where it is nothing of the kind.

    Parameters
    ----------
    x : object
        Any value.
    part : callable
        Writes a part of it that is plain data.

    Raises
    ------
    UnreadableError
        It is too large, or of a type that does not travel.
    """
    # Whatever version there is: neither library is needed to check this module.
    numpy: Any = sys.modules.get("numpy")
    pandas: Any = sys.modules.get("pandas")
    if numpy is not None and isinstance(x, numpy.bool_):
        return part(bool(x))
    if numpy is not None and isinstance(x, numpy.ndarray):
        return _array(numpy, x, part)
    if numpy is not None and isinstance(x, (numpy.datetime64, numpy.timedelta64)):
        return {"scalar": [part(numpy.asarray(x))]}
    if pandas is None:
        return None
    if isinstance(x, pandas.DataFrame):
        columns = [_column(x.iloc[:, n], part) for n in range(x.shape[1])]
        return {"frame": [part(x.columns), columns, part(x.index)]}
    if isinstance(x, pandas.Series):
        return {"series": [_column(x, part), part(x.index), part(x.name)]}
    if isinstance(x, pandas.MultiIndex):
        levels = [part(x.get_level_values(n)) for n in range(x.nlevels)]
        return {"levels": [levels, part(list(x.names))]}
    if isinstance(x, pandas.RangeIndex):
        return {"ranges": [x.start, x.stop, x.step, part(x.name)]}
    if isinstance(x, pandas.Index):
        return {"index": [_column(x, part), part(x.name)]}
    if isinstance(x, pandas.api.extensions.ExtensionArray):
        return _column(x, part)
    return None


def _array(numpy: Any, x: Any, part: Callable[[object], object]) -> dict[str, object]:
    if x.dtype == object:
        return {"objects": [list(x.shape), part(x.ravel().tolist())]}
    if not KINDS.fullmatch(x.dtype.str) or x.nbytes > LARGEST:
        raise UnreadableError(f"an array of type {x.dtype} and {x.nbytes} bytes")
    return {"array": [x.dtype.str, list(x.shape), base64.b64encode(numpy.ndarray.tobytes(x)).decode()]}


def _column(x: Any, part: Callable[[object], object]) -> object:
    name = str(x.dtype)
    if EXTENSIONS.fullmatch(name):
        missing = x.isna()
        values = [None if gone else value for value, gone in zip(x, missing, strict=True)]
        return {"extension": [name, part(values)]}
    return part(x.to_numpy())


def decode(name: str, parts: list[Any]) -> object:
    """Make what `encode` wrote under this name, from its parts.

    Raises
    ------
    UnreadableError
        The library is not there.
    ValueError, TypeError, LookupError
        That is nothing that `encode` writes.
    """
    if name in ("array", "objects", "scalar"):
        numpy = _library("numpy")
        if name == "scalar":
            return parts[0][()]
        if name == "objects":
            made = numpy.empty(len(parts[1]), dtype=object)
            for place, value in enumerate(parts[1]):
                made[place] = value
            return made.reshape(parts[0])
        kind, shape, content = parts
        if not KINDS.fullmatch(kind):
            raise ValueError(kind)
        return numpy.frombuffer(base64.b64decode(content), dtype=kind).reshape(shape).copy()
    pandas = _library("pandas")
    if name == "extension":
        if not EXTENSIONS.fullmatch(parts[0]):
            raise ValueError(parts[0])
        return pandas.array(parts[1], dtype=parts[0])
    if name == "ranges":
        start, stop, step, called = parts
        return pandas.RangeIndex(start, stop, step, name=called)
    if name == "index":
        return pandas.Index(parts[0], name=parts[1])
    if name == "levels":
        return pandas.MultiIndex.from_arrays(parts[0], names=parts[1])
    if name == "series":
        values, index, called = parts
        return pandas.Series(values, index=index, name=called)
    columns, values, index = parts
    made = pandas.concat([pandas.Series(one, index=index) for one in values], axis=1) if values else None
    made = pandas.DataFrame(index=index) if made is None else made
    made.columns = columns
    return made


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UnreadableError(f"a value of {name}, which the tests do not have") from None
