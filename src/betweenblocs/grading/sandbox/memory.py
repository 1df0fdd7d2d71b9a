"""How much memory a submission's processes hold."""

import re
import resource
import stat
from collections.abc import Iterable
from pathlib import Path

from betweenblocs.grading.sandbox import processes

PAGE = resource.getpagesize()
#: What the kernel keeps at most for a socket and for a pipe that nobody reads.
SOCKET, PIPE = 2 * 212_992, 65_536
#: A part of memory that processes share and that lies in no file: first and last address, offset, device and number.
SHARED = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) ...s ([0-9a-f]+) (\S+ \d+) +/(?:dev/zero|memfd:.*) ?", re.MULTILINE)
SHARES = re.compile(r"^(Pss|Pss_Shmem): +(\d+) kB", re.MULTILINE)


def memory_of(pids: Iterable[int]) -> int:
    """Sum the memory of processes, in bytes; what they share is divided among them.

    Memory that they share on purpose counts in full, whether or not one of them looks at it, and so does what
    sockets and pipes may hold: it is no process's own.
    """
    total, shared, buffers = 0, {}, {}
    for pid in pids:
        total += _share(pid)
        for begin, end, offset, identity in SHARED.findall(processes.mappings(pid)):
            shared[identity] = max(shared.get(identity, 0), int(offset, 16) + int(end, 16) - int(begin, 16))
        for found in processes.open_files(pid):
            if stat.S_ISSOCK(found.st_mode) or stat.S_ISFIFO(found.st_mode):
                buffers[found.st_dev, found.st_ino] = SOCKET if stat.S_ISSOCK(found.st_mode) else PIPE
    return total + sum(shared.values()) + sum(buffers.values())


def _share(pid):
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except PermissionError:
        return _resident(pid)
    except OSError:
        return 0
    sizes = {name: int(size) for name, size in SHARES.findall(text)}
    return (sizes.get("Pss", 0) - sizes.get("Pss_Shmem", 0)) * 1024


def _resident(pid):
    # A program that may be run but not read hides its share, though not its whole.
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
