"""Finds and reads question banks. Every mistake is a BankError that names the file and the line."""

import re
from collections.abc import Iterable
from pathlib import Path

from ruamel.yaml.nodes import ScalarNode

from betweenblocs.errors import BankError
from betweenblocs.quiz.bodies import READERS, known_claim
from betweenblocs.quiz.fields import Fields, read_yaml, suggest
from betweenblocs.quiz.records import Bank, Hint, Item

PACKAGE = Path(__file__).parent
# In a wheel the banks lie inside the package; in a checkout, beside the chapters.
FOLDERS = (PACKAGE / "banks", PACKAGE.parents[2] / "book" / "quizzes")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def bank_paths() -> dict[str, Path]:
    """Return the files of the banks that come with this module, by stem, in alphabetical order."""
    for folder in FOLDERS:
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.yml"))}
    return {}


def bank_path(stem: str) -> Path:
    """Return the file of one of the module's own banks.

    Raises
    ------
    BankError
        If there is no bank of this name.
    """
    paths = bank_paths()
    if stem not in paths:
        raise BankError(f"there is no bank `{stem}`{suggest(stem, paths)}")
    return paths[stem]


def read_bank(path: str | Path) -> Bank:
    """Read one bank.

    Parameters
    ----------
    path : str or Path
        A YAML file as ``static/bank.schema.json`` describes it.

    Returns
    -------
    Bank
        Its items in the order of the file.

    Raises
    ------
    BankError
        If the file cannot be read, or asks something that cannot be scored.
    """
    bank, faults = look_over(path)
    if faults:
        raise faults[0]
    return bank


def look_over(path: str | Path) -> tuple[Bank, list[BankError]]:
    """Read what can be read of a bank, and find every fault, at most one for each field of an item.

    Returns
    -------
    Bank
        The items without a fault.
    list of BankError
        The faults, in the order of the file as far as it goes.

    Raises
    ------
    BankError
        If there is no such file, or it is no list of items.
    """
    path = Path(path)
    if not path.is_file():
        raise BankError("there is no such file", path)
    fields = Fields(read_yaml(path), path, "the bank")
    faults = Faults()
    fields.text("$schema", None)
    fields.draft = faults.part(False, fields.flag, "draft", False)
    title = faults.part("", fields.text, "title")
    items, lines = [], {}
    for node in fields.entries("items"):
        found = len(faults)
        item = faults.part(None, lambda node=node: read_item(Fields(node, path, "an item", fields.draft), faults))
        if item is not None and item.id in lines:
            message = f"the id `{item.id}` is taken by the item on line {lines[item.id]}"
            faults.append(BankError(message, path, item.line))
        elif item is not None and len(faults) == found:
            items.append(item)
        if item is not None:
            lines.setdefault(item.id, item.line)
    faults.part(None, fields.close)
    return Bank(title, path.stem, tuple(items), path, fields.draft), faults


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
    return bank


class Faults(list):
    """The faults that were found so far."""

    def part(self, otherwise, read, *arguments):
        """Return what a function reads; where it finds a fault, note that and return something else."""
        try:
            return read(*arguments)
        except BankError as error:
            self.append(error)
            return otherwise


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


def read_item(entry: Fields, faults: Faults) -> Item:
    """Read one item of a bank and note its faults; one without an id or a type that is known is a fault itself."""
    name = entry.text("id")
    if not KEBAB.fullmatch(name):
        message = f"the id `{name}` has to be lower-case words joined by hyphens, such as `first-speaker`"
        raise entry.wrong(message, entry.node("id"))
    entry.what = f"the item `{name}`"
    kind = entry.text("type")
    if kind not in READERS:
        raise entry.wrong(f"there is no type `{kind}`{suggest(kind, READERS)}", entry.node("type"))
    found, part = len(faults), faults.part
    evidence, sources = part(((), ()), grounds, entry, kind)
    item = Item(
        id=name,
        type=kind,
        prompt=part("", entry.text, "prompt"),
        body=part(None, READERS[kind], entry),
        evidence=evidence,
        sources=sources,
        hints=part((), read_hints, entry),
        explanation=part(None, entry.text, "explanation", None)
        if entry.draft or kind == "reflect"
        else part(None, entry.text, "explanation"),
        objective=part(None, objective, entry),
        points=part(1, points, entry),
        as_of=part(None, entry.day, "as_of"),
        review_by=part(None, entry.day, "review_by"),
        ungraded=part(False, entry.flag, "ungraded", False),
        path=entry.path,
        line=entry.line,
    )
    # What a field that was misread left over is no fault of its own.
    if len(faults) == found:
        part(None, entry.close)
    return item


def grounds(entry: Fields, kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claims and the sources that settle an item."""
    evidence = tuple(known_claim(claim, entry, node) for claim, node in entry.texts("evidence", None))
    sources = tuple(key for key, _ in entry.texts("sources", None))
    if not (evidence or sources or entry.draft or kind == "reflect"):
        message = f"{entry.what} names neither `evidence` (claims) nor `sources` (keys of the bibliography)"
        raise entry.wrong(message)
    return evidence, sources


def objective(entry: Fields) -> int | None:
    """Return the number of the objective that an item serves."""
    number = entry.number("objective", None)
    if number is not None and (not isinstance(number, int) or number < 1):
        raise entry.wrong(f"`objective` is {number}; give the number of one of the chapter's objectives")
    return number


def points(entry: Fields) -> float:
    """Return what an item is worth."""
    worth = entry.number("points", 1)
    if worth <= 0:
        raise entry.wrong(f"`points` is {worth}; leave it out for 1, or write `ungraded: true`")
    return worth


def read_hints(entry: Fields) -> tuple[Hint, ...]:
    """Read hints, each a text or ``{text: …, cost: …}``."""
    hints = []
    for node in entry.entries("hints", None):
        if isinstance(node, ScalarNode):
            hints.append(Hint(node.value.strip(), 0.0))
            continue
        hint = Fields(node, entry.path, "a hint")
        cost = hint.number("cost", 0)
        if not 0 <= cost <= 1:
            raise hint.wrong(f"`cost` is {cost}; give the share of the credit that is lost, from 0 to 1")
        hints.append(Hint(hint.text("text"), float(cost)))
        hint.close()
    return tuple(hints)
