"""A class while it lasts: seats, rounds, and what is on the screen. The rules, without any web."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from betweenblocs.classroom.answer import check_answer
from betweenblocs.classroom.refused import RefusedError
from betweenblocs.classroom.seats import Seat, Seats
from betweenblocs.classroom.tally import moved, tally
from betweenblocs.quiz.compiled import compile_item
from betweenblocs.quiz.exam import sealed
from betweenblocs.quiz.fields import suggest
from betweenblocs.quiz.marking import scorable
from betweenblocs.quiz.records import Bank, Item

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another on a projector
SHOWN = ("distribution", "shifts", "key")


@dataclass
class Round:
    """One vote on an item; ``answers`` holds, by the number of the seat, ``{"response", "certainty", "at"}``."""

    item: Item
    number: int
    answers: dict[int, dict] = field(default_factory=dict)
    open: bool = True


class Room:
    """One class with one bank.

    Parameters
    ----------
    bank : Bank
        Whose scored items can be asked.

    Attributes
    ----------
    code : str
        What students type to get a seat.
    key : str
        What tells the instructor from everybody else.
    version, stage_version : int
        Change with everything that the instructor sees, and with what the students see.
    """

    def __init__(self, bank: Bank):
        self.bank = bank
        self.items = {item.id: sealed(item) for item in scorable(bank)}
        self.asked = {name: compile_item(item, key=False) for name, item in self.items.items()}
        self.code = "".join(secrets.choice(LETTERS) for _ in range(6))
        self.key = secrets.token_urlsafe(24)
        self.seats = Seats()
        self.rounds: dict[str, list[Round]] = {name: [] for name in self.items}
        self.current: Round | None = None
        self.shown: set[str] = set()
        self.ended = False
        self.version = self.stage_version = 0

    def join(self, code: str, name: str = "") -> str:
        """Give out a seat and return its token.

        Raises
        ------
        RefusedError
            If the code is another one, or all seats are taken.
        """
        if not isinstance(code, str) or not isinstance(name, str):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "code and name are texts")
        given = "".join(letter for letter in code.upper() if letter.isalnum())
        if not secrets.compare_digest(given.encode("utf-8", "replace"), self.code.encode()):
            raise RefusedError(HTTPStatus.FORBIDDEN, "This is not the code on the screen.")
        token = self.seats.take(name)
        self.version += 1
        return token

    def answer(self, seat: Seat, item_id, number, response, certainty=None):
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
        if response is None:
            now.answers.pop(seat.number, None)
        else:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            now.answers[seat.number] = {"response": response, "certainty": certainty, "at": at}
        self.version += 1

    def answer_of(self, seat: Seat) -> dict | None:
        """Return what a seat has answered in the round on the screen, with the names of both."""
        kept = self.current and self.current.answers.get(seat.number)
        if not kept:
            return None
        said = {name: kept[name] for name in ("response", "certainty")}
        return {"item": self.current.item.id, "round": self.current.number, **said}

    def ask(self, item_id) -> Round:
        """Open the next round of an item.

        Raises
        ------
        RefusedError
            If it cannot be asked, or another round is open.
        """
        rounds = self._rounds(item_id)
        if self.current and self.current.open:
            raise RefusedError(
                HTTPStatus.CONFLICT, f"round {self.current.number} of {self.current.item.id} is open; close it first"
            )
        rounds.append(Round(self.items[item_id], len(rounds) + 1))
        self.current = rounds[-1]
        self.shown.clear()
        self._restage()
        return self.current

    def close(self) -> Round:
        """Close the open round.

        Raises
        ------
        RefusedError
            If no round is open.
        """
        if not self.current or not self.current.open:
            raise RefusedError(HTTPStatus.CONFLICT, "no round is open")
        self.current.open = False
        self._restage()
        return self.current

    def show(self, what, on: bool = True):
        """Show the distribution, the shifts or the key of the closed round to everybody, or hide it again.

        Raises
        ------
        RefusedError
            If the round is still open: who sees others' answers gives no answer of their own.
        """
        if what not in SHOWN:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"what can be shown is {', '.join(SHOWN)}")
        if not self.current or self.current.open:
            raise RefusedError(HTTPStatus.CONFLICT, f"the {what} can be shown when a round is closed")
        if what == "shifts" and self.current.number == 1:
            raise RefusedError(HTTPStatus.CONFLICT, "shifts need a second round")
        (self.shown.add if on else self.shown.discard)(what)
        self._restage()

    def end(self):
        """Close what is open, and tell everybody that the class is over."""
        if self.current and self.current.open:
            self.current.open = False
        self.ended = True
        self._restage()

    def stage(self) -> dict:
        """Return what everybody may see now. The key is in it only when the instructor has shown it."""
        now = self.current
        if self.ended or now is None:
            return {"version": self.stage_version, "phase": "ended" if self.ended else "waiting"}
        stage = {
            "version": self.stage_version,
            "phase": "open" if now.open else "closed",
            "round": now.number,
            "number": list(self.items).index(now.item.id) + 1,
            "seed": self.code,  # one order of the options for all, so that they can speak of “option B”
            "item": compile_item(now.item) if "key" in self.shown else self.asked[now.item.id],
        }
        if "distribution" in self.shown:
            stage["distribution"] = tally(now.item, [kept["response"] for kept in now.answers.values()])
        if "shifts" in self.shown:
            before = self.rounds[now.item.id][now.number - 2]
            stage["shifts"] = moved(now.item, before.answers, now.answers)
        return stage

    def board(self) -> dict:
        """Return what the instructor sees beside the stage."""
        return {
            "version": self.version,
            "stage_version": self.stage_version,
            "title": self.bank.title,
            "joined": len(self.seats),
            "answered": len(self.current.answers) if self.current else 0,
            "shown": sorted(self.shown),
            "items": [
                {
                    "id": name,
                    "type": item.type,
                    "prompt": self.asked[name]["prompt"],
                    "answered": [len(one.answers) for one in self.rounds[name]],
                }
                for name, item in self.items.items()
            ],
        }

    def closed(self, item_id, number: int) -> Round | None:
        """Return a closed round, None where it was never opened.

        Raises
        ------
        RefusedError
            If there is no such item, or the round is open.
        """
        rounds = self._rounds(item_id)
        if not 1 <= number <= len(rounds):
            return None
        if rounds[number - 1].open:
            raise RefusedError(HTTPStatus.CONFLICT, f"round {number} of {item_id} is open; close it first")
        return rounds[number - 1]

    def _rounds(self, item_id) -> list[Round]:
        """Return the rounds of an item that can be asked."""
        if isinstance(item_id, str) and item_id in self.rounds:
            return self.rounds[item_id]
        said = str(item_id)[:100]
        if any(item.id == item_id for item in self.bank.items):
            raise RefusedError(
                HTTPStatus.NOT_FOUND, f"{said} is not scored, so there is nothing to vote on; ask another item"
            )
        raise RefusedError(
            HTTPStatus.NOT_FOUND, f"the bank {self.bank.stem} has no item `{said}`{suggest(said, self.items)}"
        )

    def _restage(self):
        """Note that everybody sees something new."""
        self.version += 1
        self.stage_version += 1
