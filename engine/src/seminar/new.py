"""``seminar new FOLDER``: writes a small course that is complete, as a place to start from."""

import re
import shlex
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from seminar.errors import CourseError

TEMPLATE = files("seminar") / "template"


def add_commands(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("new", help="write a small course that builds, to start from")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is not there yet, or is empty")
    parser.add_argument("--name", help="the title of the course; made from the folder's name by default")
    parser.set_defaults(run=run_new)


def run_new(arguments: Namespace) -> int:
    """Write the course, and say what to do next."""
    make(arguments.folder, arguments.name)
    print(f"{arguments.folder} holds a course that builds. Next:")
    print(f"  cd {shlex.quote(str(arguments.folder))}\n  make book\nREADME.md says what to change.")
    return 0


def make(folder: Path, name: str | None = None) -> None:
    """Write a course into a folder.

    Parameters
    ----------
    folder : Path
        One that is not there yet, or is empty. Its name gives the course's short name and its package.
    name : str, optional
        The title of the course.

    Raises
    ------
    CourseError
        The folder holds something, or no short name can be made from its name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError("this folder is not empty: name a new one", folder)
    slug = "-".join(re.findall(r"[a-z0-9]+", folder.resolve().name.lower()))
    if not slug or slug[0].isdigit():
        raise CourseError("the folder's name has to begin with a letter from a to z, because a package gets it", folder)
    package = slug.replace("-", "_")
    words = {"@NAME@": name or slug.replace("-", " ").capitalize(), "@SLUG@": slug, "@PACKAGE@": package}
    for place, content in template():
        for mark, word in words.items():
            content = content.replace(mark, word)
        path = folder / place.replace("PACKAGE", package)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    release_exercises(folder)


def template(folder: Traversable = TEMPLATE, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files of the template: path and text."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from template(entry, f"{place}{entry.name}/")
        elif entry.is_file():
            yield f"{place}{entry.name}", entry.read_text(encoding="utf-8")


def release_exercises(folder: Path) -> None:
    """Make the students' notebooks from the instructor's."""
    from seminar.grading import release

    for answer in sorted((folder / "answers").glob("*/*.ipynb")):
        exercise = folder / "exercises" / answer.parent.name / answer.name
        exercise.parent.mkdir(parents=True, exist_ok=True)
        exercise.write_text(release(answer), encoding="utf-8")
