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
    path = Path(path)
    if not path.is_file():
        raise BankError("there is no such file", path)
    fields = Fields(read_yaml(path), path, "the bank")
    fields.text("$schema", None)
    title = fields.text("title")
    items, lines = [], {}
    for entry in fields.each("items", "an item"):
        item = read_item(entry)
        if item.id in lines:
            raise entry.wrong(f"the id `{item.id}` is taken by the item on line {lines[item.id]}")
        lines[item.id] = item.line
        items.append(item)
    fields.close()
    return Bank(title, path.stem, tuple(items), path)


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


def read_item(entry: Fields) -> Item:
    """Read one item of a bank."""
    name = entry.text("id")
    if not KEBAB.fullmatch(name):
        message = f"the id `{name}` has to be lower-case words joined by hyphens, such as `first-speaker`"
        raise entry.wrong(message, entry.node("id"))
    entry.what = f"the item `{name}`"
    kind = entry.text("type")
    if kind not in READERS:
        raise entry.wrong(f"there is no type `{kind}`{suggest(kind, READERS)}", entry.node("type"))
    evidence = tuple(known_claim(claim, entry, node) for claim, node in entry.texts("evidence", None))
    sources = tuple(key for key, _ in entry.texts("sources", None))
    if not (evidence or sources or kind == "reflect"):
        message = f"{entry.what} names neither `evidence` (claims) nor `sources` (keys of the bibliography)"
        raise entry.wrong(message)
    objective = entry.number("objective", None)
    if objective is not None and (not isinstance(objective, int) or objective < 1):
        raise entry.wrong(f"`objective` is {objective}; give the number of one of the chapter's objectives")
    points = entry.number("points", 1)
    if points <= 0:
        raise entry.wrong(f"`points` is {points}; leave it out for 1, or write `ungraded: true`")
    item = Item(
        id=name,
        type=kind,
        prompt=entry.text("prompt"),
        body=READERS[kind](entry),
        evidence=evidence,
        sources=sources,
        hints=read_hints(entry),
        explanation=entry.text("explanation", None) if kind == "reflect" else entry.text("explanation"),
        objective=objective,
        points=points,
        as_of=entry.day("as_of"),
        review_by=entry.day("review_by"),
        ungraded=entry.flag("ungraded", False),
        path=entry.path,
        line=entry.line,
    )
    entry.close()
    return item


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
