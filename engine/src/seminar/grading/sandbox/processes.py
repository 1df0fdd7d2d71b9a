"""What /proc says of a submission's processes, seen from outside."""

import os
from collections.abc import Iterator
from pathlib import Path


def below(pid: int) -> list[int]:
    """List all processes below `pid`; none where /proc does not tell."""
    found: list[int] = []
    new = _children(pid)
    while new:
        process = new.pop()
        found.append(process)
        new += _children(process)
    return found


def _threads(pid: int) -> list[str]:
    # Each may have children and open files of its own.
    try:
        return [entry.name for entry in os.scandir(f"/proc/{pid}/task")]
    except OSError:
        return []


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for thread in _threads(pid):
        try:
            found += map(int, Path(f"/proc/{pid}/task/{thread}/children").read_text().split())
        except OSError:
            continue
    return found


def open_files(pid: int) -> Iterator[os.stat_result]:
    """Look at each file that a thread of the process holds open, sockets and pipes included."""
    for thread in _threads(pid):
        try:
            entries = list(os.scandir(f"/proc/{pid}/task/{thread}/fd"))
        except OSError:
            continue
        for entry in entries:
            try:
                yield entry.stat()
            except OSError:
                # Closed meanwhile, which must not hide those after it.
                continue


def mappings(pid: int) -> bytes:
    """Return the table of the process's memory, a line for each part; empty where /proc does not tell."""
    try:
        return Path(f"/proc/{pid}/maps").read_bytes()
    except OSError:
        return b""
