"""What is thrown on the wall: HTML in big type, in which every figure is a table, so that it can also be read out."""

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from seminar.classroom.room.counts import Line
from seminar.quiz import Item, compile_item, html_list, sealed

ROUNDS = {1: "First vote", 2: "Second vote"}
MOVES = {
    "right→right": ("✓", "right, and still right"),
    "wrong→right": ("↗", "wrong, then right"),
    "right→wrong": ("↘", "right, then wrong"),
    "wrong→wrong": ("✗", "wrong, and still wrong"),
}
WIDE = (*ROUNDS.values(), "Students")  # columns that hold bars
BAR_COLUMN = ' class="bb-round"'


class Slide:
    """A piece of HTML with its title; a notebook shows it as it is."""

    def __init__(self, title: str, body: str) -> None:
        self.title, self.body = title, body

    def _repr_html_(self) -> str:
        title = escape(self.title)
        inside = f'<style>{style()}</style><p class="bb-kicker">{title}</p>{self.body}'
        return f'<section class="bb-slide" aria-label="{title}">{inside}</section>'

    def __repr__(self) -> str:
        return f"<Slide: {self.title}>"


@cache
def style() -> str:
    """Return the look; each slide carries it, since the others may be cleared."""
    return (Path(__file__).parent / "slides.css").read_text(encoding="utf-8")


def paragraph(text: str, look: str = "") -> str:
    """Return plain text as a paragraph, in which no number loses its unit at the end of a line."""
    words = escape(text.replace(" %", "\N{NO-BREAK SPACE}%"))
    return f'<p class="{look}">{words}</p>' if look else f"<p>{words}</p>"


def question_html(item: Item) -> str:
    """Return the stem and what can be chosen, without the key and in an order that does not tell it."""
    shown = compile_item(sealed(item), key=False)
    stem = f'<p class="bb-stem">{shown["prompt"]}</p>'
    statement = f"<blockquote>{shown['statement']}</blockquote>" if "statement" in shown else ""
    rows = html_list("ul", [row["html"] for row in shown.get("rows", [])]) if shown.get("rows") else ""
    options = [option["html"] for option in shown.get("options", [])]
    if rows:
        options = [f"<strong>{' · '.join(options)}</strong>"]
        return f"{stem}{rows}<p>{options[0]}</p>" + paragraph(shown["rule"], "bb-quiet")
    return stem + statement + (html_list("ul", options) if options else "") + paragraph(shown["rule"], "bb-quiet")


def bar(count: int, n: int, number: int) -> str:
    """Return a count with its bar; the words stand beside it, so the bar itself says nothing."""
    share = count / n * 100 if n else 0
    drawn = f'<span class="bb-bar bb-bar-{number}" style="width:{share:.1f}%" aria-hidden="true"></span>'
    return f'<span class="bb-count">{count} ({share:.0f} %)</span>{drawn if count else ""}'


def said_html(item: Item, lines: list[Line], totals: dict[int, int], key: bool = False) -> str:
    """Return how often each thing was said.

    Parameters
    ----------
    item : Item
        What was asked.
    lines : list of Line
        As :func:`seminar.classroom.room.counts.lines` returns them; their counts are those of ``totals``.
    totals : dict of int to int
        How many answered, by the number of the round.
    key : bool
        True marks what is right and adds the bank's feedback.
    """
    if not any(totals.values()):
        return paragraph("Nobody answered, so there is nothing to show.")
    several = " More than one could be chosen." if item.body.SEVERAL else ""
    caption = f"How many said what.{several}"
    table = cells_table if any(line.row for line in lines) else lines_table
    return f'<div class="bb-table">{table(item, lines, totals, key, caption)}</div>'


def heads(totals: dict[int, int]) -> list[str]:
    """Return the heads of the rounds: "First vote (n = 31)"."""
    return [f"{ROUNDS[number]} (n = {n})" for number, n in totals.items()]


