"""One place where submissions are graded, one after the other."""

import contextlib
import os
import signal
import socket
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from seminar.errors import NotebookError, SandboxError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.fork_server import ForkServer
from seminar.grading.running.testing.tests_folder import TestsFolder
from seminar.grading.running.wire import packets as frames
from seminar.grading.sandbox import disk, folders, means, memory, places, processes

#: Seconds that a cell is given to end after it was interrupted.
GRACE = 1.0
#: Seconds from one look at a submission's memory and files to the next.
LOOK_EVERY = 0.1
#: No honest reply of a submission's process is longer: it is read in the grader's own memory.
LONGEST_REPLY = 4 * 2**20
#: The reply of tests that had to be ended.
TESTS_ENDED = {"value": None, "stderr": False, "error": {"kind": "Timeout", "says": "", "lines": []}}


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


class Slot:
    """Two fork servers that have the assignment's imports ready.

    Parameters
    ----------
    assignment : Assignment
        What is graded here.
    sandbox : Sandbox
        How submissions are confined.

    Raises
    ------
    SandboxError
        This machine does not offer that sandbox.
    NotebookError
        The assignment's own cells fail.
    """

    def __init__(self, assignment: Assignment, sandbox: means.Sandbox):
        self.control, self.number = None, 0
        self.course = places.course_of(assignment.path, assignment.modules)
        self.sandbox = sandbox = replace(sandbox, limits=sandbox.limits.beside(assignment.files))
        self.private = [str(Path(assignment.path).resolve()), *sandbox.limits.private]
        self.folder = Path(tempfile.mkdtemp(prefix="seminar-"))
        # The unprivileged account must get through to the folders below; only they are open to it.
        self.folder.chmod(0o711)
        for name in ("root", "files", "boxes", "tests"):
            (self.folder / name).mkdir(mode=0o711)
        self.tests = TestsFolder(self.folder / "tests")
        self.servers = []
        try:
            self.tests.fill(assignment.files | assignment.tests)
            setup = {
                # Imported beforehand, because a confined process cannot look for it.
                "modules": [*([self.course.package] if self.course else []), *assignment.modules],
                "sandbox": sandbox.to_json(),
                "files": str(self.folder / "files"),
            }
            setup |= self._places()
            setup |= {"root": str(self.folder / "root"), "boxes": str(self.folder / "boxes")}
            self.zygote = self._start("student.starter_process", setup)
            if "ready" not in self.zygote.answer:
                raise SandboxError(f"the sandbox {sandbox.kind!r} does not start: {self.log()[-300:]}")
            memory = sandbox.limits.memory
            tests = {"files": str(self.tests.files), "temporary": str(self.tests.temporary)}
            tests |= {"prelude": assignment.prelude, "memory": memory}
            self.checker = self._start("testing.test_process", tests)
            if "ready" not in self.checker.answer:
                spoken = _spoken(self.checker.answer)
                raise NotebookError(f"a cell outside the solutions fails: {spoken}", assignment.path)
            self.tests.keep()
        except BaseException:
            self.close()
            raise

    def _places(self):
        """Say what a submission may read, and which folders below that are the course's own."""
        shown = places.readable(self.course)
        if self.sandbox.kind == "none":
            return {"readable": shown, "covers": []}
        closed = places.private(self.private)
        places.keep_apart(shown, closed)
        if self.sandbox.namespaces:
            return {"readable": shown, "covers": places.covers(shown, closed)}
        return {"readable": places.without(shown, closed), "covers": []}

    def _start(self, module, setup):
        packages = [str(self.course.package_folder.parent)] if self.course else []
        self.servers.append(ForkServer(module, setup, self.folder, packages))
        return self.servers[-1]

    def log(self) -> str:
        """Return what the fork servers said on their error streams."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    # --- the submission's process

    def begin(self, files: dict[str, bytes], deadline: float) -> None:
        """Start a process for a submission, with these files in its folder, to be over by `deadline`."""
        self.end()
        folders.fill(self.folder / "files", files)
        self.control, theirs = socket.socketpair()
        with theirs:
            self.zygote.ask({"do": "start"}, (theirs.fileno(),))
        self.deadline, self.number, self.looked = deadline, 0, time.monotonic()

    def run(self, source: str) -> tuple[list[dict], bool]:
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
        limit = self._limit()
        # Many short cells may take as much as a long one.
        if time.monotonic() > self.looked + LOOK_EVERY:
            self._watch()
        try:
            return _outputs(self._request({"do": "run", "source": source}, limit)), False
        except frames.LateError:
            self.zygote.ask({"do": "interrupt"})
        try:
            return _outputs(self._reply(time.monotonic() + GRACE)), True
        except frames.LateError:
            raise RunError("timeout", "The cell did not end in time and could not be interrupted.") from None

    def snapshot(self) -> socket.socket:
        """Make a copy of the submission's process as it is now, and return the channel to it."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._request({"do": "snapshot"}, self._limit(), (theirs.fileno(),))
        except frames.LateError:
            ours.close()
            raise RunError("crashed", "The process could not be copied for a test.") from None
        except RunError:
            ours.close()
            raise
        return ours

    def _limit(self):
        return min(self.deadline, time.monotonic() + self.sandbox.limits.cell_seconds)

    def _request(self, message, limit, fds=()):
        self.number += 1
        try:
            frames.send(self.control, {"n": self.number, **message}, fds, limit)
        except frames.ClosedError:
            raise RunError("crashed", "The process ended before this cell.") from None
        return self._reply(limit)

    def _reply(self, limit):
        self._wait(self.control, limit)
        try:
            reply, fds = frames.receive(self.control, max(limit, time.monotonic() + GRACE), LONGEST_REPLY)
        except (frames.ClosedError, frames.LateError):
            raise RunError("crashed", "The process ended while this cell ran.") from None
        for fd in fds:
            os.close(fd)
        if reply.get("n") != self.number:
            raise RunError("crashed", "The process of the submission answered out of turn.")
        return reply

    def _wait(self, channel, limit):
        """Wait for an answer; look at the memory and the disk meanwhile."""
        while not frames.readable(channel, min(limit, time.monotonic() + LOOK_EVERY)):
            self._watch()
            if time.monotonic() >= limit:
                raise frames.LateError

    def _watch(self):
        self.looked = time.monotonic()
        pids, limits = processes.below(self.zygote.process.pid), self.sandbox.limits
        if memory.exceeds(pids, limits.memory, self.zygote.process.pid):
            raise RunError("crashed", "The submission used more memory than it may.")
        # With namespaces the folder itself is of limited size.
        if self.sandbox.namespaces:
            return
        size = disk.written(self.folder / "boxes", pids, limits.folder_files, limits.file_bytes)
        if size > limits.folder_bytes:
            raise RunError("crashed", "The submission wrote more than it may.")

    def end(self) -> None:
        """End the submission's process and everything that it started."""
        if self.control is not None:
            self.control.close()
            self.control = None
            self.zygote.ask({"do": "end"})

    # --- the tests' process

    def begin_tests(self) -> socket.socket:
        """Start a process for the tests of one submission, in a clean folder."""
        self.tests.renew()
        ours, theirs = socket.socketpair()
        with theirs:
            self.tests_pid = self.checker.ask({"do": "begin"}, (theirs.fileno(),))["pid"]
        return ours

    def check(self, tests: socket.socket, request: dict, snapshot: socket.socket | None) -> dict:
        """Run one of the instructor's cells: `{"value", "error", "stderr"}`, as `testing.test_process` says."""
        limit = self._limit()
        if self.tests_pid is None:
            return dict(TESTS_ENDED)
        fds = () if snapshot is None else (snapshot.fileno(),)
        try:
            frames.send(tests, request, fds)
            try:
                self._wait(tests, limit)
            except frames.LateError:
                os.kill(self.tests_pid, signal.SIGINT)
            except RunError:
                # Ends the call that waits for the submission.
                self.end()
            return frames.receive(tests, time.monotonic() + GRACE)[0]
        except (frames.ClosedError, frames.LateError, ProcessLookupError):
            if self.tests_pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.tests_pid, signal.SIGKILL)
                # By the next test, the number may be that of another process.
                self.tests_pid = None
        return dict(TESTS_ENDED)

    def close(self) -> None:
        """End both fork servers and remove their folder."""
        for server in self.servers:
            server.close()
        folders.remove(self.folder)


def _spoken(answer):
    error = answer.get("error") or {}
    return f"{error.get('kind')}: {error.get('says')}" if error else "the process ended"


def _outputs(reply: dict) -> list[dict]:
    """Keep of a submission's outputs what has the right form, as it may say anything."""
    kinds = {"stdout", "stderr", "result", "display", "error"}
    outputs = reply.get("outputs")
    return [
        {"kind": output["kind"], "text": output["text"]}
        for output in (outputs if isinstance(outputs, list) else [])[:500]
        if isinstance(output, dict) and output.get("kind") in kinds and isinstance(output.get("text"), str)
    ]
