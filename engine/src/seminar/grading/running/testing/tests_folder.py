"""The folder in which tests run: for each submission as the assignment's own cells left it, always under one name."""

import shutil
from pathlib import Path

from seminar.grading.sandbox import folders


class TestsFolder:
    """A folder for the tests' files, one for their temporary files, and a copy to begin anew from.

    Parameters
    ----------
    place : Path
        Where it lies; an empty folder.
    """

    def __init__(self, place: Path):
        self.files, self.temporary, self.kept = place / "files", place / "temporary", place / "kept"

    def fill(self, files: dict[str, bytes]) -> None:
        """Put in what the assignment's own cells begin with."""
        for folder in (self.files, self.temporary):
            folder.mkdir()
        folders.fill(self.files, files)

    def keep(self) -> None:
        """Keep the files as the cells have left them: those that they wrote are there for each submission's tests."""
        self.kept.mkdir()
        for folder in (self.files, self.temporary):
            folder.rename(self.kept / folder.name)

    def renew(self) -> None:
        """Make both folders as they were kept, whatever the tests of the last submission made of them."""
        for folder in (self.files, self.temporary):
            folders.remove(folder)
            shutil.copytree(self.kept / folder.name, folder, symlinks=True)
