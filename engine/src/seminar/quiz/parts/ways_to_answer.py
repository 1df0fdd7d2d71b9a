"""What types share that are answered alike: one option is picked, or several may be, or a line is typed."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key, one, several
from seminar.quiz.parts.options import are_options, boxes, ids, is_line, line, picks, right_ones
from seminar.quiz.reading.inline import to_html

PICKS = "Right picks earn equal shares, wrong picks take equal shares away; the score does not fall below 0."
FEWEST = 8  # of fewer items a run of the same may be chance
T = TypeVar("T")


class TypedLine(Body):
    """A body whose response is a line that is typed; what it tells names the right one as ``answer``."""

    TYPED: ClassVar[bool] = True

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether something was typed."""
        return is_line(response)

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw a line to write on."""
        return line(compiled, name)

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the answer."""
        return f"<p>{to_html(compiled['answer'])}</p>"


class OnePicked(Body):
    """A body whose response is one option."""

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score the pick: 1 for the key."""
        return one(key, response)

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether this is an option."""
        return isinstance(response, str) and response in ids(asked)

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw radio buttons."""
        return picks("radio", compiled, name)

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the right option."""
        return right_ones(compiled)

    def blanks(self) -> str:
        """Return boxes to tick."""
        return boxes(self.listed(), several=False)


class SeveralPicked(Body):
    """A body whose response is a list of options."""

    SEVERAL: ClassVar[bool] = True

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score the picks by Youden's J."""
        return several(key, response)

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether these are different options."""
        return are_options(asked, response)

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw check boxes."""
        return picks("checkbox", compiled, name)

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return the right options."""
        return right_ones(compiled)

    def blanks(self) -> str:
        """Return boxes to tick."""
        return boxes(self.listed(), several=True)


def usual(keys: Sequence[T], most: float) -> tuple[T, int] | None:
    """Return what is the key of more than a share of all items, and how often; None where it varies.

    T. M. Haladyna, S. M. Downing, M. C. Rodriguez, "A Review of Multiple-Choice Item-Writing Guidelines for Classroom
    Assessment", Applied Measurement in Education 15 (2002) 309-334: vary the location of the right answer, keep the
    length of choices about equal.
    """
    if len(keys) < FEWEST:
        return None
    (key, times), *_ = Counter(keys).most_common(1)
    return (key, times) if times > most * len(keys) else None
