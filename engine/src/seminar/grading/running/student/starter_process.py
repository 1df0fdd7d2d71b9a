"""A process that has the imports ready and forks one submission after the other, each in its sandbox."""

import contextlib
import gc
import os
import pkgutil
import shutil
import signal
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from seminar.grading.running.student import student_process
from seminar.grading.running.student.shell import Kernel
from seminar.grading.running.wire import packets
from seminar.grading.sandbox import folders, means, pools
from seminar.grading.sandbox.kernel import namespaces, syscalls

WARM_UP = ("1 + 1", "def f():\n    1 / 0\nf()", "a b", "print(1)", "import asyncio; await asyncio.sleep(0)")


def main() -> None:
    """Serve one worker of the grader; the channel's file number is the only argument."""
    # The channel moves to the lowest number, because only open files below 256 are closed in a submission.
    channel = socket.socket(fileno=os.dup(int(sys.argv[1])))
    os.close(int(sys.argv[1]))
    setup, _ = packets.receive(channel)
    sandbox = means.Sandbox.from_json(setup["sandbox"])
    if sandbox.kind != "none":
        pools.prepare()
    for module in setup["modules"]:
        with contextlib.suppress(Exception):
            # Names are asked for too, because a package may load what is behind one only then.
            pkgutil.resolve_name(module)
    kernel = Kernel(sandbox.limits.output_characters)
    _warm_up(kernel)
    setup["own_table"] = None
    if sandbox.namespaces:
        tables = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
        namespaces.enter(setup["root"], setup["readable"], setup.pop("covers"), setup["files"])
        setup["files"] = namespaces.FILES
        if child := os.fork():
            channel.close()
            os.waitpid(child, 0)
            os._exit(0)
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        setup["own_table"] = os.open("self/ns/pid", os.O_RDONLY, dir_fd=tables)
        os.close(tables)
    elif sys.platform == "linux":
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    packets.send(channel, {"ready": True})
    Server(channel, sandbox, kernel, setup).serve()


def _warm_up(kernel: Kernel) -> None:
    """Run what loads IPython's parts on first use, then forget it."""
    streams = sys.stdout, sys.stderr
    kernel.begin()
    for source in WARM_UP:
        kernel.run(source)
    kernel.shell.reset(new_session=True)  # type: ignore[no-untyped-call]  # IPython's
    sys.stdout, sys.stderr = streams
    sys.path[:] = [path for path in sys.path if path not in ("", ".", str(Path.cwd()))]
    gc.collect()
    # Without this the garbage collector would write to every page that a fork shares, and so copy it.
    gc.freeze()


class Server:
    """The loop that starts, interrupts and ends submissions for the grader, one at a time."""

    def __init__(self, channel: socket.socket, sandbox: means.Sandbox, kernel: Kernel, setup: packets.Message):
        self.channel, self.sandbox, self.kernel, self.readable = channel, sandbox, kernel, setup["readable"]
        self.files, self.boxes = setup["files"], Path(setup["boxes"])
        self.own_table: int | None = setup["own_table"]
        # The submission that runs, and the folder that is its own.
        self.child: int | None = None
        self.own: str | None = None

    def serve(self) -> NoReturn:
        """Answer until the grader hangs up, then end everything."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, self.ended)
        while True:
            try:
                request, fds = packets.receive(self.channel)
            except packets.ClosedError:
                self.end()
                os._exit(0)
            if request["do"] == "start":
                self.start(fds[0])
            elif request["do"] == "interrupt":
                child = self.child  # it may end, and be forgotten, between here and the next line
                if child:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(child, signal.SIGINT)
            else:
                self.end()
            packets.send(self.channel, {"done": request["do"]})

    def start(self, control: int) -> None:
        """Fork a submission that talks to the grader over the open file `control`."""
        own = self.own = self.make_box()
        processes = means.process_limit(self.sandbox)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        forked = namespaces.fork_first_of_new_table(self.own_table) if self.own_table else os.fork()
        if forked == 0:
            try:
                self.become_submission(control, own, processes)
            except BaseException as error:
                # The error stream is not closed yet, so this reaches the grader's log.
                os.write(2, f"sandbox: {error}\n".encode())
            os._exit(1)
        os.close(control)
        self.child = forked
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

    def become_submission(self, control: int, own: str, processes: int | None) -> None:
        """Close what a submission must not hold, confine the process and serve."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.setsid()
        os.dup2(control, 3, inheritable=False)
        os.closerange(4, 256)
        os.environ.clear()
        os.environ.update(
            PATH="/usr/bin:/bin",
            HOME=f"{own}/box",
            TMPDIR=f"{own}/tmp",  # noqa: S108  # the submission's own
            LANG="C.UTF-8",
            NBGRADER_EXECUTION="autograde",
            MPLBACKEND="Agg",
        )
        os.chdir(f"{own}/box")
        means.confine(self.sandbox, own, self.readable, processes)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os.close(null)
        sys.argv = [""]
        tempfile.tempdir = None
        sys.path.insert(0, "")
        student_process.serve(self.kernel, socket.socket(fileno=3), self.sandbox.limits.cell_seconds)

    def make_box(self) -> str:
        """Make the submission's own folders: in memory and of limited size where mounts are possible."""
        uid = self.sandbox.uid
        if self.sandbox.namespaces:
            own = namespaces.OWN
            owner = "" if uid is None else f",uid={uid},gid={uid}"
            limits = self.sandbox.limits
            size = f"size={limits.folder_bytes},nr_inodes={limits.folder_files},mode=700"
            namespaces.mount("tmpfs", own, "tmpfs", namespaces.NOSUID | namespaces.NODEV, size + owner)
        else:
            own = tempfile.mkdtemp(dir=self.boxes)
        for name in ("tmp", "shm"):
            Path(own, name).mkdir(mode=0o700)
        shutil.copytree(self.files, Path(own, "box"))
        Path(own, "box").chmod(0o700)
        if uid is not None:
            for place in (Path(own), *Path(own).rglob("*")):
                os.chown(place, uid, uid)
        return own

    def ended(self, *_: object) -> None:
        """End what a submission left behind as soon as it has ended, because nobody else would notice."""
        # A signal may come in the middle of the one before, which has already waited for the same child. An error
        # that left this function would surface in whatever it interrupted, and look like a grader that hung up.
        with contextlib.suppress(ChildProcessError):
            if self.child and os.waitpid(self.child, os.WNOHANG)[0]:
                self.child = None
                self.kill()

    def end(self) -> None:
        """End the submission and forget its folder."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        self.kill()
        self.child = None
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        if self.own and self.sandbox.namespaces:
            namespaces.unmount(self.own)
        elif self.own:
            folders.remove(self.own)
        self.own = None

    def kill(self) -> None:
        """End every process below this one; those without a parent have become its own."""
        while True:
            for child in self.children():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(0.0005)
            except ChildProcessError:
                return

    def children(self) -> list[int]:
        """List the process's children; inside a process table of its own there is only the submission."""
        own = os.getpid()
        try:
            return [int(child) for child in Path(f"/proc/{own}/task/{own}/children").read_text().split()]
        except OSError:
            return [self.child] if self.child else []


if __name__ == "__main__":
    main()
