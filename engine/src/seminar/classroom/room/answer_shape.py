"""What may be an answer to an item: nothing else that a student sends is kept."""

from http import HTTPStatus
from typing import Any

from seminar.classroom.room.refused import RefusedError
from seminar.quiz import CERTAINTIES, TYPES
from seminar.text import one_line


def check_answer(asked: dict[str, Any], response: object, certainty: object) -> None:
    """Refuse what is no answer to this item.

    Parameters
    ----------
    asked : dict
        The compiled item, with or without its key.
    response
        As ``seminar.quiz.parts.credit_rules`` describes it; None takes the answer back.
    certainty
        One of ``CERTAINTIES`` or None.

    Raises
    ------
    RefusedError
        If either is of another shape, or names an option that the item does not have.
    """
    if certainty is not None and not (isinstance(certainty, str) and certainty in CERTAINTIES):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"certainty is one of {', '.join(CERTAINTIES)}, or null")
    if response is not None and not TYPES[asked["type"]].fits(asked, response):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"this is no answer to an item of the type {asked['type']}")


def received(response: object) -> object:
    """Return an answer as it is kept: what was typed without what no wall and no terminal can bear."""
    return one_line(response) if isinstance(response, str) else response
