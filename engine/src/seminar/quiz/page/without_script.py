"""What a reader sees without JavaScript, in print and in a notebook viewer: the questions as a real form."""

from html import escape

from seminar.quiz.bank.item import Item
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.parts.body import Compiled


def quiz_html(items: list[Item], key: bool = True) -> str:
    """Return the questions as HTML, each with its folded answer unless ``key`` is False."""
    return "".join(item_html(item, number, key) for number, item in enumerate(items, 1))


def item_html(item: Item, number: int, key: bool = True) -> str:
    """Return one question as HTML."""
    compiled = compile_item(item)
    name = f"f-{item.id}"
    worth = points(item.points) if item.scored else "not scored"
    statement = compiled.get("statement")
    return (
        f'<div class="bb-item" id="q-{item.id}" role="group" aria-label="Question {number}">'
        f'<p class="bb-kicker"><span>Question {number}</span><span>{worth}</span></p>'
        f'<fieldset class="bb-question"><legend>{compiled["prompt"]}</legend>'
        + (f'<blockquote class="bb-statement">{statement}</blockquote>' if statement else "")
        + f'<p class="bb-small">{escape(compiled["rule"])}</p>{item.body.drawn(compiled, name)}</fieldset>'
        + (answer_html(item, compiled) if key else "")
        + "</div>"
    )


def points(number: float) -> str:
    """Return "1 point", "2 points"."""
    return f"{number} point{'' if number == 1 else 's'}"


def answer_html(item: Item, compiled: Compiled) -> str:
    """Return the answer, folded."""
    explanation = f"<p>{compiled['explanation']}</p>" if "explanation" in compiled else ""
    return f'<details class="bb-key"><summary>Answer</summary>{item.body.solution(compiled)}{explanation}</details>'
