"""Exam mode: a bank without its key, in a page of the book or as a page of its own.

What the page holds: stems, options, points. What it does not: keys, feedback, hints, explanations, evidence; options
stand in an order that tells nothing. Every item of the pool is in the page; which of them a student is asked is drawn
from their code and the seed (see ``pool``), and drawn again when their file is graded.
"""

from dataclasses import replace
from html import escape
from pathlib import Path

from seminar.quiz.bank import item as r
from seminar.quiz.bank.agreed import agreed
from seminar.quiz.bank.pool import pool
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.without_script import quiz_html
from seminar.text import generator
from seminar.web import SHIM, joined, live_place

MARK = generator("quiz compile")
STATIC = Path(__file__).parents[1] / "static"
# What the book's theme gives in a page of the book.
PAGE_STYLE = """
* { box-sizing: border-box; }
html[data-theme="dark"] { color-scheme: dark; --pst-color-text-base: #ececec; --pst-color-text-muted: #b8b8b8;
  --pst-color-background: #16181b; --pst-color-on-background: #1e2226; }
body { background: var(--pst-color-background, #fff); color: var(--pst-color-text-base, #1d2126);
  font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; padding: 1rem; }
"""
DARK = 'if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";'


def sealed(item: r.Item) -> r.Item:
    """Return an item whose options stand in an order made of their ids: an author may tend to put the key first."""
    return replace(item, body=item.body.mixed())


def exam_html(bank: r.Bank) -> str:
    """Return the live place of an exam, readable without a script: as ``Bank.exam`` says, else with all items.

    Items that earn no points are left out.
    """
    exam = bank.exam or r.Exam()
    items = [sealed(item) for item in pool(bank)]
    state = {
        **bank.course.identity,
        # The answers to an exam lie apart from those to the same bank as a self-check.
        "bank": f"exam-{bank.stem}",
        "stem": bank.stem,
        "draw": exam.draw,
        "seed_text": exam.seed,
        "items": [compile_item(item, key=False) for item in items],
        "answers": {},
        "agreed": agreed(),
    }
    return live_place("exam", state, quiz_html(items, key=False), "bb-quiz")


def exam_page(bank: r.Bank) -> str:
    """Return one HTML page that holds the whole exam, its script and its style, and asks for nothing else."""
    style = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("quiz.css", "progress.css"))
    source = joined(STATIC / "exam.js", SHIM).replace("export default { render };", "")
    script = f'(() => {{\n"use strict";\n{source}\nhydrate("exam", {{ render }});\n}})();'
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{MARK}<title>{escape(bank.title)}</title>'
        f"<style>{PAGE_STYLE}{style}</style><script>{DARK}</script></head><body><main><h1>{escape(bank.title)}</h1>"
        f"{exam_html(bank)}</main><script>{script}</script></body></html>\n"
    )
