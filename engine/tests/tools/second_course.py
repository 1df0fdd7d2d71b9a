"""The second course, made with `seminar new` from a text in the public domain: where it lies, and how it is there."""

import shutil
from pathlib import Path

from seminar.course import Course

FOLDER = Path(__file__).parents[1] / "course"
SOURCES = FOLDER / "src"
PACKAGE = "fourteen_points"
ENTRY_POINT = f"[seminar.courses]\nfourteen-points = {PACKAGE}\n"
COURSE = Course.find(FOLDER)
#: A book of two pages, whose bank has an item of every type.
TINY = FOLDER / "tiny"
TINY_BANK = TINY / "quizzes" / "tiny.yml"
#: Shows its quiz in a notebook.
QUIZ_CELL = f"from {PACKAGE} import Quiz\nquiz = Quiz({str(TINY_BANK)!r})\nquiz"


def describe(package: str, folder: Path, entry_points: str = "") -> None:
    """Write into a folder of packages what an installer says of one: its name, a version and its entry points."""
    about = folder / f"{package}-0.dist-info"
    about.mkdir(parents=True, exist_ok=True)
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0\n")
    (about / "entry_points.txt").write_text(entry_points)


def install(folder: Path) -> list[str]:
    """Describe the course in a folder and return what belongs on Python's path, so that it counts as installed."""
    describe(PACKAGE, folder, ENTRY_POINT)
    return [str(SOURCES), str(folder)]


def lay_course(folder: Path) -> Path:
    """Make a folder one of the second course, so that what is written below it is of that course."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FOLDER / "course.toml", folder / "course.toml")
    (folder / "src").symlink_to(SOURCES)
    return folder
