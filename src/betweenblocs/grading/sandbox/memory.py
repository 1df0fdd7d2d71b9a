"""How much memory a tree of processes holds."""

import resource
from pathlib import Path

PAGE = resource.getpagesize()


def memory_below(pid: int) -> int:
    """Sum the memory of all processes below `pid`, in bytes; what they share is divided among them.

    Returns
    -------
    int
        0 where /proc does not tell.
    """
    total, below = 0, _children(pid)
    while below:
        process = below.pop()
        below += _children(process)
        total += _share(process)
    return total


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
    except (OSError, ProcessLookupError):
        return 0
