"""What is in a folder or a zip, before it is known whose it is."""

from dataclasses import dataclass, field

from seminar.grading.submissions.left_out import LeftOut
from seminar.grading.submissions.stored import Stored

#: Why a thing cannot be read, as its student is told.
A_LINK = "It is a link, which could lead anywhere."
A_FOLDER = "It is a folder, no file."
NO_FILE = "It is no file, but a pipe, a socket or a device."


@dataclass
class Contents:
    """Everything that a folder or a zip holds.

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
