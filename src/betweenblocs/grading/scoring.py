"""From what a test cell did to points, as nbgrader counts them, and to a sentence for the student."""

import ast
import math

from betweenblocs.grading.assignment import Step
from betweenblocs.grading.notebook import hidden_lines

HIDDEN = "A test that is not shown did not pass."


def points(reply: dict, most: float) -> float:
    """Count a test cell's points.

    An error or anything on the error stream is zero; a number as the last value is partial credit; anything
    else is full marks. Where nbgrader gives full marks for a negative number or NaN, and no mark at all for
    one that is too large, this is zero: no test means that.

    Parameters
    ----------
    reply : dict
        "value", "error" and "stderr", from the tests' process.
    most : float
        The cell's points.
    """
    if reply["error"] or reply["stderr"]:
        return 0.0
    if reply["value"] is None:
        return most
    try:
        partial = float(reply["value"])
    except ValueError:
        return most
    return partial if math.isfinite(partial) and 0 <= partial <= most else 0.0


def message(reply: dict, most: float) -> str | None:
    """Say what a test that students can see found, in its own words; None where all is well."""
    error = reply["error"]
    if error is None:
        if reply["stderr"]:
            return "The test printed on the error stream (a warning, for instance), which gives no points."
        return None if points(reply, most) == most else "Part of the points."
    return _common(error) or (error["says"] if error["kind"] == "AssertionError" and error["says"] else _spoken(error))


def neutral_message(reply: dict, step: Step, number: int) -> str | None:
    """Say what the whole test found without anything that a submission could have smuggled out of it.

    Only words that the instructor wrote into an assertion are passed on, never the values it would print.

    Parameters
    ----------
    reply : dict
        From the tests' process.
    step : Step
        The test.
    number : int
        Its number, as in the reply's lines.
    """
    error = reply["error"]
    if error is None:
        return None if not reply["stderr"] else HIDDEN
    if error["kind"] == "Timeout":
        return "A test did not end in time."
    line = next((line for cell, line in error["lines"] if cell == number), None)
    hidden = hidden_lines(step.source)
    if line is None or line not in hidden:
        return HIDDEN
    return _instructors_words(step.source, line) or HIDDEN


def _common(error):
    if error["kind"] == "Timeout":
        return "The test did not end in time: is there an endless loop?"
    if error["kind"] in ("SubmissionFailed", "UnreadableAnswer"):
        return error["says"][:1].upper() + error["says"][1:]
    return None


def _spoken(error):
    return f"{error['kind']}: {error['says']}" if error["says"] else error["kind"]


def _instructors_words(source, line):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and node.msg is not None and node.lineno <= line <= node.end_lineno:
            parts = node.msg.values if isinstance(node.msg, ast.JoinedStr) else [node.msg]
            texts = [part.value if isinstance(part, ast.Constant) else "…" for part in parts]
            return "".join(text for text in texts if isinstance(text, str)) if texts != ["…"] else None
    return None
