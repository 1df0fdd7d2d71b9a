"""The two rounds of a vote from response files: what a room gives, without a server."""

from pathlib import Path
from typing import Never

from seminar.course import Course
from seminar.errors import ClassError
from seminar.quiz import Responses, read_all, response_files, second_round


class Folders:
    """Two folders of response files, one for each round, in the place of a room.

    Parameters
    ----------
    first, second : str or Path
        The folders. In the second the latest answer counts where a student went on in the same browser, else the
        first attempt (:func:`seminar.quiz.answers.peer_instruction.second_round`).
    course : Course, optional
        Whose answers count; by default the course of the working folder, else the one that is installed.
    """

    def __init__(self, first: str | Path, second: str | Path, course: Course | None = None) -> None:
        self.paths = (Path(first), Path(second))
        self.course = course or Course.find()
        self._kept: dict[
            int, tuple[list[tuple[Path, int, int]], list[Responses]]
        ] = {}  # what was found in a round, and its answers

    def ask(self, item_id: str, number: int) -> None:
        """Do nothing: files come when they come."""

    def close(self, item_id: str, number: int) -> None:
        """Do nothing."""

    def held(self, item_id: str, number: int) -> bool:
        """Say no: while files may come, a round is open."""
        return False

    def reset(self, item_id: str) -> Never:
        """Refuse: what was handed in is not forgotten.

        Raises
        ------
        ClassError
            Always.
        """
        raise ClassError(f"the votes lie in {self.paths[0]} and {self.paths[1]}; move the files away to vote again")

    def join_html(self) -> str:
        """Return how to answer, as HTML."""
        return "<p>Answer on the page that your instructor names, save your file there and hand it in.</p>"

    def responses(self, item_id: str, number: int) -> list[Responses]:
        """Return what was answered in round 1 or 2, one for each student."""
        first = self.read(1)
        return first if number == 1 else second_round(first, self.read(2))

    def read(self, number: int) -> list[Responses]:
        """Return the usable files of a round; a folder that is not there yet holds none.

        A large class takes seconds to read, so that is done again only when a file has come or changed.
        """
        listed = self.files(number)
        state = [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in listed]
        if number not in self._kept or self._kept[number][0] != state:
            self._kept[number] = state, read_all(listed, [self.course])[0] if listed else []
        return self._kept[number][1]

    def files(self, number: int) -> list[Path]:
        """Return the files of a round."""
        path = self.paths[number - 1]
        return response_files([path]) if path.is_dir() else []

    def unused(self, number: int) -> int:
        """Return how many files of a round do not count: broken ones, and those that a later one replaces.

        How many and not which: a file's name is often a student's.
        """
        return len(self.files(number)) - len(self.read(number))
