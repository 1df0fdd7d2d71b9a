"""What one student handed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from seminar.errors import SubmissionError
from seminar.grading.assignment.notebook import MOST_READ
from seminar.grading.submissions.files_beside import MOST_BYTES
from seminar.grading.submissions.stored import Stored, Unreadable, read


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

    def __reduce__(self):
        """Take the bytes along: where it travels to, there is no such file."""
        files = {name: _carried(place, MOST_BYTES) for name, place in self.files.items()}
        return Submission, (self.student, _carried(self.notebook, MOST_READ), files, self.notes, self.path)


def _carried(place, most):
    if place is None:
        return None
    try:
        return read(place, most + 1)
    except SubmissionError as error:
        return Unreadable(error.message)
