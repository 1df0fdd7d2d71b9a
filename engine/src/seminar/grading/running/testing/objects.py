"""Classes that the own solution defines: a test sees them and their objects, which stay in the submission's process.

A class becomes one of the same name here, whose objects forward what is done with them; an error's class becomes a
class of errors, so that a test can wait for it. Which of Python's own methods an object has, its class there says.
"""

import builtins
import dataclasses
import weakref
from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING, Any, NoReturn, cast

from seminar.grading.running.testing.rules import UnreadableAnswer
from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.talk import EXPECTED, dress

if TYPE_CHECKING:
    from seminar.grading.running.testing.remote import Remote

#: What may be forwarded of an object.
METHODS = frozenset(
    f"__{name}__"
    for name in (
        *("repr", "str", "format", "bytes", "bool", "len", "length_hint", "iter", "reversed", "next"),
        *("contains", "getitem", "setitem", "delitem", "missing", "call", "enter", "exit", "hash", "eq"),
        *("ne", "lt", "le", "gt", "ge", "int", "float", "complex", "index", "round", "trunc", "floor"),
        *("ceil", "neg", "pos", "abs", "invert", "fspath", "add", "sub", "mul", "matmul", "truediv"),
        *("floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor", "or", "radd", "rsub"),
        *("rmul", "rmatmul", "rtruediv", "rfloordiv", "rmod", "rdivmod", "rpow", "rlshift", "rrshift"),
        *("rand", "rxor", "ror", "iadd", "isub", "imul", "imatmul", "itruediv", "ifloordiv", "imod"),
        *("ipow", "ilshift", "irshift", "iand", "ixor", "ior"),
    )
)
#: What may be forwarded of a class itself, such as an enum.
METHODS_OF_CLASSES = frozenset({"__iter__", "__len__", "__getitem__", "__contains__"})

#: To which copy of a submission a function or a class belongs, and its number there.
_owners: weakref.WeakKeyDictionary[Any, tuple["Remote", int]] = weakref.WeakKeyDictionary()


def own(thing: object, remote: "Remote", number: int) -> None:
    """Note whose a function or a class is, and its number there."""
    _owners[thing] = remote, number


def owner(thing: object) -> tuple["Remote", int] | tuple[None, None]:
    """Return the copy of a submission that a function, a class or an object belongs to, and its number there."""
    if isinstance(type(thing), Far):
        return cast("tuple[Remote, int]", object.__getattribute__(thing, "_far"))
    if isinstance(thing, (type, FunctionType)):
        return _owners.get(thing, (None, None))
    return None, None


def _forward(method: str) -> Callable[..., Any]:
    def forward(self: object, *arguments: object, **named: object) -> object:
        return _do(self, method, arguments, named)

    forward.__name__ = method
    return forward


def _do(thing: Any, method: str, arguments: tuple[Any, ...], named: dict[str, object]) -> object:
    remote, number = owner(thing)
    if remote is None or number is None:
        raise TypeError("an object of no submission")
    kinds = " ".join(type(one).__name__ if isinstance(type(one), Far) else "" for one in arguments)
    name = thing.__name__ if isinstance(thing, Far) else type(thing).__name__
    if not remote.rules.allows(f"{method} {name} {kinds}"):
        raise UnreadableAnswer(f"an object of {name} where something else is expected")
    if method == "__exit__":
        return _leave(remote, number, arguments)
    return remote.call(number, arguments, named, None if method == "call" else method)


def _leave(remote: "Remote", number: int, arguments: tuple[Any, ...]) -> bool:
    """Leave a `with` block; the object holds an error of the test back only where the own solution's does too."""
    kind, error, _ = arguments
    name = next((base.__name__ for base in kind.__mro__ if base.__name__ in EXPECTED), "Exception") if kind else None
    held = remote.call(number, (name, str(error)), {}, "__exit__")
    return bool(held) and kind is not None and remote.rules.allows("hold back")


