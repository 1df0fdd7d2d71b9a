"""Points and message of a question come from the same run of its test."""

import pytest
from counting import solution
from counting import tests as check
from small import grade, hand_in, write

COUNT = solution("tick", "def tick():\n    return 1")
HIDDEN = "\n### BEGIN HIDDEN TESTS\nassert tick() == 1, 'Tick twice'\n### END HIDDEN TESTS"
#: Right in the first process that asks, wrong in every later one.
FICKLE = """
import os, pathlib
mark = pathlib.Path('seen')
def tick():
    if mark.exists():
        return 0
    mark.write_text('x')
    return 1
"""


def test_no_question_with_lost_points_is_called_all_right(tmp_path):
    """A visible test that passes at first and fails later has the first run's points with the first run's words."""
    visible = check("visible", 1, "assert tick() == 1")
    path = write(tmp_path, COUNT, visible, check("half", 1, "assert tick() in (0, 1)" + HIDDEN))
    (record,) = grade(path, hand_in(path, {"tick": FICKLE}))
    assert (record.cells["visible"].score, record.cells["visible"].message) == (1, None)
    assert (record.cells["half"].score, record.cells["half"].message) == (0, "Tick twice")


def test_a_test_without_points_that_fails_says_so(tmp_path):
    """0 of 0 points is no reason to say that all is right."""
    path = write(tmp_path, COUNT, check("free", 0, "assert tick() == 1, 'It ticks once'"), check("paid", 1, "tick()"))
    (record,) = grade(path, hand_in(path, {"tick": "def tick():\n    return 0.5"}))
    assert record.cells["free"].message == "It ticks once"
    assert (record.cells["paid"].score, record.cells["paid"].message) == (0.5, "Part of the points.")


@pytest.mark.parametrize("tick", ["import warnings\n    warnings.warn('slow')\n    return 1", "raise ValueError('no')"])
def test_what_fails_visibly_is_told_freely(tmp_path, tick):
    """Where the visible part fails, the hidden part is not tried and the words are those of the visible one."""
    path = write(tmp_path, COUNT, check("half", 1, "assert tick() == 1" + HIDDEN))
    (record,) = grade(path, hand_in(path, {"tick": f"def tick():\n    {tick}"}))
    assert record.score == 0
    assert ("error stream" if "warn" in tick else "ValueError: no") in record.cells["half"].message
