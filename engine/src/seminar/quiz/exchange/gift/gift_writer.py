"""GIFT, the plain text that Moodle imports.

Written for Moodle's own reader, ``question/format/gift/format.php``, which decides what a file means; the rules that
are not in the manual are noted where they matter. Texts are HTML, which GIFT marks as ``[html]``, because Markdown is
more to Moodle than to a bank: there `<b>`, `_` and `#` have a meaning. Short answers and right sides are plain text.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from seminar.quiz.bank import item as r
from seminar.quiz.exchange.notes import Loss
from seminar.quiz.exchange.simplify import body_of, simplified
from seminar.quiz.parts.choices import Choices
from seminar.quiz.reading.inline import to_html, to_text
from seminar.quiz.types.match import Match
from seminar.quiz.types.numeric import Numeric
from seminar.quiz.types.reflect import Reflect
from seminar.quiz.types.text import Text
from seminar.quiz.types.true_false import TrueFalse

SYSTEM = "GIFT"
KNOWS = {"single", "multiple", "true_false", "numeric", "text", "match", "reflect"}
HOLDS = {"evidence", "explanation", "usual mistakes", "extra right sides"}
ESCAPED = re.compile(r"([\\~=#{}:])")
MARK = "// Written by seminar quiz export gift"


def write(bank: r.Bank) -> tuple[str, list[Loss]]:
    """Return the bank as GIFT and what GIFT cannot hold."""
    items, lost = simplified(bank, KNOWS, HOLDS, SYSTEM)
    blocks = [f"{MARK}\n$CATEGORY: {one_line(bank.title).replace('/', '//')}"]
    for item in items:
        tags = "".join(f" [tag:{claim}]" for claim in item.evidence)
        answers = WRITERS[item.type](item)
        if general := item.explanation or (item.type == "reflect" and body_of(item, Reflect).model_answer):
            answers.append(f"####{text(general)}")
        if item.type == "text" and any("->" in form for form in forms(item)):
            lost.append((item.id, "“->” in an answer is written “→”, GIFT would take the answers for pairs"))
        inside = "\n\t".join(answers)
        blocks.append(f"// [id:{item.id}]{tags}\n::{item.id}::[html]{text(item.prompt)}{{{inside}\n}}")
    return "\n\n".join(blocks) + "\n", lost


def text(markdown: str) -> str:
    """Return a bank's text as HTML, escaped."""
    html = to_html(markdown).replace("&#x27;", "'").replace("&quot;", '"')
    return escape(html)


def escape(words: str) -> str:
    r"""Return a text with GIFT's control characters escaped and its line ends written ``\n``."""
    return ESCAPED.sub(r"\\\1", words.strip()).replace("\r\n", "\n").replace("\n", "\\n")


def answer(markdown: str) -> str:
    """Return an answer's text; one that begins like a format or a weight is marked, so that it is not read as one."""
    return marked(text(markdown), "html")


def marked(words: str, format_: str) -> str:
    """Return a text that cannot be taken for a format or a weight."""
    return f"[{format_}]{words}" if words.startswith(("[", "%")) else words


def one_line(title: str) -> str:
    """Return a text without line ends, which would end a category."""
    return " ".join(title.split())


def write_choices(item: r.Item) -> list[str]:
    options = body_of(item, Choices).choices
    right = sum(option.correct for option in options)
    lines = [""]
    for option in options:
        if item.type == "single":
            mark = "=" if option.correct else "~"
        else:
            # The same rule as ours: right share minus wrong share. Moodle keeps a sum below 0 at 0.
            share = 100 / right if option.correct else -100 / (len(options) - right)
            mark = f"~%{percent(share)}%"
        lines.append(mark + answer(option.text) + (f"#{answer(option.feedback)}" if option.feedback else ""))
    return lines


def percent(share: float) -> str:
    """Return a percentage with the five decimals of Moodle's list of grades."""
    return f"{share:.5f}".rstrip("0").rstrip(".")


def write_true_false(item: r.Item) -> list[str]:
    body = body_of(item, TrueFalse)
    right, wrong = ("true", "false") if body.answer else ("false", "true")
    feedback = body.told_to
    told = f"#{answer(feedback[wrong])}#{answer(feedback[right])}" if any(feedback.values()) else ""
    return [f"{right.upper()}{told}"]


def write_numeric(item: r.Item) -> list[str]:
    body = body_of(item, Numeric)
    if body.answer is None or body.tolerance is None:
        lines = ["#", f"={plain(body.low)}..{plain(body.high)}"]
    else:
        lines = ["#", f"={plain(body.answer)}:{plain(body.tolerance)}"]
    for near in body.near:
        # Only full credit may stand without a weight; 0 keeps the mistake wrong and its feedback in place.
        lines.append(f"=%0%{plain(near.low)}..{plain(near.high)}#{answer(near.feedback)}")
    return lines


def plain(number: float) -> str:
    """Return a number without an exponent, which GIFT does not know."""
    return format(Decimal(repr(number)), "f")


def write_text(item: r.Item) -> list[str]:
    body = body_of(item, Text)
    right = [f"=%100%{short(form)}" for form in body.accept]
    return ["", *right, *(f"=%0%{short(near.text)}#{answer(near.feedback)}" for near in body.near)]


def forms(item: r.Item) -> list[str]:
    """Return all answers that a text item names."""
    body = body_of(item, Text)
    return [*body.accept, *(near.text for near in body.near)]


def short(form: str) -> str:
    r"""Return a short answer; ``*`` alone would be Moodle's wildcard."""
    return marked(escape(form.replace("->", "→")), "plain").replace("*", r"\*")


def write_match(item: r.Item) -> list[str]:
    body = body_of(item, Match)
    pairs = [f"={answer(pair.left)} -> {escape(to_text(pair.right))}" for pair in body.pairs]
    return ["", *pairs, *(f"= -> {escape(to_text(side))}" for side in body.extra)]


WRITERS: dict[str, Callable[[r.Item], list[str]]] = {
    "single": write_choices,
    "multiple": write_choices,
    "true_false": write_true_false,
    "numeric": write_numeric,
    "text": write_text,
    "match": write_match,
    "reflect": lambda item: [""],
}
