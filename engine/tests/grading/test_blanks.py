"""A student reads why a test failed where the reason lies before it: a blank, a missing cell, an error."""

import copy

import pytest
from counting import solution
from counting import tests as check
from small import grade, hand_in, write

from seminar.grading.assignment import notebook

MEMBERS = solution("members", "def members(rows):\n    return set(rows)")
OVERLAP = solution("overlap", "def overlap(a, b):\n    return len(members(a) & members(b))")
TWO = (
    "def one():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n\n"
    "def two():\n    ### BEGIN SOLUTION\n    return one() + 1\n    ### END SOLUTION"
)
YEAR = solution("year", "year = 2024")
CELLS = [
    MEMBERS,
    check("test-members", 1, "assert members([1, 1]) == {1}, 'A set holds each once'"),
    OVERLAP,
    check("test-overlap", 1, "assert overlap([1], [1]) == 1"),
    check("test-both", 1, "assert overlap(members([1]), [1]) == 1"),
    {**copy.deepcopy(OVERLAP), "source": TWO},
    check("test-two", 1, "assert one() == 1, 'One is one'\nassert two() == 2, 'Two is two'"),
    YEAR,
    check("test-year", 1, "assert year == 2024, 'Look at the date'"),
    check("test-later", 1, "### BEGIN HIDDEN TESTS\nassert year + 1 == 2025\n### END HIDDEN TESTS"),
]
CELLS[5]["metadata"]["nbgrader"]["grade_id"] = CELLS[5]["id"] = "two"
RIGHT = {
    "members": "def members(rows):\n    return set(rows)",
    "overlap": "def overlap(a, b):\n    return len(members(a) & members(b))",
    "two": "def one():\n    return 1\n\ndef two():\n    return 2",
    "year": "year = 2024",
}


@pytest.fixture
def told(tmp_path):
    """What each test says of a submission with these cells; those that passed are left out."""

    def of(solutions, change=None):
        path = write(tmp_path, *CELLS)
        (record,) = grade(path, hand_in(path, solutions, change))
        return {name: cell.message for name, cell in record.cells.items() if cell.score < cell.max}

    return of


def test_a_blank_notebook_says_what_is_blank(told):
    """Not one test speaks of a NotImplementedError."""
    assert told({}) == {
        "test-members": "You have not filled in `members`.",
        "test-overlap": "You have not filled in `overlap`.",
        "test-both": "You have not filled in `overlap`.",
        "test-two": "You have not filled in `one` and `two`.",
        "test-year": "You have not filled in `year`.",
        "test-later": "You have not filled in the cell before this test.",
    }


def test_a_failure_that_follows_from_a_blank_is_told_apart(told):
    """One blank helper is named once as blank, and by those who need it as what they need."""
    assert told({**RIGHT, "members": "# YOUR CODE HERE\nraise NotImplementedError()"}) == {
        "test-members": "You have not filled in `members`.",
        "test-overlap": "This test needs `members`, which you have not filled in.",
        "test-both": "This test uses `members`, which you have not filled in.",
    }


def test_one_of_two_functions_in_a_cell_is_blank(told):
    """The stub that is left is named; where the other one is wrong, the test's own words stay."""
    stub = "def two():\n    # still to do\n    raise NotImplementedError()"
    assert told({**RIGHT, "two": f"def one():\n    return 1\n\n{stub}"}) == {
        "test-two": "You have not filled in `two`."
    }
    assert told({**RIGHT, "two": f"def one():\n    return 7\n\n{stub}"}) == {"test-two": "One is one"}


def test_a_cell_that_raised_an_error_is_named_by_its_number(told):
    """Who uses what is not there because a cell ended early learns which cell and which error."""
    says = "This test uses `year`, but cell 8 ended with ZeroDivisionError."
    found = told({**RIGHT, "year": "1 / 0\nyear = 2024"})
    assert found["test-year"] == says
    assert list(found) == ["test-year", "test-later"]


def test_an_own_mistake_keeps_its_own_words(told):
    """What a test says of a wrong answer is not replaced, nor what a function of the student's raises."""
    wrong = {**RIGHT, "members": "def members(rows):\n    return list(rows)", "year": "year = 1"}
    found = told(wrong)
    assert (found["test-members"], found["test-year"]) == ("A set holds each once", "Look at the date")
    assert told({**RIGHT, "members": "def members(rows):\n    raise NotImplementedError('later')"})["test-members"] == (
        "NotImplementedError: later"
    )


def test_a_missing_cell_is_named(told):
    """Who deleted a cell reads that it is missing."""

    def delete(cells):
        cells[:] = [one for one in cells if notebook.marks(one).get("grade_id") != "members"]

    assert told(RIGHT, delete)["test-members"] == "This test uses `members`, whose cell is missing."


def test_a_notebook_that_claims_to_be_filled_in_is_believed_nothing(told):
    """Marks and ids that a student changed do not make a blank cell an answer, nor an answer blank."""

    def claim(cells):
        cells[0]["metadata"]["nbgrader"].update(checksum="0", solution=False)
        cells[0]["metadata"]["untouched"] = False

    assert told({}, claim)["test-members"] == "You have not filled in `members`."


def test_tracebacks_number_cells_as_the_notebook_does(tmp_path):
    """The sixth cell that runs is called by its place in the notebook, as everywhere else on the page."""
    path = write(tmp_path, *CELLS)
    (record,) = grade(path, hand_in(path, {**RIGHT, "two": "def one():\n    return 1 / 0", "year": "year = one()"}))
    (error,) = [one for one in record.outputs if one["kind"] == "error"]
    assert error["cell"] == 8
    assert "In[" not in error["text"]
    assert "Cell 8" in error["text"] and "Cell 6" in error["text"]
