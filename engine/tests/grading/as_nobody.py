"""Runs a command in this folder as the account nobody, from root: `python as_nobody.py FOLDER COMMAND…`.

Python and the checkout may lie where only root comes, as under /root. In a file tree of its own the way to them is
opened, while all else that lies there stays out of sight.
"""

import os
import sys
from pathlib import Path

import seminar
from seminar.grading.sandbox.kernel import namespaces

NOBODY = 65534


def closed_above(path: Path) -> Path | None:
    """Find the highest folder above a path that others may not pass."""
    return next((above for above in reversed(path.parents) if not above.stat().st_mode & 1), None)


def open_ways(paths: list[Path]) -> None:
    """Show these paths, and nothing else, in the folders above them that are closed to others."""
    namespaces.unshare(namespaces.NEWNS)
    namespaces.mount("none", "/", flags=namespaces.RECURSIVE | namespaces.PRIVATE)
    ways = {}
    for path in paths:
        if closed := closed_above(path):
            ways.setdefault(closed, []).append((path, os.open(path, os.O_PATH)))
    for closed, below in ways.items():
        namespaces.mount("tmpfs", str(closed), "tmpfs", data="mode=755,size=1m")
        for path, there in below:
            path.mkdir(parents=True, exist_ok=True)
            namespaces.mount(f"/proc/self/fd/{there}", str(path), flags=namespaces.BIND | namespaces.RECURSIVE)
            os.close(there)


def main() -> None:
    """Become nobody, with FOLDER as its home, and run the command in the folder where this was called."""
    home, command = Path(sys.argv[1]), sys.argv[2:]
    os.umask(0o022)
    home.mkdir(mode=0o755, exist_ok=True)
    os.chown(home, NOBODY, NOBODY)
    here, engine = Path.cwd(), Path(seminar.__file__).parents[1]
    open_ways(list(dict.fromkeys([Path(sys.prefix), Path(sys.base_prefix), engine, here])))
    os.chdir(here)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    own = {"HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    os.execve(command[0], command, {**os.environ, **own})


if __name__ == "__main__":
    main()
