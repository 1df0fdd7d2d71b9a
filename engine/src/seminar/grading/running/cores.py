"""How many submissions this machine grades at a time."""

import os
from collections.abc import Iterator
from pathlib import Path


def cores(root: Path = Path("/")) -> int:
    """Count the processors that this process may use: its affinity, and what its control groups grant.

    Parameters
    ----------
    root : Path
        The file tree in which the kernel shows control groups.

    Returns
    -------
    int
        At least 1.
    """
    if hasattr(os, "process_cpu_count"):
        own = os.process_cpu_count() or 1
    elif hasattr(os, "sched_getaffinity"):
        own = len(os.sched_getaffinity(0))
    else:
        own = os.cpu_count() or 1
    return max(1, min([own, *(int(granted) for granted in _quotas(root))]))


def _quotas(root: Path) -> Iterator[float]:
    """Yield the processors, such as 1.5, that each control group above this process grants."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return
    mounts = root / "sys/fs/cgroup"
    for line in lines:
        _, controllers, own = line.split(":", 2)
        if controllers == "":
            for folder in _up(mounts, own):
                yield from _ratio(folder / "cpu.max")
        elif "cpu" in controllers.split(","):
            for folder in (folder for name in {controllers, "cpu"} for folder in _up(mounts / name, own)):
                yield from _ratio(folder / "cpu.cfs_quota_us", folder / "cpu.cfs_period_us")


def _up(mount: Path, own: str) -> list[Path]:
    """List a group's folder and those above it; in a container only the mount itself may be there."""
    folder = mount / own.strip("/")
    return [folder, *(above for above in folder.parents if above.is_relative_to(mount))]


def _ratio(*files: Path) -> Iterator[float]:
    try:
        quota, period = map(float, " ".join(file.read_text() for file in files).split())
    except (OSError, ValueError):
        # No such group, or no bound: "max 100000".
        return
    if quota > 0 and period > 0:
        yield quota / period
