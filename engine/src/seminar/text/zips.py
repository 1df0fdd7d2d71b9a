"""Packs files into a zip archive, the same bytes for the same content."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Day = tuple[int, int, int, int, int, int]
#: What exports of banks bear, and what all other archives bear: the first day that a zip archive can name.
EXPORT_DAY, FIRST_DAY = (2000, 1, 1, 0, 0, 0), (1980, 1, 1, 0, 0, 0)


def write_zip(
    target: Path | BytesIO,
    files: Iterable[tuple[str, bytes]],
    rights: int = 0o644,
    day: Day = FIRST_DAY,
    mark: str = "",
) -> None:
    """Write a zip archive without this machine's dates and rights, a file at a time.

    Parameters
    ----------
    target : Path or BytesIO
        What is written over.
    files : iterable of (str, bytes)
        Path and content, in the order in which they are to lie there.
    rights : int
        The Unix rights of every file.
    day : tuple of int
        When every file was made: year, month, day, hour, minute, second.
    mark : str
        The comment of the archive.

    Raises
    ------
    OSError
        It could not be written.
    """
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path, content in files:
            info = ZipInfo(path, day)
            info.compress_type, info.external_attr = ZIP_DEFLATED, rights << 16
            archive.writestr(info, content)
        archive.comment = mark.encode()


def pack(files: dict[str, bytes], mark: str) -> bytes:
    """Return a zip archive of files by path, with a fixed date so that two exports of one bank are equal.

    Its comment is the mark by which the next export knows it.
    """
    packed = BytesIO()
    write_zip(packed, files.items(), 0o600, EXPORT_DAY, mark)
    return packed.getvalue()
