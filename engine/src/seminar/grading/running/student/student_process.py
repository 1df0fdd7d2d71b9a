"""The process in which one submission runs; the other processes check everything that it says."""

import os
import signal
import socket

from seminar.grading.running.student.shell import Kernel
from seminar.grading.running.student.snapshot import Snapshot
from seminar.grading.running.wire import packets


def serve(kernel: Kernel, channel: socket.socket, cell_seconds: float) -> None:
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
    # These are local names, so that a submission that replaces them elsewhere harms only its own cells.
    receive, send, fork, leave = packets.receive, packets.send, os.fork, os._exit
    kernel.begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            request, fds = receive(channel)
        except packets.ClosedError:
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
                Snapshot(kernel, socket.socket(fileno=fds[0]), cell_seconds).serve()
                leave(0)
            os.close(fds[0])
            send(channel, {"n": request["n"]})
