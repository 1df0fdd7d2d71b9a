"""Reads jupyterquiz's questions into a bank, each as jupyterquiz itself would mark it."""

import json
import re
from collections.abc import Callable
from html import unescape

from seminar.course import Course
from seminar.errors import ExchangeError
from seminar.quiz.exchange import markup
from seminar.quiz.exchange.jupyterquiz.jupyterquiz_file import questions
from seminar.quiz.exchange.jupyterquiz.jupyterquiz_numbers import numeric
from seminar.quiz.exchange.new_bank import Written, clean, collect
from seminar.quiz.exchange.notes import Notes

# What says how a question looks and nothing of what it asks.
LOOKS = {"answer_cols", "input_width", "shuffle_answers", "shuffle_pairs", "shuffle_options", "id", "hide", "title"}


def read(text: str, title: str, course: Course) -> tuple[Written, Notes]:
    """Return a draft of a bank, and what was left out or lost.

    Parameters
    ----------
    text : str
        The file, decoded and cleaned.
    title : str
        The bank's title; jupyterquiz has none.
    course : Course
        Whose the bank will be.

    Raises
    ------
    ExchangeError
        If the file is no list of questions.
    """
    notes, asked = Notes(), questions(text)
    listed = [(called(q, place), json.dumps(q, sort_keys=True, default=str), None) for place, q in enumerate(asked, 1)]
    return collect(title, listed, lambda at, name: item(asked[at], name, notes), notes, course), notes


def called(question: object, place: int) -> str:
    """Return what a question is called: its stem, else its place."""
    stem = question.get("question") if isinstance(question, dict) else None
    return markup.from_html(stem)[0] if isinstance(stem, str) and stem.strip() else f"question {place}"


def item(question: object, name: str, notes: Notes) -> Written:
    """Return one item without its id, and note what is lost.

    Raises
    ------
    ExchangeError
        If a bank cannot hold it.
    """
    if not isinstance(question, dict):
        raise ExchangeError("it is no question, {…}")
    q = Question(question, lambda what: notes.lose(name, what))
    kind = question.get("type")
    if not isinstance(kind, str) or kind not in READERS:
        raise ExchangeError(f"jupyterquiz has no question type {str(kind)[:40]!r}")
    stem = "\n\n".join(filter(None, [q.words(question.get("question")), q.code(question.get("code"))]))
    kind, body = READERS[kind](q)
    read = {"type": kind, "prompt": stem, **body}
    if hint := q.words(question.get("hint")):
        read["hints"] = [hint]
    q.close()
    return read


class Question:
    """One question; it notes what its texts lose."""

    def __init__(self, fields: Written, lose: Callable[[str], None]) -> None:
        self.fields, self.lose = fields, lose
        self.lost: set[str] = set()
        self.math = False

    def answers(self) -> list[Written]:
        """Return the answers that are not the default one, whose feedback is lost."""
        listed = self.fields.get("answers")
        if not isinstance(listed, list) or not all(isinstance(answer, dict) for answer in listed) or not listed:
            raise ExchangeError("it has no list of `answers`")
        given = [answer for answer in listed if answer.get("type") != "default"]
        if len(given) < len(listed):
            self.lose("left out the feedback on any other answer")
        return given

    def words(self, value: object) -> str:
        """Return a text of HTML in our Markdown."""
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            raise ExchangeError("a list or mapping stands where a text belongs")
        text, lost = markup.from_html(str(value))
        self.lost |= lost
        self.math = self.math or bool(re.search(r"\$[^$]+\$|\\\(|\\\[", text))
        return clean(text)

    def code(self, value: object) -> str:
        """Return code in our Markdown; jupyterquiz puts it into the page as HTML."""
        if value is None:
            return ""
        code = clean(unescape(str(value))) if not isinstance(value, (dict, list)) else ""
        return f"`{code}`" if code and "`" not in code else code

    def right(self, answer: Written) -> bool:
        """Tell whether an answer is right; "true" and "false" as texts are meant as they read."""
        value = answer.get("correct")
        if not isinstance(value, bool):
            self.lose("`correct` is missing and taken as false" if value is None else "`correct` is no true or false")
        return value is True or value == 1 or (isinstance(value, str) and value.strip().lower() in ("true", "yes", "1"))

    def close(self) -> None:
        """Note what was lost."""
        if self.lost:
            self.lose(f"left out the HTML elements {', '.join(sorted(self.lost))}")
        if self.math:
            self.lose("mathematics stays as it is written")
        known = {"question", "type", "answers", "code", "hint", "precision", "pairs", "options"} | LOOKS
        if others := sorted(map(str, self.fields.keys() - known)):
            self.lose(f"left out the fields {', '.join(others)}")


def choices(q: Question) -> tuple[str, Written]:
    listed: list[Written] = []
    for answer in q.answers():
        text = " ".join(filter(None, [q.words(answer.get("answer")), q.code(answer.get("code"))]))
        if not text:
            raise ExchangeError("an answer has no words")
        option: Written = {"text": text} | ({"correct": True} if q.right(answer) else {})
        if feedback := q.words(answer.get("feedback")):
            option["feedback"] = feedback
        if option not in listed:
            listed.append(option)
    keys = [option for option in listed if option.get("correct")]
    if not keys:
        raise ExchangeError("no answer is right")
    sides = {option["text"].lower(): option for option in listed}
    if len(keys) == 1 and len(listed) == 2 and sides.keys() == {"true", "false"}:
        told = {side: sides[side]["feedback"] for side in ("true", "false") if "feedback" in sides[side]}
        return "true_false", {"answer": keys[0] is sides["true"]} | ({"feedback": told} if told else {})
    # As in jupyterquiz, the keys decide and not the name of the type.
    return ("single" if len(keys) == 1 else "multiple"), {"choices": listed}


def string(q: Question) -> tuple[str, Written]:
    accept: list[str] = []
    near: list[Written] = []
    for answer in q.answers():
        form = answer.get("answer")
        if not isinstance(form, (str, int, float)) or not clean(str(form)):
            raise ExchangeError("an answer has no words")
        if answer.get("match_case") or answer.get("fuzzy_threshold"):
            q.lose("its rules for case and near spellings give way to the bank's")
        feedback = q.words(answer.get("feedback"))
        if q.right(answer):
            accept.append(clean(str(form)))
        elif feedback:
            near.append({"text": clean(str(form)), "feedback": feedback})
    if not accept:
        raise ExchangeError("no answer is right")
    return "text", {"accept": list(dict.fromkeys(accept))} | ({"near": near} if near else {})


def match(q: Question) -> tuple[str, Written]:
    pairs = q.fields.get("pairs")
    if not isinstance(pairs, list) or not all(isinstance(pair, dict) for pair in pairs):
        raise ExchangeError("it has no list of `pairs`")
    read = [{"left": q.words(pair.get("label")), "right": q.words(pair.get("answer"))} for pair in pairs]
    options = q.fields.get("options")
    rights = {pair["right"] for pair in read}
    extra = [
        side for side in dict.fromkeys(map(q.words, options if isinstance(options, list) else [])) if side not in rights
    ]
    return "match", {"pairs": read} | ({"extra": extra} if extra else {})


READERS: dict[str, Callable[[Question], tuple[str, Written]]] = {
    "multiple_choice": choices,
    "many_choice": choices,
    "numeric": numeric,
    "string": string,
    "match": match,
}
