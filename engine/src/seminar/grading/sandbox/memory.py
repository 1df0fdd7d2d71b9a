"""How much memory a submission's processes hold."""

import re
import resource
import stat
from collections.abc import Iterable
from pathlib import Path

from seminar.grading.sandbox import processes

PAGE = resource.getpagesize()
#: What the kernel keeps at most for a socket and for a pipe that nobody reads.
SOCKET, PIPE = 2 * 212_992, 65_536
#: A part of memory that processes share and that lies in no file: first and last address, offset, device and number.
SHARED = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) ...s ([0-9a-f]+) (\S+ \d+) +/(?:dev/zero|memfd:.*) ?", re.MULTILINE)
SHARES = re.compile(r"^(Pss|Pss_Shmem): +(\d+) kB", re.MULTILINE)


def exceeds(pids: Iterable[int], limit: int, origin: int) -> bool:
    """Say whether processes hold more memory than so many bytes; what they share is divided among them.

    Memory that they share on purpose counts in full, whether or not one of them looks at it, and so does what
    sockets and pipes may hold: it is no process's own.

    Parameters
    ----------
    pids : iterable of int
        The processes.
    limit : int
        What they may hold.
    origin : int
        The process that they were forked from: of no more than they have mapped since can they share more than it did.
    """
    pids = list(pids)
    buffers: dict[tuple[int, int], int] = {}
    for pid in pids:
        for found in processes.open_files(pid):
            if stat.S_ISSOCK(found.st_mode) or stat.S_ISFIFO(found.st_mode):
                buffers[found.st_dev, found.st_ino] = SOCKET if stat.S_ISSOCK(found.st_mode) else PIPE
    total, own = sum(map(_share, pids)) + sum(buffers.values()), _pages(origin, 0)
    # Most submissions have mapped little, so that the long tables of their memory need not be read.
    if total + sum(max(0, _pages(pid, 0) - own) for pid in pids) <= limit:
        return False
    return total + _shared(pids) > limit


def _shared(pids: Iterable[int]) -> int:
    sizes: dict[bytes, int] = {}
    for pid in pids:
        for begin, end, offset, identity in SHARED.findall(processes.mappings(pid)):
            sizes[identity] = max(sizes.get(identity, 0), int(offset, 16) + int(end, 16) - int(begin, 16))
    return sum(sizes.values())


def _share(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        # A program that may be run but not read hides its share, so its whole is counted.
        return _pages(pid, 1)
    except OSError:
        return 0
    sizes = {name: int(size) for name, size in SHARES.findall(text)}
    return (sizes.get("Pss", 0) - sizes.get("Pss_Shmem", 0)) * 1024


def _pages(pid: int, column: int) -> int:
    """Return the bytes that a process has mapped (column 0) or that are there (1)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[column]) * PAGE
    except (OSError, IndexError):
        return 0
