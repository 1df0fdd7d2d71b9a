"""Reads GIFT as Moodle does (``question/format/gift/format.php``) into a bank."""

import re
from collections.abc import Callable

from seminar.course import Course
from seminar.errors import ExchangeError
from seminar.quiz.exchange.gift import gift_choices, gift_numbers
from seminar.quiz.exchange.gift.gift_blocks import CATEGORY, Question, blocks, unmarked, weighted
from seminar.quiz.exchange.new_bank import Written, clean, collect, known_claims
from seminar.quiz.exchange.notes import Notes

Lose = Callable[[str], None]  # takes a sentence on what the bank cannot hold
WILDCARD = re.compile(r"(?<!\\)\*")
# What the ordering type writes before its steps: how many to ask, which, in what layout, by which rule.
ORDERING = re.compile(r">[ \t]*(\d*)[ \t]*([A-Z_]*[ \t]*)*")


def read(text: str, title: str, course: Course) -> tuple[Written, Notes]:
    """Return a draft of a bank, and what was left out or lost.

    Parameters
    ----------
    text : str
        The GIFT file, decoded and cleaned.
    title : str
        The bank's title where the file does not name one category.
    course : Course
        Whose the bank will be.

    Raises
    ------
    ExchangeError
        If the file holds nothing that could be a question.
    """
    notes = Notes()
    categories: list[str] = []
    questions: list[Question] = []
    for line, block in blocks(text):
        question = Question(line, block)
        if question.rest.startswith(CATEGORY):
            categories.append(category(question.rest))
        elif question.rest or question.name:
            questions.append(question)
    if not questions:
        raise ExchangeError("there is no GIFT question in this file")
    if len(names := list(dict.fromkeys(filter(None, categories)))) > 1:
        notes.whole.append(f"{len(names)} categories became one bank: {', '.join(names)}")
    listed = [(q.title, q.rest, q.line) for q in questions]
    bank = collect(
        names[0] if len(names) == 1 else title,
        listed,
        lambda at, name: item(questions[at], name, notes, course),
        notes,
        course,
    )
    return bank, notes


def category(block: str) -> str:
    """Return the last part of a category's path, in which ``//`` is a slash of a name."""
    path = unmarked(block.removeprefix(CATEGORY))
    return clean(re.split("(?<!/)/(?!/)", path)[-1].replace("//", "/"))


def item(q: Question, name: str, notes: Notes, course: Course) -> Written:
    """Return one item without its id, and note what is lost.

    Raises
    ------
    ExchangeError
        If a bank cannot hold it.
    """
    q.split()
    if q.answers is None:
        raise ExchangeError("a description asks nothing")
    if not (q.stem or q.name):
        raise ExchangeError("it has no text before its answers")
    kind, body = reader(q.answers)(q, q.answers, lambda what: notes.lose(name, what))
    read = {"type": kind, "prompt": q.stem or q.name, **body, "evidence": known_claims(q.tags, course)}
    if q.explanation and kind != "reflect":
        read["explanation"] = q.explanation
    if others := [tag for tag in q.tags if tag not in read["evidence"]]:
        notes.lose(name, f"left out the tags {', '.join(others)}")
    if q.lost:
        notes.lose(name, f"left out the HTML elements {', '.join(sorted(q.lost))}")
    return read


def reader(answers: str) -> Callable[[Question, str, Lose], tuple[str, Written]]:
    """Return the function that reads the answers, by the same tests in the same order as Moodle."""
    if not answers:
        return essay
    if answers.startswith(">"):
        return order
    if answers.startswith("#"):
        return gift_numbers.numeric
    if "~" in answers:
        return gift_choices.choices
    if "=" in answers and "->" in answers:
        return match
    if answers.split("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        return true_false
    return short


def essay(q: Question, answers: str, lose: Lose) -> tuple[str, Written]:
    return "reflect", {"model_answer": q.explanation} if q.explanation else {}


def true_false(q: Question, answers: str, lose: Lose) -> tuple[str, Written]:
    words, *feedback = answers.split("#", 2)
    right = words.strip() in ("T", "TRUE")
    wrong, good = (q.text(text) for text in (*feedback, "", "")[:2])
    told = {"true": good if right else wrong, "false": wrong if right else good}
    told = {side: text for side, text in told.items() if text}
    return "true_false", {"answer": right} | ({"feedback": told} if told else {})


def order(q: Question, answers: str, lose: Lose) -> tuple[str, Written]:
    """Read what Moodle's ordering type writes: a line for each step, in the right order."""
    head = ORDERING.match(answers)
    assert head is not None, "the reader is chosen by the sign that it begins with"
    steps = [{"text": text} for line in answers[head.end() :].split("\n") if (text := q.text(line))]
    if head[1] not in ("", "0", str(len(steps))):
        lose("it asked for some of its steps, the bank asks for all")
    return "order", {"items": steps}


def match(q: Question, answers: str, lose: Lose) -> tuple[str, Written]:
    pairs: list[Written] = []
    extra: list[str] = []
    for words in filter(str.strip, answers.split("=")):
        weight, words = weighted(words)
        left, arrow, right = words.partition("->")
        if not arrow:
            raise ExchangeError("a pair of a matching question has no ->")
        if weight not in (None, 100):
            lose("left out the weights of its pairs")
        left, right = q.text(left), unmarked(right)
        if left:
            pairs.append({"left": left, "right": right})
        elif right:
            extra.append(right)
    rights = {pair["right"] for pair in pairs}
    extra = [side for side in dict.fromkeys(extra) if side not in rights]
    return "match", {"pairs": pairs} | ({"extra": extra} if extra else {})


def short(q: Question, answers: str, lose: Lose) -> tuple[str, Written]:
    accept: list[str] = []
    held_not: list[str] = []
    near: list[Written] = []
    for words in filter(str.strip, answers.split("=")):
        weight, words, feedback = q.part(words)
        form = plain(words)
        if WILDCARD.search(form):
            if weight is None or weight > 0:
                held_not.append(form)
                lose(f"left out the answer “{form}”, a bank has no wildcards")
            elif feedback:
                lose("left out the feedback on any other answer")
            continue
        form = form.replace(r"\*", "*")
        if weight is None or weight >= 100:
            accept.append(form)
            if feedback:
                lose("left out the feedback on a right answer")
            continue
        if feedback:
            near.append({"text": form, "feedback": feedback})
        if weight > 0:
            lose(f"“{form}” was worth {weight:g} % and is now wrong")
    if not accept:
        why = f"“{held_not[0]}” has a wildcard, which a bank cannot hold" if held_not else "no answer is worth 100 %"
        raise ExchangeError(why)
    return "text", {"accept": list(dict.fromkeys(accept))} | ({"near": near} if near else {})


def plain(marked: str) -> str:
    """Return a short answer, which Moodle takes as plain text whatever format the question has."""
    return unmarked(re.sub(r"^\[(html|markdown|plain|moodle)\]", "", marked))
