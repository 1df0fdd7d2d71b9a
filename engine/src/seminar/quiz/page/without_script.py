"""What a reader sees without JavaScript, in print and in a notebook viewer: the questions as a real form."""

from html import escape

from seminar.quiz.bank.item import Item
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.reading.inline import to_html


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
        + f'<p class="bb-small">{escape(compiled["rule"])}</p>{ASKED[item.type](compiled, name)}</fieldset>'
        + (answer_html(compiled) if key else "")
        + "</div>"
    )


def points(number: float) -> str:
    """Return "1 point", "2 points"."""
    return f"{number} point{'' if number == 1 else 's'}"


def picks(kind: str):
    """Return the function that draws radio buttons or check boxes."""

    def draw(compiled, name):
        options = "".join(
            f'<div class="bb-option"><label><input type="{kind}" name="{name}">'
            f'<span class="bb-words">{option["html"]}</span></label></div>'
            for option in compiled["options"]
        )
        return f'<div class="bb-options bb-options-{compiled["type"]}">{options}</div>'

    return draw


def typed(compiled, name):
    """Draw a line to write on."""
    unit = f'<span class="bb-unit">{escape(compiled["unit"])}</span>' if compiled.get("unit") else ""
    return f'<div class="bb-typed"><input type="text" name="{name}" aria-label="Your answer">{unit}</div>'


def written(compiled, name):
    """Draw a field to write in."""
    return f'<div class="bb-typed"><textarea rows="5" name="{name}" aria-label="Your answer"></textarea></div>'


def placed(compiled, name):
    """Draw rows to match or classify, each with a list of the options, or to tick where they are few, as in quiz.js."""
    if compiled["type"] == "classify" and len(compiled["options"]) <= 4:
        return rows(ticked(row, compiled["options"], f"{name}-{row['id']}") for row in compiled["rows"])
    options = "".join(f"<option>{escape(option['text'])}</option>" for option in compiled["options"])
    lists = rows(
        f'<div class="bb-row"><span class="bb-words">{row["html"]}</span>'
        f'<select name="{name}" aria-label="{escape(row["text"])}"><option></option>{options}</select></div>'
        for row in compiled["rows"]
    )
    # A closed list shows nothing on paper.
    choices = " · ".join(escape(option["text"]) for option in compiled["options"])
    return f'{lists}<p class="bb-small bb-paper">Choices: {choices}</p>'


def rows(drawn) -> str:
    """Return rows below each other."""
    return f'<div class="bb-rows">{"".join(drawn)}</div>'


def ticked(row, options, name):
    """Draw a row with its options beside it."""
    pills = "".join(
        f'<label class="bb-pill"><input type="radio" name="{name}"><span>{escape(option["text"])}</span></label>'
        for option in options
    )
    return (
        f'<div class="bb-row" role="radiogroup" aria-label="{escape(row["text"])}">'
        f'<span class="bb-words">{row["html"]}</span><span class="bb-pills">{pills}</span></div>'
    )


def steps(compiled, name):
    """Draw steps, each with a field for its place."""
    return rows(
        f'<div class="bb-row"><span class="bb-words">{option["html"]}</span>'
        f'<input class="bb-place" type="text" inputmode="numeric" name="{name}" size="2" '
        f'aria-label="Place of: {escape(option["text"])}"></div>'
        for option in compiled["options"]
    )


ASKED = {
    "single": picks("radio"),
    "true_false": picks("radio"),
    "multiple": picks("checkbox"),
    "evidence": picks("checkbox"),
    "map": picks("checkbox"),
    "numeric": typed,
    "text": typed,
    "reflect": written,
    "match": placed,
    "classify": placed,
    "order": steps,
}


def answer_html(compiled: dict) -> str:
    """Return the answer, folded."""
    explanation = f"<p>{compiled['explanation']}</p>" if "explanation" in compiled else ""
    return f'<details class="bb-key"><summary>Answer</summary>{solution(compiled)}{explanation}</details>'


def solution(compiled: dict) -> str:
    """Return the right answer of a compiled item as HTML."""
    key = compiled["key"]
    words = {option["id"]: option["html"] for option in compiled.get("options", [])}
    if "correct" in key:
        return listed("ul", [words[name] for name in key["correct"]])
    if "pairs" in key:
        left = {row["id"]: row["html"] for row in compiled["rows"]}
        return listed("ul", [f"{left[row]}: {words[option]}" for row, option in key["pairs"].items()])
    if "ranks" in key:
        return listed("ol", [words[step] for step in sorted(key["ranks"], key=key["ranks"].get)])
    if "model_answer" in compiled:
        return f"<p>{compiled['model_answer']}</p>{listed('ul', compiled['criteria'])}"
    return f"<p>{to_html(compiled['answer'])}</p>"


def listed(tag: str, entries: list[str]) -> str:
    """Return an HTML list of HTML entries."""
    return f"<{tag}>{''.join(f'<li>{entry}</li>' for entry in entries)}</{tag}>"
