"""What is on the screen: what everybody may see, and what the instructor sees beside it."""

from typing import Any

from seminar.classroom.room import counts as results
from seminar.classroom.room.room import Room
from seminar.classroom.room.rounds import Round
from seminar.quiz import Mark, agreed, compile_item, is_right, mark_item


def stage(room: Room) -> dict[str, Any]:
    """Return what everybody may see now.

    The key, and all from which it could be told, is in it only when the instructor has shown the key.
    """
    now = room.current
    if room.ended or now is None:
        return {"version": room.stage_version, "phase": "ended" if room.ended else "waiting"}
    key = "key" in room.shown
    found = {
        "version": room.stage_version,
        "phase": "closed" if not now.open else "closing" if now.closing else "open",
        "round": now.number,
        "number": list(room.items).index(now.item.id) + 1,
        "seed": room.id,  # one order of the options for all, so that they can speak of “option B”
        "agreed": agreed(),
        "item": compile_item(now.item) if key else room.asked[now.item.id],
    }
    if "distribution" in room.shown:
        found["distribution"] = distribution(now, key)
    if "shifts" in room.shown and key:
        before = room.rounds[now.item.id][now.number - 2]
        found["shifts"] = results.moved(marks(before), marks(now))
    return found


def marks(round_: Round) -> dict[str, Mark]:
    """Return the scored answers of a round."""
    return {str(seat): mark_item(str(seat), round_.item, kept) for seat, kept in round_.answers.items()}


def distribution(round_: Round, key: bool) -> dict[str, Any]:
    """Return how often each thing was said.

    Parameters
    ----------
    round_ : Round
        A closed round.
    key : bool
        Whether it may tell the key.

    Returns
    -------
    dict
        ``answered`` and ``lines``, of ``{"id", "row", "html", "count"}`` as :func:`results.lines` returns them. With
        the key ``right`` in each line, and ``shares``: how many were ``right``, ``partly`` right and ``not``.
    """
    votes = marks(round_)
    lines = [
        {"id": line.id, "row": line.row, "html": line.html, "count": line.counts[0]}
        | ({"right": line.right} if key else {})
        for line in results.lines(round_.item, votes)
    ]
    said = {"answered": len(votes), "lines": lines}
    if not key:
        return said
    raw = [mark.raw for mark in votes.values()]
    right, nothing = sum(map(is_right, raw)), raw.count(0)
    return said | {"shares": {"right": right, "partly": len(raw) - right - nothing, "not": nothing}}


def board(room: Room) -> dict[str, Any]:
    """Return what the instructor sees beside the stage."""
    now = room.current
    return {
        "version": room.version,
        "stage_version": room.stage_version,
        "title": room.bank.title,
        "locked": room.locked,
        "joined": len(room.seats),
        "answered": len(now.answers) if now else 0,
        "open": {"item": now.item.id, "round": now.number} if now and now.open else None,
        "shown": sorted(room.shown),
        "items": [
            {
                "id": name,
                "type": item.type,
                "prompt": room.asked[name]["prompt"],
                "answered": [len(one.answers) for one in room.rounds[name]],
            }
            for name, item in room.items.items()
        ],
    }
