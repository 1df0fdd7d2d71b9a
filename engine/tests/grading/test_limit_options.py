"""An instructor says what a submission may use, and a slip in it is one sentence."""

import pytest
from counting import answers, as_bytes, submission

from seminar import cli
from seminar.cli import main
from seminar.grading.limit_options import limits_of
from seminar.grading.sandbox.limits import MIB, Limits

COMMAND = ["grade", "submissions", "--out", "graded"]


def limits(*options):
    return limits_of(cli.parser().parse_args([*COMMAND, *options]))


def test_without_an_option_the_limits_are_the_usual_ones():
    """The command line and `Limits()` know the same numbers."""
    assert limits() == Limits()


def test_each_option_is_a_limit():
    """Seconds, megabytes and processes arrive; all files together may have four times what one may."""
    asked = limits("--timeout", "7", "--memory", "2048", "--file-size", "100", "--processes", "9")
    assert (asked.cell_seconds, asked.total_seconds) == (7, 28)
    assert (asked.memory, asked.file_bytes, asked.folder_bytes) == (2048 * MIB, 100 * MIB, 400 * MIB)
    assert asked.processes == 9
    assert limits("--timeout", "7", "--total-time", "300").total_seconds == 300


@pytest.mark.parametrize("option", ["--timeout", "--total-time", "--memory", "--file-size", "--processes"])
@pytest.mark.parametrize("value", ["0", "-1", "nan", "inf", "much", "9" * 400, "1e999"])
def test_a_limit_that_is_none_is_refused_in_a_sentence(option, value, capsys):
    """Nothing is graded, and the sentence names option and value."""
    with pytest.raises(SystemExit) as ended:
        limits(option, value)
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert f"argument {option}: " in said
    assert "is no" in said or "expected one argument" in said


def test_more_memory_gives_a_right_answer_its_marks(tmp_path, capsys):
    """What needs 400 MB has no marks with 200, and has them in the next run with 800: it is graded again unasked."""
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    (tmp_path / "class").mkdir()
    needs = {"answer": "table = bytearray(400 * 2**20)\nanswer = 56"}
    (tmp_path / "class/aru.ipynb").write_bytes(as_bytes(submission(needs)))
    command = ["grade", str(tmp_path / "class"), "--assignment", str(tmp_path / "counting.ipynb")]
    command += ["--out", str(tmp_path / "graded")]
    for memory, score in ((200, "9"), (800, "10")):
        assert main([*command, "--memory", str(memory)]) == 0
        assert f"median {score} of 15 points" in capsys.readouterr().out
