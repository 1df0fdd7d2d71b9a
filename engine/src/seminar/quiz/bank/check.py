"""Looks over whole banks for what a reader of one file cannot see or a machine can only suspect."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from seminar.errors import BankError
from seminar.quiz.bank import item as r
from seminar.quiz.bank.bank import look_over
from seminar.quiz.bank.give_ids import missing_ids
from seminar.quiz.bank.guessable import guessable


@dataclass(frozen=True)
class Finding:
    """Something in a bank that somebody should look at."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.message}"


def check(paths: Iterable[Path], today: date | None = None) -> list[Finding]:
    """Return what is wrong or doubtful in some banks, in the order of the files.

    Parameters
    ----------
    paths : iterable of Path
        Question banks. One that cannot be read is a finding too, and stops nothing.
    today : date, optional
        The day against which `review_by` is held.
    """
    today = today or date.today()
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    items: list[r.Item] = []
    for path in map(Path, paths):
        try:
            bank, faults = look_over(path)
        except BankError as error:
            findings.append(Finding(path, error.line, error.message))
            continue
        findings += [Finding(path, fault.line, fault.message) for fault in faults]
        if bank.draft:
            findings.append(Finding(path, None, "the bank is a draft, which the book does not show"))
        elif not faults and (bare := len(missing_ids(path))):
            message = f"{bare} options have no id, so a changed word would lose the answers that were kept for them"
            findings.append(Finding(path, None, f"{message}; `seminar quiz ids` writes them"))
        chapter = Chapter(path)
        for item in bank.items:
            messages = [
                *lacks(item),
                *stale(item, today),
                *item.body.faults(item.prompt, item.course),
                *chapter.unknown(item),
            ]
            if item.id in seen:
                messages.append(f"the id is taken by {seen[item.id]}; ids are unique in the whole book")
            seen.setdefault(item.id, f"{path}:{item.line}")
            findings += [Finding(path, item.line, f"{item.id}: {message}") for message in messages]
        items += bank.items
    # Only many items together show a habit, so the place is the folder.
    return findings + [Finding(items[-1].path.parent, None, message) for message in guessable(items)]


def lacks(item: r.Item) -> Iterable[str]:
    """Find what an item of a draft still needs before the book may show it."""
    needs = []
    feedback = item.body.owed()
    if bare := feedback.count(""):
        needs.append(f"feedback on {bare} of its {len(feedback)} parts")
    needs += item.body.lacks()
    if item.body.SCORED:
        needs += [] if item.explanation else ["an explanation"]
        needs += [] if item.evidence or item.sources else ["evidence or sources"]
    if needs:
        yield f"still needs {', '.join(needs)}"


def stale(item: r.Item, today: date) -> Iterable[str]:
    """Find an item that was to be looked at again by now."""
    if item.review_by and item.review_by < today:
        yield f"was to be reviewed by {item.review_by}; see whether the key still holds, and set a new day"


class Chapter:
    """What the chapter beside a bank offers: objectives, and keys of the book's bibliography."""

    def __init__(self, bank: Path):
        book = bank.resolve().parent.parent
        self.keys = found(book / "references.bib", r"^@\w+\{([^,\s]+),")
        text = book / f"{bank.stem}.md"
        section = found(text, r"^## You will be able to\n(.*?)(?=^## )")
        self.objectives = len(re.findall(r"^[-*\d]", section[0], re.MULTILINE)) if section else 0

    def unknown(self, item: r.Item) -> Iterable[str]:
        """Find references to objectives or sources that are not there, where the book is at hand."""
        if self.objectives and item.objective and item.objective > self.objectives:
            yield f"the chapter has no objective {item.objective}; it has {self.objectives}"
        if self.keys:
            for key in item.sources:
                if key not in self.keys:
                    yield f"the bibliography has no `{key}`"


def found(path: Path, pattern: str) -> list[str]:
    """Return what a pattern finds in a file, nothing where there is no file."""
    if not path.is_file():
        return []
    return re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
