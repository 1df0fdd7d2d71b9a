"""Fetches single packages of others to compare with, by exact version, once."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from seminar.lab.fetch import kept, npm

CACHE = Path(__file__).parents[2] / "_build" / "packages"


def from_npm(name: str, version: str) -> Path:
    """Return the folder of a package of npm, without what it depends on.

    Raises
    ------
    OSError
        If it cannot be fetched.
    """

    def unpack(folder: Path) -> None:
        run([*npm(), "pack", "--silent", f"{name}@{version}"], folder)
        (archive,) = folder.glob("*.tgz")
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")

    return fetched(f"{name.replace('/', '-').strip('@')}-{version}", unpack) / "package"


def from_pypi(name: str, version: str) -> Path:
    """Return the folder of a wheel's content, without what it depends on.

    Raises
    ------
    OSError
        If it cannot be fetched.
    """

    def unpack(folder: Path) -> None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        run([*command, f"{name}=={version}"], folder)
        (wheel,) = folder.glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(folder)

    return fetched(f"{name}-{version}", unpack)


def fetched(name: str, unpack: Callable[[Path], None]) -> Path:
    """Return a folder of the cache, filled once: another worker that asks meanwhile waits, and sees all of it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / f"{name}.lock"):
        return kept(CACHE / name, unpack)


def run(command: list[str], folder: Path) -> None:
    """Run a command in a folder, two minutes at the most."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise OSError(f"{' '.join(command[-2:])} could not be fetched: {done.stderr.strip()[-300:]}")
