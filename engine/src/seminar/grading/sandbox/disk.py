"""How much a submission has written, where its folder is no file system of limited size."""

import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from seminar.grading.sandbox import processes

#: A part of memory that lies in a removed file: first and last address, offset, device and number.
REMOVED = re.compile(
    rb"^([0-9a-f]+)-([0-9a-f]+) .... ([0-9a-f]+) (\S+ [1-9]\d*) +/(?!dev/zero ).* \(deleted\)$", re.MULTILINE
)
#: A few removed files that are still looked into are how libraries share memory; the whole of such a file is not seen.
FEW = 8


def written(folder: Path, pids: Iterable[int], most_files: int, largest: int) -> int:
    """Sum the bytes of the files in a folder, and of removed ones that processes keep.

    Parameters
    ----------
    folder : Path
        Where a submission may write.
    pids : iterable of int
        The submission's processes.
    most_files : int
        More take longer to count than to write.
    largest : int
        No file is larger.

    Returns
    -------
    int
        More than any limit where there are too many files, or folders too deep, to count.
    """
    total, count = 0, 0

    def fail(error: OSError) -> None:
        raise error

    try:
        for _, _, files, place in os.fwalk(folder, onerror=fail):
            for name in files:
                total += os.stat(name, dir_fd=place, follow_symlinks=False).st_blocks * 512
            count += len(files) + 1
            if count > most_files:
                return sys.maxsize
    except FileNotFoundError:
        # A file was removed while it was counted; the next look counts right.
        pass
    except (OSError, RecursionError):
        return sys.maxsize
    return total + _removed(pids, largest)


def _removed(pids: Iterable[int], largest: int) -> int:
    open_ones: dict[int, int] = {}
    seen: dict[int, int] = {}
    for pid in pids:
        for found in processes.open_files(pid):
            if found.st_nlink == 0 and stat.S_ISREG(found.st_mode):
                open_ones[found.st_ino] = found.st_blocks * 512
        for begin, end, offset, identity in REMOVED.findall(processes.mappings(pid)):
            number = int(identity.split()[-1])
            seen[number] = max(seen.get(number, 0), int(offset, 16) + int(end, 16) - int(begin, 16))
    closed = {number: size for number, size in seen.items() if number not in open_ones}
    whole = len(closed) * largest if len(closed) > FEW else sum(closed.values())
    return sum(open_ones.values()) + whole
