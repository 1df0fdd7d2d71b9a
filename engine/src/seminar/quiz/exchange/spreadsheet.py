"""Plain CSV: one row an item, for a spreadsheet. Nothing reads it back."""

import re
from html import unescape

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import losses
from seminar.quiz.reading.inline import to_text
from seminar.text import csv_text, safe

HOLDS = {"evidence", "sources", "explanation", "objective", "points", "ungraded mark"}
HEAD = ("id", "type", "prompt", "options", "key", "explanation", "evidence", "sources", "objective", "points")
MARK = ",".join(HEAD)


def write(bank: r.Bank) -> tuple[str, list[Loss]]:
    """Return the bank as CSV and what a table has no column for."""
    rows: list[list[object]] = [list(HEAD)]
    for item in bank.items:
        cells = (
            item.id,
            item.type,
            to_text(item.prompt),
            " | ".join(map(words, item.body.listed())),
            words(item.body.keyed()),
            to_text(item.explanation or ""),
            " ".join(item.evidence),
            " ".join(item.sources),
            item.objective or "",
            0 if item.ungraded else item.points,
        )
        rows.append([*map(safe, cells)])
    return csv_text(rows), [loss for item in bank.items for loss in losses(item, HOLDS, "a table")]


def words(markup: str) -> str:
    """Return the words of our own small HTML, list items parted by " | "."""
    return unescape(re.sub(r"<[^>]+>", "", markup.replace("</li><li>", " | ")))
