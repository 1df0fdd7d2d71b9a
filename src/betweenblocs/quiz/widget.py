"""The quiz in a notebook."""

from math import fsum
from pathlib import Path
from secrets import randbelow

import anywidget
import traitlets

from betweenblocs.javascript import joined
from betweenblocs.quiz.bank import asked, bank_path, read_bank
from betweenblocs.quiz.live import live_html, state_of
from betweenblocs.quiz.records import Bank, Item

STATIC = Path(__file__).parent / "static"
# Running a cell again gives a new widget; what the student answered meanwhile goes on.
KEPT: dict[Path, dict] = {}


class Quiz(anywidget.AnyWidget):
    """Asks the items of a bank.

    Parameters
    ----------
    bank : str, Path or Bank
        The name of one of the module's own banks ("multi_vector_policy"), a YAML file, or a bank.
    items : list of str, optional
        The ids to ask, in this order; without it every item that is not ungraded.

    Attributes
    ----------
    answers : dict
        Item id -> record, as the package's docstring describes it. Setting it shows other answers.
    score : float
        Points earned by the scored items.

    Raises
    ------
    BankError
        If there is no such bank or item, or the bank has a mistake.
    """

    _esm = joined(STATIC / "quiz.js")
    _css = STATIC / "quiz.css"
    bank = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    score = traitlets.Float().tag(sync=True)
    seed = traitlets.Int().tag(sync=True)
    register = traitlets.Unicode().tag(sync=True)

    def __init__(self, bank: str | Path | Bank, items: list[str] | None = None, **traits):
        if isinstance(bank, str) and not bank.endswith((".yml", ".yaml")):
            bank = bank_path(bank)
        self._bank = bank if isinstance(bank, Bank) else read_bank(bank)
        self._asked = asked(self._bank, items or ())
        kept = KEPT.setdefault(self._bank.path.resolve(), {"answers": {}, "seed": randbelow(2**31)})
        super().__init__(**(state_of(self._bank, self._asked) | kept | traits))

    @traitlets.observe("answers")
    def _keep(self, change):
        """Score anew, and remember for the next widget of this bank."""
        self.score = total(self._asked, self.answers)
        KEPT[self._bank.path.resolve()]["answers"] = self.answers

    def _repr_mimebundle_(self, **kwargs):
        """Add a readable form for places that show no widgets; where both are known, one is shown."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": live_html(self._bank, self._asked)}, metadata


def total(items: list[Item], answers: dict[str, dict]) -> float:
    """Return the points that the records of some items earned."""
    scored = [item for item in items if not item.ungraded and item.type != "reflect"]
    return fsum((answers.get(item.id, {}).get("score") or 0) * item.points for item in scored)
