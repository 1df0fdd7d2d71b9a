"""Which means of isolation there are, and how a process puts itself under them."""

import itertools
import os
import platform
import sys
import sysconfig
from dataclasses import asdict, dataclass
from pathlib import Path

import betweenblocs
from betweenblocs.grading.sandbox import landlock, limits, seccomp, syscalls

#: From the strongest to none. The name goes into every record.
KINDS = ("namespaces+landlock", "namespaces", "landlock", "none")
#: The strongest that there is on the machine that grades, be it none.
ANY = "any"
BOX = "/box"


@dataclass(frozen=True)
class Sandbox:
    """How one slot confines its submissions.

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

    def to_json(self) -> dict:
        """Write what a fork server needs to know."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict) -> "Sandbox":
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
    """Choose an account for the submissions of one slot where the grader is root, else None."""
    return None if os.getuid() != 0 else 50_000 + next(_accounts) % 10_000


def readable_paths() -> list[str]:
    """List all that a submission may read: the system's libraries, Python, its packages and this one."""
    paths = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/localtime"]
    paths += [sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), sysconfig.get_path("purelib")]
    paths += [str(Path(place)) for place in betweenblocs.__path__]
    # In a checkout the banks, which a notebook's quiz reads, lie beside the package; in a wheel, inside it.
    paths += [str(Path(place).parents[1] / "book" / "quizzes") for place in betweenblocs.__path__]
    # A path below another one is there already.
    unique = sorted({str(Path(path)) for path in paths}, key=len)
    return [p for i, p in enumerate(unique) if not any(Path(p).is_relative_to(q) for q in unique[:i])]


def confine(sandbox: Sandbox, box: str, readable: list[str], processes: int | None) -> None:
    """Give up everything but the folder `box`, in the process that is about to run a submission.

    Parameters
    ----------
    sandbox : Sandbox
        What to apply.
    box : str
        The submission's own folder.
    readable : list of str
        From `readable_paths`.
    processes : int or None
        How many processes the account may have.
    """
    os.chdir(box)
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
        landlock.restrict([*readable, "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"], [box, "/dev/null"])
    # Where neither a process table of its own nor Landlock keeps signals in, the filter does.
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
