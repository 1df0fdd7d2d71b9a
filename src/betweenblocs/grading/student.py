"""The process in which one submission runs: everything that it says is doubted by the others."""

import marshal
import os
import signal
import socket

from betweenblocs.grading import frames
from betweenblocs.grading.codec import UnreadableError, decode, encode

#: Exceptions that a test may wait for. Those that steer a loop (StopIteration) or end a process are not
#: among them: raised from a student's function, they would end a test early and look like success.
EXPECTED = {
    *("Exception", "ArithmeticError", "AssertionError", "AttributeError", "EOFError", "FileNotFoundError"),
    *(
        "ImportError",
        "IndexError",
        "KeyError",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
    ),
    *("NotImplementedError", "OSError", "OverflowError", "PermissionError", "RecursionError", "RuntimeError"),
    *("TimeoutError", "TypeError", "UnboundLocalError", "ValueError", "ZeroDivisionError"),
}


#: A call is given up by the grader first; this only ends the process that nobody listens to any more.
SPARE_SECONDS = 2.0


def serve(kernel, channel: socket.socket, cell_seconds: float) -> None:
    """Run cells and make snapshots as the grader asks, until it hangs up.

    Parameters
    ----------
    kernel : Kernel
        Runs the cells.
    channel : socket.socket
        To the grader.
    cell_seconds : float
        A snapshot that takes longer over one call ends itself.
    """
    # Held here, so that a submission that replaces them harms only its own cells.
    receive, send, fork, leave = frames.receive, frames.send, os.fork, os._exit
    kernel.begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            request, fds = receive(channel)
        except frames.ClosedError:
            leave(0)
        if request["do"] == "run":
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                outputs = kernel.run(request["source"])
            except KeyboardInterrupt:
                outputs = [{"kind": "error", "text": "KeyboardInterrupt"}]
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if kernel.left:
                leave(0)
            send(channel, {"n": request["n"], "outputs": outputs})
        else:
            if fork() == 0:
                channel.close()
                answer(kernel, socket.socket(fileno=fds[0]), cell_seconds)
                leave(0)
            os.close(fds[0])
            send(channel, {"n": request["n"]})


def answer(kernel, channel: socket.socket, cell_seconds: float) -> None:
    """Answer one test cell's questions about names and calls, in a copy of the notebook's process."""
    functions = []

    def keep(function):
        functions.append(function)
        return len(functions) - 1

    while True:
        try:
            request, _ = frames.receive(channel)
        except frames.ClosedError:
            return
        # Nobody else would end an endless loop in here before the whole submission's time is over.
        signal.setitimer(signal.ITIMER_REAL, cell_seconds + SPARE_SECONDS)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        kernel.outputs.clear()
        if request["do"] == "names":
            reply = {"names": {name: value_of(kernel, name, keep) for name in request["names"]}}
        else:
            reply = call(functions[request["function"]], request, keep)
        signal.setitimer(signal.ITIMER_REAL, 0)
        reply["stderr"] = kernel.outputs.stderr
        frames.send(channel, reply)


def value_of(kernel, name: str, keep) -> dict:
    """Look a name up: `{"value"}`, `{"unreadable"}` or nothing where there is no such name."""
    if name not in kernel.shell.user_ns:
        return {}
    try:
        return {"value": encode(kernel.shell.user_ns[name], keep)}
    except UnreadableError as error:
        return {"unreadable": str(error)[:200]}
    except RecursionError:
        return {"unreadable": "data that holds itself"}


def call(function, request: dict, keep) -> dict:
    """Call a function with the test's arguments: `{"value"}`, `{"raised", "says"}` or `{"unreadable"}`."""
    try:
        arguments, named = unpack(request)
        return {"value": encode(function(*arguments, **named), keep)}
    except UnreadableError as error:
        return {"unreadable": str(error)[:200]}
    except BaseException as error:
        names = [base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins"]
        raised = next((name for name in names if name in EXPECTED), None)
        return {"raised": raised, "kind": type(error).__name__[:100], "says": _says(error)}


def _says(error):
    try:
        # A KeyError quotes its key each time it is written.
        return str(error.args[0] if type(error) is KeyError and error.args else error)[:500]
    except BaseException:
        return ""


def pack(arguments: tuple, named: dict) -> dict:
    """Write a call's arguments: fast for the common types, in the codec's form for the others."""
    try:
        return {"marshal": marshal.dumps((arguments, named)).decode("latin-1")}
    except ValueError:
        return {"encoded": encode([list(arguments), named])}


def unpack(request: dict) -> tuple[list, dict]:
    """Read what `pack` wrote; the tests wrote it, so it may be believed."""
    if "marshal" in request:
        # Only ever read in the submission's own process, where nothing is to be won by it.
        return marshal.loads(request["marshal"].encode("latin-1"))  # noqa: S302
    arguments, named = decode(request["encoded"])
    return arguments, named
