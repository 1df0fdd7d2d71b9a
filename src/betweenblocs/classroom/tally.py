"""What a round said, in numbers: by option where options were picked, else right, partly right and not right."""

from collections import Counter

from betweenblocs.quiz.analysis import is_right
from betweenblocs.quiz.compiled import compile_item
from betweenblocs.quiz.folding import fold
from betweenblocs.quiz.peer import shifts
from betweenblocs.quiz.records import Item
from betweenblocs.quiz.scoring import score

PICKED = ("single", "multiple", "true_false", "evidence", "map")
TYPED = ("numeric", "text")
MOST = 5  # so many of the answers that were typed are shown


def tally(item: Item, responses: list) -> dict:
    """Return what a round said, without telling the key.

    Returns
    -------
    dict
        ``answered``, and either ``options`` (how often each was picked, by id) or ``shares`` (how many were
        ``right``, ``partly`` where that can be, ``not``) and ``typed`` (``[text, how often]``).
    """
    if item.type in PICKED:
        picked = [response if isinstance(response, list) else [response] for response in responses]
        taken = Counter(name for names in picked for name in names)
        options = {option["id"]: taken[option["id"]] for option in compile_item(item, key=False)["options"]}
        return {"answered": len(responses), "options": options}
    scores = [score(item, response) for response in responses]
    right, nothing = sum(map(is_right, scores)), scores.count(0)
    if item.type in TYPED:
        shares = {"right": right, "not": nothing}
    else:
        shares = {"right": right, "partly": len(scores) - right - nothing, "not": nothing}
    return {"answered": len(responses), "shares": shares, "typed": typed(item, responses)}


def typed(item: Item, responses: list) -> list[list]:
    """Return the numbers or texts that were given most often.

    What only one student typed stays off the screen: there it would say who, or be a joke at somebody's cost.
    """
    if item.type not in TYPED:
        return []
    said = {}
    for response in responses:
        said.setdefault(fold(response), response.strip())
    counted = Counter(map(fold, responses)).most_common(MOST)
    return [[said[text], count] for text, count in counted if count > 1]


def moved(item: Item, before: dict[int, dict], after: dict[int, dict]) -> dict:
    """Return how the answers of two rounds, by seat, moved; see :func:`betweenblocs.quiz.peer.shifts`."""
    return shifts(*({seat: score(item, kept["response"]) for seat, kept in votes.items()} for votes in (before, after)))
