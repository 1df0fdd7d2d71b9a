"""The lesson as it happens, a line for each event, so that it goes on where it stood after its process was killed.

A vote stands in the file before it is acknowledged: what a process has handed to the system outlives the process. Once
a second the system is asked to bring it to the disk, where it outlives the machine. Who reads the file could steer the
class, so it is for its owner only.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from seminar.classroom.room.room import Room
from seminar.errors import ClassError
from seminar.text import write_whole

NAME = "lesson.jsonl"
FORMAT, VERSION = "seminar-lesson", 1


class Journal:
    """A file to which events are added.

    Parameters
    ----------
    path : Path
        The file; it is there.
    held : int, optional
        The folder as :func:`hold` keeps others from it.

    Attributes
    ----------
    trouble : str or None
        Why the last events are in memory only, None where they are in the file. They are tried again.
    """

    def __init__(self, path: Path, held: int | None = None) -> None:
        self.path, self.held = path, held
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND)
        self.left = b""
        self.dirty = False
        self.trouble: str | None = None

    def note(self, event: dict[str, Any]) -> None:
        """Add an event; where that fails it is kept for the next time."""
        self.left += line(event).encode()
        self.write()

    def write(self) -> None:
        """Write what is left to write."""
        try:
            while self.left:
                self.left = self.left[os.write(self.file, self.left) :]
                self.dirty = True
            self.trouble = None
        except OSError as error:
            self.trouble = error.strerror

    def sync(self) -> None:
        """Bring to the disk what was written since the last time."""
        if self.dirty:
            self.dirty = False
            try:
                os.fsync(self.file)
            except OSError as error:
                self.dirty, self.trouble = True, error.strerror

    def close(self) -> None:
        """Write and sync what can be, and let go of the file."""
        self.write()
        self.sync()
        os.close(self.file)
        if self.held is not None:
            os.close(self.held)


def begin(room: Room, out: Path) -> tuple[Journal, bool]:
    """Begin a lesson in an empty folder, or take up the one of the same bank that lies there.

    Returns
    -------
    tuple of (Journal, bool)
        The journal, which the room tells its events from now on, and whether a lesson was taken up.

    Raises
    ------
    ClassError
        If something else lies there, another bank's lesson among it, or another process holds a class there.
    OSError
        If the folder cannot be written.
    """
    path = out / NAME
    if out.exists() and not (out.is_dir() and (path.exists() or not any(out.iterdir()))):
        raise ClassError(f"{out} is not an empty folder: name a new one with --out, so that two classes do not mix")
    out.mkdir(parents=True, exist_ok=True)
    held = hold(out)
    try:
        there = path.exists()
        if there:
            take_up(room, path)
        write(room, path)
        journal = Journal(path, held)
    except BaseException:
        if held is not None:
            os.close(held)
        raise
    room.note = journal.note
    return journal, there


def hold(out: Path) -> int | None:
    """Keep other processes from holding a class in the same folder, for as long as what is returned is open."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    held = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise ClassError(f"another class is being held in {out}; end it first, or name another folder") from None
    except OSError:  # a network's file system may know no locks
        os.close(held)
        return None
    return held


def write(room: Room, path: Path) -> None:
    """Write a whole lesson as it stands.

    Raises
    ------
    OSError
        If it cannot be written; what was there before is still there.
    """
    lines = "".join(map(line, events(room)))
    before = os.umask(0o077)
    try:
        write_whole(path, lines)
    finally:
        os.umask(before)


def line(event: dict[str, Any]) -> str:
    """Return an event as a line of the file."""
    return json.dumps(event, ensure_ascii=False) + "\n"


def events(room: Room) -> Iterator[dict[str, Any]]:
    """Return what has to happen in a new room to make it this one."""
    head = {"format": FORMAT, "version": VERSION, "course": room.bank.course.slug, "bank": room.bank.stem}
    yield head | {"id": room.id, "key": room.key, "last": room.seats.last}
    yield {"did": "code", "code": room.code, "invitation": room.invitation}
    yield {"did": "lock", "on": room.locked}
    for seat in room.seats.values():
        yield {"did": "seat", "number": seat.number, "label": seat.label, "token": seat.token}
    for one in room.rounds.held():
        yield {"did": "open", "item": one.item.id, "round": one.number}
        for number, kept in one.answers.items():
            yield {"did": "answer", "item": one.item.id, "round": one.number, "seat": number, **kept}
        if not one.open:
            yield {"did": "close", "at": one.closed}


def take_up(room: Room, path: Path) -> None:
    """Let everything happen in a room that a file tells.

    A last line without its end is what the killed process was writing; nobody was told that it was kept.

    Raises
    ------
    ClassError
        If it is another bank's lesson, or cannot be read.
    """
    lines = path.read_bytes().split(b"\n")[:-1]
    for number, said in enumerate(lines, 1):
        try:
            event = json.loads(said)
            if number == 1:
                head(room, event, path)
            else:
                happen(room, event)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise ClassError(f"this is no event of a lesson ({error!r})"[:200], path, number) from None
        except ClassError as error:
            if number == 1:
                raise
            sentence = f"the bank has changed since this lesson ({error.message}); name a new folder with --out"
            raise ClassError(sentence, path, number) from None
    if not lines:
        raise ClassError("this is no lesson of ours; name a new folder with --out", path)
    # A page that has seen version 7 before the kill must not take another version 7 for the same.
    room.version = room.stage_version = secrets.randbits(40)


def head(room: Room, event: dict[str, Any], path: Path) -> None:
    """Take the first line: which lesson this is."""
    course = room.bank.course
    earlier = course.formerly and (f"{course.formerly}-lesson", VERSION)
    if (event["format"], event["version"]) not in ((FORMAT, VERSION), earlier):
        raise ClassError("this is no lesson that this version can take up; name a new folder with --out", path)
    if event.get("course", course.slug) != course.slug:
        sentence = f"a class of the course {event['course']} was held here, and this bank is of {course.slug}"
        raise ClassError(f"{sentence}; name a new folder with --out", path)
    if event["bank"] != room.bank.stem:
        sentence = f"a class of the bank {event['bank']} was held here; name a new folder with --out for another bank"
        raise ClassError(sentence, path)
    room.id, room.key, room.seats.last = event["id"], event["key"], event["last"]


def happen(room: Room, event: dict[str, Any]) -> None:
    """Let one event happen."""
    match event["did"]:
        case "code":
            room.code, room.invitation = event["code"], event["invitation"]
        case "lock":
            room.lock(event["on"])
        case "seat":
            room.seats.put(event["number"], event["label"], event["token"])
        case "remove":
            room.remove([event["number"]])
        case "open":
            room.ask(event["item"], event["round"])
        case "answer":
            room.rounds.found(event["item"], event["round"]).keep(
                event["seat"], event["response"], event["certainty"], event["at"]
            )
        case "close":
            room.rounds.found(None, None).close(event["at"])
        case "reset":
            room.reset(event["item"])
        case other:
            raise ValueError(other)
