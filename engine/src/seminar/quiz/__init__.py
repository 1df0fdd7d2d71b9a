"""Quizzes: banks of items, how they are asked, scored, kept and exchanged.

From bank to page
-----------------
``bank.read_bank(path) -> records.Bank``
    Reads a YAML file into frozen records; every mistake is a ``BankError`` with file and line.
    ``bank.bank_path(stem, course)`` and ``bank.bank_paths(course)`` find a course's own banks.
``compiled.compile_item(item, key=True) -> dict``
    What the page gets. ``key=False`` (exam mode) leaves out everything that tells the answer.
``scoring.score(item, response) -> float | None``
    The credit from 0 to 1, None for a reflection; ``scoring.credit`` takes off what hints cost. The rule
    of each type and the shape of each response stand at the top of ``scoring``.
``widget.Quiz`` shows items in a notebook, ``directive`` in a page of the book, both with ``static/quiz.js``.

State
-----
The model (an anywidget model or the page's shim, ``static/shim.js``) has these fields:

``bank`` : str
    The bank's stem.
``items`` : list of dict
    Compiled items, in the order in which they are asked.
``answers`` : dict
    Item id -> record. A record is replaced as a whole, never changed in place::

        {"response": …,                the last response, as ``scoring`` describes it
         "attempts": n,                how often it was checked (saved, in exam mode)
         "score": 0..1 | null,         credit of the last check less hints; null before it, and in exam mode
         "certainty": "sure" | "think" | "guess" | null,
         "hints": n,                   how many hints are open
         "shown": bool,                the answer was shown before it was found
         "shown_at": "2026-…",         when; the first edition does not say it
         "first": {"response", "score", "certainty", "hints", "at"} | null,    the first check, for good
         "history": [{"at", "score", "certainty"}, …],    the last twenty checks, for the spaced review
         "at": "2026-11-24T10:15:00.000Z"}     when the record was last changed

``score`` : float
    Points earned by the scored items among ``items``.
``seed`` : int
    Decides in which order options stand; one number a student.
``register`` : str
    Where the claims are listed, seen from the page ("claims.html"), or "" where there is no such page.

``agreed`` : dict
    What Python and the page have to agree on, see ``page/agreed.py``: the certainties and their words, the days and
    reasons of the review, and what a response file says of itself.

``keep`` : bool
    Only in a notebook. False leaves the answers to the model alone.

What is answered in a page or a notebook, ``static/keeping.js`` keeps in the browser, as
``localStorage["seminar:v1:<course>:<bank>"]`` = ``{"version": 1, "seed": n, "items": {item id: record}}``.
All quizzes of one bank on one origin share it, item by item: the lab, the book, and every open tab.
"""

from importlib import import_module
from typing import Any

#: The face of this part: what other parts and courses import, and the module that holds it.
FACE = {
    "Bank": "bank.item",
    "Item": "bank.item",
    "Quiz": "page.widget",
    "bank_path": "bank.bank",
    "bank_paths": "bank.bank",
    "read_bank": "bank.bank",
}
__all__ = list(FACE)


def __getattr__(name: str) -> Any:
    # Who reads a bank should not pay for widgets, least of all in the browser.
    if name in FACE:
        return getattr(import_module(f"{__name__}.{FACE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
