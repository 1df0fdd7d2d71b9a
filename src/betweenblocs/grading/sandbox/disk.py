"""How much a submission has written, where its folder is no file system of limited size."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

#: More files than these take longer to count than to write.
MOST_FILES = 2000


def written(folder: Path, processes: Iterable[int]) -> int:
    """Sum the bytes of the files in a folder, and of removed ones that processes keep open.

    Parameters
    ----------
    folder : Path
        Where a submission may write.
    processes : iterable of int
        Those of the submission.

    Returns
    -------
    int
        More than any limit where there are too many files, or folders too deep, to count.
    """
    total, count = 0, 0

    def fail(error):
        raise error

    try:
        for _, _, files, place in os.fwalk(folder, onerror=fail):
            for name in files:
                total += os.stat(name, dir_fd=place, follow_symlinks=False).st_blocks * 512
            count += len(files) + 1
            if count > MOST_FILES:
                return sys.maxsize
    except FileNotFoundError:
        # Removed while it was counted; the next look will count right.
        pass
    except (OSError, RecursionError):
        return sys.maxsize
    return total + sum(_removed(pid) for pid in processes)


def _removed(pid):
    total = 0
    try:
        for entry in os.scandir(f"/proc/{pid}/fd"):
            found = entry.stat()
            if found.st_nlink == 0:
                total += found.st_blocks * 512
    except OSError:
        pass
    return total
