"""Fills folders with files, and removes them, whatever a submission made of them."""

import shutil
import subprocess
from pathlib import Path


def remove(folder: Path | str) -> None:
    """Remove a folder: also one too deep for Python, and one whose owner took the rights from itself."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except (OSError, RecursionError):
        for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            subprocess.run([*command, "--", str(folder)], stderr=subprocess.DEVNULL, check=False)


def fill(folder: Path, files: dict[str, bytes]) -> None:
    """Put these files into a folder, and nothing else."""
    for entry in folder.iterdir():
        remove(entry) if entry.is_dir() else entry.unlink()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            path.write_bytes(content)
        except OSError as error:
            # The error of a full disk names no file, so the path is added.
            raise type(error)(error.errno, error.strerror, str(path)) from None