class Far(type):
    """The metaclass of the classes that stand here for the submission's."""

    def __new__(cls, name: str, bases: tuple[type, ...], own: dict[str, object]) -> "Far":
        """Refuse a class that a test derives from one of the submission's."""
        raise TypeError(f"a test cannot derive {name} from a class of the submission")

    def __call__(cls, *arguments: object, **named: object) -> object:
        """Make an object."""
        return _do(cls, "call", arguments, named)

    def __getattr__(cls, name: str) -> object:
        """Get an attribute of the class."""
        return _do(cls, "getattr", (name,), {})

    def __setattr__(cls, name: str, value: object) -> None:
        """Set an attribute of the class."""
        _do(cls, "setattr", (name, value), {})


def _getattr(self: object, name: str) -> object:
    return _do(self, "getattr", (name,), {})


def _setattr(self: object, name: str, value: object) -> None:
    _do(self, "setattr", (name, value), {})


def _delattr(self: object, name: str) -> None:
    _do(self, "delattr", (name,), {})


def _no_pickle(self: object, version: int) -> NoReturn:
    raise TypeError("an object of the submission cannot be written down")


BASE: dict[str, Any] = {
    "__slots__": ("__weakref__", "_far"),
    "__module__": "__main__",
    "__getattr__": _getattr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__reduce_ex__": _no_pickle,
    "__copy__": _forward("copy"),
    "__deepcopy__": lambda self, memo: _do(self, "deepcopy", (), {}),
}
Thing = type.__new__(Far, "Thing", (), BASE)


def made(remote: "Remote", number: int, kind: type) -> object:
    """Return the object of that number, always the same one."""
    thing = remote.objects.get(number)
    if thing is None:
        if not isinstance(kind, Far):
            raise UnreadableError(kind.__name__)
        thing = object.__new__(cast("type[Any]", kind))
        object.__setattr__(thing, "_far", (remote, number))
        remote.objects[number] = thing
    return thing


def known_class(remote: "Remote", said: Any) -> type:
    """Return the class that the submission describes, always the same one for one number.

    Raises
    ------
    UnreadableError
        It is none of the classes that the tests know.
    """
    number, *rest = said
    if number not in remote.known_classes:
        name, bases, more = rest
        if type(number) is not int or name not in remote.classes:
            raise UnreadableError("a class that the tests do not know")
        above = tuple(dict.fromkeys(known_class(remote, base) for base in bases))
        make = _error_class if more["error"] is not None else _class
        remote.known_classes[number] = make(name, above, more)
        own(remote.known_classes[number], remote, number)
    return remote.known_classes[number]


def _class(name: str, above: tuple[type, ...], more: dict[str, Any]) -> type:
    methods = {str(one) for one in more["methods"]} & METHODS
    body: dict[str, Any] = {
        "__slots__": (),
        "__module__": "__main__",
        "__doc__": more["doc"] if type(more["doc"]) is str else None,
    }
    body |= {method: _forward(method) for method in sorted(methods)}
    if more["unhashable"]:
        body["__hash__"] = None
    if more["fields"] is not None:
        fields = [str(field) for field in more["fields"]]
        body["__dataclass_fields__"] = vars(dataclasses.make_dataclass(name, fields))["__dataclass_fields__"]
        body["__match_args__"] = tuple(fields)
    above = tuple(base for base in above if isinstance(base, Far)) or (Thing,)
    meta_methods = {str(one) for one in more["meta"]} & METHODS_OF_CLASSES
    metas = tuple(dict.fromkeys(type(base) for base in above))
    meta = type("Far", metas, {method: _forward(method) for method in sorted(meta_methods)})
    made: type = type.__new__(meta, name, above, body)
    signature = getattr(dress(lambda: None, more), "__signature__", None)
    if signature is not None:
        type.__setattr__(made, "__signature__", signature)
    return made


def _error_class(name: str, above: tuple[type, ...], more: dict[str, Any]) -> type:
    nearest = more["error"] if more["error"] in EXPECTED else "Exception"
    above = tuple(base for base in above if not isinstance(base, Far)) or (getattr(builtins, nearest),)
    body = {"__module__": "__main__", "__str__": _text_of_error, "_said": None}
    return type(name, above, body)


def _text_of_error(self: Any) -> str:
    return Exception.__str__(self) if self._said is None else str(self._said)
