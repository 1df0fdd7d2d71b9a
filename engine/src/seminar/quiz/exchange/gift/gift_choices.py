"""Reads the options of a GIFT question and decides which of them are keys: those that are worth full marks."""

from collections.abc import Callable

from seminar.errors import ExchangeError
from seminar.quiz.exchange.gift.gift_blocks import Question
from seminar.quiz.exchange.new_bank import Written


def choices(q: Question, answers: str, lose: Callable[[str], None]) -> tuple[str, Written]:
    """Return the type and the body of a question with options.

    In GIFT one ``=`` makes a question in which one option is picked; without it each option adds its weight. An
    option that is only worth a part of the mark beside one that is worth all of it is no key.

    Parameters
    ----------
    q : Question
        For its texts, and what they lose.
    answers : str
        What stands in its braces, still marked.
    lose : callable
        Takes a sentence on what the bank cannot hold.
    """
    pick_one = "=" in answers
    listed = options(q, answers, lose)
    whole = [option for weight, option in listed if weight >= 100]
    partly = [option for weight, option in listed if 0 < weight < 100]
    keys = whole or ([] if pick_one else partly)
    worth = sum(weight for weight, _ in listed if weight > 0)
    if not keys or worth < 99:
        why = f"its options are worth {worth:g} % together, so none of them is right" if worth else "no option is right"
        raise ExchangeError(why)
    for option in keys:
        option["correct"] = True
    if whole and partly:
        lose("options that were worth a part of the mark are now wrong")
    if pick_one and len(keys) > 1:
        lose("one of several right options was enough, the bank asks for all")
    right, wrong = (100, 0) if pick_one else (100 / len(keys), -100 / max(1, len(listed) - len(keys)))
    # What was worth a part beside a whole is said already.
    others = [
        (weight, right if option in keys else wrong) for weight, option in listed if not (whole and option in partly)
    ]
    if any(abs(weight - ours) > 0.01 for weight, ours in others):
        lose("its weights give way to the bank's own rule for partial credit")
    fields = ("text", "correct", "feedback")
    kept = [{name: option[name] for name in fields if option.get(name)} for _, option in listed]
    return ("single" if pick_one and len(keys) == 1 else "multiple"), {"choices": kept}


def options(q: Question, answers: str, lose: Callable[[str], None]) -> list[tuple[float, Written]]:
    """Return the weight and the text of each option; one without words is none, as in Moodle."""
    listed: list[tuple[float, Written]] = []
    for words in answers.replace("=", "~=").split("~"):
        mark, words = words.strip().startswith("="), words.strip().removeprefix("=")
        weight, words, feedback = q.part(words)
        text = q.text(words)
        if words and not text:
            raise ExchangeError(f"an option holds nothing but {' and '.join(sorted(q.lost)) or 'marks'}")
        if not text:
            continue
        option = (100.0 if mark and weight is None else weight or 0.0, {"text": text, "feedback": feedback})
        if option in listed:
            lose("an option that stood twice stands once")
        else:
            listed.append(option)
    if len(listed) < 2:
        raise ExchangeError("a question with options needs two or more")
    return listed
