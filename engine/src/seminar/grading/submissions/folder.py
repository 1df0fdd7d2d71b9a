"""Looks through a folder; nothing in it can stop that, hold it up or lead out of it."""

import os
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.grading.submissions.naming import notebook_stem
from seminar.grading.submissions.stored import A_FOLDER, A_LINK, NO_FILE, Contents, OnDisk, Stored, Unreadable


def look_through(folder: Path, skip: Path | None = None) -> Contents:
    """Find every file below a folder.

    Parameters
    ----------
    folder : Path
        Where to look; links are not followed.
    skip : Path, optional
        A folder in it that is not looked into, because the grader wrote it.

    Raises
    ------
    SubmissionError
        The folder cannot be opened.
    """
    contents, waiting = Contents(), [folder]
    skip = skip and skip.resolve()
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                inside = list(entries)
        except OSError as error:
            if place == folder:
                raise SubmissionError(f"the folder cannot be opened ({error.strerror})", folder) from None
            reason = f"It is a folder that cannot be opened ({error.strerror})."
            contents.files[f"{place.relative_to(folder)}/"] = Unreadable(reason)
            continue
        for entry in inside:
            path = Path(entry.path)
            name = path.relative_to(folder).as_posix()
            if not entry.is_symlink() and entry.is_dir(follow_symlinks=False):
                if skip is None or path.resolve() != skip:
                    waiting.append(path)
                    contents.folders.append(name)
                    if notebook_stem(name) is not None:
                        contents.files[name] = Unreadable(A_FOLDER)
            else:
                contents.files[name] = _stored(entry)
    return contents


def _stored(entry: os.DirEntry[str]) -> Stored:
    try:
        if entry.is_symlink():
            return Unreadable(A_LINK)
        if not entry.is_file(follow_symlinks=False):
            return Unreadable(NO_FILE)
        stored = OnDisk(Path(entry.path), entry.stat(follow_symlinks=False).st_size)
        stored.open().close()
    except SubmissionError as error:
        return Unreadable(error.message)
    except OSError as error:
        return Unreadable(f"It cannot be read ({error.strerror}).")
    return stored
