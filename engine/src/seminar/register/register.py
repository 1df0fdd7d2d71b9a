"""The claims of the text: one row a claim in a table of the course, and what the columns mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from seminar.course import FILE, Course
from seminar.errors import ClaimError, CourseError
from seminar.register.originals import Original, read_originals


@dataclass(frozen=True)
class Facet:
    """A dimension by which claims are coded.

    Parameters
    ----------
    name : str
        How pages call it.
    column : str
        The column of the code.
    second : str or None
        The column of the second-best code, where the coding leaves room.
    """

    name: str
    column: str
    second: str | None = None


@dataclass(frozen=True)
class Settings:
    """What ``[register]`` in ``course.toml`` says.

    Parameters
    ----------
    table : str
        The table of the course's data package.
    id : str
        A regular expression for the ids, which stand in the column ``id``.
    text, speaker : str
        The columns of the paraphrase and of who says it.
    voice, about, note, part, core : str or None
        The columns of the voice (quoted, reported …), of whom it is about, of a remark, of the part of the text, and
        of whether the claim belongs to the teaching set.
    part_name : str
        How a part is called: "Line {}" with the part's digits for the braces.
    facets : tuple of Facet
        The codes.
    filters : tuple of str
        By what the claim explorer filters, in this order: "speaker", "voice" and names of facets; all by default.
    originals : str or None
        The table of what was said in the original language; see `seminar.register.originals`.
    """

    table: str
    id: str
    text: str
    speaker: str
    voice: str | None = None
    about: str | None = None
    note: str | None = None
    part: str | None = None
    core: str | None = None
    part_name: str = "{}"
    facets: tuple[Facet, ...] = ()
    filters: tuple[str, ...] = ()
    originals: str | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any], path: Path) -> "Settings":
        """Read the table ``[register]``.

        Raises
        ------
        CourseError
            A field is missing, is not known, or is no text.
        """
        if not settings:
            raise CourseError("the course has no register of claims: add a table [register]", path)
        known_fields(settings, cls, "[register]", path)
        for facet in settings.get("facets", ()):
            if not isinstance(facet, dict):
                raise CourseError("[register]: write each facet as a table [[register.facets]]", path)
            known_fields(facet, Facet, "[[register.facets]]", path)
        try:
            facets = tuple(Facet(**facet) for facet in settings.get("facets", ()))
            who = [name for name in ("speaker", "voice") if name in settings]
            filters = tuple(settings.get("filters", [*who, *(facet.name for facet in facets)]))
            found = cls(**{**settings, "facets": facets, "filters": filters})
            re.compile(found.id)
        except TypeError as error:
            raise CourseError(f"[register]: {str(error).rpartition('() ')[2]}", path) from None
        except re.error as error:
            raise CourseError(f"[register]: `id` is no regular expression: {error}", path) from None
        return found

    def columns(self) -> list[str]:
        """Return the columns that the table of claims has to have."""
        named = [getattr(self, name) for name in ("text", "speaker", "voice", "about", "note", "part", "core")]
        coded = [column for facet in self.facets for column in (facet.column, facet.second)]
        return ["id", *(column for column in (*named, *coded) if column)]


class Register:
    """The claims by their ids.

    Parameters
    ----------
    settings : Settings
        What the columns mean.
    tables : module
        The course's readers of tables.
    path : Path, optional
        The ``course.toml`` that messages name.

    Raises
    ------
    CourseError
        There is no such table, it lacks a column that the settings name, or an id is not of their form.
    """

    def __init__(self, settings: Settings, tables: ModuleType, path: Path | None = None) -> None:
        self.settings = settings
        self.claims: dict[str, dict[str, Any]] = {}
        for row in table(tables, settings.table, path):
            for column in settings.columns():
                if column not in row:
                    raise CourseError(f"[register]: the table {settings.table!r} has no column {column!r}", path)
            if not re.fullmatch(settings.id, row["id"] or ""):
                raise CourseError(f"[register]: the claim id {row['id']!r} is not of the form {settings.id}", path)
            self.claims[row["id"]] = row
        self.originals = read_originals(table(tables, settings.originals, path)) if settings.originals else {}
        for original in self.originals.values():
            if original.claim and original.claim not in self.claims:
                raise CourseError(
                    f"the original {original.id} stands behind the claim {original.claim!r}, "
                    f"which the register does not hold",
                    path,
                )

    def __contains__(self, claim: str) -> bool:
        return claim in self.claims

    def __getitem__(self, claim: str) -> dict[str, Any]:
        try:
            return self.claims[claim]
        except KeyError:
            raise ClaimError(f"there is no claim {claim!r} in the register, which holds {self.extent()}") from None

    def extent(self) -> str:
        """Return the first and the last id in words: "S1 to S14"."""
        ids = list(self.claims)
        return f"{ids[0]} to {ids[-1]}" if ids else "none"

    def text(self, claim: str) -> str:
        """Return a claim in our words."""
        return str(self[claim][self.settings.text])

    def said(self, claim: str) -> str:
        """Return a claim in our words, with its speaker."""
        return f"{self[claim][self.settings.speaker]}: {self.text(claim)}"

    def field(self, claim: str, name: str) -> Any:
        """Return what a claim has in the column of one of the settings, None where there is no such column."""
        column = getattr(self.settings, name)
        return self[claim].get(column) if column else None

    def originals_of(self, claim: str) -> list[Original]:
        """Return what stands behind a claim in the original language, in the table's order."""
        return [original for original in self.originals.values() if original.claim == claim]

    def code(self, claim: str, facet: Facet) -> tuple[str, str | None]:
        """Return a claim's code in one facet, and the second-best one."""
        row = self[claim]
        return row[facet.column], row.get(facet.second) if facet.second else None

    def part(self, claim: str) -> str:
        """Return in words where in the text a claim stands, "" where the course does not say."""
        part = self.field(claim, "part")
        return self.settings.part_name.format(re.sub(r"^\D+0*", "", str(part))) if part else ""


def known_fields(settings: Mapping[str, Any], kind: type, where: str, path: Path) -> None:
    """Raise `CourseError` where a table of ``course.toml`` has a field that the settings do not know."""
    if unknown := sorted(settings.keys() - {one.name for one in fields(kind)}):
        raise CourseError(f"{where}: there is no field `{unknown[0]}`", path)


def table(tables: ModuleType, name: str, path: Path | None) -> list[dict[str, Any]]:
    """Return the rows of a table that ``[register]`` names."""
    reader = getattr(tables, name, None)
    if reader is None:
        raise CourseError(f"[register]: the course has no table {name!r}", path)
    rows: list[dict[str, Any]] = reader()
    return rows


@cache
def register_of(course: Course) -> Register:
    """Return the claims of a course, read once.

    Raises
    ------
    CourseError
        The course has no register, or its table does not fit ``course.toml``.
    """
    path = course.root / FILE
    return Register(Settings.of(course.settings, path), course.tables, path)
