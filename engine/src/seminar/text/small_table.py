"""Reads a small table that a person wrote in a spreadsheet."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from seminar.errors import SubmissionError
from seminar.text.decode import decode


def read_rows(path: Path, columns: Sequence[str], example: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a CSV file, whatever its encoding, with commas, semicolons or tabs between its columns.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str
        Those that must be there.
    example : str
        A right first line, for the message.

    Yields
    ------
    tuple of (int, dict of str to str)
        The line, counted from 1, and the row; what is missing in a row is "".

    Raises
    ------
    SubmissionError
        It is no such table.
    """
    try:
        text, _ = decode(path.read_bytes())
    except ValueError:
        raise SubmissionError("this is text in no known encoding: save it as CSV UTF-8", path) from None
    head = text.partition("\n")[0]
    # Where a comma stands in numbers, spreadsheets write semicolons between columns.
    delimiter = next((mark for mark in ",;\t" if mark in head), ",")
    table = csv.DictReader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    names = {(name or "").strip().casefold(): name for name in table.fieldnames or []}
    if missing := [name for name in columns if name not in names]:
        raise SubmissionError(f"the column {missing[0]} is missing: {example}", path, 1)
    try:
        for row in table:
            yield table.line_num, {name: (row[own] or "").strip() for name, own in names.items()}
    except csv.Error as error:
        raise SubmissionError(f"this line is no row of a table ({error})", path, table.line_num) from None
