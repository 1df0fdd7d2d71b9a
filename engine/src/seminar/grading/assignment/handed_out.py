"""The files of an assignment: what students get, what only tests read, and what nobody gets.

Students get what lies in `files/` beside the instructor's notebook, and what lies beside the released one.
Only tests read what lies in `tests/`. Nothing else that lies beside the instructor's notebook is given to anybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from seminar.errors import NotebookError

FILES, TESTS = "files", "tests"
#: Where the released notebooks of a folder of instructors' notebooks lie: ours, and nbgrader's.
RELEASED = {"answers": "exercises", "source": "release"}
#: Each submission gets a copy.
MOST_BYTES = 256 * 2**20


@dataclass(frozen=True)
class HandedOut:
    """The files of an assignment.

    Parameters
    ----------
    files, tests : dict of str to bytes
        What lies beside a student's notebook, and what is there for the tests too, by the path from the notebook.
    notes : tuple of str
        A sentence where something lies there that nobody gets.
    """

    files: dict[str, bytes]
    tests: dict[str, bytes]
    notes: tuple[str, ...] = ()


def read(notebook: Path) -> HandedOut:
    """Read the files of an assignment.

    Parameters
    ----------
    notebook : Path
        The instructor's.

    Raises
    ------
    NotebookError
        A file cannot be read, or they are too large to be copied for each submission.
    """
    own = notebook.parent.resolve()
    released = released_folder(notebook)
    files = _below(released) if released else {}
    files |= {f"{FILES}/{name}": content for name, content in _below(own / FILES).items()}
    tests = {f"{TESTS}/{name}": content for name, content in _below(own / TESTS).items()}
    return HandedOut(files, tests, _notes(notebook, own, files))


def keep_apart(notebook: Path, *private: Path) -> None:
    """Make sure that no student gets what others handed in, nor their marks.

    Raises
    ------
    NotebookError
        One of the folders `private` lies in one whose files students get.
    """
    for source in filter(None, [notebook.parent.resolve() / FILES, released_folder(notebook)]):
        for place in private:
            if place.resolve().is_relative_to(source.resolve()):
                raise NotebookError(f"its files are given to every submission, and {place} lies there", source)


def released_folder(notebook: Path) -> Path | None:
    """Find the folder of the released notebook; None where there is none, or the notebook has no folder of its own."""
    own = notebook.parent.resolve()
    beside = RELEASED.get(own.parent.name)
    if own.name != notebook.stem or beside is None:
        return None
    folder = own.parent.parent / beside / own.name
    return folder if (folder / notebook.name).is_file() else None


def _below(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder but notebooks and what is hidden."""
    found: dict[str, bytes] = {}
    size = 0
    for place in _paths(folder):
        try:
            size += place.stat().st_size
            if size > MOST_BYTES:
                raise NotebookError(
                    f"its files take more than {MOST_BYTES // 2**20} MB, and each submission gets a copy", folder
                )
            found[place.relative_to(folder).as_posix()] = place.read_bytes()
        except OSError as error:
            raise NotebookError(f"this file of the assignment cannot be read: {error.strerror}", place) from None
    return found


def _paths(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for place in sorted(folder.rglob("*")):
        if place.is_file() and place.suffix != ".ipynb" and not _aside(place.relative_to(folder)):
            yield place


def _aside(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _notes(notebook: Path, own: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    # A folder that holds more than this assignment has folders of its own, such as the submissions.
    of_its_own = own.name == notebook.stem
    try:
        entries = sorted(own.iterdir())
    except OSError:
        return ()
    left = [
        place.name
        for place in entries
        if place.suffix != ".ipynb"
        and not _aside(Path(place.name))
        and not (place.is_dir() and (place.name in (FILES, TESTS) or not of_its_own))
        and place.name not in {name.split("/")[0] for name in files}
    ]
    if not left:
        return ()
    which = f"{left[0]} lies" if len(left) == 1 else f"{len(left)} files such as {left[0]} lie"
    return (
        f"{which} beside {notebook} and no submission gets to see it: put into {FILES}/ what students have too, "
        f"and into {TESTS}/ what only tests read.",
    )


def copy(notebook: Path, folder: Path) -> None:
    """Copy `files/` from beside the instructor's notebook to the released one; others that are there stay.

    Parameters
    ----------
    notebook : Path
        The instructor's.
    folder : Path
        Where the released one lies.
    """
    for name, content in _below(notebook.parent / FILES).items():
        place = folder / FILES / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def difference(notebook: Path, folder: Path) -> str | None:
    """Say in one sentence how the released `files/` differ from the instructor's, None if they do not."""
    own = _below(notebook.parent / FILES)
    theirs = _below(folder / FILES) if own else {}
    changed = sorted(name for name in own.keys() | theirs.keys() if own.get(name) != theirs.get(name))
    return f"{folder / FILES / changed[0]} differs from what lies beside its answer" if changed else None
