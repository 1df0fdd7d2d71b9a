"""The records of a grading run, one line of JSON each, written so that a crash loses none and halves none."""

import contextlib
import os
from pathlib import Path

from seminar.errors import SeminarError, SubmissionError
from seminar.grading.running.result.record import GradeRecord

#: Of a mark that took the place of another one: student, moment, old score, new score, why; both scores in points.
Change = tuple[str, str, float | None, float | None, str]


class Journal:
    """A file that only grows.

    Parameters
    ----------
    path : Path
        The JSON Lines file; made where there is none.

    Attributes
    ----------
    records : dict of str to GradeRecord
        The latest record of each student.
    was_cut : bool
        Whether a last line that a crash left unfinished was dropped.

    Raises
    ------
    SubmissionError
        A line is no record.
    """

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.records, length = whole_records(path)
        self.was_cut = path.exists() and path.stat().st_size > length
        if self.was_cut:
            os.truncate(path, length)
        self.file = path.open("ab")

    def add(self, record: GradeRecord) -> None:
        """Write a record and wait until it is on the disk.

        Raises
        ------
        SeminarError
            The disk is full.
        """
        line = record.to_json().encode(errors="backslashreplace") + b"\n"
        try:
            self.file.write(line)
            self.file.flush()
            os.fsync(self.file.fileno())
        except OSError as error:
            raise SeminarError(
                f"{error.strerror}: the records before are whole; make room and run the same command again", self.path
            ) from None
        self.records[record.student] = record

    def close(self) -> None:
        """Close the file."""
        # A full disk is no news here, because `add` has raised the error already.
        with contextlib.suppress(OSError):
            self.file.close()


def whole_records(path: Path) -> tuple[dict[str, GradeRecord], int]:
    """Read the records that are there; return how many bytes they take, without a last line left unfinished."""
    if not path.exists():
        return {}, 0
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    records: dict[str, GradeRecord] = {}
    # Not splitlines(): a student's text may hold a line separator of Unicode.
    for number, line in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            record = GradeRecord.from_json(line.decode())
        except (ValueError, TypeError, KeyError, AttributeError):
            raise SubmissionError("this line is no record of a grade", path, number) from None
        records[record.student] = record
    return records, len(whole)


def changes(path: Path) -> list[Change]:
    """List every mark that took the place of another one: student, moment, old score, new score, why."""
    found: list[Change] = []
    last: dict[str, float | None] = {}
    if not path.exists():
        return found
    with path.open("rb") as file:
        for line in file:
            try:
                record = GradeRecord.from_json(line.decode())
            except (ValueError, TypeError, KeyError, AttributeError):
                # The last line, which a crash may have cut short.
                continue
            if record.student in last:
                found.append((record.student, record.when, last[record.student], record.score, record.why))
            last[record.student] = record.score
    return found
