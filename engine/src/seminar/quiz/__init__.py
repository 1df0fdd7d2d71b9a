"""Quizzes: banks of items, how they are asked, scored, kept and exchanged.

What other parts and courses take
----------------------------------
Banks: `read_bank(path)` gives a `Bank` of `Item`s, every mistake being a ``BankError`` with file and line; `bank_path`
and `bank_paths` find a course's own, `banks` those that a command names. `finished` refuses a draft. `asked` picks
items by their ids, `scorable` those that earn points, `pool` those from which an exam draws. `TYPES` are the types of
items.

Pages: `Quiz` asks items in a notebook, `live_html` in a page, `exam_html` as an exam. `compile_item` is what the page
gets of an item; ``key=False`` leaves out everything that tells the answer. `sealed` sets its options in an order that
does not tell the key either. `agreed` is what both languages hold to. `to_text` and `html_list` write what an author
wrote as text and as a list.

Answers: `read_all` gives the `Responses` of the `response_files` in folders, an `Answer` for each item;
`check_responses` reads what is no file, `FORMAT` and `VERSION` say which kind it is; `CERTAINTIES` are how sure one
can be. `mark` gives a `Mark` for each answer to a bank, `mark_item` for one; `is_right` says whether it is full,
`holds` whether an option was taken, `fold` makes two spellings of a text equal. `shifts` counts who moved between two
rounds, `second_round` finds the answers of the second.

The world: `world` is its map, `country_names` its states, `box` and `meets` say what lies in view.

State
-----
The model (an anywidget model or the page's shim, ``static/shim.js``) has these fields:

``bank`` : str
    The bank's stem.
``items`` : list of dict
    Compiled items, in the order in which they are asked.
``answers`` : dict
    Item id -> record. A record is replaced as a whole, never changed in place::

        {"response": …,                the last response, as ``parts.credit_rules`` has it
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
    What Python and the page have to agree on, see ``bank/agreed.py``: the certainties and their words, the days and
    reasons of the review, and what a response file says of itself.

``keep`` : bool
    Only in a notebook. False leaves the answers to the model alone.

What is answered in a page or a notebook, ``static/keeping.js`` keeps in the browser, as
``localStorage["seminar:v1:<course>:<bank>"]`` = ``{"version": 1, "seed": n, "items": {item id: record}}``.
All quizzes of one bank on one origin share it, item by item: the lab, the book, and every open tab.
"""

from typing import TYPE_CHECKING

from seminar.face import face

if TYPE_CHECKING:
    from seminar.quiz.answers.analysis import is_right
    from seminar.quiz.answers.item_report import holds
    from seminar.quiz.answers.marking import Mark, mark, mark_item
    from seminar.quiz.answers.peer_instruction import second_round, shifts
    from seminar.quiz.answers.response_file import Responses, check_responses, read_all, response_files
    from seminar.quiz.bank.agreed import CERTAINTIES, FORMAT, VERSION, agreed
    from seminar.quiz.bank.answer import Answer
    from seminar.quiz.bank.bank import asked, bank_path, bank_paths, finished, read_bank
    from seminar.quiz.bank.item import Bank, Item
    from seminar.quiz.bank.pool import pool, scorable
    from seminar.quiz.commands import banks
    from seminar.quiz.page.compiled import compile_item
    from seminar.quiz.page.exam import exam_html, sealed
    from seminar.quiz.page.live import live_html
    from seminar.quiz.page.widget import Quiz
    from seminar.quiz.parts.folding import fold
    from seminar.quiz.parts.options import html_list
    from seminar.quiz.parts.world import box, country_names, meets, world
    from seminar.quiz.reading.inline import to_text
    from seminar.quiz.types import TYPES
else:
    # Who reads a bank should not pay for widgets, least of all in the browser.
    __getattr__ = face(
        __name__,
        {
            "answers.analysis": "is_right",
            "bank.answer": "Answer",
            "answers.item_report": "holds",
            "answers.marking": "Mark mark mark_item",
            "answers.peer_instruction": "second_round shifts",
            "answers.response_file": "Responses check_responses read_all response_files",
            "bank.agreed": "CERTAINTIES FORMAT VERSION agreed",
            "bank.bank": "asked bank_path bank_paths finished read_bank",
            "bank.item": "Bank Item",
            "bank.pool": "pool scorable",
            "commands": "banks",
            "page.compiled": "compile_item",
            "page.exam": "exam_html sealed",
            "page.live": "live_html",
            "page.widget": "Quiz",
            "parts.folding": "fold",
            "parts.options": "html_list",
            "parts.world": "box country_names meets world",
            "reading.inline": "to_text",
            "types": "TYPES",
        },
    )

__all__ = [
    "CERTAINTIES",
    "FORMAT",
    "TYPES",
    "VERSION",
    "Answer",
    "Bank",
    "Item",
    "Mark",
    "Quiz",
    "Responses",
    "agreed",
    "asked",
    "bank_path",
    "bank_paths",
    "banks",
    "box",
    "check_responses",
    "compile_item",
    "country_names",
    "exam_html",
    "finished",
    "fold",
    "holds",
    "html_list",
    "is_right",
    "live_html",
    "mark",
    "mark_item",
    "meets",
    "pool",
    "read_all",
    "read_bank",
    "response_files",
    "scorable",
    "sealed",
    "second_round",
    "shifts",
    "to_text",
    "world",
]
