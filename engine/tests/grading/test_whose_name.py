"""Whose value a test reads: position in the instructor's notebook decides, and nothing that a student adds."""

import pytest
from counting import code, solution
from counting import tests as check
from small import grade, hand_in, write

SQ = solution("sq", "def sq(n):\n    return n * n")
TABLE = code("expected = 9", grade_id="table", locked=True)
LATER = solution("later", "expected = sq(3)")
BLANK = "def sq(n):\n    return None"


@pytest.fixture
def marks(tmp_path):
    """Points by test for a notebook of these cells with these solutions."""

    def of(cells, solutions, change=None):
        path = write(tmp_path, *cells)
        (record,) = grade(path, hand_in(path, solutions, change))
        return {name: cell.score for name, cell in record.cells.items()}

    return of


def test_a_solution_cannot_bind_what_an_earlier_test_reads(marks):
    """`expected = None` in a later solution cell does not make `sq(3) == expected` true."""
    cells = [TABLE, SQ, check("first", 1, "assert sq(3) == expected"), LATER, check("second", 1, "assert sq(4) == 16")]
    assert marks(cells, {"sq": BLANK, "later": "expected = None"}) == {"first": 0, "second": 0}


def test_the_last_cell_before_a_test_that_binds_the_name_gives_its_value(marks):
    """After the solution cell the test reads the student's value, after another locked cell the instructor's."""
    again = code("expected = 25", grade_id="again", locked=True)
    cells = [TABLE, check("first", 1, "assert expected == 9"), SQ, LATER]
    cells += [check("second", 1, "assert expected == 9"), again, check("third", 1, "assert expected == 25")]
    right = {"sq": "def sq(n):\n    return n * n", "later": "expected = 9"}
    assert marks(cells, right) == {"first": 1, "second": 1, "third": 1}
    assert marks(cells, {**right, "later": "expected = 25"}) == {"first": 1, "second": 0, "third": 1}


def test_a_name_that_a_test_binds_is_not_the_student_s(marks):
    """A test's own table, read by the next test, is the instructor's though a solution before it bound the name."""
    cells = [SQ, LATER, check("first", 1, "expected = 4\nassert sq(2) == expected")]
    cells += [check("second", 1, "assert sq(2) == expected")]
    assert marks(cells, {"sq": BLANK, "later": "expected = None"}) == {"first": 0, "second": 0}


def test_what_a_student_binds_beyond_the_solution_is_never_read(marks):
    """A cell of the student's own that binds the names of helpers and built-ins changes no mark."""
    cells = [TABLE, SQ, check("first", 1, "assert sq(3) == expected and isinstance(sq(2), int)")]

    def add(handed_in):
        handed_in.append(code("expected = None\nisinstance = lambda *x: True"))

    assert marks(cells, {"sq": BLANK + "\nexpected = None\nisinstance = lambda *x: True"}, add) == {"first": 0}


def test_a_helper_may_stand_before_the_solution_that_it_calls(marks):
    """A locked function reads the student's function when a later test calls it."""
    helper = code("def is_right(n):\n    return sq(n) == n * n", grade_id="helper", locked=True)
    cells = [helper, SQ, check("first", 1, "assert is_right(3)")]
    assert marks(cells, {"sq": "def sq(n):\n    return n ** 2"}) == {"first": 1}
    assert marks(cells, {"sq": BLANK}) == {"first": 0}
