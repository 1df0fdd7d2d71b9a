"""Folders and zips as a class hands them in."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from seminar.grading.submissions.handed_in import look_through, sort_out
from zipped import zipped


@pytest.fixture
def packed(tmp_path):
    """Writes a zip of these entries; a name may be a `ZipInfo`."""

    def write(entries):
        return zipped(tmp_path / "all.zip", entries)

    return write


@pytest.fixture
def unpacked(tmp_path):
    """Writes a folder of these files; a name with "/" at its end is an empty folder."""

    def write(entries):
        folder = tmp_path / "submissions"
        for name, content in entries.items():
            path = folder / name
            if name.endswith("/"):
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return folder

    return write


@pytest.fixture(params=["packed", "unpacked"])
def handed_in(request):
    """Sorts these files out, once as a zip and once as a folder."""
    write = request.getfixturevalue(request.param)

    def sort(entries, assignment="nova", own=None):
        return sort_out(look_through(write(entries)), assignment, own)

    return sort


@pytest.fixture
def as_plain_user():
    """A folder of root's that everybody may look into, and the rights of a plain user."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder, ignore_errors=True)
