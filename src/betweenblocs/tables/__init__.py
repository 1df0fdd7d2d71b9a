"""The module's tables: CSV files beside this one, described in ``datapackage.json`` (Frictionless).

Every reader gives a fresh list of plain dictionaries with typed values, so that a student can
change a row without harm and a grader can pass rows between processes. Dates are ISO 8601 strings,
sometimes only a year or a month; as strings they compare in the order of time.
"""

from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from betweenblocs.tables.rows import (
    Claim,
    Coding,
    Count,
    Event,
    Fact,
    Figure,
    Membership,
    Name,
    Original,
    Rendering,
    Share,
    UkraineVote,
)
from seminar import tables

__all__ = [
    "claims",
    "coding_round1",
    "describe",
    "facts",
    "membership",
    "names",
    "originals",
    "renderings",
    "timeline",
    "trade_rival_figures",
    "unga_agreement_2020_2023",
    "unga_contingency",
    "unga_ukraine_votes",
]

HERE = Path(__file__).parent
describe = partial(tables.describe, HERE)
Row = TypeVar("Row")


def read(name: str, row: type[Row]) -> list[Row]:
    """Return a table; what stands in ``datapackage.json`` of its fields is what ``row`` says of them."""
    return cast("list[Row]", tables.read(HERE, name))


def claims() -> list[Claim]:
    """Return the 57 claims of the article, coded, in the order of the text."""
    return read("claims", Claim)


def coding_round1() -> list[Coding]:
    """Return the 45 core claims with the codes of A (reference) and of B and C (constructed for teaching)."""
    return read("coding_round1", Coding)


def facts() -> list[Fact]:
    """Return the background facts, each with its source and how sure it is."""
    return read("facts", Fact)


def membership() -> list[Membership]:
    """Return memberships in 13 bodies, with their dates and status; not every status is full membership."""
    return read("membership", Membership)


def originals() -> list[Original]:
    """Return sentences in the language in which they were said, at most 25 words each, with our rendering."""
    return read("originals", Original)


def renderings() -> list[Rendering]:
    """Return how newsrooms rendered the key words of one sentence."""
    return read("renderings", Rendering)


def names() -> list[Name]:
    """Return persons, bodies and expressions in Latin letters, Russian and Kazakh."""
    return read("names", Name)


def timeline() -> list[Event]:
    """Return dated events; those with ``after_article`` came later than the text."""
    return read("timeline", Event)


def trade_rival_figures() -> list[Figure]:
    """Return the same trade flows as different reporters give them."""
    return read("trade_rival_figures", Figure)


def unga_contingency() -> list[Count]:
    """Return Kazakhstan's votes against another state's, counted for sessions 47-74 (1992-2019)."""
    return read("unga_contingency", Count)


def unga_agreement_2020_2023() -> list[Share]:
    """Return quoted shares of agreement with Kazakhstan, sessions 75-78 (2020-2023)."""
    return read("unga_agreement_2020_2023", Share)


def unga_ukraine_votes() -> list[UkraineVote]:
    """Return eight recorded votes on Ukraine; rows of medium confidence need a second source."""
    return read("unga_ukraine_votes", UkraineVote)
