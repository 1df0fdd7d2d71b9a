"""A quiz on paper: a sheet to fill in and, apart from it, the key. Two HTML pages without scripts or requests."""

from html import escape

from seminar.quiz.bank import item as r
from seminar.quiz.exchange import cards
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import losses
from seminar.quiz.reading.inline import to_html
from seminar.text import generator

HOLDS = {"evidence", "explanation", "points", "ungraded mark", "unit", "extra right sides", "criteria",
         "feedback on each part"}  # fmt: skip
MARK = generator("quiz export paper")
STYLE = """
body { font: 11pt/1.45 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #111;
  background: #fff; }
h1 { font-size: 1.4em; }
h2 { font-size: 1em; margin: 0; }
article { break-inside: avoid; margin-block: 1.6em; }
ul { list-style: none; padding: 0; }
li { margin-block: .35em; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 1px solid #777; padding: .3em .5em; text-align: start; vertical-align: top; }
.who { display: flex; gap: 2rem; }
.who span { flex: 1; border-bottom: 1px solid; }
.box { display: inline-block; width: .9em; height: .9em; border: 1px solid; margin-inline-end: .6em; }
.round { border-radius: 50%; }
.line { border-bottom: 1px solid; height: 2em; }
.points { font-weight: normal; float: inline-end; }
@page { margin: 18mm; }
"""


def write(bank: r.Bank) -> tuple[str, str, list[Loss]]:
    """Return the sheet, the key, and what paper cannot hold."""
    lost = [loss for item in bank.items for loss in losses(item, HOLDS, "paper")]
    who = '<p class="who">Name or code: <span></span> Date: <span></span></p>'
    sheet = "".join(article(place, item, item.body.blanks()) for place, item in enumerate(bank.items, 1))
    key = "".join(article(place, item, cards.answer(item)) for place, item in enumerate(bank.items, 1))
    return page(bank.title, who + sheet), page(f"{bank.title}: key", key), lost


def page(title: str, body: str) -> str:
    """Return one HTML document."""
    width = '<meta name="viewport" content="width=device-width">'
    head = f'<meta charset="utf-8">{MARK}{width}<title>{escape(title)}</title>'
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<style>{STYLE}</style></head>\n'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def article(place: int, item: r.Item, inside: str) -> str:
    """Return one question with its number, its points and what stands below the stem."""
    worth = f"{item.points:g} p." if item.scored else "not graded"
    head = f'<h2><span class="points">{worth}</span>{place}. {to_html(item.prompt)}</h2>'
    return f'<article id="{item.id}">{head}{item.body.before(card=False)}{inside}</article>'
