"""Who sits in a room.

A seat belongs to who holds its token, which the room alone gives out; a name is only a label, never an identity.
There are no accounts: what keeps a student from taking a second seat is that the instructor sees who joined, can
remove a seat, and can close the door.
"""

import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic

from seminar.classroom.room.names import cleaned, looks
from seminar.classroom.room.refused import RefusedError
from seminar.classroom.server.door.rate_limit import Pace

SEATS = 2000
AWAY = 60  # seconds; a page that is open asks every few


@dataclass
class Seat:
    """One student, as far as the room knows them, and how often they may answer and ask for news."""

    number: int
    label: str
    token: str
    answers: Pace = field(default_factory=lambda: Pace(20, 4))
    polls: Pace = field(default_factory=lambda: Pace(40, 4))
    seen: float = field(default_factory=monotonic)


class Seats(dict[str, Seat]):
    """The seats of a room by their tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.last = 0  # the number that was given out last; none is given out twice
        self.looks: set[str] = set()

    def take(self, name: str) -> Seat:
        """Give out a seat.

        Raises
        ------
        RefusedError
            If all are taken.
        """
        if len(self) >= SEATS:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, f"All {SEATS} seats are taken.")
        number = self.last + 1
        return self.put(number, self._label(name, number), secrets.token_urlsafe(24))

    def put(self, number: int, label: str, token: str) -> Seat:
        """Set a seat up as it was given out, now or before a restart."""
        seat = self[token] = Seat(number, label, token)
        self.looks.add(looks(label))
        self.last = max(self.last, number)
        return seat

    def remove(self, seat: Seat) -> None:
        """Take a seat away; its label may be chosen anew."""
        del self[seat.token]
        self.looks.discard(looks(seat.label))

    def idle(self, answered: set[int]) -> Seat | None:
        """Return the seat that was left longest by somebody who never answered, None where nobody has left.

        Parameters
        ----------
        answered : set of int
            The numbers of the seats that have answered anything.
        """
        left = [seat for seat in self.values() if monotonic() - seat.seen > AWAY and seat.number not in answered]
        return min(left, key=lambda seat: seat.seen, default=None)

    def _label(self, name: str, number: int) -> str:
        """Return a label that looks like nobody else's, so that no answer is taken for somebody else's."""
        label = cleaned(name) or f"Seat {number}"
        while looks(label) in self.looks:
            label += f" (seat {number})"
        return label

    def of(self, token: str | None) -> Seat:
        """Return the seat of a token.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if token is None or token not in self:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "Join with the code on the screen first.")
        return self[token]
