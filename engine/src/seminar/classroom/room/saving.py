"""Keeps what a class said: each round when it is closed, again where that failed, and all before the process ends."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seminar.classroom.room import lesson_journal as journal
from seminar.classroom.room.export import contents, folder, save
from seminar.classroom.room.room import Room
from seminar.classroom.room.rounds import Round


class Saving:
    """Writes the rounds of a room into a folder.

    Parameters
    ----------
    room : Room
        The class.
    out : Path
        The folder.
    """

    def __init__(self, room: Room, out: Path) -> None:
        self.room, self.out = room, out
        self.left: dict[Path, tuple[Round, str]] = {}  # what could not be written, and why

    def write(self, round_: Round, files: dict[int, dict[str, Any]] | None = None) -> str | None:
        """Write a closed round, where they are at hand its files; return why not, None where it is written."""
        where = folder(self.out, round_)
        try:
            save(files if files is not None else contents(self.room, round_), where)
        except OSError as error:
            self.left[where] = round_, error.strerror or str(error)
            return self.left[where][1]
        self.left.pop(where, None)
        return None

    def forget(self, item_id: str) -> None:
        """Try no more to write the rounds of an item."""
        self.left = {where: kept for where, kept in self.left.items() if kept[0].item.id != item_id}

    @property
    def trouble(self) -> str | None:
        """A sentence on what is not written yet, None where all is."""
        if not self.left:
            return None
        rounds = ", ".join(f"round {round_.number} of {round_.item.id}" for round_, _ in self.left.values())
        _, why = next(iter(self.left.values()))
        return f"not written to {self.out} yet: {rounds} ({why}). Make room; it is tried again."

    def everything(self) -> list[str]:
        """Write every round and return a sentence for each that is written."""
        said = []
        for round_ in (one for rounds in self.room.rounds.values() for one in rounds):
            if self.write(round_) is None:
                said.append(f"{round_.item.id}, round {round_.number}: {len(round_.answers)} response files")
        return said


def finish(room: Room, out: Path, say: Callable[[str], None], ask: Callable[[], Path | None]) -> int:
    """Write everything, to another folder where this one fails, and return the exit status.

    Parameters
    ----------
    room : Room
        The class that is over.
    out : Path
        Its folder.
    say : callable
        Prints a line.
    ask : callable
        Returns another folder from the instructor, None where nobody can be asked.
    """
    while True:
        saving = Saving(room, out)
        for line in saving.everything():
            say(line)
        trouble = saving.trouble or kept(room, out)
        if not trouble:
            if not room.rounds.held():
                say("No round was opened, so there is nothing to write.")
            return 0
        say(f"Votes would be lost: {trouble}")
        other = ask()
        if other is None:
            return last_resort(room, out, say)
        out = other


def kept(room: Room, out: Path) -> str | None:
    """Write the lesson itself, so that it can go on; return why not."""
    try:
        journal.write(room, out / journal.NAME)
    except OSError as error:
        return f"{out / journal.NAME} cannot be written ({error.strerror or error})"
    return None


def last_resort(room: Room, out: Path, say: Callable[[str], None]) -> int:
    """Write everything to a new folder among the temporary ones; print it where even that fails."""
    try:
        other = Path(tempfile.mkdtemp(prefix=f"class-{room.bank.stem}-"))
    except OSError:
        other = None
    if other:
        saving = Saving(room, other)
        saving.everything()
        if not saving.trouble and not kept(room, other):
            say(f"All votes were written to {other} instead; move them to {out} when there is room.")
            return 1
    say(f"Nothing can be written. Copy the lines that follow into {journal.NAME} in an empty folder F and run")
    say(f"  seminar class {room.bank.path} --out F")
    for event in journal.events(room):
        say(journal.line(event).rstrip())
    sys.stdout.flush()
    return 1
