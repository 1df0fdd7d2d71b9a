"""The rounds of a class: for each item the votes that were held on it, one after the other."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, TypeGuard

from seminar.classroom.room.refused import RefusedError
from seminar.quiz import Answer, Bank, Item
from seminar.text import suggest


def now() -> str:
    """Return the time as response files write it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass
class Round:
    """One vote on an item.

    ``answers`` holds, by the number of the seat, ``{"response", "certainty", "at"}``; ``closed`` is the moment of the
    closing, None while the round is open, and ``closing`` says that this moment is near.
    """

    item: Item
    number: int
    answers: dict[int, Answer] = field(default_factory=dict)
    closed: str | None = None
    closing: bool = False

    @property
    def open(self) -> bool:
        """Whether answers count."""
        return self.closed is None

    def keep(self, seat: int, response: object, certainty: str | None, at: str | None = None) -> dict[str, Any]:
        """Keep an answer, or take it back where the response is None, and return the event."""
        kept: Answer = {"response": response, "certainty": certainty, "at": at or now()}
        if response is None:
            self.answers.pop(seat, None)
        else:
            self.answers[seat] = kept
        return {"did": "answer", "item": self.item.id, "round": self.number, "seat": seat, **kept}

    def close(self, at: str | None = None) -> None:
        """Count no answer any more."""
        self.closed, self.closing = at or now(), False


class Rounds(dict[str, list[Round]]):
    """The rounds by item.

    Parameters
    ----------
    bank : Bank
        For what is said of an item that cannot be asked.
    items : dict of str to Item
        Those that can.
    """

    def __init__(self, bank: Bank, items: dict[str, Item]) -> None:
        super().__init__({name: [] for name in items})
        self.bank, self.askable = bank, items
        self.current: Round | None = None

    def of(self, item_id: object) -> list[Round]:
        """Return the rounds of an item that can be asked.

        Raises
        ------
        RefusedError
            If there is no such item.
        """
        if isinstance(item_id, str) and item_id in self:
            return self[item_id]
        said = str(item_id)[:100]
        if any(item.id == item_id for item in self.bank.items):
            raise RefusedError(
                HTTPStatus.NOT_FOUND, f"{said} is not scored, so there is nothing to vote on; ask another item"
            )
        raise RefusedError(HTTPStatus.NOT_FOUND, f"the bank {self.bank.stem} has no item `{said}`{suggest(said, self)}")

    def ask(self, item_id: object, number: object = None) -> tuple[Round, bool]:
        """Return a round of an item and whether it was opened just now; see :meth:`Room.ask`."""
        rounds = self.of(item_id)
        if number is not None and counts(number) and number <= len(rounds):
            return rounds[number - 1], False
        if number is not None and (not counts(number) or number > len(rounds) + 1):
            raise RefusedError(
                HTTPStatus.CONFLICT, f"round {str(number)[:20]} of {item_id} cannot be next; it is {len(rounds) + 1}"
            )
        if self.current and self.current.open:
            raise RefusedError(
                HTTPStatus.CONFLICT, f"round {self.current.number} of {self.current.item.id} is open; close it first"
            )
        self.current = Round(self.askable[str(item_id)], len(rounds) + 1)
        rounds.append(self.current)
        return self.current, True

    def found(self, item_id: object, number: object) -> Round:
        """Return the round that is meant: that of a number, else the last of an item, else the open one.

        Raises
        ------
        RefusedError
            If there is none.
        """
        if item_id is None:
            if self.current and self.current.open:
                return self.current
            raise RefusedError(HTTPStatus.CONFLICT, "no round is open")
        rounds = self.of(item_id)
        number = len(rounds) if number is None else number
        if counts(number) and number <= len(rounds):
            return rounds[number - 1]
        raise RefusedError(HTTPStatus.CONFLICT, f"round {str(number)[:20]} of {item_id} was not opened")

    def closed(self, item_id: str, number: int) -> Round | None:
        """Return a closed round, None where it was never opened.

        Raises
        ------
        RefusedError
            If there is no such item, or the round is open.
        """
        rounds = self.of(item_id)
        if not 1 <= number <= len(rounds):
            return None
        if rounds[number - 1].open:
            raise RefusedError(HTTPStatus.CONFLICT, f"round {number} of {item_id} is open; close it first")
        return rounds[number - 1]

    def reset(self, item_id: object) -> None:
        """Forget the rounds of an item; see :meth:`Room.reset`."""
        rounds = self.of(item_id)
        if rounds and rounds[-1].open:
            raise RefusedError(HTTPStatus.CONFLICT, f"round {len(rounds)} of {item_id} is open; close it first")
        if self.current in rounds:
            self.current = None
        rounds.clear()

    def held(self) -> list[Round]:
        """Return all rounds, the one on the screen last."""
        return sorted((one for rounds in self.values() for one in rounds), key=lambda one: one is self.current)

    def voters(self) -> set[int]:
        """Return the numbers of the seats that have answered in any round."""
        return {seat for one in self.held() for seat in one.answers}

    def forget(self, seat: int) -> None:
        """Take the answers of a seat out of every round."""
        for one in self.held():
            one.answers.pop(seat, None)


def counts(number: object) -> TypeGuard[int]:
    """Say whether this can be the number of a round."""
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1
