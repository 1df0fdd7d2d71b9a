"""What may be an answer to an item: nothing else that a student sends is kept."""

from http import HTTPStatus

from seminar.classroom.room.refused import RefusedError
from seminar.quiz.answers.analysis import CERTAINTIES
from seminar.text import one_line

LONGEST = 500  # letters; an item asks for a number or a word


def check_answer(asked: dict, response, certainty):
    """Refuse what is no answer to this item.

    Parameters
    ----------
    asked : dict
        The compiled item, with or without its key.
    response
        As ``seminar.quiz.bank.credit`` describes it; None takes the answer back.
    certainty
        One of ``CERTAINTIES`` or None.

    Raises
    ------
    RefusedError
        If either is of another shape, or names an option that the item does not have.
    """
    if certainty is not None and certainty not in CERTAINTIES:
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"certainty is one of {', '.join(CERTAINTIES)}, or null")
    if response is not None and not fits(asked, response):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"this is no answer to an item of the type {asked['type']}")


def fits(asked: dict, response) -> bool:
    """Say whether a response has the shape of the item's type and names only its options."""
    kind = asked["type"]
    if kind in ("numeric", "text"):
        return isinstance(response, str) and len(response) <= LONGEST and is_text(response) and bool(one_line(response))
    options = {option["id"] for option in asked["options"]}
    if kind in ("single", "true_false"):
        return isinstance(response, str) and response in options
    if kind in ("match", "classify"):
        rows = {row["id"] for row in asked["rows"]}
        placed = isinstance(response, dict) and bool(response) and rows >= response.keys()
        return placed and known(response.values(), options)
    if not isinstance(response, list) or not response or not known(response, options):
        return False
    return len(set(response)) == len(response) and (kind != "order" or len(response) == len(options))


def received(response):
    """Return an answer as it is kept: what was typed without what no wall and no terminal can bear."""
    return one_line(response) if isinstance(response, str) else response


def known(names, options: set[str]) -> bool:
    """Say whether all of these are texts that name an option."""
    return all(isinstance(name, str) and name in options for name in names)


def is_text(text: str) -> bool:
    """Say whether a text can be written to a file: JSON lets half a character through."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
