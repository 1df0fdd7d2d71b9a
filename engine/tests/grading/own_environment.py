"""Environments for the programs that the grader is compared with: they are not part of the engine's own."""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

import second_course
import seminar

ENGINE = Path(__file__).parents[2]


def install(name: str, lock: Path) -> Path:
    """Make an environment, once for each state of its lock, and return its folder of programs.

    Parameters
    ----------
    name : str
        What it is for; the folder is `.venv-NAME`.
    lock : Path
        The packages with their hashes.

    Raises
    ------
    subprocess.CalledProcessError
        It cannot be installed, for instance without a network.
    """
    environment = ENGINE / f".venv-{name}"
    # Two runs of the tests in one folder would clear each other's half-made environment.
    with environment.with_suffix(".lock").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        _make(environment, lock)
    return environment / "bin"


def _make(environment, lock):
    """Install what the lock names, unless it is there, and let it find our packages."""
    ready, state = environment / "ready", hashlib.sha256(lock.read_bytes()).hexdigest()
    if not ready.exists() or ready.read_text() != state:
        python = environment / "bin/python"
        # uv takes a fraction of the time that pip does.
        uv = [sys.executable, "-m", "uv", "--quiet"]
        subprocess.run([*uv, "venv", "--clear", "--python", sys.executable, str(environment)], check=True)
        subprocess.run(
            [*uv, "pip", "install", "--python", str(python), "--require-hashes", "-r", str(lock)], check=True
        )
        ready.write_text(state)
    _add_these_packages(next(environment.glob("lib/python*/site-packages")))


def _add_these_packages(packages):
    """Let notebooks import the second course and the engine, which ask for their versions and for courses."""
    engine = Path(seminar.__file__).parents[1]
    (packages / "these_packages.pth").write_text(f"{second_course.SOURCES}\n{engine}\n")
    second_course.install(packages)
    second_course.describe("seminar", packages)
