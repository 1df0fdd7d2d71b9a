"""A place inside of the second course."""

from pathlib import Path

import pytest

from second_course import lay_course


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """A folder of this test's own inside of the second course, so that its banks are that course's."""
    folder = lay_course(tmp_path) / "folder"
    folder.mkdir()
    return folder
