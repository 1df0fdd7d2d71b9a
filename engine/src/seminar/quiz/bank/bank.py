"""Finds and reads question banks. Every mistake is a BankError that names the file and the line."""

import re
from collections.abc import Iterable
from pathlib import Path

from seminar.course import Course
from seminar.errors import BankError
from seminar.quiz.bank.item import Bank, Exam, Item
from seminar.quiz.bank.read_item import read_item
from seminar.quiz.reading.yaml_fields import Fields
from seminar.quiz.reading.yaml_file import parse, read_text
from seminar.text import short, suggest

# As responses.schema.json has it.
STEM = re.compile(r"[A-Za-z0-9_-]{1,100}")


def bank_paths(course: Course) -> dict[str, Path]:
    """Return the files of a course's banks, by stem, in alphabetical order."""
    return {path.stem: path for path in sorted(course.quizzes.glob("*.yml"))}


def bank_path(stem: str, course: Course) -> Path:
    """Return the file of one of a course's banks.

    Raises
    ------
    BankError
        If there is no bank of this name.
    """
    paths = bank_paths(course)
    if stem not in paths:
        raise BankError(f"there is no bank `{stem}`{suggest(stem, paths)}")
    return paths[stem]


def read_bank(path: str | Path, course: Course | None = None) -> Bank:
    """Read one bank.

    Parameters
    ----------
    path : str or Path
        A YAML file as ``static/bank.schema.json`` describes it.
    course : Course, optional
        Whose claims the items may name; by default the course in which the file lies.

    Returns
    -------
    Bank
        Its items in the order of the file.

    Raises
    ------
    BankError
        If the file cannot be read, or asks something that cannot be scored: the first of its mistakes.
    """
    bank, faults = look_over(path, course)
    if faults:
        raise faults[0]
    return bank


def look_over(path: str | Path, course: Course | None = None) -> tuple[Bank, list[BankError]]:
    """Read what can be read of a bank, and find every fault.

    Returns
    -------
    Bank
        The items without a fault.
    list of BankError
        The faults, in the order of the file.

    Raises
    ------
    BankError
        If there is no such file, or it is no list of items.
    """
    path = Path(path)
    return bank_of(read_text(path), path, course or Course.find(path.parent))


def bank_of(text: str, path: Path, course: Course) -> tuple[Bank, list[BankError]]:
    """Read a bank's text as :func:`look_over` reads its file."""
    fields = Fields(parse(text, path), path, "the bank", [], course)
    bank = read_items(fields)
    return bank, sorted(fields.faults, key=lambda fault: fault.line or 0)


def finished(bank: Bank) -> Bank:
    """Return a bank that is no draft.

    Raises
    ------
    BankError
        If it is one.
    """
    if bank.draft:
        message = "the bank is a draft; `quiz check` says what it still needs, then take `draft: true` out"
        raise BankError(message, bank.path)
    return answerable(bank)


def answerable(bank: Bank) -> Bank:
    """Return a bank whose answers can be read again, because the name of its file stands in every file of answers.

    Raises
    ------
    BankError
        If its name is one that such a file cannot hold.
    """
    if not STEM.fullmatch(bank.stem):
        message = "files of answers hold the name of the bank: use letters from a to z, digits, `_` and `-` for it"
        raise BankError(f"{message}, such as `my_bank.yml`", bank.path)
    return bank


def read_items(fields: Fields) -> Bank:
    """Read the bank's own fields and the items that can be read; what is wrong with the others is noted."""
    title = ""
    items: list[Item] = []
    lines: dict[str, int] = {}
    fields.text("$schema", None)
    with fields.noting():
        fields.draft = fields.flag("draft", False)
    with fields.noting():
        title = fields.text("title")
    for node in fields.entries("items"):
        with fields.noting():
            entry = fields.part(node, "an item")
            item = read_item(entry)
            if item.id in lines:
                raise entry.wrong(f"the id `{item.id}` is taken by the item on line {lines[item.id]}")
            lines[item.id] = item.line
            items.append(item)
    exam = None
    with fields.noting():
        exam = read_exam(fields, lines)
    with fields.noting():
        fields.close()
    return Bank(title, fields.path.stem, tuple(items), fields.path, fields.course, fields.draft, exam)


def read_exam(fields: Fields, known: Iterable[str]) -> Exam | None:
    """Read how the bank is asked as an exam; page and grading both take it from here.

    Raises
    ------
    BankError
        If it names an item that the bank does not hold, or draws no whole number of items.
    """
    node = fields.node("exam", None)
    if node is None:
        return None
    exam = fields.part(node, "the exam")
    items = exam.texts("items", None)
    for name, place in items:
        if name not in known:
            raise exam.wrong(f"the bank has no item `{short(name)}`{suggest(name, known)}", place)
    draw = exam.number("draw", None)
    if draw is not None and (not isinstance(draw, int) or draw < 1):
        raise exam.wrong(f"`draw` is {draw}; give the number of items that each student gets", exam.node("draw"))
    found = Exam(tuple(name for name, _ in items), draw, exam.text("seed", ""))
    exam.close()
    return found


def asked(bank: Bank, ids: Iterable[str] = ()) -> list[Item]:
    """Return the items of these ids, in that order; without ids every item that is not ungraded.

    Raises
    ------
    BankError
        If the bank does not hold one of them.
    """
    known = {item.id: item for item in bank.items}
    for name in ids:
        if name not in known:
            raise BankError(f"the bank has no item `{name}`{suggest(name, known)}", bank.path)
    return [known[name] for name in ids] or [item for item in bank.items if not item.ungraded]
