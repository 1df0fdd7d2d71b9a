"""jupyterquiz's JSON: https://github.com/jmshea/jupyterquiz, the schemas in its folder ``schema``.

jupyterquiz puts questions, answers and feedback into the page as HTML, reads ``$`` as mathematics and ``[a](b)`` as a
link; so these characters are written as entities.
"""

import json
from math import inf, nextafter

from betweenblocs.errors import ExchangeError
from betweenblocs.quiz import records as r
from betweenblocs.quiz.exchange import markup
from betweenblocs.quiz.exchange.new_bank import clean, make_id, missing
from betweenblocs.quiz.exchange.simplify import simplified
from betweenblocs.quiz.inline import to_html

SYSTEM = "jupyterquiz"
KNOWS = {"single", "multiple", "numeric", "text"}
HOLDS = {"usual mistakes"}
NAMES = {"single": "multiple_choice", "multiple": "many_choice", "numeric": "numeric", "text": "string"}
# Its own reader would make mathematics and links of these.
ENTITIES = str.maketrans({"$": "&#36;", "[": "&#91;", "]": "&#93;"})


def write(bank: r.Bank) -> tuple[str, list[str]]:
    """Return the bank as JSON and the sentences on what jupyterquiz cannot hold."""
    items, said = simplified(bank, KNOWS, HOLDS, SYSTEM)
    questions = []
    for item in items:
        answers = WRITERS[type(item.body)](item.body)
        questions.append({"question": html(item.prompt), "type": NAMES[item.type], "answers": answers})
    return json.dumps(questions, ensure_ascii=False, indent=1) + "\n", said


def html(text: str) -> str:
    """Return a text as the HTML that jupyterquiz leaves as it is."""
    return to_html(text).translate(ENTITIES)


def told(feedback: str) -> dict:
    """Return the field for feedback, if there is any."""
    return {"feedback": html(feedback)} if feedback else {}


def write_choices(body: r.Choices) -> list[dict]:
    return [{"answer": html(c.text), "correct": c.correct} | told(c.feedback) for c in body.choices]


def write_numeric(body: r.Numeric) -> list[dict]:
    right = {"value": body.low} if body.low == body.high else half_open(body.low, body.high)
    wrong = [half_open(near.low, near.high) | {"correct": False} | told(near.feedback) for near in body.near]
    # It prints the feedback of a range unasked: without one it would print "undefined".
    return [right | {"correct": True, "feedback": "Correct."}, *wrong]


def half_open(low: float, high: float) -> dict:
    """Return a range; jupyterquiz leaves out its upper end, so that moves by the least step that there is."""
    return {"range": [low, nextafter(high, inf)]}


def write_text(body: r.Text) -> list[dict]:
    right = [{"answer": form, "correct": True} for form in body.accept]
    return right + [{"answer": near.text, "correct": False} | told(near.feedback) for near in body.near]


WRITERS = {r.Choices: write_choices, r.Numeric: write_numeric, r.Text: write_text}


def read(text: str, title: str) -> tuple[dict, list[str]]:
    """Return a bank and the sentences on what is lost or still missing.

    Parameters
    ----------
    text : str
        A JSON list of questions.
    title : str
        The bank's title; jupyterquiz has none.

    Raises
    ------
    ExchangeError
        If the file is not such a list, or a question has no type, stem or answers that can be read.
    """
    try:
        questions = json.loads(text)
    except json.JSONDecodeError as error:
        raise ExchangeError(f"the file is not JSON: {error.msg}", line=error.lineno) from None
    except RecursionError:
        raise ExchangeError("the file is nested too deeply to be a quiz") from None
    if not isinstance(questions, list) or not questions:
        raise ExchangeError("a jupyterquiz file is a list of questions, [{…}, …]")
    bank, said, taken = {"title": title, "items": []}, [], set()
    for place, question in enumerate(questions, 1):
        try:
            item = read_question(question, taken, said)
        except ExchangeError as error:
            raise ExchangeError(f"question {place} has {error.message}") from None
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = f"no {error}" if isinstance(error, KeyError) else "a field of another kind than jupyterquiz has"
            raise ExchangeError(f"question {place} has {what}") from None
        bank["items"].append(item)
        said += missing(item)
    return bank, said


