"""A copy of a submission's process, which answers what one test cell asks: names, calls, objects."""

import builtins
import copy
import dataclasses
import inspect
import signal
import socket
from collections.abc import Callable
from typing import Any, cast

from seminar.grading.running.student.shell import Kernel
from seminar.grading.running.wire import packets, seeds
from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.fresh import decode
from seminar.grading.running.wire.in_place import Watched
from seminar.grading.running.wire.talk import EXPECTED, MOST_PRINTED, about, dress, says, unpack
from seminar.grading.running.wire.values import encode

#: The grader gives a call up before this time is over, so this only ends a process to which nobody listens any more.
SPARE_SECONDS = 2.0


class Snapshot:
    """Answers the tests, and asks them back.

    Parameters
    ----------
    kernel : Kernel
        Whose names they ask for.
    channel : socket.socket
        To the tests' process.
    cell_seconds : float
        A copy that takes longer over one question ends itself.
    """

    def __init__(self, kernel: Kernel, channel: socket.socket, cell_seconds: float):
        self.kernel, self.channel, self.seconds = kernel, channel, cell_seconds
        # Objects that stay here, and the numbers that the tests know them by.
        self.kept: list[Any] = []
        self.numbers: dict[int, int] = {}
        # Functions of the tests, by their numbers there; the errors that they raised.
        self.theirs: dict[int, tuple[int, Callable[..., Any]]] = {}
        self.errors: dict[int, tuple[object, BaseException]] = {}
        # The classes that the tests may know, and the numbers of those that they were told of.
        self.classes: set[str] = set()
        self.described: set[int] = set()
        self.describing: set[int] = set()

    def serve(self) -> None:
        """Answer until the tests hang up."""
        builtins.input = self.input
        while True:
            try:
                request, _ = packets.receive(self.channel)
            except packets.ClosedError:
                return
            # Nobody else would end an endless loop in here before the whole submission's time is over.
            signal.setitimer(signal.ITIMER_REAL, self.seconds + SPARE_SECONDS)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            self.kernel.outputs.clear()
            reply = self.answer(request)
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.send(reply)

    def send(self, message: packets.Message) -> None:
        """Send an answer or a question, with what was printed since the last one."""
        outputs = self.kernel.outputs
        for kind in ("stdout", "stderr"):
            text = "".join("".join(one["parts"]) for one in outputs.kept if one["kind"] == kind)
            if text or (kind == "stderr" and outputs.stderr):
                message[kind] = text[:MOST_PRINTED] or "…"
        outputs.clear()
        packets.send(self.channel, message)

    # --- what the tests ask

    def answer(self, request: packets.Message) -> packets.Message:
        """Do what is asked: `{"value"}`, `{"missing"}`, `{"unreadable"}`, or `{"raised", "kind", "says"}`."""
        try:
            self.classes |= set(request.get("classes", ()))
            seeds.put(request.get("seeds", {}))
            if request["do"] == "name":
                names = self.kernel.shell.user_ns
                return {"value": self.write(names[request["name"]])} if request["name"] in names else {"missing": True}
            if request["do"] == "source":
                return {"value": inspect.getsource(self.kept[request["own"]])}
            return self.call(request)
        except BaseException as error:
            return self.raised(error)

    def call(self, request: packets.Message) -> packets.Message:
        """Call a function, or do with an object what Python's operators do."""
        arguments, named = unpack(request, self.read)
        watched, reply = Watched((*arguments, *named.values()), self.special, self.function), dict[str, Any]()
        own = self.kept[request["own"]]
        method = request.get("method")
        try:
            if method is None:
                value = own(*arguments, **named)
            elif method in ("getattr", "setattr", "delattr"):
                value = getattr(builtins, method)(own, *arguments)
            elif method in ("copy", "deepcopy"):
                value = getattr(copy, method)(own)
            elif method == "__exit__":
                name, said = arguments
                error = getattr(builtins, name)(said) if name else None
                value = type(own).__exit__(own, error and type(error), error, None)
            else:
                value = getattr(type(own), method)(own, *arguments, **named)
            reply["value"] = self.write(value)
        except BaseException as error:
            reply = self.raised(error)
        try:
            if (changed := watched.changes()) is not None:
                reply["changed"] = changed
        except BaseException:
            reply["changed"] = "unreadable"
        return reply

    def raised(self, error: BaseException) -> packets.Message:
        """Write an error down."""
        if isinstance(error, UnreadableError):
            return {"unreadable": str(error)[:200]}
        names = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
        nearest = next((name for name in names if name in EXPECTED or name == "StopIteration"), None)
        reply: packets.Message = {"raised": nearest, "kind": type(error).__name__[:100], "says": says(error)}
        if id(error) in self.errors:
            reply["callback"] = self.errors[id(error)][0]
        for base in type(error).__mro__:
            if self.class_name(base):
                reply["class"] = self.write(base)
                for what, value in (("arguments", error.args), ("attributes", vars(error))):
                    try:
                        reply[what] = self.write(value)
                    except BaseException:
                        reply[what] = None
                break
        return reply

    # --- values

    def write(self, value: object) -> object:
        """Write a value for the tests."""
        self.describing = set()
        written = encode(value, self.special, self.function)
        self.described |= self.describing
        return written

    def keep(self, value: object) -> int:
        """Keep an object here and return its number."""
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.kept)
            self.kept.append(value)
        return self.numbers[id(value)]

    def class_name(self, kind: type) -> str | None:
        """Return the name of a class that the tests may know, else None."""
        names = self.kernel.shell.user_ns
        return next((name for name in self.classes if names.get(name) is kind), None)

    def special(self, value: object) -> dict[str, object] | None:
        """Keep classes that the tests may know here, and their objects."""
        if value is NotImplemented:
            return {"notimplemented": 0}
        if not self.classes:
            return None
        if isinstance(value, type):
            return {"class": self.describe(value)} if self.class_name(value) else None
        for base in type(value).__mro__:
            if self.class_name(base):
                return {"object": [self.keep(value), self.describe(base)]}
        return None

    def describe(self, kind: type) -> list[object]:
        """Say of a class its number, and the first time its name, the known classes above it, and what it defines."""
        number = self.keep(kind)
        if number in self.described:
            return [number]
        self.describing.add(number)
        known = [self.describe(base) for base in kind.__mro__[1:] if self.class_name(base)]
        errors = [base.__name__ for base in kind.__mro__ if base.__name__ in EXPECTED]
        fields = [one.name for one in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else None
        said = {
            "methods": [name for name in _own_names(kind.__mro__) if callable(getattr(kind, name, None))],
            "meta": _own_names(cast(type, type(kind)).__mro__),
            "unhashable": kind.__hash__ is None,
            "fields": fields,
            "error": errors[0] if errors and issubclass(kind, Exception) else None,
        }
        return [number, self.class_name(kind), known, {**about(kind), **said}]

    def function(self, value: Callable[..., Any]) -> dict[str, object]:
        """Keep a function here, but for one that is the tests' own."""
        if id(value) in self.theirs:
            return {"callback": self.theirs[id(value)][0]}
        return {"function": [self.keep(value), about(value)]}

    def read(self, name: str, body: Any) -> object:
        """Read what the tests wrote that is no plain data."""
        if name == "own":
            return self.kept[body]
        if name == "builtin":
            return getattr(builtins, body)
        if name == "callback":
            number, said = body

            def callback(*arguments: object, **named: object) -> object:
                return self.ask("callback", number=number, arguments=[self.write(list(arguments)), self.write(named)])

            self.theirs[id(dress(callback, said))] = number, callback
            return callback
        raise UnreadableError(name)

    # --- asking back

    def input(self, prompt: object = "") -> str:
        """Ask the test for input; without an answer there is an error, as in the notebook's cells."""
        # What the test gave for input is a text, as `Remote.answer` makes it.
        return cast(str, self.ask("input", prompt=str(prompt)))

    def ask(self, what: str, **details: object) -> object:
        """Ask the tests back, and do meanwhile what they ask."""
        self.send({"ask": what, **details})
        while True:
            message, _ = packets.receive(self.channel)
            if "do" not in message:
                break
            self.send(self.answer(message))
        if "value" in message:
            return decode(message["value"], self.read)
        if message.get("refused"):
            return self.kernel.no_input()
        kind = getattr(builtins, message["raised"] or "Exception")
        try:
            error = kind(message["says"])
        except TypeError:
            error = RuntimeError(message["says"])
        self.errors[id(error)] = message.get("error"), error
        raise error


def _own_names(classes: tuple[type, ...]) -> list[str]:
    """List the special names that classes define which are not Python's roots."""
    return sorted({name for one in classes if one not in (object, type) for name in vars(one) if name[:2] == "__"})
