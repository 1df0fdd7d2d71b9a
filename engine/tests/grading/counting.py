"""A small assignment in nbgrader's format, and notebooks that students could make of it."""

import copy
import json
from pathlib import Path

from seminar.grading.assignment import notebook

#: What only hidden tests hold: none of it may come back to a student.
SECRETS = ("7919", "31337", "Quagmire")


def code(source, **marks):
    """Make a code cell, with nbgrader's metadata where it has an id."""
    return {"cell_type": "code", "execution_count": None, "outputs": [], **_cell(source, marks)}


def markdown(source, **marks):
    """Make a Markdown cell."""
    return {"cell_type": "markdown", **_cell(source, marks)}


def _cell(source, marks):
    flags = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    identity = {"id": marks["grade_id"]} if marks else {"id": f"plain-{abs(hash(source)) % 10**8}"}
    return {**identity, "metadata": {"nbgrader": {**flags, **marks}} if marks else {}, "source": source}


def solution(grade_id, source):
    """Make a cell that students fill in."""
    return code(f"### BEGIN SOLUTION\n{source}\n### END SOLUTION", grade_id=grade_id, solution=True)


def tests(grade_id, points, source):
    """Make a locked cell with tests."""
    return code(source, grade_id=grade_id, grade=True, locked=True, points=points)


#: What earns full marks, by the cell's id.
RIGHT = {
    "share": "def share(rows, country):\n    own = [row['same'] for row in rows if row['country'] == country]\n"
    "    return sum(own) / len(own)",
    "largest": "def largest(numbers):\n    if not numbers:\n        raise ValueError('no numbers')\n"
    "    return max(numbers)",
    "answer": "answer = 56",
    "kind": "def kind(word):\n    return 'sea' if word.startswith('s') else 'land'",
    "regions": "def regions(rows, kind):\n    return sorted({row['region'] for row in rows if row['kind'] == kind})",
}
WRONG = {
    "share": "def share(rows, country):\n    return 0.125",
    "largest": "def largest(numbers):\n    return 4",
    "answer": "answer = 0",
    "kind": "def kind(word):\n    return 'neither'",
    "regions": "def regions(rows, kind):\n    return []",
}
POINTS = {"test-share": 2, "test-largest": 2, "test-answer": 1, "test-kind": 4, "test-regions": 1}


THE_IMPORT = code("import math\n\nfrom fourteen_points import tables")


def answers() -> dict:
    """Return the instructor's notebook."""
    cells = [
        markdown("# Counting votes"),
        copy.deepcopy(THE_IMPORT),
        code(
            "votes = [{'country': 'FRA', 'same': True}, {'country': 'FRA', 'same': False}]\n"
            "def close(one, other):\n    return math.isclose(one, other, abs_tol=1e-9)",
            grade_id="votes",
            locked=True,
        ),
        solution("share", RIGHT["share"]),
        tests(
            "test-share",
            2,
            "assert close(share(votes, 'FRA'), 0.5), f'half of the votes agree, not {share(votes, \"FRA\")}'\n"
            "### BEGIN HIDDEN TESTS\n"
            "other = [{'country': 'Quagmire', 'same': n % 4 == 0} for n in range(7919)]\n"
            "assert close(share(other, 'Quagmire'), 1980 / 7919), 'Look at which rows are counted'\n"
            "### END HIDDEN TESTS",
        ),
        solution("largest", RIGHT["largest"]),
        tests(
            "test-largest",
            2,
            "assert largest([3, 1, 2]) == 3\n"
            "### BEGIN HIDDEN TESTS\n"
            "assert largest([-31337, -31338]) == -31337, f'not {largest([-31337, -31338])}'\n"
            "try:\n    largest([])\nexcept ValueError:\n    pass\n"
            "else:\n    raise AssertionError('no numbers have no largest one')\n"
            "### END HIDDEN TESTS",
        ),
        solution("answer", RIGHT["answer"]),
        tests("test-answer", 1, "assert answer == 56, 'look at the table again'"),
        solution("kind", RIGHT["kind"]),
        tests(
            "test-kind",
            4,
            "cases = [('sound', 'sea'), ('bank', 'land')]\n"
            "### BEGIN HIDDEN TESTS\ncases += [('strait', 'sea'), ('Quagmire', 'land')]\n### END HIDDEN TESTS\n"
            "4 * sum(kind(word) == right for word, right in cases) / len(cases)",
        ),
        solution("regions", RIGHT["regions"]),
        tests(
            "test-regions",
            1,
            "rows = tables.points()\n"
            "settled = {row['region'] for row in rows if row['kind'] == 'settlement'}\n"
            "assert regions(rows, 'settlement') == sorted(settled)",
        ),
        markdown("YOUR ANSWER HERE", grade_id="essay", grade=True, solution=True, points=5),
    ]
    return {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


def submission(solutions: dict[str, str] | None = None, first: str = "", last: str = "") -> dict:
    """Return what a student hands in: these sources in the solution cells, the right ones in the others."""
    handed_in = copy.deepcopy(answers())
    for cell in handed_in["cells"]:
        grade_id = notebook.marks(cell).get("grade_id")
        cell["source"] = notebook.released(cell)
        if grade_id in RIGHT:
            cell["source"] = {**RIGHT, **(solutions or {})}[grade_id]
    # The first cell of all is the heading.
    if first:
        handed_in["cells"].insert(1, code(first))
    if last:
        handed_in["cells"].append(code(last))
    return handed_in


def in_no_course(book: dict) -> dict:
    """Return a notebook of this assignment without the question on a course's table, so that it needs no course."""
    cells = [one for one in book["cells"] if notebook.marks(one).get("grade_id") not in ("regions", "test-regions")]
    cells[cells.index(THE_IMPORT)] = code("import math")
    return {**book, "cells": cells}


def cell(handed_in: dict, grade_id: str) -> dict:
    """Find a cell by its id."""
    return next(one for one in handed_in["cells"] if notebook.marks(one).get("grade_id") == grade_id)


def as_bytes(handed_in: dict) -> bytes:
    """Write a notebook."""
    return json.dumps(handed_in, indent=1).encode()


def write(path: Path, content: bytes | str) -> Path:
    """Write a file of a course or a class, with the folders above it, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
