"""Zips as a class hands them in."""

import zipfile
from pathlib import Path


def zipped(path: Path, entries: dict[str | zipfile.ZipInfo, bytes]) -> Path:
    """Write a zip of these entries and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path
