"""The class report: what the answers say about the items, as one HTML page and as CSV."""

from collections import Counter
from collections.abc import Callable, Mapping
from importlib.resources import files
from statistics import fmean
from typing import Any, TypedDict

from seminar.quiz.answers import analysis
from seminar.quiz.answers.analysis import Calibration, Taken
from seminar.quiz.answers.marking import Mark, mark
from seminar.quiz.answers.response_file import Responses
from seminar.quiz.bank.agreed import CERTAINTIES
from seminar.quiz.bank.item import Bank, Item
from seminar.quiz.bank.pool import scorable
from seminar.quiz.page import compiled
from seminar.quiz.parts.placed_rows import PlacedRows
from seminar.quiz.reading.inline import to_text
from seminar.text import Discrimination, csv_text, safe

# The marks by which a report of last week is known as ours, in the head of its page and of its table.
TITLE = "<title>Quiz report</title>"
HEAD = ("bank", "item", "type", "n", "facility", "discrimination", "low", "high", "note", "flags")


Chose = Callable[[object], bool]  # whether a response takes an option
Answered = list[tuple[Mark, float | None]]  # the answers to an item, each with the mean score on the other items


class ItemFigures(TypedDict):
    """What is said of one item."""

    id: str
    type: str
    prompt: str
    n: int
    facility: float | None
    share: tuple[float, float] | None
    power: Discrimination
    options: list[Taken]
    calibration: list[Calibration]
    flags: list[str]


class BankFigures(TypedDict):
    """What is said of one bank: its students' mean scores in tenths, its items, how sure answers were."""

    title: str
    stem: str
    n: int
    mean: float
    bins: list[int]
    items: list[ItemFigures]
    calibration: list[Calibration]
    unsaid: int


def analyse(banks: list[Bank], everybody: list[Responses]) -> list[BankFigures]:
    """Return one record for each bank that somebody answered: its students, its items, their calibration.

    Only first attempts count, before the cost of hints: a second try says how somebody learns, not what the item
    measures.
    """
    found = []
    for bank in banks:
        marks = [mark(bank, responses) for responses in everybody if bank.stem in responses.banks]
        marks = [[mark_ for mark_ in row if mark_.raw is not None] for row in marks]
        marks = [row for row in marks if row]
        if marks:
            found.append(analyse_bank(bank, marks))
    return found


def analyse_bank(bank: Bank, rows: list[list[Mark]]) -> BankFigures:
    """Return what is shown of one bank; ``rows`` holds the answered marks of each student."""
    totals = [fmean(mark_.raw for mark_ in row if mark_.raw is not None) for row in rows]
    items = [analyse_item(item, rows) for item in scorable(bank)]
    said = [(mark_.certainty, mark_.raw) for row in rows for mark_ in row]
    return {
        "title": bank.title,
        "stem": bank.stem,
        "n": len(rows),
        "mean": fmean(totals),
        "bins": histogram(totals),
        "items": items,
        "calibration": analysis.calibration(said),
        "unsaid": sum(certainty is None for certainty, _ in said),
    }


def analyse_item(item: Item, rows: list[list[Mark]]) -> ItemFigures:
    """Return the figures of one item, and how often each of its options was taken."""
    answered: Answered = []
    for row in rows:
        for mark_ in row:
            if mark_.item.id == item.id:
                others = [other.raw for other in row if other.item.id != item.id and other.raw is not None]
                answered.append((mark_, fmean(others) if others else None))
    scores = [mark_.raw for mark_, _ in answered if mark_.raw is not None]
    paired = [(mark_.raw, rest) for mark_, rest in answered if mark_.raw is not None and rest is not None]
    power = analysis.discrimination([score for score, _ in paired], [rest for _, rest in paired])
    sure = analysis.calibration([(mark_.certainty, mark_.raw) for mark_, _ in answered])
    options = taken(item, answered)
    facility = analysis.facility(scores)
    # Rows of a match item are no distractors: nobody has to misplace them.
    distractors = [] if isinstance(item.body, PlacedRows) else options
    return {
        "id": item.id,
        "type": item.type,
        "prompt": to_text(item.prompt),
        "n": len(scores),
        "facility": facility,
        "share": analysis.wilson(sum(map(analysis.is_right, scores)), len(scores)),
        "power": power,
        "options": options,
        "calibration": sure,
        "flags": analysis.flags(facility, power, sure[0], distractors),
    }


