"""Packages for QTI 2.1 and Canvas, looked over by qti-package-maker, which others wrote for their own."""

import zipfile

import pytest

from seminar.quiz.exchange.lms import canvas, qti


@pytest.mark.parametrize("system", [qti, canvas], ids=["QTI 2.1", "Canvas"])
def test_a_package_holds_together(violations, tiny, tmp_path, system):
    """Files, identifiers and keys of a bank of every type refer to what is there."""
    path = tmp_path / "package.zip"
    path.write_bytes(system.write(tiny)[0])
    assert violations(path) == [[]]


@pytest.mark.parametrize("system", [qti, canvas], ids=["QTI 2.1", "Canvas"])
def test_a_package_without_one_of_its_files_is_found_out(violations, tiny, tmp_path, system):
    """The look-over is one that can fail."""
    whole, part = tmp_path / "whole.zip", tmp_path / "part.zip"
    whole.write_bytes(system.write(tiny)[0])
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(part, "w") as less:
        for name in package.namelist()[:-1]:
            less.writestr(name, package.read(name))
    assert violations(part) != [[]]
