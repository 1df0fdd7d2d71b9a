"""Keeps a second grader away from a folder of results, because both would do all the work."""

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from seminar.errors import SeminarError
from seminar.text import one_line

LOCK = ".grading"


@contextlib.contextmanager
def alone(out: Path) -> Iterator[None]:
    """Hold a folder of results; it is made where there is none, and removed again where nothing came into it.

    The system frees what a killed grader held, so a file that is left behind hinders nobody.

    Raises
    ------
    SeminarError
        Another grader holds it; the message names its process.
    """
    missing = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    path = out / LOCK
    file = _locked(path, out)
    try:
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}".encode())
        file.flush()
        yield
    finally:
        # The file is removed while it is still locked, so that a grader that opened it meanwhile sees that it is gone.
        path.unlink(missing_ok=True)
        file.close()
        if missing:
            with contextlib.suppress(OSError):
                out.rmdir()


def _locked(path: Path, out: Path) -> IO[bytes]:
    import fcntl

    while True:
        file = path.open("a+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = one_line(file.read(200).decode(errors="replace"))
            file.close()
            raise SeminarError(
                f"another grader is at work there ({holder}): wait for it, or choose another --out", out
            ) from None
        except OSError:
            # Some network drives know no locks.
            return file
        with contextlib.suppress(OSError):
            if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                return file
        file.close()
