"""The tables of the course: CSV files beside this one, described in ``datapackage.json`` (Frictionless)."""

from functools import partial
from pathlib import Path

from seminar import tables

HERE = Path(__file__).parent
read, describe = partial(tables.read, HERE), partial(tables.describe, HERE)


def points() -> list[dict]:
    """Return the fourteen points, in our words."""
    return read("points")
