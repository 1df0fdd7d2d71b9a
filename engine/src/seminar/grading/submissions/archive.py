"""Looks through a zip; nothing is unpacked onto the disk, and a bad entry costs itself alone."""

import contextlib
import hashlib
import re
import stat
import struct
import zipfile
from io import FileIO
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.grading.assignment.notebook import MOST_READ
from seminar.grading.submissions.left_out import LeftOut
from seminar.grading.submissions.stored import A_LINK, NO_FILE, Contents, InZip, Stored, Unreadable, chunks

#: In an entry: encrypted; the name is in UTF-8.
ENCRYPTED, IN_UTF8 = 0x1, 0x800


def look_through(path: Path) -> Contents:
    """Find every file in a zip, and read each once, because only that shows whether it is whole.

    Parameters
    ----------
    path : Path
        The zip.

    Raises
    ------
    SubmissionError
        It is no zip.
    """
    archive, contents = _opened(path), Contents()
    latest: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        name = _name(entry)
        parts = [part for part in name.split("/") if part not in ("", ".")]
        if name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name) or not parts:
            contents.left_out.append(LeftOut(name, None, "the name leads out of the archive"))
        elif entry.is_dir() or name.endswith("/"):
            contents.folders.append("/".join(parts))
        else:
            inside = "/".join(parts)
            if inside in latest:
                contents.left_out.append(LeftOut(inside, None, "it is in the archive twice, and the last one counts"))
            latest[inside] = entry
    contents.files = {name: _stored(archive, entry) for name, entry in latest.items()}
    return contents


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        try:
            return zipfile.ZipFile(path)
        except UnicodeDecodeError:
            return zipfile.ZipFile(_Mended(path))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, struct.error) as error:
        raise SubmissionError(f"this is no zip that can be read ({error})", path) from None


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name with "/" between folders."""
    name = entry.filename
    if not entry.flag_bits & IN_UTF8:
        # macOS writes UTF-8 and does not say so.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return name.replace("\\", "/")


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Stored:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return Unreadable(A_LINK)
    if kind not in (0, stat.S_IFREG):
        return Unreadable(NO_FILE)
    if entry.flag_bits & ENCRYPTED:
        return Unreadable("It is encrypted.")
    if entry.file_size > MOST_READ:
        return Unreadable(f"It would unpack to more than {MOST_READ // 2**20} MB.")
    stored, digest = InZip(archive, entry, entry.file_size), hashlib.sha256()
    try:
        for piece in chunks(stored):
            digest.update(piece)
    except SubmissionError as error:
        return Unreadable(error.message)
    return InZip(archive, entry, entry.file_size, digest.digest())


class _Mended(FileIO):
    """A zip in which names that say they are UTF-8, and are not, say so no more: `zipfile` would refuse them all."""

    def __init__(self, path: Path):
        super().__init__(path)
        self.flags: dict[int, bytes] = {}
        tail = max(0, path.stat().st_size - 66_000)
        super().seek(tail)
        content = super().read() or b""
        end = content.rfind(b"PK\5\6")
        size, offset = struct.unpack_from("<II", content.ljust(22), end + 12)
        start = max(0, tail + end - size)
        super().seek(start)
        self._mend(super().read(size) or b"", start, start - offset)
        super().seek(0)

    def __del__(self) -> None:
        """Close, because `zipfile` leaves open what it did not open itself."""
        self.close()

    def _mend(self, directory: bytes, start: int, before: int) -> None:
        place = 0
        while directory[place : place + 4] == b"PK\1\2" and len(directory) >= place + 46:
            (flags,) = struct.unpack_from("<H", directory, place + 8)
            name, extra, comment = struct.unpack_from("<HHH", directory, place + 28)
            if flags & IN_UTF8 and not _is_utf8(directory[place + 46 : place + 46 + name]):
                # Each name stands in the directory and before its file.
                (local,) = struct.unpack_from("<I", directory, place + 42)
                for flag in (start + place + 8, before + local + 6):
                    self.flags[flag] = struct.pack("<H", flags & ~IN_UTF8)
            place += 46 + name + extra + comment

    def read(self, size: int | None = -1) -> bytes:
        start = self.tell()
        content = bytearray(super().read(-1 if size is None else size) or b"")
        for place, flags in self.flags.items():
            if start <= place and place + 2 <= start + len(content):
                content[place - start : place - start + 2] = flags
        return bytes(content)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
