"""Writes a file aside and renames it, so that a reader finds the old one or the new one, never a half."""

import contextlib
import os
import secrets
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole, or leave what was there as it was.

    Parameters
    ----------
    path : Path
        The file; its folder is made where there is none.
    content : str or bytes
        A text is written in UTF-8 with the line ends that it has; half a character is written as `\\udXXX`.

    Raises
    ------
    OSError
        It could not be written; `filename` is `path`, and no draft is left.
    """
    if isinstance(content, str):
        content = content.encode(errors="backslashreplace")
    # Named after nobody, because a name that a file system can hold may be too long with anything added to it.
    draft = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        if isinstance(error, OSError):
            raise type(error)(error.errno, error.strerror, str(path)) from None
        raise
