"""The tables of the course: CSV files beside this one, described in ``datapackage.json`` (Frictionless)."""

from functools import partial
from importlib.resources import files

from seminar import tables

HERE = files(__package__)
read, describe = partial(tables.read, HERE), partial(tables.describe, HERE)


def points() -> list[dict]:
    """Return the fourteen points, in our words."""
    return read("points")
