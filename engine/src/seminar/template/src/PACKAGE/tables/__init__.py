"""The tables of the course: CSV files beside this one, described in ``datapackage.json`` (Frictionless).

Add a function for each table; its name is that of the table.
"""

from functools import partial
from pathlib import Path

from seminar import tables

HERE = Path(__file__).parent
read, describe = partial(tables.read, HERE), partial(tables.describe, HERE)


def claims() -> list[dict]:
    """Return the claims of the text, in our words."""
    return read("claims")


def copies() -> list[dict]:
    """Return the known manuscripts."""
    return read("copies")
