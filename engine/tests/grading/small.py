"""Assignments of a few cells, graded without a sandbox, because what is tried here are marks."""

import copy

from counting import KERNEL, as_bytes

from seminar.grading.assignment import notebook
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.submissions.submission import Submission


def write(folder, *cells):
    """Write an instructor's notebook and return its path."""
    book = {"cells": list(cells), "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    path = folder / "answers/small/small.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_bytes(book))
    return path


def hand_in(path, solutions, change=None):
    """Return what a student makes of it: these sources, by grade_id; the others stay as they were released."""
    book = copy.deepcopy(notebook.read_notebook(path.read_bytes()))
    for cell in book["cells"]:
        cell["source"] = solutions.get(notebook.marks(cell).get("grade_id"), notebook.released(cell))
    if change:
        change(book["cells"])
    return as_bytes(book)


def grade(path, *handed_in):
    """Grade notebooks; one record each, in their order."""
    submissions = [Submission(f"student {n}", content, {}) for n, content in enumerate(handed_in)]
    records = {one.student: one for one in this_machine.grade(read_assignment(path), submissions, "none")}
    return [records[one.student] for one in submissions]
