"""A class while it lasts: seats and rounds. The rules, without any web.

Whatever changes is told to ``note`` as an event, a dictionary of JSON values; ``journal.py`` keeps them, so that a
class can go on after its process was killed.
"""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from seminar.classroom.room.answer_shape import check_answer, received
from seminar.classroom.room.refused import RefusedError
from seminar.classroom.room.rounds import Round, Rounds
from seminar.classroom.room.seats import SEATS, Seat, Seats
from seminar.quiz import Bank, compile_item, scorable, sealed

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another on a projector
SHOWN = ("distribution", "key", "shifts")


class Room:
    """One class with one bank.

    Parameters
    ----------
    bank : Bank
        Whose scored items can be asked.

    Attributes
    ----------
    code, invitation : str
        What students type to get a seat, and what the QR code carries instead: too long to be guessed.
    key : str
        What tells the instructor from everybody else.
    version, stage_version : int
        Change with everything that the instructor sees, and with what the students see.
    note : callable
        Is told every event.
    """

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.items = {item.id: sealed(item) for item in scorable(bank)}
        self.asked = {name: compile_item(item, key=False) for name, item in self.items.items()}
        self.id = secrets.token_hex(4)
        self.key = secrets.token_urlsafe(24)
        self.code, self.invitation = new_code()
        self.locked = False
        self.seats = Seats()
        self.rounds = Rounds(bank, self.items)
        self.shown: set[str] = set()
        self.ended = False
        self.version = self.stage_version = 0
        self.note: Callable[[dict[str, Any]], None] = lambda event: None

    @property
    def current(self) -> Round | None:
        """The round that is on the screen."""
        return self.rounds.current

    # The door

    def invited(self, code: object) -> bool:
        """Say whether this is what the QR code carries."""
        return isinstance(code, str) and same(code, self.invitation)

    def join(self, code: object, name: object = "") -> Seat:
        """Give out a seat.

        Raises
        ------
        RefusedError
            If the code is another one, the door is locked, or all seats are taken.
        """
        if not isinstance(code, str) or not isinstance(name, str):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "code and name are texts")
        typed = "".join(letter for letter in code.upper() if letter.isalnum())
        if not self.invited(code) and not same(typed, self.code):
            raise RefusedError(HTTPStatus.FORBIDDEN, "This is not the code on the screen.")
        if self.locked:
            raise RefusedError(HTTPStatus.LOCKED, "Joining is closed; ask your instructor to open it again.")
        if len(self.seats) >= SEATS and (left := self.seats.idle(self.rounds.voters())):
            self._vacate(left)
        seat = self.seats.take(name)
        self.version += 1
        self.note({"did": "seat", "number": seat.number, "label": seat.label, "token": seat.token})
        return seat

    def lock(self, on: bool = True) -> None:
        """Let nobody else in, or open the door again; who has a seat keeps it."""
        self.locked = on
        self.version += 1
        self.note({"did": "lock", "on": on})

    def renew(self) -> None:
        """Make another code and another QR code; who has a seat keeps it."""
        self.code, self.invitation = new_code()
        self.version += 1
        self.note({"did": "code", "code": self.code, "invitation": self.invitation})

    def remove(self, numbers: list[int]) -> list[int]:
        """Take seats away with all their votes, and return the numbers of those that were there."""
        gone = [seat for seat in self.seats.values() if seat.number in set(numbers)]
        for seat in gone:
            self._vacate(seat)
        self._restage()
        return [seat.number for seat in gone]

    def _vacate(self, seat: Seat) -> None:
        """Take one seat away with its votes."""
        self.seats.remove(seat)
        self.rounds.forget(seat.number)
        self.note({"did": "remove", "number": seat.number})

    # The rounds

    def answer(self, seat: Seat, item_id: object, number: object, response: object, certainty: object = None) -> None:
        """Keep the answer of a seat in the open round in the place of an earlier one; None takes it back.

        Raises
        ------
        RefusedError
            If this round is not open, or this is no answer to its item.
        """
        now = self.current
        if now is None or not now.open or (item_id, number) != (now.item.id, now.number):
            raise RefusedError(HTTPStatus.CONFLICT, "This round is closed; an answer does not count any more.")
        check_answer(self.asked[now.item.id], response, certainty)
        event = now.keep(seat.number, received(response), None if certainty is None else str(certainty))
        self.version += 1
        self.note(event)

    def answer_of(self, seat: Seat) -> dict[str, Any] | None:
        """Return what a seat has answered in the round on the screen, with the names of both."""
        now = self.current
        kept = now.answers.get(seat.number) if now else None
        if now is None or not kept:
            return None
        said = {"response": kept["response"], "certainty": kept["certainty"]}
        return {"item": now.item.id, "round": now.number, **said}

    def ask(self, item_id: object, number: object = None) -> Round:
        """Open the next round of an item; the round of a number that was opened before is returned as it is.

        Raises
        ------
        RefusedError
            If it cannot be asked, or another round is open.
        """
        asked, new = self.rounds.ask(item_id, number)
        if new:
            self.shown.clear()
            self._restage()
            self.note({"did": "open", "item": asked.item.id, "round": asked.number})
        return asked

    def closing(self) -> None:
        """Tell everybody that the open round is about to be closed, so that what is half typed can still come."""
        if self.current:
            self.current.closing = True
        self._restage()

    def close(self) -> Round:
        """Close the open round.

        Raises
        ------
        RefusedError
            If no round is open.
        """
        now = self.rounds.found(None, None)
        now.close()
        self._restage()
        self.note({"did": "close", "at": now.closed})
        return now

    def reset(self, item_id: object) -> None:
        """Forget the rounds of an item, such as those of a rehearsal.

        Raises
        ------
        RefusedError
            If there is no such item, or one of its rounds is open.
        """
        self.rounds.reset(item_id)
        if self.current is None:
            self.shown.clear()
        self._restage()
        self.note({"did": "reset", "item": item_id})

    def show(self, what: object, on: bool = True) -> None:
        """Show the distribution, the key or the shifts of the closed round to everybody, or hide it again.

        Raises
        ------
        RefusedError
            If the round is still open: who sees others' answers gives no answer of their own. If the shifts are asked
            for before the key: which of few options fits them tells what is right.
        """
        if what not in SHOWN:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"what can be shown is {', '.join(SHOWN)}")
        if not self.current or self.current.open:
            raise RefusedError(HTTPStatus.CONFLICT, f"the {what} can be shown when a round is closed")
        if what == "shifts" and on:
            if self.current.number == 1:
                raise RefusedError(HTTPStatus.CONFLICT, "shifts need a second round")
            if "key" not in self.shown:
                raise RefusedError(HTTPStatus.CONFLICT, "the shifts tell the key; reveal the key first")
        (self.shown.add if on else self.shown.discard)(what)
        if "key" not in self.shown:
            self.shown.discard("shifts")
        self._restage()

    def end(self) -> None:
        """Close what is open, and tell everybody that the class is over."""
        if self.current and self.current.open:
            self.close()
        self.ended = True
        self._restage()

    def _restage(self) -> None:
        """Note that everybody sees something new."""
        self.version += 1
        self.stage_version += 1


def same(given: str, secret: str) -> bool:
    """Say whether two texts are one, in a time that does not tell how much of them is."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def new_code() -> tuple[str, str]:
    """Return a code that can be typed, and one that cannot be guessed."""
    return "".join(secrets.choice(LETTERS) for _ in range(6)), secrets.token_urlsafe(16)
