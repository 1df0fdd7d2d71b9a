"""The process of one submission as the grader sees it: started, asked, watched and ended."""

import os
import socket
import time
from pathlib import Path

from seminar.grading.running.fork_server import ForkServer
from seminar.grading.running.result.record import Printed
from seminar.grading.running.wire import packets
from seminar.grading.sandbox import disk, folders, memory, processes
from seminar.grading.sandbox.means import Sandbox

#: Seconds that a cell is given to end after it was interrupted.
GRACE = 1.0
#: Seconds from one look at a submission's memory and files to the next.
LOOK_EVERY = 0.1
#: A longer reply is refused, because it is read into the grader's own memory and no honest one is so long.
LONGEST_REPLY = 4 * 2**20
#: So many outputs of one cell are kept.
MOST_OUTPUTS = 500


class RunError(Exception):
    """The submission's process cannot go on: it ended, would not stop, used too much, or talked nonsense.

    Parameters
    ----------
    verdict : str
        "timeout" or "crashed".
    reason : str
        For the student.
    """

    def __init__(self, verdict: str, reason: str):
        super().__init__(reason)
        self.verdict, self.reason = verdict, reason


class ConfinedProcess:
    """The process of the submission that a worker grades; each submission gets a new one.

    Parameters
    ----------
    starter : ForkServer
        Starts it.
    sandbox : Sandbox
        What it may use.
    folder : Path
        The worker's, with "files" for the submission's files and "boxes" for what it writes.
    """

    def __init__(self, starter: ForkServer, sandbox: Sandbox, folder: Path):
        self.starter, self.sandbox, self.folder = starter, sandbox, folder
        self.control: socket.socket | None = None
        #: The number of the last request; when all must be over, and when its use was last looked at, both in seconds
        #: of the monotonic clock.
        self.number, self.deadline, self.looked = 0, 0.0, 0.0

    def begin(self, files: dict[str, bytes], deadline: float) -> None:
        """Start a process for a submission, with these files in its folder, to be over by `deadline`."""
        self.end()
        folders.fill(self.folder / "files", files)
        self.control, theirs = socket.socketpair()
        with theirs:
            self.starter.ask({"do": "start"}, (theirs.fileno(),))
        self.deadline, self.number, self.looked = deadline, 0, time.monotonic()

    def run(self, source: str) -> tuple[list[Printed], bool]:
        """Run one cell in the submission's process.

        Returns
        -------
        tuple
            The outputs, and whether the cell had to be interrupted because its time was over.

        Raises
        ------
        RunError
            The process cannot go on.
        """
        limit = self.limit()
        # Many short cells may take as much as a long one.
        if time.monotonic() > self.looked + LOOK_EVERY:
            self._watch()
        try:
            return _outputs(self._request({"do": "run", "source": source}, limit)), False
        except packets.LateError:
            self.starter.ask({"do": "interrupt"})
        try:
            return _outputs(self._reply(time.monotonic() + GRACE)), True
        except packets.LateError:
            raise RunError("timeout", "The cell did not end in time and could not be interrupted.") from None

    def snapshot(self) -> socket.socket:
        """Make a copy of the submission's process as it is now, and return the channel to it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._request({"do": "snapshot"}, self.limit(), (theirs.fileno(),))
        except packets.LateError:
            ours.close()
            raise RunError("crashed", "The process could not be copied for a test.") from None
        except RunError:
            ours.close()
            raise
        return ours

    def limit(self) -> float:
        """Say when a cell that begins now must be over, in seconds of the monotonic clock."""
        return min(self.deadline, time.monotonic() + self.sandbox.limits.cell_seconds)

    def wait(self, channel: socket.socket, limit: float) -> None:
        """Wait for an answer; look at the memory and the disk meanwhile.

        Raises
        ------
        LateError
            None came before `limit`.
        RunError
            The submission used more than it may.
        """
        while not packets.readable(channel, min(limit, time.monotonic() + LOOK_EVERY)):
            self._watch()
            if time.monotonic() >= limit:
                raise packets.LateError

    def end(self) -> None:
        """End the submission's process and everything that it started."""
        if self.control is not None:
            self.control.close()
            self.control = None
            self.starter.ask({"do": "end"})

    def _request(self, message: packets.Message, limit: float, fds: tuple[int, ...] = ()) -> packets.Message:
        self.number += 1
        try:
            packets.send(self._channel(), {"n": self.number, **message}, fds, limit)
        except packets.ClosedError:
            raise RunError("crashed", "The process ended before this cell.") from None
        return self._reply(limit)

    def _reply(self, limit: float) -> packets.Message:
        channel = self._channel()
        self.wait(channel, limit)
        try:
            reply, fds = packets.receive(channel, max(limit, time.monotonic() + GRACE), LONGEST_REPLY)
        except (packets.ClosedError, packets.LateError):
            raise RunError("crashed", "The process ended while this cell ran.") from None
        for fd in fds:
            os.close(fd)
        if reply.get("n") != self.number:
            raise RunError("crashed", "The process of the submission answered out of turn.")
        return reply

    def _channel(self) -> socket.socket:
        if self.control is None:
            raise RunError("crashed", "The process ended before this cell.")
        return self.control

    def _watch(self) -> None:
        self.looked = time.monotonic()
        pid, limits = self.starter.process.pid, self.sandbox.limits
        pids = processes.below(pid)
        if memory.exceeds(pids, limits.memory, pid):
            raise RunError("crashed", "The submission used more memory than it may.")
        # With namespaces the folder itself is of limited size.
        if self.sandbox.namespaces:
            return
        size = disk.written(self.folder / "boxes", pids, limits.folder_files, limits.file_bytes)
        if size > limits.folder_bytes:
            raise RunError("crashed", "The submission wrote more than it may.")


def _outputs(reply: packets.Message) -> list[Printed]:
    """Keep of a submission's outputs what has the right form, as it may say anything."""
    kinds = {"stdout", "stderr", "result", "display", "error"}
    outputs = reply.get("outputs")
    return [
        {"kind": output["kind"], "text": output["text"]}
        for output in (outputs if isinstance(outputs, list) else [])[:MOST_OUTPUTS]
        if isinstance(output, dict) and output.get("kind") in kinds and isinstance(output.get("text"), str)
    ]
