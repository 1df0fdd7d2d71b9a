"""What one student handed in, and the fingerprint of all that its marks follow from."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from seminar.errors import SubmissionError
from seminar.grading.assignment.assignment import Assignment
from seminar.grading.assignment.notebook import MOST_READ
from seminar.grading.submissions.files_beside import MOST_BYTES
from seminar.grading.submissions.stored import InZip, Stored, Unreadable, chunks, read


@dataclass(frozen=True)
class Submission:
    """What a student handed in; its bytes are read when they are asked for, and travel with it to another machine.

    Parameters
    ----------
    student : str
        Whose it is.
    notebook : bytes or Stored or None
        None where there is none.
    files : mapping of str to bytes or Stored
        What lies beside it, by its path from there.
    notes : tuple of str
        What the student should know of how it was taken: a sentence each.
    path : str
        Where the notebook was found, for the instructor.
    """

    student: str
    notebook: bytes | Stored | None = field(repr=False)
    files: Mapping[str, bytes | Stored] = field(repr=False)
    notes: tuple[str, ...] = ()
    path: str = ""

    def content(self) -> bytes | None:
        """Read the notebook; of one that is too large, so much that it shows.

        Raises
        ------
        SubmissionError
            It cannot be read.
        """
        return None if self.notebook is None else read(self.notebook, MOST_READ + 1)

    def __reduce__(self) -> tuple[type["Submission"], tuple[object, ...]]:
        """Take the bytes along: where it travels to, there is no such file."""
        files = {name: _carried(place, MOST_BYTES) for name, place in self.files.items()}
        return Submission, (self.student, _carried(self.notebook, MOST_READ), files, self.notes, self.path)


def _carried(place: bytes | Stored | None, most: int) -> bytes | Stored | None:
    if place is None:
        return None
    try:
        return read(place, most + 1)
    except SubmissionError as error:
        return Unreadable(error.message)


def fingerprint(assignment: Assignment, submission: Submission) -> str:
    """Hash everything that a mark follows from: the assignment, the submission and the files beside both."""
    whole = hashlib.sha256()
    beside = (*_parts(assignment.files), *_parts(assignment.tests), *_parts(submission.files))
    for part in (assignment.own, submission.notebook, *beside):
        whole.update(b"none" if part is None else digest(part))
    return whole.hexdigest()


def _parts(files: Mapping[str, bytes | Stored]) -> Iterator[bytes | Stored]:
    yield b"%d" % len(files)
    for name in sorted(files):
        yield name.encode(errors="surrogatepass")
        yield files[name]


def digest(place: bytes | Stored) -> bytes:
    """Hash one file that was handed in; one that cannot be read has the hash of the reason."""
    if isinstance(place, InZip) and place.sha256:
        return place.sha256
    # Files are hashed one by one, because different files could read the same when joined.
    content = hashlib.sha256()
    try:
        for piece in chunks(place, MOST_READ + 1):
            content.update(piece)
    except SubmissionError as error:
        # The hash is another one once the file can be read, so that it is graded then.
        return b"unreadable" + error.message.encode()
    return content.digest()
