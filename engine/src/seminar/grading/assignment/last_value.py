"""What the last line of a test gives: points where it is a number, nothing where it is not shown, else a slip.

nbgrader gives full marks for a last value that is no number, so a test that ends in `all(passed)` passes everybody.
"""

import ast
import io
import math
import numbers
import tokenize
from decimal import Decimal
from typing import SupportsFloat, cast

#: What a test is to end with instead.
ADVICE = "write `assert …` for what must hold or a number of points for partial credit, or end the line with `;`"
#: Calls whose value is never a number.
NO_NUMBER = {
    *("all", "any", "bool", "bytes", "callable", "dict", "format", "frozenset", "hasattr", "isinstance", "issubclass"),
    *("list", "map", "repr", "reversed", "set", "sorted", "str", "tuple", "zip"),
}
KINDS = {
    ast.Compare: "a comparison",
    ast.Tuple: "a tuple",
    ast.List: "a list",
    ast.ListComp: "a list",
    ast.Set: "a set",
    ast.SetComp: "a set",
    ast.Dict: "a dict",
    ast.DictComp: "a dict",
    ast.GeneratorExp: "a generator",
    ast.JoinedStr: "a text",
    ast.Lambda: "a function",
}


def number(value: object) -> float | None:
    """Return a real number as a float, `None` for anything else.

    Numbers of numpy, `Fraction` and `Decimal` count by their value; one that no float can hold is NaN. True and
    False are no numbers of points.
    """
    # Asked of the type, because an object may claim any class.
    kind = type(value)
    if issubclass(kind, bool) or not issubclass(kind, (numbers.Real, Decimal)):
        return None
    try:
        return float(cast(SupportsFloat, value))
    except (OverflowError, ValueError):
        return math.nan


def is_shown(source: str) -> bool:
    """Say whether a cell shows its last value; as in IPython, a semicolon at its end hides it.

    Parameters
    ----------
    source : str
        Plain Python.
    """
    last = ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.DEDENT):
            last = token.string
    return last != ";"


def last_line(source: str) -> int:
    """Return the line, counted from 1, on which a cell's last statement begins; 1 for an empty cell."""
    body = ast.parse(source).body
    return body[-1].lineno if body else 1


def slip(source: str) -> tuple[int, str] | None:
    """Find a last value that cannot be a number, without running anything.

    Parameters
    ----------
    source : str
        A test in plain Python.

    Returns
    -------
    tuple of (int, str) or None
        Its line, counted from 1, and what it is; None where it may be a number, or where there is no last value.
    """
    body = ast.parse(source).body
    if not body or not isinstance(body[-1], ast.Expr) or not is_shown(source):
        return None
    kind = _kind(body[-1].value)
    return (body[-1].lineno, kind) if kind else None


def _kind(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant):
        return None if node.value is None or number(node.value) is not None else f"{node.value!r:.40}"
    if isinstance(node, ast.UnaryOp):
        return "true or false" if isinstance(node.op, ast.Not) else None
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else None
        return f"what `{name}` returns" if name in NO_NUMBER else None
    if isinstance(node, (ast.NamedExpr, ast.Await, ast.Starred)):
        return _kind(node.value)
    # One that can be the value is enough: `passed == all_of_them and 4` is False for some answers.
    if isinstance(node, (ast.BoolOp, ast.IfExp)):
        parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
        return next(filter(None, map(_kind, parts)), None)
    return KINDS.get(type(node))
