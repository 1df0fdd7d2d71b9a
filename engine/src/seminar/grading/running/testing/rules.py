"""What a test may do with objects that stay in a submission's process: what it did in the run of the own solution.

An object whose `==` says yes to everything must earn nothing where a number is expected. So while the own solution
is checked, each place in a test is noted at which something was done with an object of a class, or at which a
function changed its arguments; in a student's run the same is served at the same place, and nowhere else.
"""

import sys
from functools import lru_cache
from types import CodeType, FrameType


class SubmissionFailed(BaseException):
    """A submission's function raised something that no test can wait for, or ended its process.

    Not an Exception: a test that waits for any error must not take this for one.
    """


class UnreadableAnswer(BaseException):
    """A submission's function returned what is no plain data, or what the test cannot expect there.

    Parameters
    ----------
    what : str
        What it is.
    where : str
        What was to be read, such as a name.
    """

    def __init__(self, what: str, where: str = ""):
        super().__init__(f"the tests cannot read {where and f'{where}: '}{what}")
        self.what = what


class Rules:
    """What is allowed in one run of one test.

    Parameters
    ----------
    allowed : list of str or None
        From an earlier run's `seen`; None while the own solution runs, which may do everything.
    by_reference : bool
        Whether changes of arguments reach the test everywhere.
    """

    def __init__(self, allowed: list[str] | None, by_reference: bool = False):
        self.allowed = None if allowed is None else set(allowed)
        self.by_reference, self.changed = by_reference, False
        self.seen: set[str] = set()

    def allows(self, what: str) -> bool:
        """Say whether the test may do this, at the place where it is now."""
        key = f"{_place()} {what}"
        self.seen.add(key)
        return self.allowed is None or key in self.allowed

    def lets_change(self) -> bool:
        """Say whether a function's changes of its arguments reach the test, and note that there were some."""
        if self.allows("change") or self.by_reference:
            return True
        self.changed = True
        return False


def _place() -> str:
    """Name the lines and columns of the instructor's cells that are being run, each once."""
    frame: FrameType | None = sys._getframe(2)
    places: dict[str, None] = {}
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith("<cell "):
            places[_position(code, frame.f_lasti)] = None
        frame = frame.f_back
    return " < ".join(places)


@lru_cache(maxsize=5000)
def _position(code: CodeType, instruction: int) -> str:
    for place, (line, _, column, end) in enumerate(code.co_positions()):
        if place == instruction // 2:
            return f"{code.co_filename}:{line}:{column}-{end}"
    return code.co_filename
