"""Writes over a file only where it is one of our own, so that `--out` costs nobody their work."""

import errno
from pathlib import Path

from seminar.text.write import write_whole


def write_own(path: Path, content: str | bytes, mark: str) -> None:
    """Write a file whole; one that is there already has to bear the mark of what is written now.

    Parameters
    ----------
    path : Path
        The file; an empty one may be replaced too.
    content : str or bytes
        What to write. It holds `mark`, or the next run would refuse it.
    mark : str
        What only this kind of output holds, such as `generator("quiz report")` or the first line of a table.

    Raises
    ------
    FileExistsError
        Another file is there; it is left as it is.
    OSError
        It could not be read or written; see :func:`write_whole`.
    """
    refuse_foreign(path, mark)
    write_whole(path, content)


def refuse_foreign(path: Path, mark: str) -> None:
    """Complain if a file is there that does not bear a mark; to ask first where several files are written.

    Raises
    ------
    FileExistsError
        Another file is there.
    """
    if path.exists() and (old := path.read_bytes()) and mark.encode() not in old:
        message = "there is a file that this command did not write; name another with --out, or move that one away"
        raise FileExistsError(errno.EEXIST, message, str(path))


def generator(command: str) -> str:
    """Return the element of an HTML head that says which command wrote the page, its mark."""
    return f'<meta name="generator" content="seminar {command}">'
