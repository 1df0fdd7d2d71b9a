"""GIFT, the plain text that Moodle imports.

Written for Moodle's own reader, ``question/format/gift/format.php``, which decides what a file means; the rules that
are not in the manual are noted where they matter. Texts stay Markdown, which GIFT marks as ``[markdown]``.
"""

import re
from decimal import Decimal

from betweenblocs.quiz import records as r
from betweenblocs.quiz.exchange.simplify import simplified

SYSTEM = "GIFT"
KNOWS = {"single", "multiple", "true_false", "numeric", "text", "match", "reflect"}
HOLDS = {"evidence", "explanation", "usual mistakes", "extra right sides"}
ESCAPED = re.compile(r"([\\~=#{}:])")


def write(bank: r.Bank) -> tuple[str, list[str]]:
    """Return the bank as GIFT and the sentences on what GIFT cannot hold."""
    items, said = simplified(bank, KNOWS, HOLDS, SYSTEM)
    blocks = [f"$CATEGORY: {one_line(bank.title)}"]
    for item in items:
        tags = "".join(f" [tag:{claim}]" for claim in item.evidence)
        answers = WRITERS[item.type](item)
        if item.explanation or item.type == "reflect":
            general = item.explanation or item.body.model_answer
            answers.append(f"####{escape(general)}")
        if item.type == "match" and any("->" in pair.left for pair in item.body.pairs):
            said.append(f"{item.id}: “->” on a left side is written “→”, GIFT would split the pair there")
        inside = "\n\t".join(answers)
        blocks.append(f"// [id:{item.id}]{tags}\n::{item.id}::[markdown]{escape(item.prompt)}{{{inside}\n}}")
    return "\n\n".join(blocks) + "\n", said


def escape(text: str) -> str:
    r"""Return a text with GIFT's control characters escaped and its line ends written ``\n``."""
    return ESCAPED.sub(r"\\\1", text.strip()).replace("\r\n", "\n").replace("\n", "\\n")


def answer(text: str) -> str:
    """Return an answer's text; one that begins like a format or a weight is marked, so that it is not read as one."""
    return ("[markdown]" if text.strip().startswith(("[", "%")) else "") + escape(text)


def one_line(text: str) -> str:
    """Return a text without line ends, which would end a category."""
    return " ".join(text.split())


def write_choices(item: r.Item) -> list[str]:
    options = item.body.choices
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
    right, wrong = ("true", "false") if item.body.answer else ("false", "true")
    feedback = item.body.feedback
    return [f"{right.upper()}#{answer(feedback[wrong])}#{answer(feedback[right])}"]


def write_numeric(item: r.Item) -> list[str]:
    body = item.body
    if body.answer is None:
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
    forms = [f"=%100%{short(form)}" for form in item.body.accept]
    return ["", *forms, *(f"=%0%{short(near.text)}#{answer(near.feedback)}" for near in item.body.near)]


def short(text: str) -> str:
    r"""Return a short answer; ``*`` alone would be Moodle's wildcard."""
    return answer(text).replace("*", r"\*")


def write_match(item: r.Item) -> list[str]:
    pairs = [f"={answer(pair.left.replace('->', '→'))} -> {escape(pair.right)}" for pair in item.body.pairs]
    return ["", *pairs, *(f"= -> {escape(side)}" for side in item.body.extra)]


WRITERS = {
    "single": write_choices,
    "multiple": write_choices,
    "true_false": write_true_false,
    "numeric": write_numeric,
    "text": write_text,
    "match": write_match,
    "reflect": lambda item: [""],
}
