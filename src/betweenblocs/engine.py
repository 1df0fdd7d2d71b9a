"""The engine's widgets, which know in this course which one they are to show."""

from pathlib import Path
from typing import Any

from seminar import quiz, register
from seminar.course import Course

COURSE = Course.installed("betweenblocs")


class Quiz(quiz.Quiz):
    """Asks the items of a bank of this course.

    Parameters
    ----------
    bank : str, Path or Bank
        The name of a bank ("multi_vector_policy"), a YAML file, or a bank.
    items : list of str, optional
        The ids to ask, in this order; without it every item that is not ungraded.

    Raises
    ------
    BankError
        If there is no such bank or item, or the bank has a mistake.
    """

    def __init__(self, bank: str | Path | quiz.Bank, items: list[str] | None = None, **traits: Any) -> None:
        super().__init__(bank, items, course=COURSE, **traits)


class ClaimExplorer(register.ClaimExplorer):
    """The claims of the article, filtered.

    Parameters
    ----------
    choice : dict, optional
        What to show, by ``speaker``, ``theme``, ``stance``, ``voice``, ``type``; ``core=True`` keeps to the
        teaching set, ``second=True`` counts second-best codes too.
    compare : list of str, optional
        One or two speakers to read side by side.
    """

    def __init__(self, choice: dict[str, Any] | None = None, compare: list[str] | None = None) -> None:
        super().__init__(choice, compare, course=COURSE)
