"""Reads GIFT as Moodle does (``question/format/gift/format.php``) into a bank."""

import re

from betweenblocs.errors import ExchangeError
from betweenblocs.quiz.exchange.gift_blocks import Question, blocks, marked
from betweenblocs.quiz.exchange.new_bank import clean, known_claims, make_id, missing

NUMBER = r"[+-]?\d+(?:\.\d+)?"


def read(text: str, title: str) -> tuple[dict, list[str]]:
    """Return a bank and the sentences on what is lost or still missing.

    Parameters
    ----------
    text : str
        The GIFT file.
    title : str
        The bank's title where the file names no category.

    Raises
    ------
    ExchangeError
        If the file holds no question, or one that is not GIFT; the line is the block's first.
    """
    bank = {"title": title, "items": []}
    said, taken = [], set()
    for line, block in blocks(text):
        if not (words := marked(block)):
            continue
        if words.startswith("$CATEGORY:"):
            bank["title"] = clean(words.removeprefix("$CATEGORY:").split("/")[-1]) or title
            continue
        item = question(Question(words, line, block), taken, said)
        if item is not None:
            bank["items"].append(item)
            said += missing(item)
    if not bank["items"]:
        raise ExchangeError("there is no GIFT question in this file")
    return bank, said


def question(q: Question, taken: set[str], said: list[str]) -> dict | None:
    """Return one item, or None for a description; add to ``said`` what is lost."""
    stem = q.stem
    item = {"id": make_id(q.idnumber or (q.text(q.name) if q.name else stem), taken), "type": "", "prompt": stem}
    if q.description:
        said.append(f"{item['id']}: left out, a description asks nothing")
        return None
    if not stem:
        raise ExchangeError("a question has no text before its answers", line=q.line)
    kind, body = reader(q)(q, item["id"], said)
    item |= {"type": kind, **body}
    if q.explanation and kind != "reflect":
        item["explanation"] = q.explanation
    item["evidence"] = known_claims(q.tags)
    if others := [tag for tag in q.tags if tag not in item["evidence"]]:
        said.append(f"{item['id']}: left out the tags {', '.join(others)}")
    if q.lost:
        said.append(f"{item['id']}: left out the HTML elements {', '.join(sorted(q.lost))}")
    return item


def reader(q: Question):
    """Return the function that reads the answers, by the same tests in the same order as Moodle."""
    if not q.answers:
        return essay
    if q.answers.startswith("#"):
        return numeric
    if "~" in q.answers:
        return choices
    if "=" in q.answers and "->" in q.answers:
        return match
    if q.answers.split("#")[0].strip() in ("T", "TRUE", "F", "FALSE"):
        return true_false
    return short


def essay(q, name, said):
    said.append(f"{name}: still needs {'' if q.explanation else 'a model answer and '}criteria")
    return "reflect", {"model_answer": q.explanation} if q.explanation else {}


def choices(q, name, said):
    listed = []
    for mark, words in re.findall(r"([=~])([^=~]*)", q.answers):
        weight, words, feedback = q.part(words)
        weight = 100.0 if mark == "=" and weight is None else weight or 0.0
        listed.append((weight, {"text": q.text(words), "correct": weight > 0, "feedback": feedback}))
    if len(listed) < 2:
        raise ExchangeError("a multiple choice question needs two answers or more", line=q.line)
    right = sum(option["correct"] for _, option in listed)
    if not right:
        raise ExchangeError("no answer is right; mark one with = or with a weight such as %100%", line=q.line)
    single = "=" in q.answers
    ours = {True: 100 if single else 100 / right, False: 0 if single else -100 / max(1, len(listed) - right)}
    if any(abs(weight - ours[option["correct"]]) > 0.01 for weight, option in listed):
        said.append(f"{name}: its weights give way to the bank's own rule for partial credit")
    if single and right > 1:
        said.append(f"{name}: one of several right answers was enough, the bank asks for all of them")
    kept = [{key: value for key, value in option.items() if value} for _, option in listed]
    return ("single" if single and right == 1 else "multiple"), {"choices": kept}


def true_false(q, name, said):
    words, *feedback = q.answers.split("#")
    right = words.strip() in ("T", "TRUE")
    wrong, good = (q.text(text) for text in (*feedback, "", "")[:2])
    told = {"true": good if right else wrong, "false": wrong if right else good}
    return "true_false", {"answer": right, "feedback": {side: text for side, text in told.items() if text}}


def numeric(q, name, said):
    right, wrong, near = [], "", []
    listed = q.answers[1:].strip()
    listed = listed if listed.startswith(("=", "~")) else f"={listed}"
    for mark, words in re.findall(r"([=~])([^=~]*)", listed):
        weight, words, feedback = q.part(words)
        if mark == "~" or words.strip() == "*":
            wrong = feedback
            continue
        ends = number_range(words.strip(), q.line)
        if weight is None or weight == 100:
            right.append(ends)
            if feedback:
                said.append(f"{name}: left out the feedback on the right number")
        elif feedback:
            near.append(middle(ends) | {"feedback": feedback})
    if not right:
        raise ExchangeError("no number is right; write it as {#value:tolerance}", line=q.line)
    if len(right) > 1:
        said.append(f"{name}: kept the first of {len(right)} right numbers")
    if wrong:
        said.append(f"{name}: left out the feedback on any other number")
    return "numeric", right[0] | ({"near": near} if near else {})


def number_range(words: str, line: int) -> dict:
    """Return ``{"range": …}`` or ``{"answer": …, "tolerance": …}`` of "low..high", "value:tolerance" or "value"."""
    if found := re.fullmatch(rf"({NUMBER})\s*\.\.\s*({NUMBER})", words):
        return {"range": sorted(map(number, found.groups()))}
    if found := re.fullmatch(rf"({NUMBER})(?:\s*:\s*({NUMBER}))?", words):
        return {"answer": number(found[1]), "tolerance": abs(number(found[2] or "0"))}
    raise ExchangeError(f"“{words}” is no number; write 3, 3:0.5 or 2.5..3.5", line=line)


def middle(ends: dict) -> dict:
    """Return a right number or range as ``{"value": …, "tolerance": …}``."""
    if "range" not in ends:
        return {"value": ends["answer"], "tolerance": ends["tolerance"]}
    low, high = ends["range"]
    return {"value": (low + high) / 2, "tolerance": (high - low) / 2}


def number(digits: str) -> float:
    """Return a number, an int where it has no decimals."""
    return float(digits) if "." in digits else int(digits)


def match(q, name, said):
    pairs, extra = [], []
    for words in filter(str.strip, q.answers.split("=")):
        left, arrow, right = words.partition("->")
        if not arrow:
            raise ExchangeError("a pair of a matching question has no ->", line=q.line)
        left, right = q.text(left), q.text(right)
        if left:
            pairs.append({"left": left, "right": right})
        else:
            extra.append(right)
    return "match", {"pairs": pairs} | ({"extra": extra} if extra else {})


def short(q, name, said):
    accept, near = [], []
    for words in filter(str.strip, q.answers.split("=")):
        weight, words, feedback = q.part(words)
        words = q.text(words).replace(r"\*", "*")
        if weight is None or weight == 100:
            accept.append(words)
            if feedback:
                said.append(f"{name}: left out the feedback on a right answer")
        elif feedback:
            near.append({"text": words, "feedback": feedback})
        else:
            said.append(f"{name}: left out the answer “{words}”, worth {weight:g} %")
    if not accept:
        raise ExchangeError("no answer is worth 100 %", line=q.line)
    return "text", {"accept": accept} | ({"near": near} if near else {})
