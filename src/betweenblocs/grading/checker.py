"""The process in which the instructor's tests run; code of a student never does.

A test sees from a submission only the names that the instructor's own solution cells define. Data comes as
fresh plain objects (codec.py); a function comes as a `Remote`, which runs in the submission's process.
"""

import ast
import builtins
import contextlib
import gc
import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path

from betweenblocs.grading import frames, last_value
from betweenblocs.grading.codec import UnreadableError, decode
from betweenblocs.grading.sandbox import folders, syscalls
from betweenblocs.grading.sandbox.limits import address_space
from betweenblocs.grading.student import EXPECTED, pack


class SubmissionFailed(BaseException):
    """A submission's function raised something that no test can wait for, or ended its process.

    Not an Exception: a test that waits for any error must not take this for one.
    """


class UnreadableAnswer(BaseException):
    """A submission's function returned what is no plain data."""


class Remote:
    """A function that runs in the submission's process.

    Parameters
    ----------
    channel : socket.socket
        To a snapshot of the submission.
    number : int
        The snapshot's number for it.
    watch : Watch
        Notes what was printed on the error stream.
    """

    def __init__(self, channel, number, watch):
        self._channel, self._number, self._watch = channel, number, watch

    def __call__(self, *arguments, **named):
        """Call it with plain data and return plain data."""
        request = {"do": "call", "function": self._number, **pack(arguments, named)}
        reply = ask(self._channel, request, self._watch)
        if "value" in reply:
            try:
                return decode(reply["value"], lambda number: Remote(self._channel, number, self._watch))
            except UnreadableError as error:
                raise UnreadableAnswer(str(error)) from None
        if "unreadable" in reply:
            raise UnreadableAnswer(f"the tests cannot read {str(reply['unreadable'])[:200]}")
        name, says = reply.get("raised"), str(reply.get("says"))[:500]
        if name in EXPECTED:
            raise getattr(builtins, name)(says)
        raise SubmissionFailed(f"{str(reply.get('kind'))[:100]}: {says}")


class Watch:
    """Whether anything was printed on the error stream, which costs a test cell its points."""

    stderr = False

    def write(self, text):
        """Note that something was written."""
        self.stderr = self.stderr or bool(text)
        return len(text)

    def flush(self):
        """Have nothing to flush."""


def ask(channel, request, watch):
    """Send a question to the submission and take its answer, which may be anything."""
    try:
        frames.send(channel, request)
        reply, fds = frames.receive(channel)
    except frames.ClosedError:
        raise SubmissionFailed("the process of the submission ended") from None
    for fd in fds:
        os.close(fd)
    watch.stderr = watch.stderr or reply.get("stderr") is True
    return reply


def fetch(names: list[str], channel, watch, namespace: dict) -> dict[str, str]:
    """Put the submission's names into the tests' namespace; say why of those that cannot be read."""
    for name in names:
        namespace.pop(name, None)
    found = ask(channel, {"do": "names", "names": names}, watch).get("names")
    unreadable = {}
    for name in names:
        reply = found.get(name) if isinstance(found, dict) else None
        if not isinstance(reply, dict):
            continue
        if "value" in reply:
            try:
                namespace[name] = decode(reply["value"], lambda number: Remote(channel, number, watch))
            except UnreadableError as error:
                unreadable[name] = str(error)
        elif "unreadable" in reply:
            unreadable[name] = str(reply["unreadable"])[:200]
    return unreadable


def run(source: str, number: int, namespace: dict) -> object:
    """Run a test cell and return the value of its last expression, None where it has or shows none.

    Parameters
    ----------
    source : str
        Plain Python.
    number : int
        The cell's number, for the file name that tracebacks show.
    namespace : dict
        Where it runs.
    """
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and last_value.is_shown(source):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, _file(number), "exec"), namespace)  # noqa: S102  # the instructor's own cell
    if last is None:
        return None
    return eval(compile(last, _file(number), "eval"), namespace)  # noqa: S307


def _file(number):
    return f"<cell {number}>"


def describe(error: BaseException) -> dict:
    """Write an error down as `{"kind", "says", "lines"}`, the (cell, line) places innermost first."""
    places = []
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith("<cell "):
            places.append([int(frame.filename[6:-1]), frame.lineno])
    return {"kind": type(error).__name__, "says": str(error)[:2000], "lines": places}


def check(request: dict, channel, namespace: dict) -> dict:
    """Run one cell of the instructor's: `{"value", "number", "stderr", "error"}`.

    The value is the name of its type, None where there is none; the number is its value in points, where it is one.
    """
    watch, unreadable = Watch(), {}
    reply = {"value": None, "number": None, "error": None}
    try:
        with contextlib.redirect_stderr(watch), contextlib.redirect_stdout(Watch()):
            if channel is not None:
                unreadable = fetch(request["names"], channel, watch, namespace)
            value = run(request["source"], request["number"], namespace)
            if value is not None:
                reply.update(value=type(value).__name__[:100], number=last_value.number(value))
    except KeyboardInterrupt:
        reply["error"] = {"kind": "Timeout", "says": "", "lines": []}
    except BaseException as error:
        reply["error"] = describe(error)
        if isinstance(error, NameError) and getattr(error, "name", None) in unreadable:
            reason = f"the tests cannot read `{error.name}`: {unreadable[error.name]}"
            reply["error"].update(kind="UnreadableAnswer", says=reason)
    return {**reply, "stderr": watch.stderr}


def main() -> None:
    """Serve one slot; the channel's file number is the only argument."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    setup, _ = frames.receive(channel)
    os.chdir(setup["files"])
    sys.path.insert(0, "")
    namespace = {"__name__": "__main__", "__builtins__": builtins}
    for number, source in setup["prelude"]:
        try:
            with contextlib.redirect_stdout(Watch()):
                run(source, number, namespace)
        except Exception as error:
            frames.send(channel, {"error": describe(error)})
            return
    gc.collect()
    gc.freeze()
    frames.send(channel, {"ready": True})
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        try:
            _, fds = frames.receive(channel)
        except frames.ClosedError:
            # A grader that was killed leaves its folder to the one that notices.
            folders.remove(Path(setup["files"]).parent)
            os._exit(0)
        if (child := os.fork()) == 0:
            channel.close()
            serve(socket.socket(fileno=fds[0]), namespace, setup["memory"])
            os._exit(0)
        os.close(fds[0])
        frames.send(channel, {"pid": child})


def serve(control: socket.socket, namespace: dict, memory: int) -> None:
    """Check one submission, cell by cell, in a process of its own."""
    if sys.platform == "linux":
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    bound = address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    while True:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            request, fds = frames.receive(control)
        except frames.ClosedError:
            return
        signal.signal(signal.SIGINT, signal.default_int_handler)
        snapshot = socket.socket(fileno=fds[0]) if fds else None
        reply = check(request, snapshot, namespace)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if snapshot is not None:
            snapshot.close()
        frames.send(control, reply)


if __name__ == "__main__":
    main()
