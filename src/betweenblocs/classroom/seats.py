"""Who sits in a room.

A seat belongs to who holds its token, which the room alone gives out; a name is only a label, never an identity.
There are no accounts: what keeps a student from taking a second seat is that the instructor sees how many joined.
"""

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus

from betweenblocs.classroom.pace import Pace
from betweenblocs.classroom.refused import RefusedError

SEATS = 2000
LONGEST_NAME = 60


@dataclass
class Seat:
    """One student, as far as the room knows them, and how often they may answer and ask for news."""

    number: int
    label: str
    answers: Pace = field(default_factory=lambda: Pace(20, 4))
    polls: Pace = field(default_factory=lambda: Pace(40, 2))


class Seats(dict[str, Seat]):
    """The seats of a room by their tokens."""

    def __init__(self):
        super().__init__()
        self.labels: set[str] = set()

    def take(self, name: str) -> str:
        """Give out a seat and return its token.

        Raises
        ------
        RefusedError
            If all are taken.
        """
        if len(self) >= SEATS:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, f"All {SEATS} seats are taken.")
        token = secrets.token_urlsafe(24)
        self[token] = Seat(len(self) + 1, self._label(name, len(self) + 1))
        return token

    def _label(self, name: str, number: int) -> str:
        """Return a label that nobody else has, so that no answer is taken for somebody else's."""
        plain = "".join(letter if letter.isprintable() else " " for letter in name)
        label = " ".join(plain.split())[:LONGEST_NAME].strip() or f"Seat {number}"
        while label.casefold() in self.labels:
            label += f" (seat {number})"
        self.labels.add(label.casefold())
        return label

    def of(self, token: str | None) -> Seat:
        """Return the seat of a token.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if token not in self:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "Join with the code on the screen first.")
        return self[token]
