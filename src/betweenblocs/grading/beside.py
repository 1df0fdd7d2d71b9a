"""Chooses the files that lie beside a notebook when it runs."""

import os
from pathlib import PurePosixPath

#: What may lie beside a notebook.
MOST_FILES, MOST_BYTES = 500, 16 * 2**20


def beside(assignments: dict[str, bytes], students: dict[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Choose the files that lie beside the notebook when it runs: the assignment's, then the student's.

    Returns
    -------
    tuple
        The files; and a sentence where some of the student's had no place: too many, too large, or with a name
        that no file can have or that another one needs for its folder.
    """
    files, left_out, size = dict(assignments), [], 0
    taken = {str(folder) for name in files for folder in PurePosixPath(name).parents} | {"."}
    for name, content in sorted(students.items()):
        folders = {str(folder) for folder in PurePosixPath(name).parents}
        size += len(content)
        if (
            not _is_name(name)
            or size > MOST_BYTES
            or len(files) >= MOST_FILES
            or name in taken
            or folders & files.keys()
        ):
            left_out.append(name)
        elif name not in files:
            files[name] = content
            taken |= folders
    if not left_out:
        return files, []
    return files, [f"{len(left_out)} files beside the notebook were left out, such as {min(left_out)[:100]!r}."]


def _is_name(name):
    try:
        parts = os.fsencode(name).split(b"/")
    except UnicodeEncodeError:
        return False
    return all(0 < len(part) < 256 and part not in (b".", b"..") and b"\0" not in part for part in parts)
