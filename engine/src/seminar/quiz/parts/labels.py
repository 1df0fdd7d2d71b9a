"""Reads what options, rows, steps and sides are called: their words, and the ids by which responses name them."""

from collections.abc import Callable, Iterable
from typing import Protocol

from ruamel.yaml.nodes import MappingNode, Node

from seminar.quiz.parts.folding import fold
from seminar.quiz.parts.option_ids import LONGEST_ID, WRITTEN, former, option_id
from seminar.quiz.reading.inline import to_text
from seminar.quiz.reading.yaml_fields import Fields
from seminar.text import short


def all_different(fields: list[Fields], texts: Iterable[str], what: str) -> None:
    """Complain where two texts say the same: a student could not tell them apart, nor could a response.

    Parameters
    ----------
    fields : list of Fields
        Where each text stands.
    texts : iterable of str
        As many.
    what : str
        What a text is, for the message: "the card".

    Raises
    ------
    BankError
        If two are the same without their marks.
    """
    seen: dict[str, int] = {}
    for field, text in zip(fields, texts, strict=True):
        plain = to_text(text)
        if plain in seen:
            raise field.wrong(f"{what} `{plain}` stands here and on line {seen[plain]}; each has to differ")
        seen[plain] = field.line


def id_of(part: Fields, words: str) -> str:
    """Return the id that the bank gives an option, row or step, else the one that is made of its words.

    Raises
    ------
    BankError
        If the written id is none that a response can hold.
    """
    written = part.text("id", None)
    if written is not None and not (WRITTEN.fullmatch(written) and len(written) <= LONGEST_ID):
        message = (
            f"the id `{short(written)}` has to be lower-case words joined by hyphens, {LONGEST_ID} letters at most"
        )
        raise part.wrong(f"{message}; `seminar quiz ids` writes one", part.node("id"))
    return written or option_id(words)


class HasId(Protocol):
    """An option, row or step."""

    @property
    def id(self) -> str:
        """Its id."""


def each_once(fields: list[Fields], parts: Iterable[HasId], what: str) -> None:
    """Complain where two options go by one id: a response could not tell them apart.

    Parameters
    ----------
    fields : list of Fields
        Where each part stands.
    parts : iterable of HasId
        As many.
    what : str
        What a part is, for the message: "the step".

    Raises
    ------
    BankError
        If two have one id.
    """
    lines: dict[str, int] = {}
    for field, part in zip(fields, parts, strict=True):
        if part.id in lines:
            message = f"{what} goes by the id `{part.id}` of the one on line {lines[part.id]}; give it another `id`"
            raise field.wrong(message)
        lines[part.id] = field.line


def labelled(item: Fields, node: Node, what: str, ids: dict[str, str]) -> str:
    """Return the words of a right side or category, a text or ``{id: …, text: …}``, and note its id in ``ids``.

    Parameters
    ----------
    item : Fields
        Where the node stands.
    node : Node
        The text, or the mapping.
    what : str
        What it is, for messages.
    ids : dict of str to str
        The ids that were written so far, by the words without their marks; it is added to.

    Raises
    ------
    BankError
        If the same words have another id elsewhere.
    """
    if not isinstance(node, MappingNode):
        return item.words(node, what)
    part = item.part(node, what)
    words = part.text("text")
    written, plain = id_of(part, words), to_text(words)
    part.close()
    if ids.setdefault(plain, written) != written:
        raise part.wrong(f"{what} `{short(plain)}` has the id `{short(written)}` here and `{ids[plain]}` elsewhere")
    return words


def different_ids(item: Fields, texts: Iterable[str], id_of_text: Callable[[str], str], what: str) -> None:
    """Complain where two right sides or categories go by one id.

    Parameters
    ----------
    item : Fields
        The item.
    texts : iterable of str
        The words of the sides or categories; the same words may come again.
    id_of_text : callable
        Returns the id of words without marks.
    what : str
        What they are, for the message.

    Raises
    ------
    BankError
        If different words have one id.
    """
    seen: dict[str, str] = {}
    for plain in (to_text(text) for text in texts):
        other = seen.setdefault(id_of_text(plain), plain)
        if other != plain:
            raise item.wrong(f"{what} `{short(plain)}` goes by the id of `{short(other)}`; give it another `id`")


def former_ids(options: list[tuple[str, str]], rows: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return ``Item.former`` of the ids and words of options and rows: nothing where every one goes by its words."""
    found = {"options": former(options), "rows": former(rows)}
    return {what: ids for what, ids in found.items() if ids}


def alike(what: str, texts: list[str]) -> list[str]:
    """Return sentences on options that differ in nothing but case, accents, quotes or spaces."""
    seen: dict[str, str] = {}
    found = []
    for text in texts:
        if fold(text) in seen:
            found.append(f"{what} `{seen[fold(text)]}` and `{text}` say the same")
        seen[fold(text)] = text
    return found
