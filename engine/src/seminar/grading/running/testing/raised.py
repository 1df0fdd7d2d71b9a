"""Errors that a submission says it raised, as a test may wait for them."""

import builtins
from typing import TYPE_CHECKING, Any, cast

from seminar.grading.running.testing.objects import known_class
from seminar.grading.running.testing.rules import SubmissionFailed
from seminar.grading.running.wire.arrays import UnreadableError
from seminar.grading.running.wire.fresh import decode
from seminar.grading.running.wire.packets import Message
from seminar.grading.running.wire.talk import EXPECTED, LONGEST_SAYING

if TYPE_CHECKING:
    from seminar.grading.running.testing.remote import Remote


def raised(remote: "Remote", reply: Message, method: str | None) -> BaseException:
    """Make the error that a submission says it raised, if a test may wait for it."""
    name, said = reply.get("raised"), str(reply.get("says"))[:LONGEST_SAYING]
    number = reply.get("callback")
    if type(number) is int and 0 <= number < len(remote.errors):
        error = remote.errors[number]
        if not isinstance(error, (StopIteration, StopAsyncIteration, GeneratorExit)):
            return error
    if name == "StopIteration" and method == "__next__":
        return StopIteration()
    if not isinstance(name, str) or name not in EXPECTED:
        return SubmissionFailed(f"{str(reply.get('kind'))[:100]}: {said}")
    try:
        return _of_its_class(remote, reply, said)
    except (UnreadableError, TypeError, KeyError, ValueError, LookupError):
        pass
    try:
        built_in: Exception = getattr(builtins, name)(said)
        return built_in
    except TypeError:
        # Errors of decoding take five arguments.
        return ValueError(said)


def _of_its_class(remote: "Remote", reply: Message, said: str) -> BaseException:
    """Make an error of one of the submission's own classes.

    Raises
    ------
    UnreadableError, TypeError, KeyError, ValueError, LookupError
        It is none.
    """
    kind = known_class(remote, reply["class"]["class"])
    if not issubclass(kind, Exception):
        raise UnreadableError("no error")
    error = kind.__new__(kind)
    arguments, attributes = (cast(Any, decode(reply[what], remote.read)) for what in ("arguments", "attributes"))
    error.args = tuple(arguments or ())
    error.__dict__.update(attributes or {}, _said=said)
    return error
