"""Reads a table as its description says. Pure Python, because students run it in the browser."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

from seminar.errors import TableError

DESCRIPTION = "datapackage.json"
BOOLEANS = {"yes": True, "no": False}
CASTS = {"integer": int, "number": float, "string": str, "boolean": BOOLEANS.__getitem__}


@cache
def package(folder: Path) -> dict[str, Any]:
    """Return the data package's description (Frictionless), parsed once.

    Raises
    ------
    TableError
        It is no JSON.
    """
    path = folder / DESCRIPTION
    try:
        described: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        raise TableError(f"this is no JSON: {error.msg}", path, error.lineno) from None
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
        If there is no such table, its file cannot be read, its columns are not those that are described, or a cell
        does not have the type that is described.
    """
    resource = describe(folder, name)
    casts = {}
    for field in resource["schema"]["fields"]:
        if field["type"] not in CASTS:
            known = ", ".join(CASTS)
            message = f"the field {field['name']!r} of {name!r} has the type {field['type']!r}; there are {known}"
            raise TableError(message, folder / DESCRIPTION)
        casts[field["name"]] = CASTS[field["type"]]
    path = folder / resource["path"]
    try:
        # With the mark that spreadsheets put before a text in UTF-8, or without it.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TableError(f"there is no such file, which {DESCRIPTION} names", path) from None
    except UnicodeDecodeError:
        raise TableError("this is no text in UTF-8", path) from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if reader.fieldnames != list(casts):
        found = ", ".join(reader.fieldnames or ()) or "none"
        message = f"the columns are {found}; {DESCRIPTION} says {', '.join(casts)}"
        raise TableError(message, path, 1)
    return [row(cells, casts, path, reader.line_num) for cells in reader]


def row(cells: dict[Any, Any], casts: dict[str, Any], path: Path, line: int) -> dict[str, Any]:
    """Return one row with typed values."""
    if None in cells or None in cells.values():
        # csv keeps what has no column under None, and gives None to a column that has no cell.
        message = f"the row does not have {len(casts)} cells; a cell with a comma needs quotation marks"
        raise TableError(message, path, line)
    typed = {}
    for name, text in cells.items():
        try:
            typed[name] = casts[name](text) if text else None
        except (ValueError, KeyError):
            raise TableError(f"{text!r} in column {name} is not of the type described", path, line) from None
    return typed
