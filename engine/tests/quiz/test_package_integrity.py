"""Packages for QTI 2.1 and Canvas, looked over by qti-package-maker, which others wrote for their own."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from benchmarks.packages import from_pypi

from betweenblocs.engine import COURSE
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.exchange.lms import canvas, qti

SCRIPT = """
import json, sys
from qti_package_maker.common.package_integrity import check_package
print(json.dumps([check_package(path) for path in sys.argv[1:]]))
"""


@pytest.fixture(scope="module")
def violations():
    """Return a function that tells of each package which references in it lead nowhere."""
    try:
        folders = [from_pypi("qti_package_maker", "26.7.14"), from_pypi("lxml", "6.1.3")]
    except OSError as error:
        pytest.skip(str(error))

    def violations_(*paths) -> list[list[str]]:
        command = [sys.executable, "-c", SCRIPT, *map(str, paths)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, folders))}
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return json.loads(done.stdout)

    return violations_


def test_every_package_of_the_book_holds_together(violations, tiny, tmp_path):
    """Files, identifiers and keys of every bank, and of the bank of every type, refer to what is there."""
    banks = [tiny, *(read_bank(path) for path in bank_paths(COURSE).values())]
    paths = []
    for bank in banks:
        for name, system in (("qti", qti), ("canvas", canvas)):
            paths.append(tmp_path / f"{bank.stem}.{name}.zip")
            paths[-1].write_bytes(system.write(bank)[0])
    assert [found for found in zip(paths, violations(*paths), strict=True) if found[1]] == []


@pytest.mark.parametrize("system", [qti, canvas], ids=["QTI 2.1", "Canvas"])
def test_a_package_without_one_of_its_files_is_found_out(violations, tiny, tmp_path, system):
    """The look-over is one that can fail."""
    whole, part = tmp_path / "whole.zip", tmp_path / "part.zip"
    whole.write_bytes(system.write(tiny)[0])
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(part, "w") as less:
        for name in package.namelist()[:-1]:
            less.writestr(name, package.read(name))
    assert violations(part) != [[]]
