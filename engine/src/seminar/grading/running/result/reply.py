"""What the tests' process says of one of the instructor's cells."""

from typing import NotRequired, TypedDict


class Failure(TypedDict):
    """An error that ended a test.

    Keys
    ----
    kind : str
        The name of its class; "Timeout" where the test had to be ended, "NotRun" where it never began.
    says : str
        Its message.
    lines : list of [int, int]
        The cells and lines through which it went, innermost first.
    """

    kind: str
    says: str
    lines: list[list[int]]


class Reply(TypedDict):
    """What one cell did.

    Keys
    ----
    value : str or None
        The name of the last value's type, None where there is no last value.
    number : float or None
        The last value in points, where it is a number.
    stderr : bool
        Whether anything was printed on the error stream.
    error : Failure or None
        What ended the cell.
    seen : list of str
        What it did with what stays in the submission's process, as `testing.rules` writes it.
    changed : bool
        Whether a function changed its arguments and the cell did not see it.
    """

    value: str | None
    number: NotRequired[float | None]
    stderr: bool
    error: Failure | None
    seen: NotRequired[list[str]]
    changed: NotRequired[bool]


def not_run(kind: str, says: str = "") -> Reply:
    """Make the reply of a test that gave none."""
    return {"value": None, "stderr": False, "error": {"kind": kind, "says": says, "lines": []}}
