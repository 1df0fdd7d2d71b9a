"""A copy of a submission's process, as a test sees it: values come as plain data, functions are called there."""

import builtins
import os
import socket
import sys
import weakref
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any, cast

from seminar.grading.running.testing import objects
from seminar.grading.running.testing.namespace import Names
from seminar.grading.running.testing.raised import raised
from seminar.grading.running.testing.rules import Rules, SubmissionFailed, UnreadableAnswer
from seminar.grading.running.wire import in_place, packets
from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.fresh import decode
from seminar.grading.running.wire.seeds import Seeds
from seminar.grading.running.wire.talk import (
    MOST_PRINTED,
    about,
    dress,
    error_name,
    pack,
    says,
)
from seminar.grading.running.wire.values import encode

#: At most so often a submission may ask one test back.
MOST_QUESTIONS = 100_000
#: What is there before a test runs, to see whether it put something else in its place.
INPUT, STDIN = builtins.input, sys.stdin


class Remote:
    """One copy of a submission's process.

    Parameters
    ----------
    channel : socket.socket
        To it; it ends when the channel is closed, which is when nothing of it is in use any more.
    rules : Rules
        What the test may do with its objects.
    seeds : Seeds
        Whether the test set a generator of chance.
    classes : list of str
        The classes whose objects stay there.
    namespace : Names
        The test's own names.
    text : str
        The sources of all cells that were handed in; a function's source must be in it.
    """

    def __init__(
        self, channel: socket.socket, rules: Rules, seeds: Seeds, classes: list[str], namespace: Names, text: str
    ):
        self.channel, self.rules, self.seeds, self.namespace, self.text = channel, rules, seeds, namespace, text
        self.classes, self.asked = set(classes), 0
        self.first: packets.Message = {"classes": classes} if classes else {}
        # The submission's functions, objects and classes by their numbers there; the test's functions and errors by
        # their places in these lists.
        self.functions: weakref.WeakValueDictionary[int, Callable[..., Any]] = weakref.WeakValueDictionary()
        self.objects: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self.known_classes: dict[int, type] = {}
        self.callbacks: list[Callable[..., Any]] = []
        self.errors: list[Exception] = []
        self.depth = 0

    def __del__(self) -> None:
        self.channel.close()

    # --- what a test does

    def fetch(self, name: str) -> object:
        """Return the value of one of the submission's names.

        Raises
        ------
        KeyError
            There is no such name.
        UnreadableAnswer
            Its value is no plain data.
        """
        reply = self.ask({"do": "name", "name": name})
        if "missing" in reply:
            raise KeyError(name)
        try:
            return self.result(reply)
        except UnreadableAnswer as error:
            raise UnreadableAnswer(error.what, f"`{name}`") from None

    def call(
        self, own: int, arguments: tuple[object, ...], named: dict[str, object], method: str | None = None
    ) -> object:
        """Call a function, or a method of Python's own on an object."""
        written = pack(arguments, named, self.special, self.function)
        if self.depth == 0:
            # The submission may raise an error of the test's functions again only in the call in which it was raised.
            self.errors.clear()
        reply = self.ask({"do": "call", "own": own, "method": method, **written})
        if "changed" in reply and self.rules.lets_change():
            given = in_place.containers((*arguments, *named.values()))
            try:
                in_place.apply(given, reply["changed"], self.read)
            except UnreadableError as error:
                raise UnreadableAnswer(str(error)) from None
        return self.result(reply, method)

    def source(self, own: int) -> str:
        """Return a function's source, which must be part of what was handed in."""
        value = self.result(self.ask({"do": "source", "own": own}))
        if not isinstance(value, str) or value.strip() not in self.text:
            raise OSError("could not get source code")
        return value

    # --- questions and answers

    def ask(self, request: packets.Message) -> packets.Message:
        """Send a question to the submission and take its answer, which may be anything; answer its own meanwhile."""
        try:
            if states := self.seeds.take():
                request["seeds"] = states
            packets.send(self.channel, request | self.first)
            self.first = {}
            while True:
                reply, fds = packets.receive(self.channel)
                for fd in fds:
                    os.close(fd)
                self.say(reply)
                if "ask" not in reply:
                    return reply
                self.depth += 1
                answer = self.answer(reply)
                self.depth -= 1
                packets.send(self.channel, answer)
        except packets.ClosedError:
            raise SubmissionFailed("the process of the submission ended") from None
        except (SubmissionFailed, UnreadableAnswer):
            # The copy waits for an answer and would wait on, because the test stops here.
            self.channel.close()
            raise

    def say(self, reply: packets.Message) -> None:
        """Print what the submission printed, where the test listens or not."""
        for name in ("stdout", "stderr"):
            if isinstance(text := reply.get(name), str) and text:
                getattr(sys, name).write(text[:MOST_PRINTED])

    def answer(self, question: packets.Message) -> packets.Message:
        """Do what the submission asks of the test: call one of its functions, or read what it gives for input."""
        self.asked += 1
        if self.asked > MOST_QUESTIONS:
            raise SubmissionFailed("the submission called the functions that it was given too often")
        try:
            if question["ask"] == "input":
                ask = dict.get(self.namespace, "input", builtins.input)
                if ask is INPUT and sys.stdin is STDIN:
                    return {"refused": True}
                return {"value": str(ask(str(question["prompt"])))}
            function = self.callbacks[question["number"]]
            arguments, named = (cast(Any, decode(part, self.read)) for part in question["arguments"])
            return {"value": encode(function(*arguments, **named), self.special, self.function)}
        except UnreadableError as error:
            return {"raised": "TypeError", "says": f"the function that was handed over returned {error}"}
        except Exception as error:
            self.errors.append(error)
            return {"raised": error_name(error), "says": says(error), "error": len(self.errors) - 1}

    def result(self, reply: packets.Message, method: str | None = None) -> object:
        """Return the value that came, or raise the error."""
        if "value" in reply:
            try:
                value = decode(reply["value"], self.read)
            except UnreadableError as error:
                raise UnreadableAnswer(str(error)) from None
            if value is NotImplemented and method is None:
                raise UnreadableAnswer("NotImplemented")
            return value
        if "unreadable" in reply:
            raise UnreadableAnswer(str(reply["unreadable"])[:200])
        raise raised(self, reply, method)

    # --- values

    def special(self, value: object) -> dict[str, object] | None:
        """Write what belongs to the submission by its number there."""
        remote, number = objects.owner(value)
        if remote is None:
            return None
        if remote is not self:
            raise UnreadableError("something of an earlier cell's copy of the submission")
        return {"own": number}

    def function(self, value: Callable[..., Any]) -> dict[str, object]:
        """Keep a function of the test here; the submission may call it by its number while it is at work."""
        if isinstance(value, (type, BuiltinFunctionType)) and getattr(builtins, value.__name__, None) is value:
            return {"builtin": value.__name__}
        self.callbacks.append(value)
        return {"callback": [len(self.callbacks) - 1, about(value)]}

    def read(self, name: str, body: Any) -> object:
        """Read what the submission wrote that is no plain data."""
        if name == "function":
            number, said = body
            made = self.functions.get(_number(number)) or self.remote_function(number, said)
            return self.functions.setdefault(number, made)
        if name == "callback":
            return self.callbacks[_number(body)]
        if name == "notimplemented":
            return NotImplemented
        if name == "object":
            number, kind = body
            return objects.made(self, _number(number), objects.known_class(self, kind))
        if name == "class":
            return objects.known_class(self, body)
        raise UnreadableError("data in no known form")

    def remote_function(self, number: int, said: object) -> Callable[..., Any]:
        """Make a function that runs in the submission's process; it looks like the one there."""

        def remote(*arguments: object, **named: object) -> object:
            return self.call(number, arguments, named)

        objects.own(dress(remote, said), self, number)
        return remote


def _number(body: object) -> int:
    if type(body) is not int or body < 0:
        raise UnreadableError("data in no known form")
    return body
