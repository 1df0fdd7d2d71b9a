"""How much memory a tree of processes holds."""

import resource
from collections.abc import Iterable
from pathlib import Path

PAGE = resource.getpagesize()


def below(pid: int) -> list[int]:
    """List all processes below `pid`; none where /proc does not tell."""
    found, new = [], _children(pid)
    while new:
        process = new.pop()
        found.append(process)
        new += _children(process)
    return found


def memory_of(processes: Iterable[int]) -> int:
    """Sum the memory of processes, in bytes; what they share is divided among them."""
    return sum(_share(pid) for pid in processes)


def _children(pid):
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _share(pid):
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
        return 0
    except PermissionError:
        return _resident(pid)
    except OSError:
        return 0


def _resident(pid):
    # A program that may be run but not read hides its share, though not its whole.
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