def lines_table(item: Item, lines: list[Line], totals: dict[int, int], key: bool, caption: str) -> str:
    """Return a row for each option and a column for each round."""
    feedback = compile_item(item)["feedback"] if key else {}
    columns = [*(["Key"] if key else []), "Answer", *heads(totals)]
    rows = []
    for line in lines:
        told = feedback.get(line.id)
        mark = f'<td class="bb-mark">{"✓ right" if line.right else "✗ wrong"}</td>' if key else ""
        words = line.html + (f'<br><span class="bb-quiet">{told}</span>' if told else "")
        bars = "".join(
            f"<td>{bar(count, n, number)}</td>" for count, (number, n) in zip(line.counts, totals.items(), strict=True)
        )
        look = ' class="bb-is-right"' if key and line.right else ""
        rows.append(f'<tr{look}>{mark}<th scope="row">{words}</th>{bars}</tr>')
    return table_html(caption, columns, rows)


def cells_table(item: Item, lines: list[Line], totals: dict[int, int], key: bool, caption: str) -> str:
    """Return a row for each card and a column for each of its places, with the rounds one above the other."""
    shown = compile_item(sealed(item))
    rows = []
    for row in shown["rows"]:
        cells = []
        for line in (line for line in lines if line.row == row["id"]):
            bars = "".join(
                bar(count, n, number) for count, (number, n) in zip(line.counts, totals.items(), strict=True)
            )
            right = key and line.right
            sign = '<span class="bb-mark">✓ right</span>' if right else ""
            look = ' class="bb-is-right"' if right else ""
            cells.append(f"<td{look}>{sign}{bars}</td>")
        told = shown["feedback"].get(row["id"]) if key else None
        words = row["html"] + (f'<br><span class="bb-quiet">{told}</span>' if told else "")
        rows.append(f'<tr><th scope="row">{words}</th>{"".join(cells)}</tr>')
    order = (
        " In each cell, from above: " + ", ".join(heads(totals)) + "." if len(totals) > 1 else f" {heads(totals)[0]}."
    )
    return table_html(caption + order, ["Card", *(o["text"] for o in shown["options"])], rows, "bb-cells")


def table_html(caption: str, columns: list[str], rows: list[str], look: str = "") -> str:
    """Return a table; columns and caption are plain text, rows HTML."""
    head = "".join(
        f'<th scope="col"{BAR_COLUMN if column.startswith(WIDE) else ""}>{escape(column)}</th>' for column in columns
    )
    return (
        f'<table class="{look}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def moved_html(shift: dict[str, Any]) -> str:
    """Return the table of shifts of those who voted twice."""
    rows = [
        f'<tr><th scope="row"><span class="bb-mark" aria-hidden="true">{sign}</span> {words}</th>'
        f"<td>{bar(shift[name], shift['n'], 2)}</td></tr>"
        for name, (sign, words) in MOVES.items()
    ]
    return table_html("How those moved who voted twice", ["Before and after the talk", "Students"], rows)


def key_html(item: Item, register: str) -> str:
    """Return the right answer with its explanation and the claims that settle it.

    Parameters
    ----------
    item : Item
        What was asked.
    register : str
        The address of the book's page of claims; without it the claims stand there without a link.
    """
    shown = compile_item(item)
    explanation = f"<p>{shown['explanation']}</p>" if "explanation" in shown else ""
    claims = [
        f"<strong>{claim_html(claim['id'], register)}</strong> {escape(claim['text'])}" for claim in shown["evidence"]
    ]
    evidence = f'<p class="bb-kicker">What settles it</p>{html_list("ul", claims)}' if claims else ""
    # Where rows are placed, the table that follows marks the place of each.
    right = "" if "pairs" in shown["key"] else item.body.solution(shown)
    return f"{right}{explanation}{evidence}"


def claim_html(claim: str, register: str) -> str:
    """Return a claim's id, linked where the register's address is known."""
    return f'<a href="{escape(register)}#{claim}" target="_blank">{claim}</a>' if register else claim
