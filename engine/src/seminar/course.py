"""A course: the folder with a ``course.toml``, and what it says of the text, its register and its package.

``course.toml`` holds:

``name``, ``slug``, ``language`` : str
    The title, a short form of it for files and storage (lower-case words joined by hyphens), a language tag.
``package`` : str
    The course's own Python package. Its module ``tables`` holds the data package, ``numbers`` the functions that
    recompute numbers of the prose, ``figures`` and ``explorers`` one drawing or explorer a module. Only ``tables`` is
    needed.
``day`` : date
    The day of the text: what came later stands in dated boxes.
``title`` : str
    How the pages call the text: "the article", "the speech".
``formerly`` : str, optional
    The name under which an earlier edition kept answers and wrote its files. What is kept under it is still read, and
    cards that Anki has from it are updated, not doubled.
``[register]`` : table, optional
    Where the text's claims are and what its columns mean; see `seminar.register.Settings`.
"""

import importlib
import re
import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from seminar.errors import CourseError

FILE = "course.toml"
#: An installed course names its package under this group of entry points.
GROUP = "seminar.courses"
TEXTS = ("name", "slug", "language", "package", "title")


@dataclass(frozen=True)
class Course:
    """What the engine knows of one course.

    Parameters
    ----------
    root : Path
        The folder that holds ``course.toml``: a checkout, or the installed package.
    name, slug, language, package, title : str
        As in ``course.toml``.
    day : date
        The day of the text.
    settings : dict[str, Any]
        The table ``[register]``, empty where the course has no register.
    formerly : str or None
        As in ``course.toml``.
    """

    root: Path
    name: str
    slug: str
    language: str
    package: str
    title: str
    day: date
    settings: dict[str, Any] = field(default_factory=dict, hash=False)
    formerly: str | None = None

    @classmethod
    def find(cls, start: Path | None = None) -> "Course":
        """Return the course of a folder: the first ``course.toml`` there or above, else the one that is installed.

        Parameters
        ----------
        start : Path, optional
            Where to begin; the working folder by default.

        Raises
        ------
        CourseError
            There is none, or several are installed.
        """
        if course := cls.holding(start or Path()):
            return course
        names = packages()
        if len(names) != 1:
            those = f"several courses are installed ({', '.join(names)})" if names else "no course is installed"
            raise CourseError(f"there is no {FILE} here or above, and {those}; run this in the folder of a course")
        return cls.installed(names[0])

    @classmethod
    def holding(cls, place: Path) -> "Course | None":
        """Return the course in whose folder a place lies; None where it lies in none, whatever is installed.

        Raises
        ------
        CourseError
            The ``course.toml`` there has a mistake.
        """
        root = above(place.absolute())
        return read(root / FILE) if root else None

    @classmethod
    def installed(cls, package: str) -> "Course":
        """Return the course of a package: in a wheel ``course.toml`` lies inside it, in a checkout above it.

        Raises
        ------
        CourseError
            There is no such package, or no ``course.toml`` with it.
        """
        spec = find_spec(package)
        place = above(Path(spec.origin).parent) if spec and spec.origin else None
        if place is None:
            raise CourseError(f"the package {package} has no {FILE}")
        return read(place / FILE)

    @property
    def identity(self) -> dict[str, str]:
        """What a live piece must know to keep its answers apart from those of other courses on the same host.

        ``course`` is the slug, ``formerly`` the name of an earlier edition or "".
        """
        return {"course": self.slug, "formerly": self.formerly or ""}

    def outside(self, name: str) -> str:
        """Return what something of this course is called where other courses' things may lie beside it, as in Anki.

        Where an earlier edition already gave it a bare name, it keeps that one, so that a later export updates it.
        """
        return name if self.formerly else f"{self.slug}-{name}"

    @property
    def book(self) -> Path:
        """The folder of the chapters."""
        return self.root / "book"

    @property
    def quizzes(self) -> Path:
        """The folder of the question banks: beside the chapters in a checkout, beside ``course.toml`` in a wheel."""
        beside = self.book / "quizzes"
        return beside if beside.is_dir() else self.root / "quizzes"

    @property
    def exercises(self) -> Path:
        """The folder of what students get."""
        return self.root / "exercises"

    @property
    def answers(self) -> Path:
        """The folder of what instructors keep."""
        return self.root / "answers"

    @property
    def lab(self) -> Path:
        """The folder with the settings of the browser lab."""
        return self.root / "lab"

    @property
    def package_folder(self) -> Path:
        """The folder of the course's package."""
        source = str(self.root / "src")
        if (self.root / "src" / self.package).is_dir() and source not in sys.path:
            # A checkout may be used before it is installed, or be a copy of a course that is.
            sys.path.insert(0, source)
        spec = find_spec(self.package)
        if spec is None or spec.origin is None:
            raise CourseError(f"the course's package {self.package} is not installed", self.root / FILE)
        return Path(spec.origin).parent

    @property
    def version(self) -> str:
        """The version of the course's package, installed or not."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            described = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
            return str(described["project"]["version"])

    def module(self, *names: str) -> ModuleType:
        """Import a module of the course's package: `module("figures", "votes")`.

        Raises
        ------
        CourseError
            The package is not installed.
        ModuleNotFoundError
            It has no such module.
        """
        # Asked for first, because it puts a package that is not installed where Python finds it.
        self.package_folder  # noqa: B018
        return importlib.import_module(".".join((self.package, *names)))

    @property
    def tables(self) -> ModuleType:
        """The course's readers of tables: one function a table."""
        return self.module("tables")

    @property
    def tables_folder(self) -> Path:
        """The folder of the data package."""
        return Path(str(self.tables.__file__)).parent


def packages() -> list[str]:
    """List the packages of the courses that are installed."""
    return sorted(entry.value for entry in entry_points(group=GROUP))


def above(folder: Path) -> Path | None:
    """Return the first folder that holds ``course.toml``, from `folder` upwards."""
    return next((place for place in (folder, *folder.parents) if (place / FILE).is_file()), None)


@cache
def read(path: Path) -> Course:
    """Read a ``course.toml``.

    Raises
    ------
    CourseError
        It is no TOML, a field is missing or is not of its kind, or a field is not known.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise CourseError("this is no text in UTF-8", path) from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"this is no TOML: {error}", path) from None
    # First, because a field that is spelt wrongly is also one that is missing.
    if unknown := sorted(content.keys() - {*TEXTS, "day", "formerly", "register"}):
        raise CourseError(f"there is no field `{unknown[0]}`", path)
    for name in TEXTS:
        if not isinstance(content.get(name), str) or not content[name].strip():
            raise CourseError(f"`{name}` has to be a text", path)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", content["slug"]):
        raise CourseError(f"`slug` is {content['slug']!r}; write lower-case words joined by hyphens", path)
    if type(content.get("day")) is not date:
        raise CourseError("`day` has to be a date without quotation marks, such as 2024-10-24", path)
    settings = content.get("register", {})
    if not isinstance(settings, dict):
        raise CourseError("`register` has to be a table: write [register]", path)
    formerly = content.get("formerly")
    if formerly is not None and (not isinstance(formerly, str) or not re.fullmatch(r"[a-z0-9-]+", formerly)):
        raise CourseError("`formerly` has to be one lower-case word, or several joined by hyphens", path)
    texts = {name: str(content[name]) for name in TEXTS}
    return Course(root=path.parent, **texts, day=content["day"], settings=settings, formerly=formerly)
