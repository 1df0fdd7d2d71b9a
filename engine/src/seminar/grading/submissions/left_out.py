"""Files that were not graded, each with the reason, so that no one's work is lost without a word."""

from collections.abc import Iterable
from dataclasses import dataclass

from seminar.text import csv_text, one_line, safe

#: So many names stand in a sentence.
EXAMPLES = 3


@dataclass(frozen=True)
class LeftOut:
    """A file that was handed in and is not graded.

    Parameters
    ----------
    path : str
        Where it is in the folder or the zip.
    student : str or None
        Whose it is, where that is known.
    reason : str
        A sentence without its subject and its full stop; equal reasons are counted together.
    detail : str
        What is true of this file alone, such as which other one was graded; may be empty.
    look : bool
        Whether a person should look at it, because it may be somebody's work.
    """

    path: str
    student: str | None
    reason: str
    detail: str = ""
    look: bool = True


def to_csv(left_out: Iterable[LeftOut]) -> str:
    """Write one line a file: path, student, reason, and whether a person should look at it; those come first."""
    rows = [["path", "student", "reason", "look"]]
    for one in sorted(left_out, key=lambda one: (not one.look, one.path)):
        reason = f"{one.reason} ({one.detail})" if one.detail else one.reason
        rows.append(
            [safe(shown(one.path)), safe(one.student or ""), safe(one_line(reason)), "yes" if one.look else "no"]
        )
    return csv_text(rows)


def by_reason(left_out: Iterable[LeftOut]) -> list[tuple[str, list[LeftOut]]]:
    """Return the reasons with their files: first those that a person should look at, then the most frequent."""
    reasons: dict[tuple[bool, str], list[LeftOut]] = {}
    for one in sorted(left_out, key=lambda one: one.path):
        reasons.setdefault((one.look, one.reason), []).append(one)
    order = sorted(reasons.items(), key=lambda pair: (not pair[0][0], -len(pair[1]), pair[0][1]))
    return [(reason, files) for (_, reason), files in order]


def sentences(left_out: Iterable[LeftOut]) -> list[str]:
    """Say once for each reason how many files there are, and name some where a person should look at them."""
    said = []
    for reason, files in by_reason(left_out):
        names = f": {some(shown(one.path) for one in files)}" if files[0].look else ""
        said.append(f"{counted(len(files), 'file')} not graded, because {reason}{names}")
    return said


def some(names: Iterable[str]) -> str:
    """Join a few names and say how many more there are."""
    names = list(names)
    more = f" and {len(names) - EXAMPLES} more" if len(names) > EXAMPLES else ""
    return ", ".join(names[:EXAMPLES]) + more


def counted(number: int, noun: str) -> str:
    """Write "1 file" or "2 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def shown(path: str) -> str:
    """Return a path for a person to read: one line, without what a terminal or a page would obey."""
    return one_line(path) or "(a name without letters)"
