"""Environments for the programs that the grader is compared with: they are not part of the course's own."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


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
    environment = ROOT / f".venv-{name}"
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
    return environment / "bin"


def _add_these_packages(packages):
    """Let notebooks import the course's package and the engine: both ask for their version, one for its course."""
    (packages / "betweenblocs.pth").write_text(f"{ROOT / 'src'}\n{ROOT / 'engine/src'}\n")
    for name in ("betweenblocs", "seminar"):
        about = packages / f"{name}-0.dist-info/METADATA"
        about.parent.mkdir(exist_ok=True)
        about.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n")
    course = "[seminar.courses]\nbetween-blocs = betweenblocs\n"
    (packages / "betweenblocs-0.dist-info/entry_points.txt").write_text(course)
