"""How much a submission may use."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    cell_seconds, total_seconds : float
        Time for one cell and for all of them.
    memory : int
        Bytes, over all its processes.
    processes : int
        Processes and threads at a time.
    file_bytes, folder_bytes : int
        One file, and all that it writes.
    folder_files : int
        Files and folders that it writes.
    output_characters : int
        What one cell may print.
    private : tuple of str
        Files and folders that it may not see, wherever they lie, beside those of the assignment.
    """

    cell_seconds: float = 30.0
    total_seconds: float = 120.0
    memory: int = 1024 * MIB
    processes: int = 64
    file_bytes: int = 16 * MIB
    folder_bytes: int = 64 * MIB
    folder_files: int = 2000
    output_characters: int = 100_000
    private: tuple[str, ...] = ()

    def beside(self, files: Mapping[str, bytes]) -> "Limits":
        """Make room for the assignment's own files, which lie beside a submission and are not its writing."""
        room = sum(len(content) + 8192 for content in files.values())
        # Each file may lie in a folder of its own, which counts too.
        return replace(self, folder_bytes=self.folder_bytes + room, folder_files=self.folder_files + 2 * len(files))


def apply(limits: Limits, processes: int | None) -> None:
    """Bind this process and its children.

    Parameters
    ----------
    limits : Limits
        What may be used.
    processes : int or None
        The number of processes that the account may have, where that can be limited.
    """
    # This import is not at the top, because the command line needs `Limits` also on systems without this module.
    import resource

    bounds = {
        resource.RLIMIT_AS: address_space() + limits.memory,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: int(limits.total_seconds) + 10,
        resource.RLIMIT_MEMLOCK: 65536,
    }
    if processes is not None:
        bounds[resource.RLIMIT_NPROC] = processes
    for which, bound in bounds.items():
        highest = resource.getrlimit(which)[1]
        if highest != resource.RLIM_INFINITY:
            bound = min(bound, highest)
        resource.setrlimit(which, (bound, bound))


def address_space() -> int:
    """Say how many bytes this process has mapped; 0 where /proc is out of sight."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return 0
