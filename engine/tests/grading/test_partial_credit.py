"""What the last line of a test gives: points where it is a number, and never full marks by accident."""

import pytest
from counting import solution
from counting import tests as check
from small import grade, hand_in, write

from seminar.cli import main
from seminar.errors import NotebookError
from seminar.grading.assignment import last_value
from seminar.grading.assignment.assignment import read_assignment

SQUARES = solution("squares", "def square(n):\n    return n * n")
CASES = "ok = [square(n) == n * n for n in range(1, 5)]\n"
HALF_RIGHT = "def square(n):\n    return n * n if n < 3 else 0"
ALL_WRONG = "def square(n):\n    return 0"


@pytest.mark.parametrize(
    "last",
    [
        "4 * sum(ok) / len(ok)",
        "from fractions import Fraction\nFraction(4 * sum(ok), len(ok))",
        "from decimal import Decimal\nDecimal(sum(ok))",
        "import numpy as np\n4 * np.mean(ok)",
        "import numpy as np\nnp.float32(np.sum(ok))",
        "import numpy as np\nnp.sum(ok)",
        "4 * (0.1 + 0.2) / 0.3 * sum(ok) / len(ok)  # more than 4 by a hair",
    ],
)
def test_any_real_number_is_partial_credit(tmp_path, last):
    """Half of the cases right is half of the points, whatever number the last line holds; all wrong is nothing."""
    if "numpy" in last:
        pytest.importorskip("numpy")
    path = write(tmp_path, SQUARES, check("test", 4, CASES + last))
    halves, wrong, right = grade(
        path, hand_in(path, {"squares": HALF_RIGHT}), hand_in(path, {"squares": ALL_WRONG}), path.read_bytes()
    )
    assert (halves.score, wrong.score, right.score) == (pytest.approx(2), 0, 4)
    assert (halves.cells["test"].message, wrong.cells["test"].message) == ("Part of the points.", "None of the points.")


EVIDENT = {
    "all(ok)": "what `all` returns",
    "sum(ok) == 4": "a comparison",
    "not any(ok)": "true or false",
    "sum(ok), 4": "a tuple",
    "[4]": "a list",
    "f'{sum(ok)} of 4'": "a text",
    "'done'": "'done'",
    "True": "True",
    "4 if all(ok) else False": "False",
    "all(ok) and 4": "what `all` returns",
    "(\n    sum(ok)\n    == 4\n)": "a comparison",
}


@pytest.mark.parametrize("last", EVIDENT)
def test_a_release_whose_test_ends_in_no_number_is_refused_with_cell_and_line(tmp_path, monkeypatch, capsys, last):
    """Where it is evident from the text, nothing is run: not at `release`, its check, or when grading starts."""
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, SQUARES, check("test", 4, CASES + last))
    for command in (["release"], ["release", "--check"]):
        assert main(command) == 2
        said = capsys.readouterr().err
        assert f"small.ipynb: cell 2 (test), line 2: the test ends in {EVIDENT[last]}" in said
        assert "write `assert …`" in said
    with pytest.raises(NotebookError, match="the test ends in"):
        read_assignment(path)


@pytest.mark.parametrize("last", ["all(ok);", "all(ok) ;  # shown to nobody", "None", "print(ok)", "ok.sort()"])
def test_a_value_that_is_not_shown_is_none(tmp_path, last):
    """A semicolon hides a value as in IPython, and a call without a value gives full marks as in nbgrader."""
    path = write(tmp_path, SQUARES, check("test", 4, CASES + last))
    (record,) = grade(path, hand_in(path, {"squares": "def square(n):\n    return n * n"}))
    assert record.score == 4


@pytest.mark.parametrize(
    ("last", "kind"),
    [("verdict = all(ok)\nverdict", "bool"), ("(lambda: 'full marks')()", "str"), ("max([ok])", "list")],
)
def test_a_release_that_earns_no_full_marks_is_refused_after_one_run(tmp_path, monkeypatch, capsys, last, kind):
    """Where only a run shows that the last value is no number, `release` runs the own solution once and refuses."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, SQUARES, check("test", 4, CASES + last))
    assert main(["release"]) == 2
    said = capsys.readouterr().err
    line = 2 + last.count("\n")
    assert "does not earn full marks in the cell test: " in said
    assert f"last statement is in line {line}." in said
    assert f"ends in a value that is no number ({kind})" in said
    assert not (tmp_path / "exercises").exists()


def test_a_value_that_is_no_number_for_one_student_alone_gives_nothing_and_is_said(tmp_path):
    """The own solution gave a number, a student's makes it a text: no points, and a sentence for the summary."""
    path = write(tmp_path, SQUARES, check("test", 4, "square(2)"))
    (record,) = grade(path, hand_in(path, {"squares": "def square(n):\n    return 'four'"}))
    assert record.score == 0
    assert "no number (str)" in record.cells["test"].message
    assert record.warnings[0] == "The test ends in a value that is no number (str), which gives no points (cell test)."


@pytest.mark.parametrize("value", ["5", "-1", "float('nan')", "10**400"])
def test_a_number_beyond_the_points_gives_nothing_and_is_said(tmp_path, value):
    """More than there is to earn, less than nothing, and what is no quantity at all."""
    path = write(tmp_path, SQUARES, check("test", 4, "square(2)"))
    (record,) = grade(path, hand_in(path, {"squares": f"def square(n):\n    return {value}"}))
    assert record.score == 0
    assert "not between 0 and 4" in record.warnings[0]


def test_an_object_that_claims_to_be_a_number_is_none():
    """The type decides, not what an object says of its class."""

    class Pretender:
        @property
        def __class__(self):
            return float

        def __float__(self):
            return 4.0

    assert last_value.number(Pretender()) is None
