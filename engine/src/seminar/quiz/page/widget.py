"""The quiz in a notebook."""

from math import fsum
from pathlib import Path
from secrets import randbelow
from typing import Any, TypedDict

import anywidget
import traitlets

from seminar.course import Course
from seminar.quiz.bank.answer import Answer
from seminar.quiz.bank.bank import asked, bank_path, read_bank
from seminar.quiz.bank.item import Bank, Item
from seminar.quiz.page.live import live_html, state_of
from seminar.web import joined

STATIC = Path(__file__).parents[1] / "static"


class Kept(TypedDict):
    """What a widget hands to the next one of its bank."""

    answers: dict[str, Answer]
    seed: int


# Running a cell again gives a new widget; what the student answered meanwhile goes on. The page keeps it on the device
# too, but Python asks before the page has told it.
KEPT: dict[Path, Kept] = {}


class Quiz(anywidget.AnyWidget):
    """Asks the items of a bank.

    Parameters
    ----------
    bank : str, Path or Bank
        The name of one of the course's banks, a YAML file, or a bank.
    items : list of str, optional
        The ids to ask, in this order; without it every item that is not ungraded.
    course : Course, optional
        Whose banks are named; by default the course of the working folder, else the one that is installed.
    **traits
        ``answers={}`` starts a quiz of its own: it shows nothing that was answered before, and nothing is kept of it.

    Attributes
    ----------
    answers : dict
        Item id -> record, as the package's docstring describes it. Setting it shows other answers. What is answered
        in the page is kept in the browser, where the book and other notebooks of the same address find it.
    score : float
        Points earned by the scored items.

    Raises
    ------
    BankError
        If there is no such bank or item, or the bank has a mistake.
    """

    _esm = joined(STATIC / "quiz.js")
    _css = STATIC / "quiz.css"
    course = traitlets.Unicode().tag(sync=True)
    formerly = traitlets.Unicode().tag(sync=True)
    bank = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    score = traitlets.Float().tag(sync=True)
    keep = traitlets.Bool(True).tag(sync=True)
    seed = traitlets.Int().tag(sync=True)
    register = traitlets.Unicode().tag(sync=True)
    agreed = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        bank: str | Path | Bank,
        items: list[str] | None = None,
        *,
        course: Course | None = None,
        **traits: object,
    ) -> None:
        if isinstance(bank, str) and not bank.endswith((".yml", ".yaml")):
            bank = bank_path(bank, course or Course.find())
        self._bank = bank if isinstance(bank, Bank) else read_bank(bank, course)
        self._asked = asked(self._bank, items or ())
        kept = KEPT.setdefault(self._bank.path.resolve(), {"answers": {}, "seed": randbelow(2**31)})
        start = {"keep": "answers" not in traits}
        super().__init__(**(state_of(self._bank, self._asked) | kept | start | traits))

    @traitlets.observe("answers")
    def _keep(self, change: traitlets.Bunch) -> None:
        """Score anew, and remember for the next widget of this bank."""
        self.score = total(self._asked, self.answers)
        if self.keep:
            kept = KEPT[self._bank.path.resolve()]
            kept["answers"] = merged(kept["answers"], self.answers)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add a readable form for places that show no widgets; where both are known, one is shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": live_html(self._bank, self._asked)}, metadata


def merged(one: dict[str, Answer], other: dict[str, Answer]) -> dict[str, Answer]:
    """Join two sets of records; of each item the later one stays, as in ``static/store.js``."""
    later = {
        name: answer for name, answer in other.items() if name not in one or moment_of(answer) > moment_of(one[name])
    }
    return one | later


def moment_of(answer: Answer) -> str:
    """Return when a record was changed; moments in ISO 8601 compare as words do."""
    return str(answer.get("at") or "")


def total(items: list[Item], answers: dict[str, Answer]) -> float:
    """Return the points that the records of some items earned."""
    return fsum((answers.get(item.id, Answer()).get("score") or 0) * item.points for item in items if item.scored)
