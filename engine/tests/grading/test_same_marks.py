"""The marks are those of nbgrader 0.9.6, but where they differ on purpose."""

import nbgrader_course
import pytest
from corpus import ALWAYS_EQUAL, CASES
from counting import POINTS, RIGHT, answers, as_bytes, cell, submission

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.submissions.submission import Submission


def _errors():
    return submission(
        {
            "share": "def share(rows, country):\n    raise KeyError(country)",
            "largest": CASES["error_of_its_own_kind"].solutions["largest"],
            "answer": "answer = 1 / 0",
            "kind": "def kind(word):\n    return 'land'",
            "regions": "def regions(rows, kind:",
        },
        first="%time x = 1",
    )


def _values():
    return submission(
        {
            "share": "def share(rows, country):\n    return float('nan')",
            "largest": "import warnings\ndef largest(numbers):\n    warnings.warn('slow')\n" + RIGHT["largest"][28:],
            "answer": "answer = True",
            "kind": "def kind(word):\n    return None",
            "regions": "def regions(rows, kind):\n    return kind",
        }
    )


def _edited():
    handed_in = submission({"answer": "answer = 0"})
    cell(handed_in, "test-answer")["source"] = "pass"
    cell(handed_in, "test-answer")["metadata"]["nbgrader"]["points"] = 100
    cell(handed_in, "votes")["source"] = "close = lambda *x: True"
    cell(handed_in, "essay")["source"] = "Half of them."
    handed_in["cells"].remove(cell(handed_in, "regions"))
    for one in handed_in["cells"]:
        one["source"] = one["source"].splitlines(keepends=True)
    return handed_in


def _forged():
    return submission(
        {
            "share": "math.isclose = lambda *x, **y: True\ndef share(rows, country):\n    return 0.125",
            "largest": "def largest(numbers):\n    numbers.sort()\n    return numbers[-1] if numbers else max([])",
            "answer": ALWAYS_EQUAL.format(base="int") + "answer = Yes(0)",
            "regions": "def regions(rows, kind):\n    settled.clear()\n    return []",
        },
    )


def _removed():
    handed_in = submission({"share": "def share(rows, country):\n    return 1\nclose = lambda *x: True"})
    handed_in["cells"].remove(cell(handed_in, "test-kind"))
    return handed_in


SUBMISSIONS = {
    "all_right": submission,
    "blank": lambda: submission(dict.fromkeys(RIGHT, "# YOUR CODE HERE\nraise NotImplementedError()")),
    "errors": _errors,
    "values": _values,
    "edited": _edited,
    "forged": _forged,
    "removed": _removed,
}

#: (submission, cell): nbgrader's points, ours, and why they differ.
DIFFERENT = {
    ("forged", "test-share"): (2, 0, "a library that a student changed is the test's library too, in one process"),
    ("forged", "test-answer"): (1, 0, "an object that says it equals everything does so to a test in its process"),
    ("forged", "test-regions"): (1, 0, "a function reaches the test's own variables in its own process"),
    ("removed", "test-share"): (2, 0, "a function with the name of a test's helper is taken for it"),
    ("removed", "test-kind"): (None, 0, "a deleted test waits for a person; here it gives no points and says so"),
}
#: Of the corpus: nbgrader stops with an error at these and gives no mark.
ONLY_HERE = ("duplicated_wrong_one_last", "flipped_to_markdown", "broken_json", "empty_file", "os_exit", "segfault")

pytestmark = [pytest.mark.xdist_group("nbgrader"), pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def marks(programs, tmp_path_factory):
    """The marks of every submission: nbgrader's and ours."""
    submissions = {name: as_bytes(make()) for name, make in SUBMISSIONS.items()}
    course = tmp_path_factory.mktemp("nbgrader")
    theirs = nbgrader_course.grade(programs, course, "counting", as_bytes(answers()), submissions)
    assignment = read_assignment(course / "source/counting/counting.ipynb")
    # Each of the others would end nbgrader's run for the whole class.
    submissions |= {name: CASES[name].file() for name in ONLY_HERE}
    handed_in = [Submission(name, content, {}) for name, content in submissions.items()]
    ours = {
        record.student: {name: one.score for name, one in record.cells.items()}
        for record in this_machine.grade(assignment, handed_in)
    }
    return theirs, ours


@pytest.mark.parametrize("cell_id", [*POINTS, "essay"])
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_same_marks(name, cell_id, marks):
    """A cell's points are nbgrader's, and what waits for a person there waits here; but for the table above."""
    theirs, ours = marks[0][name][cell_id], marks[1][name][cell_id]
    expected = DIFFERENT.get((name, cell_id), (theirs, theirs))
    assert (theirs, ours) == expected[:2]


def test_the_comparison_holds_every_kind_of_mark(marks):
    """All points, none, some of them, and those that wait for a person."""
    theirs, _ = marks
    assert theirs["all_right"] == {**POINTS, "essay": 0}
    assert set(theirs["blank"].values()) == {0}
    assert theirs["errors"]["test-kind"] == 2
    assert theirs["edited"]["essay"] is None


@pytest.mark.parametrize("name", ONLY_HERE)
def test_a_mark_where_nbgrader_has_none(name, marks):
    """What stops nbgrader has the marks here that the corpus says, in one class with all the others."""
    _, ours = marks
    assert {test for test in POINTS if ours[name][test] < POINTS[test]} == CASES[name].lost
