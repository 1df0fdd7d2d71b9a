"""Where there is no room left, the sentence names the place."""

import errno
from pathlib import Path

import pytest

from seminar.grading.sandbox import folders


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    """The folder of a submission may lie on another disk than the results, so its path is in the error."""

    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as caught:
        folders.fill(tmp_path, {"votes.csv": b"1"})
    assert caught.value.filename == str(tmp_path / "votes.csv")
