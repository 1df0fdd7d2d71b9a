"""The files of a folder or a zip that was handed in: where their bytes lie.

They are read when it is their turn, because a large class would not fit into memory.
"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Protocol

from seminar.errors import SubmissionError
from seminar.grading.submissions.left_out import LeftOut

#: Why a thing cannot be read, as its student is told.
A_LINK = "It is a link, which could lead anywhere."
A_FOLDER = "It is a folder, no file."
NO_FILE = "It is no file, but a pipe, a socket or a device."
#: So much is in memory at a time where the whole is not needed.
CHUNK = 2**20


class Stored(Protocol):
    """A place that bytes are read from.

    Attributes
    ----------
    size : int
        How many there are, as far as that is known.
    """

    @property
    def size(self) -> int:
        """How many there are."""

    def open(self) -> IO[bytes]:
        """Open it for reading.

        Raises
        ------
        SubmissionError, OSError, and what `zipfile` raises
            It cannot be read.
        """


@dataclass(frozen=True)
class OnDisk:
    """A file of this machine."""

    path: Path
    size: int

    def open(self) -> IO[bytes]:
        """Open it, but no link, and nothing that a reader would wait at, such as a pipe."""
        file = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise SubmissionError(NO_FILE)
        return open(file, "rb")  # noqa: PTH123  # Path knows no descriptors


@dataclass(frozen=True)
class InZip:
    """An entry of an archive that is open, and its hash where it is known."""

    archive: zipfile.ZipFile = field(repr=False)
    entry: zipfile.ZipInfo
    size: int
    sha256: bytes | None = None

    def open(self) -> IO[bytes]:
        """Open it; it is unpacked as it is read, never onto the disk."""
        return self.archive.open(self.entry)


@dataclass(frozen=True)
class Unreadable:
    """What is there but cannot be read."""

    reason: str
    size: int = 0

    def open(self) -> IO[bytes]:
        """Say why."""
        raise SubmissionError(self.reason)


@dataclass
class Contents:
    """Everything that a folder or a zip holds, before it is known whose it is.

    Parameters
    ----------
    files : dict of str to Stored
        By path, with "/" between folders; a folder that cannot be opened is here too, with "/" at its end.
    folders : list of str
        Their paths.
    left_out : list of LeftOut
        What can be nobody's submission.
    """

    files: dict[str, Stored] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def chunks(place: bytes | Stored, most: int | None = None) -> Iterator[bytes]:
    """Read a file piece by piece.

    Parameters
    ----------
    place : bytes or Stored
        Where it is.
    most : int, optional
        No more bytes than these are read.

    Raises
    ------
    SubmissionError
        It cannot be read; the message is a sentence.
    """
    if isinstance(place, bytes):
        yield place[:most]
        return
    try:
        with place.open() as file:
            left = most
            while left is None or left > 0:
                piece = file.read(CHUNK if left is None else min(CHUNK, left))
                if not piece:
                    return
                left = None if left is None else left - len(piece)
                yield piece
    except OSError as error:
        raise SubmissionError(f"It cannot be read ({error.strerror or error}).") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, MemoryError) as error:
        raise SubmissionError(f"It cannot be unpacked ({error}).") from None
    except RuntimeError:
        # So `zipfile` says that a password is needed.
        raise SubmissionError("It is encrypted.") from None


def read(place: bytes | Stored, most: int) -> bytes:
    """Read a file, but no more bytes than `most`.

    Raises
    ------
    SubmissionError
        It cannot be read.
    """
    return place[:most] if isinstance(place, bytes) else b"".join(chunks(place, most))
