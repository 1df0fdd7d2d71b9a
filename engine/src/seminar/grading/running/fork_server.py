"""A process that forks on demand, and how the grader talks to it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import seminar
from seminar.errors import SandboxError
from seminar.grading.running.wire import packets

#: How long it may take to import what an assignment needs.
START_SECONDS = 60.0


class ForkServer:
    """One of the modules `student.starter_process` and `testing.test_process`, running.

    Parameters
    ----------
    module : str
        Its name.
    setup : dict
        What it is told first; its reply is the attribute `answer`, empty where it did not start.
    folder : Path
        Where it runs and where it writes its log.
    packages : iterable of str
        The folders of packages that it must find beside ours.
    """

    def __init__(self, module: str, setup: packets.Message, folder: Path, packages: Iterable[str] = ()):
        self.channel, theirs = socket.socketpair()
        self.log = folder / f"{module}.log"
        # Nothing of the grader's own environment: a submission could read it.
        environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        environment |= {"PYTHONPATH": os.pathsep.join([str(Path(seminar.__file__).parents[1]), *packages])}
        environment |= dict.fromkeys(("IPYTHONDIR", "TMPDIR"), str(folder / "root"))
        # Threads that a numerical library starts would not survive a fork.
        environment |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        with theirs, self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", f"seminar.grading.running.{module}", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd=folder,
                start_new_session=True,
            )
        try:
            self.answer: packets.Message = self._exchange(setup)
        except (packets.ClosedError, packets.LateError):
            self.answer = {}

    def _exchange(self, message: packets.Message, fds: tuple[int, ...] = ()) -> packets.Message:
        packets.send(self.channel, message, fds)
        return packets.receive(self.channel, time.monotonic() + START_SECONDS)[0]

    def ask(self, message: packets.Message, fds: tuple[int, ...] = ()) -> packets.Message:
        """Give an order, with open files, and return the reply.

        Raises
        ------
        SandboxError
            The process is gone.
        """
        try:
            return self._exchange(message, fds)
        except (packets.ClosedError, packets.LateError):
            said = self.log.read_text(errors="replace")[-500:]
            raise SandboxError(f"the process that starts submissions ended: {said}") from None

    def close(self) -> None:
        """End the process; it ends what it started."""
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        self.process.wait()
