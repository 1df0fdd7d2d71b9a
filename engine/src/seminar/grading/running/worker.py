"""Grades submissions of one assignment, one after the other: two fork servers that have its imports ready."""

import contextlib
import os
import signal
import socket
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import cast

from seminar.errors import NotebookError, SandboxError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.running.confined import GRACE, ConfinedProcess, RunError
from seminar.grading.running.fork_server import ForkServer
from seminar.grading.running.result.reply import Reply, not_run
from seminar.grading.running.testing.tests_folder import TestsFolder
from seminar.grading.running.wire import packets
from seminar.grading.sandbox import folders, places
from seminar.grading.sandbox.means import Sandbox


class Worker:
    """One place where submissions are graded, one after the other.

    Parameters
    ----------
    assignment : Assignment
        What is graded here.
    sandbox : Sandbox
        How submissions are confined.

    Attributes
    ----------
    submission : ConfinedProcess
        The process of the submission that is graded.

    Raises
    ------
    SandboxError
        This machine does not offer that sandbox.
    NotebookError
        The assignment's own cells fail.
    """

    def __init__(self, assignment: Assignment, sandbox: Sandbox):
        self.assignment, self.course = assignment, places.course_of(assignment.path, assignment.modules)
        self.sandbox = replace(sandbox, limits=sandbox.limits.beside(assignment.files))
        self.private = [str(Path(assignment.path).resolve()), *sandbox.limits.private]
        self.folder = Path(tempfile.mkdtemp(prefix="seminar-"))
        # The unprivileged account must get through to the folders below; only they are open to it.
        self.folder.chmod(0o711)
        for name in ("root", "files", "boxes", "tests"):
            (self.folder / name).mkdir(mode=0o711)
        self.tests_folder = TestsFolder(self.folder / "tests")
        #: The process of the tests for the submission that is graded, None where it was ended.
        self.tests_pid: int | None = None
        self.servers: list[ForkServer] = []
        try:
            self.tests_folder.fill(assignment.files | assignment.tests)
            # The tests' server starts first, because it removes the folder if the grader is killed.
            self.tests_server = self._start_tests_server()
            self.starter = self._start_starter()
            self.submission = ConfinedProcess(self.starter, self.sandbox, self.folder)
            self.tests_folder.keep()
        except BaseException:
            self.close()
            raise

    def _start_starter(self) -> ForkServer:
        package = [self.course.package] if self.course else []
        setup = {
            # These are imported beforehand, because a confined process cannot find them.
            "modules": [*package, *self.assignment.modules],
            "sandbox": self.sandbox.to_json(),
            "files": str(self.folder / "files"),
            **self._places(),
            "root": str(self.folder / "root"),
            "boxes": str(self.folder / "boxes"),
        }
        server = self._start("student.starter_process", setup)
        if "ready" not in server.answer:
            raise SandboxError(f"the sandbox {self.sandbox.kind!r} does not start: {self.log()[-300:]}")
        return server

    def _start_tests_server(self) -> ForkServer:
        setup = {
            "files": str(self.tests_folder.files),
            "temporary": str(self.tests_folder.temporary),
            "prelude": self.assignment.prelude,
            "memory": self.sandbox.limits.memory,
        }
        server = self._start("testing.test_process", setup)
        if "ready" not in server.answer:
            spoken = _spoken(server.answer)
            raise NotebookError(f"a cell outside the solutions fails: {spoken}", self.assignment.path)
        return server

    def _places(self) -> dict[str, list[str]]:
        """Say what a submission may read, and which folders below that are the course's own."""
        shown = places.readable(self.course)
        if self.sandbox.kind == "none":
            return {"readable": shown, "covers": []}
        closed = places.private(self.private)
        places.keep_apart(shown, closed)
        if self.sandbox.namespaces:
            return {"readable": shown, "covers": places.covers(shown, closed)}
        return {"readable": places.without(shown, closed), "covers": []}

    def _start(self, module: str, setup: packets.Message) -> ForkServer:
        packages = [str(self.course.package_folder.parent)] if self.course else []
        server = ForkServer(module, setup, self.folder, packages)
        self.servers.append(server)
        return server

    def log(self) -> str:
        """Return what the fork servers said on their error streams."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def begin_tests(self) -> socket.socket:
        """Start a process for the tests of one submission, in a clean folder, and return the channel to it."""
        self.tests_folder.renew()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self.tests_pid = self.tests_server.ask({"do": "begin"}, (theirs.fileno(),))["pid"]
        except BaseException:
            ours.close()
            raise
        return ours

    def check(self, tests: socket.socket, request: packets.Message, snapshot: socket.socket | None) -> Reply:
        """Run one of the instructor's cells.

        Parameters
        ----------
        tests : socket.socket
            From `begin_tests`.
        request : dict
            The cell and its rules, as `testing.test_process.check` takes them.
        snapshot : socket.socket or None
            To the copy of the submission's process that the cell reads from.
        """
        limit = self.submission.limit()
        if self.tests_pid is None:
            return not_run("Timeout")
        fds = () if snapshot is None else (snapshot.fileno(),)
        try:
            packets.send(tests, request, fds)
            try:
                self.submission.wait(tests, limit)
            except packets.LateError:
                os.kill(self.tests_pid, signal.SIGINT)
            except RunError:
                # Then the call of the test that waits for the submission fails.
                self.submission.end()
            # The reply needs no check of its form, because no student's code runs in the process that sends it.
            return cast(Reply, packets.receive(tests, time.monotonic() + GRACE)[0])
        except (packets.ClosedError, packets.LateError, ProcessLookupError):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.tests_pid, signal.SIGKILL)
            # The number is forgotten, because another process may have it by the next test.
            self.tests_pid = None
        return not_run("Timeout")

    def close(self) -> None:
        """End both fork servers and remove their folder."""
        for server in self.servers:
            server.close()
        folders.remove(self.folder)


def _spoken(answer: packets.Message) -> str:
    error = answer.get("error") or {}
    return f"{error.get('kind')}: {error.get('says')}" if error else "the process ended"