def taken(item: Item, answered: Answered) -> list[Taken]:
    """Return how often each option was taken, and how those who took it did on the rest (a mean from 0 to 1).

    For match and classify the options are the rows, and what is counted is how often each was placed wrongly; a
    number or a text has as its options the five answers that were given most often.
    """
    listed: list[Taken] = []
    for name, text, correct, chose in choices(item, answered):
        rests = [rest for mark_, rest in answered if rest is not None and chose(mark_.response)]
        count = sum(chose(mark_.response) for mark_, _ in answered)
        mean = fmean(rests) if rests else None
        listed.append({"id": name, "text": text, "correct": correct, "n": count, "rest": mean})
    return listed


def choices(item: Item, answered: Answered) -> list[tuple[str, str, bool, Chose]]:
    """Return (id, words, correct, test of a response) for each option that is counted."""
    shown = compiled.compile_item(item)
    key = shown["key"]
    if "correct" in key:
        return [
            (option["id"], option["text"], option["id"] in key["correct"], holds(option["id"]))
            for option in shown["options"]
        ]
    if "pairs" in key:
        words = {option["id"]: option["text"] for option in shown["options"]}
        return [
            (row["id"], f"{row['text']}: not {words[key['pairs'][row['id']]]}", False, misplaced(row["id"], key))
            for row in shown["rows"]
        ]
    if item.body.TYPED:
        given = Counter(str(mark_.response).strip()[:60] for mark_, _ in answered)
        right = {str(mark_.response).strip()[:60] for mark_, _ in answered if analysis.is_right(mark_.raw)}
        return [(text, text, text in right, typed(text)) for text, _ in given.most_common(5)]
    return []


def holds(option: str) -> Chose:
    """Return the test whether a response is or has an option."""
    return lambda response: response == option or (isinstance(response, list) and option in response)


def misplaced(row: str, key: Mapping[str, Any]) -> Chose:
    """Return the test whether a row was placed wrongly or not at all."""
    return lambda response: not isinstance(response, dict) or response.get(row) != key["pairs"][row]


def typed(text: str) -> Chose:
    """Return the test whether this was typed."""
    return lambda response: str(response).strip()[:60] == text


def histogram(shares: list[float], bins: int = 10) -> list[int]:
    """Return how many students fall into each tenth of the score; full marks fall into the last."""
    counts = Counter(min(int(share * bins + 1e-9), bins - 1) for share in shares)
    return [counts[place] for place in range(bins)]


def to_csv(found: list[BankFigures]) -> str:
    """Return the figures of all items as CSV; what is undefined is left empty and the note says why."""
    rows: list[list[Any]] = [list(HEAD)]
    for bank in found:
        for item in bank["items"]:
            power = item["power"]
            figures = [item["facility"], power.r, power.low, power.high]
            cells = [bank["stem"], item["id"], item["type"], item["n"]]
            cells += ["" if figure is None else f"{figure:.3f}" for figure in figures]
            rows.append([*map(safe, cells[:4]), *cells[4:], power.why, " ".join(map(safe, item["flags"]))])
    return csv_text(rows)


def to_html(found: list[BankFigures], problems: list[str], made: str) -> str:
    """Return the report as one page without scripts or requests.

    Parameters
    ----------
    found : list of dict
        As :func:`analyse` returns it.
    problems : list of str
        What was not used and why.
    made : str
        The day, as it shall be printed.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files(__package__) / "report.html.j2").read_text(encoding="utf-8"))
    limits = {"smallest": analysis.SMALLEST_CLASS, "certainties": CERTAINTIES}
    return template.render(banks=found, problems=problems, made=made, **limits)
