"""The answers of a round as response files, which ``seminar quiz`` reads."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from seminar.classroom.room.room import Room
from seminar.classroom.room.rounds import Round, now
from seminar.errors import ClassError
from seminar.quiz import FORMAT, VERSION, Answer, Bank
from seminar.text import write_whole

LONGEST_ID = 200  # letters; a folder is called by the item, and no file system takes more than 255


def contents(room: Room, round_: Round) -> dict[int, dict[str, Any]]:
    """Return the content of a response file for each seat that answered, by its number."""
    labels = {seat.number: seat.label for seat in room.seats.values()}
    return {
        seat: content(labels[seat], round_.closed or now(), room.bank, round_.item.id, kept)
        for seat, kept in sorted(round_.answers.items())
    }


def content(label: str, created: str, bank: Bank, item_id: str, kept: Answer) -> dict[str, Any]:
    """Return the content of a response file that holds one answer."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "course": bank.course.slug,
        "student": label,
        "created": created,
        "banks": {bank.stem: {"items": {item_id: {**kept, "attempts": 1, "hints": 0}}}},
    }


def folder(out: Path, round_: Round) -> Path:
    """Return where the files of a round lie."""
    return out / round_.item.id / f"round-{round_.number}"


def save(files: dict[int, dict[str, Any]], where: Path) -> None:
    """Write a file for each seat, and take away those of seats that are no more.

    The name of a file is the seat's number, never what a student typed.

    Raises
    ------
    OSError
        If one cannot be written; what was there before is still there.
    """
    where.mkdir(parents=True, exist_ok=True)
    names = {f"seat-{seat:04}.json" for seat in files}
    for seat, said in files.items():
        write_whole(where / f"seat-{seat:04}.json", json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    for path in where.glob("seat-*.json"):
        if path.name not in names:
            path.unlink()


def set_aside(out: Path, item_id: str) -> None:
    """Move the files of an item whose rounds are forgotten to a folder beside: nobody counts them, none is lost."""
    if (out / item_id).is_dir():
        aside = out / "set aside"  # no item is called so
        aside.mkdir(exist_ok=True)
        number = 1
        while (target := aside / f"{item_id}-{number}").exists():
            number += 1
        (out / item_id).rename(target)


def check_ids(bank: Bank, items: Iterable[str]) -> None:
    """Refuse a bank with an item whose answers could not be written, because a folder is called by the item.

    Raises
    ------
    ClassError
        If an id is longer than the name of a folder may be.
    """
    for item_id in items:
        if len(item_id) > LONGEST_ID:
            sentence = f"the id `{item_id[:40]}…` has {len(item_id)} letters; {LONGEST_ID} at most can be a folder"
            raise ClassError(sentence, bank.path)
