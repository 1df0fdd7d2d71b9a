"""The answers of a round as response files, which ``betweenblocs quiz`` reads."""

import json
from datetime import UTC, datetime
from pathlib import Path

from betweenblocs.classroom.room import Room, Round
from betweenblocs.errors import ClassError
from betweenblocs.quiz.responses import FORMAT, VERSION


def contents(room: Room, round_: Round) -> dict[int, dict]:
    """Return the content of a response file for each seat that answered, by its number."""
    labels = {seat.number: seat.label for seat in room.seats.values()}
    created = datetime.now(UTC).isoformat(timespec="milliseconds")
    return {
        seat: {
            "format": FORMAT,
            "version": VERSION,
            "student": labels[seat],
            "created": created,
            "banks": {room.bank.stem: {"items": {round_.item.id: {**kept, "attempts": 1, "hints": 0}}}},
        }
        for seat, kept in sorted(round_.answers.items())
    }


def folder(out: Path, round_: Round) -> Path:
    """Return where the files of a round lie."""
    return out / round_.item.id / f"round-{round_.number}"


def save(files: dict[int, dict], where: Path):
    """Write a file for each seat.

    The name of a file is the seat's number, never what a student typed.
    """
    where.mkdir(parents=True, exist_ok=True)
    for seat, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (where / f"seat-{seat:04}.json").write_text(text, encoding="utf-8")


def save_all(room: Room, out: Path) -> list[str]:
    """Write every round and return a sentence for each."""
    said = []
    for item_id, rounds in room.rounds.items():
        for round_ in rounds:
            save(contents(room, round_), folder(out, round_))
            said.append(f"{item_id}, round {round_.number}: {len(round_.answers)} response files")
    return said or ["No round was opened, so there is nothing to write."]


def empty(out: Path) -> Path:
    """Return the folder if nothing lies in it yet: the files of two classes are not to be mixed.

    Raises
    ------
    ClassError
        If something does.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ClassError(f"{out} is not an empty folder: name a new one with --out, so that two classes do not mix")
    out.mkdir(parents=True, exist_ok=True)
    return out
