"""What types share in which rows are placed among options: match, classify."""

from collections.abc import Iterable
from html import escape

from seminar.quiz.parts.body import Body, Compiled
from seminar.quiz.parts.credit_rules import Key, rows
from seminar.quiz.parts.options import Option, html_list, ids, known
from seminar.quiz.reading.inline import to_html

PLACES = "Each row that is placed rightly earns an equal share."


class PlacedRows(Body):
    """A body whose response says for each row which option it goes with."""

    @staticmethod
    def score(key: Key, response: object) -> float:
        """Score the share of rows that are placed rightly."""
        return rows(key, response)

    @staticmethod
    def fits(asked: Compiled, response: object) -> bool:
        """Say whether rows are placed, and only rows and options that there are."""
        placed = isinstance(response, dict) and bool(response) and ids(asked, "rows") >= response.keys()
        return placed and isinstance(response, dict) and known(response.values(), ids(asked))

    @staticmethod
    def drawn(compiled: Compiled, name: str) -> str:
        """Draw rows, each with a list of the options."""
        options = "".join(f"<option>{escape(option['text'])}</option>" for option in compiled["options"])
        lists = below(
            f'<div class="bb-row"><span class="bb-words">{row["html"]}</span>'
            f'<select name="{name}" aria-label="{escape(row["text"])}"><option></option>{options}</select></div>'
            for row in compiled["rows"]
        )
        # A closed list shows nothing on paper.
        choices = " · ".join(escape(option["text"]) for option in compiled["options"])
        return f'{lists}<p class="bb-small bb-paper">Choices: {choices}</p>'

    @staticmethod
    def solution(compiled: Compiled) -> str:
        """Return each row with its option."""
        words = {option["id"]: option["html"] for option in compiled["options"]}
        left = {row["id"]: row["html"] for row in compiled["rows"]}
        return html_list("ul", [f"{left[row]}: {words[option]}" for row, option in compiled["key"]["pairs"].items()])

    def sides(self) -> list[str]:
        """Return the words of the options, as they stand on paper."""
        raise NotImplementedError

    def blanks(self) -> str:
        """Return rows with a blank each and, below, the letters to write into them."""
        letters = "; ".join(f"<b>{chr(65 + place)}</b> {to_html(side)}" for place, side in enumerate(self.sides()))
        lines = "".join(f"<tr><td>{row}</td><td>&emsp;&emsp;</td></tr>" for row in self.listed())
        return f"<table><thead><tr><th>Row</th><th>Letter</th></tr></thead>{lines}</table><p>{letters}</p>"


def below(drawn: Iterable[str]) -> str:
    """Return rows below each other."""
    return f'<div class="bb-rows">{"".join(drawn)}</div>'


def ticked(row: Option, options: list[Option], name: str) -> str:
    """Draw a row with its options beside it."""
    pills = "".join(
        f'<label class="bb-pill"><input type="radio" name="{name}"><span>{escape(option["text"])}</span></label>'
        for option in options
    )
    return (
        f'<div class="bb-row" role="radiogroup" aria-label="{escape(row["text"])}">'
        f'<span class="bb-words">{row["html"]}</span><span class="bb-pills">{pills}</span></div>'
    )
