"""The command line says what is wrong in one sentence, on every console."""

import os
import subprocess
import sys

import pytest

from second_course import FOLDER
from seminar import cli


def test_a_package_that_is_missing_is_named_with_the_extra_that_brings_it(monkeypatch, capsys):
    """Without an extra, a command says which one it needs, and shows no traceback."""

    def run(_):
        raise ModuleNotFoundError("No module named 'jsonschema'", name="jsonschema.validators")

    monkeypatch.setattr("seminar.quiz.commands.run_check", run)
    assert cli.main(["quiz", "check"]) == 2
    assert capsys.readouterr().err == ("seminar: this needs the package jsonschema: pip install 'seminar[quiz]'\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_name_that_the_console_cannot_show_is_no_fault(encoding, tmp_path):
    """A name with rare letters in a message or a table ends no command, whatever the console's encoding."""
    where = tmp_path / "Қасым.json"
    where.write_text("{}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "seminar", "quiz", "grade", str(where)],
        capture_output=True,
        cwd=FOLDER,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"no response file" in done.stderr
