"""Which means of isolation there are, and how a process puts itself under them."""

import itertools
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from seminar.grading.sandbox import limits
from seminar.grading.sandbox.kernel import landlock, seccomp, syscalls

#: From the strongest to none. The name goes into every record.
KINDS = ("namespaces+landlock", "namespaces", "landlock", "none")
#: The strongest that there is on the machine that grades, be it none.
ANY = "any"


@dataclass(frozen=True)
class Sandbox:
    """How one worker confines its submissions.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    limits : Limits
        What a submission may use.
    uid : int or None
        The unprivileged account to become where the grader runs as root.
    """

    kind: str
    limits: limits.Limits
    uid: int | None

    @property
    def namespaces(self) -> bool:
        """Whether there is a file tree, a network and a process table of its own."""
        return "namespaces" in self.kind

    @property
    def landlock(self) -> bool:
        """Whether Landlock guards the files."""
        return "landlock" in self.kind

    def to_json(self) -> dict[str, Any]:
        """Write what a fork server needs to know; where the course lies is not its business."""
        record = asdict(self)
        del record["limits"]["private"]
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Sandbox":
        """Read what `to_json` wrote."""
        return cls(record["kind"], limits.Limits(**record["limits"]), record["uid"])


def candidates() -> list[str]:
    """List the kinds that this system could offer, strongest first; starting one shows whether it does."""
    if not seccomp.supported():
        return []
    has_landlock = landlock.version() > 0
    return [kind for kind in KINDS[:-1] if has_landlock or "landlock" not in kind]


_accounts = itertools.count(os.getpid() * 16)


def account() -> int | None:
    """Choose an account for the submissions of one worker where the grader is root, else None."""
    return None if os.getuid() != 0 else 50_000 + next(_accounts) % 10_000


def confine(sandbox: Sandbox, own: str, readable: list[str], processes: int | None) -> None:
    """Give up everything but the folder `own`, in the process that is about to run a submission.

    Parameters
    ----------
    sandbox : Sandbox
        What to apply.
    own : str
        Where the submission may write.
    readable : list of str
        What it may read.
    processes : int or None
        How many processes the account may have.
    """
    if sandbox.kind == "none":
        if os.name == "posix":
            limits.apply(sandbox.limits, processes)
        return
    limits.apply(sandbox.limits, processes)
    if sandbox.uid is not None:
        syscalls.become(sandbox.uid)
    else:
        syscalls.keep_capabilities(0)
    if sandbox.landlock:
        landlock.restrict([*readable, "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"], [own, "/dev/null"])
    # The filter keeps signals in where neither a process table of its own nor Landlock does.
    seccomp.restrict(signals=not sandbox.namespaces and landlock.version() < 6)


def process_limit(sandbox: Sandbox) -> int | None:
    """Say how many processes the account may have while a submission runs."""
    if sandbox.uid is not None:
        return sandbox.limits.processes
    if sandbox.namespaces and tuple(map(int, platform.release().split(".")[:2])) >= (5, 14):
        # Since Linux 5.14 each user namespace counts its own.
        return sandbox.limits.processes
    return _threads_of(os.getuid()) + sandbox.limits.processes


def _threads_of(uid: int) -> int:
    count = 0
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and process.stat().st_uid == uid:
                count += sum(1 for _ in (process / "task").iterdir())
        except OSError:
            continue
    return count
