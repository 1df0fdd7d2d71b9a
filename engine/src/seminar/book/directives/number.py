"""``{num}`.80 = share north 56 67` ``: a number in the prose that the build recomputes from the tables."""

import re
from pathlib import Path
from types import ModuleType

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from seminar.course import Course
from seminar.errors import TableError

WORDS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen").split()  # noqa: SIM905 - reads as it counts
STATED = re.compile(
    r"(?P<sign>[-−+]?)(?P<digits>\d[\d,  ]*(?:\.(?P<fraction>\d+))?|\.(?P<bare>\d+))\s*(?P<percent>%)?$"
)


def add_numbers(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("num", NumberRole())


def parse(text: str) -> tuple[float, int]:
    """Return a stated number as a fraction or count, and how many decimals of it were stated.

    Examples
    --------
    >>> parse(".80"), parse("57 %"), parse("four"), parse("−.072")
    ((0.8, 2), (0.57, 2), (4.0, 0), (-0.072, 3))
    """
    text = text.strip().replace("per cent", "%")
    if text.lower() in WORDS:
        return float(WORDS.index(text.lower())), 0
    match = STATED.match(text)
    if not match:
        raise TableError(f"{text!r} is not a number that can be compared")
    decimals = len(match["fraction"] or match["bare"] or "")
    value = float(re.sub(r"[,  ]", "", match["digits"]))
    if match["percent"]:
        value, decimals = value / 100, decimals + 2
    return (-value if match["sign"] in {"-", "−"} else value), decimals


def compute(expression: str, numbers: ModuleType) -> float:
    """Return what a function of the course's module ``numbers`` gives for the words behind its name.

    Raises
    ------
    TableError
        If there is no such function or it does not take these arguments.
    """
    name, *words = expression.split()
    function = getattr(numbers, name, None)
    if not callable(function) or getattr(function, "__module__", "") != numbers.__name__:
        raise TableError(f"numbers.py has no function {name!r}")
    arguments = [int(word) if re.fullmatch(r"-?\d+", word) else word for word in words]
    try:
        return float(function(*arguments))
    except (TypeError, KeyError, IndexError, StopIteration) as error:
        raise TableError(f"{expression!r} cannot be computed: {error!r}") from error


def check(text: str, numbers: ModuleType) -> str:
    """Return the stated number of ``stated = function arguments`` after recomputing it.

    Raises
    ------
    TableError
        If the stated number is not the computed one, rounded to the digits that are stated.
    """
    stated, equals, expression = text.partition(" = ")
    if not equals:
        raise TableError(f"{text!r} must read 'number = function arguments'")
    value, decimals = parse(stated)
    computed = compute(expression, numbers)
    # Half a unit of the last stated digit, and a hair for binary fractions.
    if abs(computed - value) > 0.5 * 10**-decimals + 1e-9:
        raise TableError(f"the text says {stated.strip()}, but {expression} gives {computed:.6g}")
    return stated.strip()


class NumberRole(SphinxRole):
    """Prints the stated number after the build has recomputed it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Write the number, or fail with the line."""
        try:
            stated = check(self.text, Course.find(Path(self.env.srcdir)).module("numbers"))
        except TableError as error:
            return [], [self.inliner.reporter.error(str(error), line=self.lineno)]
        return [nodes.inline("", stated, classes=["bb-number"])], []
