"""What can go wrong because of what somebody wrote, said in one sentence.

SeminarError
├── CourseError       a course.toml, or a course that is not there
├── TableError        a table or its description
├── ClaimError        a claim id that the register does not hold
├── BankError         a question bank
├── ResponseError     a student's response file
├── ExchangeError     a quiz in another system's format
├── NotebookError     an assignment's own notebook
├── SubmissionError   what a student handed in
├── SandboxError      isolation that this machine cannot give
├── ClusterError      a cluster that cannot be used
├── ClassError        the class server refuses, or is not there
├── LabError          a part of the browser lab that cannot be had
└── ScriptError       a module of JavaScript that cannot be joined with others
"""

from pathlib import Path


class SeminarError(Exception):
    """A mistake in the input: one sentence, with the file and the line where they are known.

    Parameters
    ----------
    message : str
        One sentence that says what is wrong and what would be right.
    path : str or Path, optional
        The file that holds the mistake.
    line : int, optional
        Its line, counted from 1.
    """

    def __init__(self, message: str, path: str | Path | None = None, line: int | None = None) -> None:
        self.message, self.path, self.line = message, path, line
        super().__init__(message)

    def __str__(self) -> str:
        place = str(self.path) if self.path is not None else ""
        if place and self.line is not None:
            place = f"{place}:{self.line}"
        return f"{place}: {self.message}" if place else self.message


class CourseError(SeminarError):
    """A course cannot be found, or its course.toml says what cannot be."""


class TableError(SeminarError):
    """A table does not match its description in datapackage.json."""


class ClaimError(SeminarError):
    """A claim id is not in the register."""


class BankError(SeminarError):
    """A question bank cannot be read or asks something that cannot be scored."""


class ResponseError(SeminarError):
    """A response file cannot be read."""


class ExchangeError(SeminarError):
    """A quiz from another system cannot be read."""


class NotebookError(SeminarError):
    """An assignment's notebook is not one that can be released or graded."""


class SubmissionError(SeminarError):
    """A submission cannot be read as the assignment's notebook."""


class SandboxError(SeminarError):
    """Isolation was asked for that this machine cannot give."""


class ClusterError(SeminarError):
    """A cluster cannot be reached, or cannot run this version of the grader."""


class ClassError(SeminarError):
    """The class server refuses what was asked of it, or is not there."""


class LabError(SeminarError):
    """A part of the lab in the browser cannot be fetched or built."""


class ScriptError(SeminarError):
    """A module of JavaScript cannot be joined with those that it needs."""
