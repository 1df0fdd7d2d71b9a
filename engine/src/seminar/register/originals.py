"""What was said in the original language: short quotations, each with our rendering and its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from seminar.errors import CourseError

#: The quotation marks of a language; English ones for the others.
MARKS = {"ru": "«»", "kk": "«»", "uz": "«»", "uk": "«»", "fr": "«»", "de": "„“"}


@dataclass(frozen=True)
class Original:
    """A quotation.

    Parameters
    ----------
    id : str
        Its number, by which pages cite it.
    claim : str or None
        The claim of the text that it stands behind, if any.
    language : str
        The language tag of the words.
    words, rendering : str
        The words, and what they mean in the language of the course; in that language the two are equal.
    speaker, date, outlet, url : str
        Who said it, when, and where it was read.
    seen : str
        How much of that page was seen: ``whole`` or ``part``.
    note : str or None
        What to be careful about.
    """

    id: str
    claim: str | None
    language: str
    words: str
    rendering: str
    speaker: str
    date: str | None
    outlet: str
    url: str
    seen: str
    note: str | None

    @property
    def quoted(self) -> str:
        """The words between the quotation marks of their language."""
        opening, closing = tuple(MARKS.get(self.language, "“”"))
        return f"{opening}{self.words}{closing}"


def read_originals(rows: Iterable[Mapping[str, Any]]) -> dict[str, Original]:
    """Return the quotations of a table by their ids.

    Raises
    ------
    CourseError
        A column is missing, or an id stands twice.
    """
    names = [field.name for field in fields(Original)]
    read: dict[str, Original] = {}
    for row in rows:
        if missing := [name for name in names if name not in row]:
            raise CourseError(f"the table of originals has no column {missing[0]!r}")
        original = Original(**{name: row[name] for name in names})
        if original.id in read:
            raise CourseError(f"the original {original.id} stands twice in its table")
        read[original.id] = original
    return read
