"""Chooses the files that lie beside a notebook when it runs."""

import os
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath

from seminar.errors import SubmissionError
from seminar.grading.submissions.stored import Stored, read

#: What may lie beside a notebook.
MOST_FILES, MOST_BYTES = 500, 16 * 2**20
OWN = "the assignment's own file of this name lies beside the notebook"


def choose(own: Collection[str], sizes: Mapping[str, int]) -> tuple[list[str], dict[str, str]]:
    """Choose which of a student's files lie beside the notebook when it runs; one that has no place costs itself alone.

    Parameters
    ----------
    own : collection of str
        The assignment's files, which come first.
    sizes : mapping of str to int
        The student's, with their bytes.

    Returns
    -------
    tuple
        The names that are taken; and of the others the reason.
    """
    kept: list[str] = []
    left_out: dict[str, str] = {}
    size = 0
    files = set(own)
    taken = {str(folder) for name in files for folder in PurePosixPath(name).parents} | {"."}
    for name, bytes_ in sorted(sizes.items()):
        folders = {str(folder) for folder in PurePosixPath(name).parents}
        if not _is_name(name):
            left_out[name] = "no file can have this name"
        elif name in own:
            left_out[name] = OWN
        elif name in taken or folders & files:
            left_out[name] = "another file or folder has its place"
        elif size + bytes_ > MOST_BYTES:
            left_out[name] = f"the files beside a notebook may have {MOST_BYTES // 2**20} MB"
        elif len(kept) >= MOST_FILES:
            left_out[name] = f"beside a notebook there may be {MOST_FILES} files of a student's"
        else:
            kept.append(name)
            files.add(name)
            taken |= folders
            size += bytes_
    return kept, left_out


def beside(own: Mapping[str, bytes], students: Mapping[str, bytes | Stored]) -> tuple[dict[str, bytes], list[str]]:
    """Read the files that lie beside the notebook when it runs: the assignment's, then the student's.

    Returns
    -------
    tuple
        The files; and a sentence where some of the student's had no place.
    """
    sizes = {name: len(place) if isinstance(place, bytes) else place.size for name, place in students.items()}
    kept, reasons = choose(own.keys(), sizes)
    files, left_out = dict(own), [name for name, reason in reasons.items() if reason != OWN]
    for name in kept:
        try:
            files[name] = read(students[name], MOST_BYTES)
        except SubmissionError:
            left_out.append(name)
    if not left_out:
        return files, []
    return files, [f"{len(left_out)} files beside the notebook were left out, such as {min(left_out)[:100]!r}."]


def _is_name(name: str) -> bool:
    try:
        parts = os.fsencode(name).split(b"/")
    except UnicodeEncodeError:
        return False
    return all(0 < len(part) < 256 and part not in (b".", b"..") and b"\0" not in part for part in parts)
