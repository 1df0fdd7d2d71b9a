"""What the tests' process and a copy of a submission's process say to each other, and nothing of either.

The tests ask (`{"do": …}`), the copy answers. While it works on a question, the copy may ask back (`{"ask": …}`): to
call a function that the test handed over, or for input. What was printed meanwhile comes with each message.
"""

import inspect
import io
import pickle
from collections.abc import Callable
from typing import Any, cast

from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.fresh import Reader, decode
from seminar.grading.running.wire.packets import Message
from seminar.grading.running.wire.values import Writer, encode

#: Exceptions that a test may wait for. Those that steer a loop (StopIteration) or end a process are not
#: among them: raised from a student's function, they would end a test early and look like success.
EXPECTED = frozenset(
    (
        *("Exception", "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileExistsError"),
        *("FileNotFoundError", "FloatingPointError", "ImportError", "IndexError", "KeyError", "LookupError"),
        *("MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError", "OSError", "OverflowError"),
        *("PermissionError", "RecursionError", "RuntimeError", "TimeoutError", "TypeError", "UnboundLocalError"),
        *("UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "ValueError", "ZeroDivisionError"),
    )
)
#: So much is said of an error, of a function's documentation, and of what was printed during one question.
LONGEST_SAYING, LONGEST_DOC, MOST_PRINTED = 500, 20_000, 100_000
#: Types that a signature may name.
TYPES = {kind.__name__: kind for kind in (int, float, str, bool, list, dict, set, tuple, bytes, complex, object)}


class _Plain(pickle.Pickler):
    """Writes nothing but built-in types."""

    def reducer_override(self, x: object) -> Any:
        raise pickle.PicklingError


def pack(arguments: tuple[object, ...], named: dict[str, object], special: Writer, function: Writer) -> Message:
    """Write a call's arguments for a submission: fast for the common types, in the form of `values` for the others."""
    written = io.BytesIO()
    try:
        _Plain(written, 5).dump((list(arguments), named))
        return {"pickle": written.getvalue().decode("latin-1")}
    except (pickle.PicklingError, RecursionError):
        return {"encoded": encode([list(arguments), named], special, function)}


def unpack(request: Message, special: Reader) -> tuple[list[Any], dict[str, Any]]:
    """Read what `pack` wrote; only in the submission's own process, because what is read may run code."""
    if "pickle" in request:
        arguments, named = pickle.loads(request["pickle"].encode("latin-1"))  # noqa: S301
    else:
        arguments, named = cast(list[Any], decode(request["encoded"], special))
    return arguments, named


def error_name(error: BaseException) -> str | None:
    """Name the nearest built-in class of an error, None where it has none but the highest."""
    names = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
    return next((name for name in names if name not in ("BaseException", "object")), None)


def says(error: BaseException) -> str:
    """Write an error's message, whatever its own method does."""
    try:
        # A KeyError quotes its key each time it is written.
        return str(error.args[0] if type(error) is KeyError and error.args else error)[:LONGEST_SAYING]
    except BaseException:
        return ""


def about(function: Callable[..., object]) -> Message:
    """Write down what can be known of a function without calling it: name, documentation, parameters."""
    name, doc = getattr(function, "__name__", None), getattr(function, "__doc__", None)
    try:
        signature = inspect.signature(function)
        parameters = [_parameter(one) for one in signature.parameters.values()]
        returns = _annotation(signature.return_annotation)
    except (ValueError, TypeError, AttributeError):
        parameters, returns = None, None
    return {
        "name": name[:100] if isinstance(name, str) else type(function).__name__[:100],
        "doc": doc[:LONGEST_DOC] if isinstance(doc, str) else None,
        "parameters": parameters,
        "returns": returns,
    }


def _parameter(one: inspect.Parameter) -> list[object]:
    default: list[object] | None = None
    if one.default is not one.empty:
        try:
            default = [encode(one.default)]
        except UnreadableError:
            default = []
    return [one.name, int(one.kind), default, _annotation(one.annotation)]


def _annotation(annotation: object) -> object:
    if annotation is inspect.Parameter.empty:
        return None
    if isinstance(annotation, type):
        return {"type": annotation.__name__}
    return str(annotation)[:200]


def dress(function: Callable[..., Any], said: object) -> Callable[..., Any]:
    """Give a function the name, the documentation and the signature that `about` wrote, if they are well formed."""
    said = said if isinstance(said, dict) else {}
    name, doc = said.get("name"), said.get("doc")
    function.__name__ = function.__qualname__ = name[:100] if isinstance(name, str) else "function"
    function.__doc__ = doc[:LONGEST_DOC] if isinstance(doc, str) else None
    function.__module__ = "__main__"
    try:
        parameters = [_read_parameter(*one) for one in said["parameters"]]
        returns = _read_annotation(said["returns"], inspect.Signature.empty)
        vars(function)["__signature__"] = inspect.Signature(parameters, return_annotation=returns)
    except (ValueError, TypeError, KeyError, UnreadableError):
        return function
    noted = {one.name: one.annotation for one in parameters if one.annotation is not one.empty}
    function.__annotations__ = noted if returns is inspect.Signature.empty else {**noted, "return": returns}
    positional = [one.default for one in parameters if one.kind < 2 and one.default is not one.empty]
    function.__defaults__ = tuple(positional) or None
    return function


def _read_parameter(name: str, kind: int, default: list[object] | None, annotation: object) -> inspect.Parameter:
    empty = inspect.Parameter.empty
    value = empty if default is None else decode(default[0]) if default else ...
    # An enum's member by its number; the name is checked by Parameter.
    kinds: list[Any] = list(type(inspect.Parameter.KEYWORD_ONLY))  # type: ignore[call-overload]  # an enum
    return inspect.Parameter(name, kinds[kind], default=value, annotation=_read_annotation(annotation, empty))


def _read_annotation(said: object, empty: object) -> object:
    if said is None:
        return empty
    if isinstance(said, dict):
        return TYPES.get(said["type"], said["type"])
    return said if isinstance(said, str) else empty