def read_question(question: dict, taken: set[str], said: list[str]) -> dict:
    """Return one item; add to ``said`` what is lost."""
    lost: set[str] = set()

    def words(html_: str) -> str:
        text, gone = markup.from_html(html_)
        lost.update(gone)
        return clean(text)

    stem = words(question["question"])
    if "code" in question:
        stem += f"\n\n`{clean(question['code'])}`"
    if question["type"] not in NAMES.values():
        raise ExchangeError(f"a question type that jupyterquiz does not have, {str(question['type'])[:40]!r}")
    kind = next(ours for ours, theirs in NAMES.items() if theirs == question["type"])
    answers = question["answers"]
    name = make_id(stem, taken)
    body = READERS[kind](answers, words, name, said)
    if kind in ("single", "multiple") and sum(choice.get("correct", False) for choice in body["choices"]) != 1:
        kind = "multiple"
    if kind == "single" and {choice["text"] for choice in body["choices"]} == {"True", "False"}:
        kind, body = "true_false", as_true_false(body["choices"])
    if lost:
        said.append(f"{name}: left out the HTML elements {', '.join(sorted(lost))}")
    return {"id": name, "type": kind, "prompt": stem, **body, "evidence": []}


def read_choices(answers, words, name, said):
    return {"choices": [read_choice(answer, words) for answer in answers]}


def read_choice(answer: dict, words) -> dict:
    choice = {"text": words(answer["answer"])}
    if "code" in answer:
        choice["text"] = f"{choice['text']} `{clean(answer['code'])}`".strip()
    if answer["correct"]:
        choice["correct"] = True
    if answer.get("feedback"):
        choice["feedback"] = words(answer["feedback"])
    return choice


def as_true_false(choices: list[dict]) -> dict:
    feedback = {c["text"].lower(): c["feedback"] for c in choices if "feedback" in c}
    return {"answer": any(c["text"] == "True" and c.get("correct") for c in choices), "feedback": feedback}


def read_numeric(answers, words, name, said):
    right, near = [], []
    for answer in answers:
        if answer.get("type") == "default":
            said.append(f"{name}: left out the feedback on any other number")
        elif answer["correct"]:
            right.append({"range": ends(answer)} if "range" in answer else {"answer": answer["value"]})
        elif answer.get("feedback"):
            low, high = ends(answer) if "range" in answer else [answer["value"]] * 2
            feedback = words(answer["feedback"])
            near.append({"value": (low + high) / 2, "tolerance": (high - low) / 2, "feedback": feedback})
    if len(right) > 1:
        said.append(f"{name}: kept the first of {len(right)} right numbers")
    return right[0] | ({"near": near} if near else {})


def ends(answer: dict) -> list[float]:
    """Return the ends of a range, both of which belong to it."""
    low, high = answer["range"]
    return [low, nextafter(high, -inf)]


def read_text(answers, words, name, said):
    given = [answer for answer in answers if answer.get("type") != "default"]
    if any(answer.get("match_case") or "fuzzy_threshold" in answer for answer in given):
        said.append(f"{name}: its rules for case and near spellings give way to the bank's")
    if len(given) < len(answers):
        said.append(f"{name}: left out the feedback on any other answer")
    accept = [clean(answer["answer"]) for answer in given if answer["correct"]]
    near = [
        {"text": clean(answer["answer"]), "feedback": words(answer["feedback"])}
        for answer in given
        if not answer["correct"] and answer.get("feedback")
    ]
    return {"accept": accept} | ({"near": near} if near else {})


READERS = {"single": read_choices, "multiple": read_choices, "numeric": read_numeric, "text": read_text}
