"""Removes folders, whatever a submission made of them."""

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
