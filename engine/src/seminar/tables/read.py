"""Reads a table as its description says. Pure Python, because students run it in the browser."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

from seminar.errors import TableError

BOOLEANS = {"yes": True, "no": False}
CASTS = {"integer": int, "number": float, "string": str, "boolean": BOOLEANS.__getitem__}


@cache
def package(folder: Path) -> dict[str, Any]:
    """Return the data package's description (Frictionless), parsed once."""
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return described


def describe(folder: Path, name: str) -> dict[str, Any]:
    """Return the description of one table: title, sources, licences, fields, and what is missing from it.

    Raises
    ------
    TableError
        If there is no table of this name.
    """
    resources: dict[str, dict[str, Any]] = {each["name"]: each for each in package(folder)["resources"]}
    if name in resources:
        return resources[name]
    names = ", ".join(resources)
    raise TableError(f"there is no table {name!r}; there are {names}")


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return a table as a list of dictionaries with typed values; an empty cell is ``None``.

    Raises
    ------
    TableError
        If there is no such table, or a cell does not have the type that is described.
    """
    resource = describe(folder, name)
    casts = {field["name"]: CASTS[field["type"]] for field in resource["schema"]["fields"]}
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != list(casts):
            raise TableError("the columns differ from datapackage.json", resource["path"], 1)
        return [row(cells, casts, resource["path"], reader.line_num) for cells in reader]


def row(cells: dict[str, str], casts: dict[str, Any], path: str, line: int) -> dict[str, Any]:
    """Return one row with typed values."""
    typed = {}
    for name, text in cells.items():
        try:
            typed[name] = casts[name](text) if text else None
        except (ValueError, KeyError):
            raise TableError(f"{text!r} in column {name} is not of the type described", path, line) from None
    return typed
