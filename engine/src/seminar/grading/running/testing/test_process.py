"""The process in which the instructor's tests run; code of a student never does.

A test sees from a submission only the names that the instructor's own solution cells define (`namespace`). Data comes
as fresh plain objects (`wire.values`); functions (`remote`) and objects (`objects`) stay in the submission's process.
"""

import ast
import builtins
import contextlib
import gc
import inspect
import os
import resource
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, cast

from seminar.grading.assignment import cell_names, last_value
from seminar.grading.running.result.reply import Failure, Reply
from seminar.grading.running.testing import objects
from seminar.grading.running.testing.namespace import Names
from seminar.grading.running.testing.remote import Remote
from seminar.grading.running.testing.rules import Rules, SubmissionFailed, UnreadableAnswer
from seminar.grading.running.wire import packets
from seminar.grading.running.wire.seeds import Seeds
from seminar.grading.sandbox import folders
from seminar.grading.sandbox.kernel import syscalls
from seminar.grading.sandbox.limits import address_space


class Watch:
    """Whether anything was printed on the error stream, which costs a test cell its points."""

    stderr = False

    def write(self, text: str) -> int:
        """Note that something was written."""
        self.stderr = self.stderr or bool(text)
        return len(text)

    def flush(self) -> None:
        """Have nothing to flush."""


def run(source: str, number: int, namespace: dict[str, Any]) -> object:
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
        last = ast.Expression(tree.body[-1].value)
        del tree.body[-1]
    exec(compile(tree, _file(number), "exec"), namespace)  # noqa: S102  # the instructor's own cell
    if last is None:
        return None
    return eval(compile(last, _file(number), "eval"), namespace)  # noqa: S307


def _file(number: int) -> str:
    return f"<cell {number}>"


def describe(error: BaseException) -> Failure:
    """Write an error down as `{"kind", "says", "lines"}`, the (cell, line) places innermost first."""
    places: list[list[int]] = []
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith("<cell "):
            places.append([int(frame.filename[6:-1]), frame.lineno or 0])
    return {"kind": type(error).__name__, "says": str(error)[:2000], "lines": places}


def check(request: packets.Message, channel: socket.socket | None, namespace: Names, seeds: Seeds) -> Reply:
    """Run one cell of the instructor's: `{"value", "number", "stderr", "error", "seen", "changed"}`.

    The value is the name of its type, None where there is none; the number is its value in points, where it is one.
    What was seen are the rules for a later run (`rules`); whether arguments changed that the test does not see so.

    Parameters
    ----------
    request : dict
        "source", "number", "names" that belong to the submission, "classes" whose objects stay there, "allowed" and
        "by_reference" as in `Rules`, "text" of all cells that were handed in.
    channel : socket.socket or None
        To the copy of the submission's process.
    namespace : Names
        Where it runs.
    seeds : Seeds
        Whether the test sets a generator of chance.
    """
    watch, rules = Watch(), Rules(request.get("allowed"), request.get("by_reference", False))
    reply: Reply = {"value": None, "number": None, "error": None, "stderr": False}
    fetch = None
    if channel is not None:
        fetch = Remote(channel, rules, seeds, request.get("classes", []), namespace, request.get("text", "")).fetch
    namespace.begin(request["names"], fetch)
    seeds.forget()
    try:
        with contextlib.redirect_stderr(watch), contextlib.redirect_stdout(Watch()):
            for name in cell_names.in_class_bodies(request["source"]):
                with contextlib.suppress(KeyError, SubmissionFailed, UnreadableAnswer):
                    namespace[name]
            value = run(request["source"], request["number"], namespace)
            if value is not None:
                reply["value"], reply["number"] = type(value).__name__[:100], last_value.number(value)
    except KeyboardInterrupt:
        reply["error"] = {"kind": "Timeout", "says": "", "lines": []}
    except BaseException as error:
        reply["error"] = describe(error)
    reply["stderr"], reply["seen"], reply["changed"] = watch.stderr, sorted(rules.seen), rules.changed
    return reply


def show_sources() -> None:
    """Let `inspect.getsource` find the source of a function that stays in a submission's process."""
    original = inspect.getsource

    def getsource(thing: Any) -> str:
        remote, number = objects.owner(thing)
        return original(thing) if remote is None or number is None else remote.source(number)

    setattr(inspect, original.__name__, getsource)


def main() -> None:
    """Serve one worker of the grader; the channel's file number is the only argument."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    setup, _ = packets.receive(channel)
    try:
        serve_all(channel, setup)
    except packets.ClosedError:
        # A grader that was killed leaves its folder to the one that notices.
        folders.remove(Path(setup["files"]).parent.parent)
        os._exit(0)


def serve_all(channel: socket.socket, setup: packets.Message) -> None:
    """Run what all tests begin with, then fork a process for each submission; return where an own cell fails.

    Raises
    ------
    ClosedError
        The grader is gone.
    """
    os.chdir(setup["files"])
    os.environ["TMPDIR"], tempfile.tempdir = setup["temporary"], None
    sys.path.insert(0, "")
    seeds, namespace = Seeds(), Names(__name__="__main__", __builtins__=builtins)
    show_sources()
    for number, source in setup["prelude"]:
        try:
            with contextlib.redirect_stdout(Watch()):
                run(source, number, namespace)
        except Exception as error:
            packets.send(channel, {"error": describe(error)})
            return
    gc.collect()
    gc.freeze()
    inside = os.path.relpath(Path.cwd(), Path(setup["files"]).resolve())
    packets.send(channel, {"ready": True})
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        _, fds = packets.receive(channel)
        if (child := os.fork()) == 0:
            channel.close()
            # The process enters the folder again, because it was made anew meanwhile under its old name.
            os.chdir(Path(setup["files"], inside))
            # Nothing is removed here, because the grader may end these tests alone and go on using the folder.
            with contextlib.suppress(packets.ClosedError):
                serve(socket.socket(fileno=fds[0]), namespace, seeds, setup["memory"])
            os._exit(0)
        os.close(fds[0])
        packets.send(channel, {"pid": child})


def serve(control: socket.socket, namespace: Names, seeds: Seeds, memory: int) -> None:
    """Check one submission, cell by cell, in a process of its own."""
    if sys.platform == "linux":
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    bound = address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    while True:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            request, fds = packets.receive(control)
        except packets.ClosedError:
            return
        signal.signal(signal.SIGINT, signal.default_int_handler)
        snapshot = socket.socket(fileno=fds[0]) if fds else None
        reply = check(request, snapshot, namespace, seeds)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        packets.send(control, cast(packets.Message, reply))


if __name__ == "__main__":
    main()
