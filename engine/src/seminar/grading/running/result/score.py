"""Turns what a test cell did into a score, as nbgrader counts it, and into a sentence for the student."""

import ast
import math

from seminar.grading.assignment.notebook import hidden_lines
from seminar.grading.assignment.plan import Step
from seminar.grading.running.result.reply import Failure, Reply

#: A sentence on a last value that gives no points begins like this.
ENDS = "The test ends in"
HIDDEN = "A test that is not shown did not pass."


def passed(reply: Reply) -> bool:
    """Say whether a test went through: no error, and nothing on the error stream."""
    return not (reply["error"] or reply["stderr"])


def score(reply: Reply, most: float) -> float:
    """Count the score of a test cell.

    An error or anything on the error stream is zero; a number as the last value is partial credit; no last value is
    full marks. Any other last value is zero and never full marks, as it is with nbgrader: no test means that a text
    or False earns everything. So are a negative number, NaN, and a number that is larger than the cell's points.

    Parameters
    ----------
    reply : Reply
        "value", "number", "error" and "stderr", from the tests' process.
    most : float
        What the cell is worth, in points.
    """
    if not passed(reply):
        return 0.0
    if reply["value"] is None:
        return most
    partial = reply.get("number")
    if partial is None:
        return 0.0
    # A sum of decimal fractions may miss the full points by a hair.
    if math.isclose(partial, most, rel_tol=1e-9):
        return most
    return partial if 0 <= partial <= most else 0.0


def fault(reply: Reply, most: float) -> str | None:
    """Say what is wrong with a test that went through: its last value is no number of points for this cell."""
    if not passed(reply) or reply["value"] is None:
        return None
    partial = reply.get("number")
    if partial is None:
        return f"{ENDS} a value that is no number ({reply['value']}), which gives no points"
    if math.isclose(partial, most, rel_tol=1e-9) or 0 <= partial <= most:
        return None
    return f"{ENDS} a number that is not between 0 and {most:g}, which gives no points"


def message(reply: Reply, most: float) -> str | None:
    """Say what a test that students can see found, in its own words; None where all is well."""
    error = reply["error"]
    if error is None:
        if reply["stderr"]:
            return "The test printed on the error stream (a warning, for instance), which gives no points."
        return _of_points(reply, most)
    return _common(error) or (error["says"] if error["kind"] == "AssertionError" and error["says"] else _spoken(error))


def _of_points(reply: Reply, most: float) -> str | None:
    if wrong := fault(reply, most):
        return f"{wrong}: tell your instructor."
    found = score(reply, most)
    return None if found == most else "Part of the points." if found else "None of the points."


def neutral_message(reply: Reply, step: Step, number: int, most: float) -> str | None:
    """Say what the whole test found without anything that a submission could have smuggled out of it.

    Only words that the instructor wrote into an assertion are passed on, never the values it would print.

    Parameters
    ----------
    reply : Reply
        From the tests' process.
    step : Step
        The test.
    number : int
        Its number, as in the reply's lines.
    most : float
        What the cell is worth, in points.
    """
    error = reply["error"]
    if error is None:
        return HIDDEN if reply["stderr"] else _of_points(reply, most)
    if error["kind"] == "Timeout":
        return "A test did not end in time."
    line = next((line for cell, line in error["lines"] if cell == number), None)
    hidden = hidden_lines(step.source)
    if line is None or line not in hidden:
        return HIDDEN
    return _instructors_words(step.source, line) or HIDDEN


def _common(error: Failure) -> str | None:
    if error["kind"] == "Timeout":
        return "The test did not end in time: is there an endless loop?"
    if error["kind"] in ("SubmissionFailed", "UnreadableAnswer"):
        return error["says"][:1].upper() + error["says"][1:]
    return None


def _spoken(error: Failure) -> str:
    return f"{error['kind']}: {error['says']}" if error["says"] else error["kind"]


def _instructors_words(source: str, line: int) -> str | None:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert) and node.msg is not None and node.lineno <= line <= (node.end_lineno or line):
            parts = node.msg.values if isinstance(node.msg, ast.JoinedStr) else [node.msg]
            texts = [part.value if isinstance(part, ast.Constant) else "…" for part in parts]
            return "".join(text for text in texts if isinstance(text, str)) if texts != ["…"] else None
    return None
