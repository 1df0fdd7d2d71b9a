"""Which files a submission may read: those that Python and its packages need, and never the course's own."""

import os
import re
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

import seminar
from seminar.course import FILE, Course, packages
from seminar.errors import SandboxError

#: Of a folder that programs are installed in, what they need to run; a course may lie beside these.
INSTALLED = ("bin", "sbin", "lib", "lib32", "lib64", "libx32", "libexec", "include", "share", "etc", "pyvenv.cfg")
PACKAGES = ("stdlib", "platstdlib", "purelib", "platlib")


def course_of(assignment: str, modules: Iterable[str]) -> Course | None:
    """Return the course whose package the submissions of an assignment may import.

    Parameters
    ----------
    assignment : str
        The instructor's notebook.
    modules : iterable of str
        What the released notebook imports, as ``package.module`` or ``package:name``.

    Returns
    -------
    Course or None
        The one that the notebook lies in. Where it lies in none, an installed one whose package the released notebook
        imports, because students are told of that package; else None.

    Raises
    ------
    CourseError
        Its ``course.toml`` has a mistake.
    """
    if course := Course.holding(Path(assignment).resolve().parent):
        return course
    imported = {re.split("[.:]", module)[0] for module in modules}
    return next((Course.installed(package) for package in packages() if package in imported), None)


def readable(course: Course | None) -> list[str]:
    """List all that a submission may read: the system's libraries, Python, its packages, this one and the course's."""
    paths = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache", "/etc/localtime"]
    installed = {"/usr", "/usr/local", sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix}
    paths += [f"{folder}/{part}" for folder in installed for part in INSTALLED]
    paths += [sysconfig.get_path(name) for name in PACKAGES]
    paths += seminar.__path__
    if course:
        # A notebook's quiz reads its bank, and from course.toml whose claims the bank names.
        paths += map(str, (course.package_folder, course.quizzes, course.root / FILE))
    # Where a link leads on the way, the place that it leads to is needed too.
    paths += [os.path.realpath(path) for path in paths]
    return sorted({os.path.normpath(path) for path in paths if Path(path).exists()}, key=_depth)


def private(paths: Iterable[str]) -> list[str]:
    """List the folders that no submission may see, as they are, without links.

    A folder is closed as a whole; of a file, or of what does not exist yet, the folder that it lies in. A notebook
    in a folder of its own name, as in `answers/counting/counting.ipynb`, is part of a course, all of which is closed.
    """
    closed = set()
    for path in map(Path, map(os.path.realpath, paths)):
        place = path
        while not place.is_dir():
            place = place.parent
        if path.suffix == ".ipynb" and place.name == path.stem:
            course = place.parent.parent
            place = place.parent if course == Path("/") else course
        closed.add(str(place))
    return sorted(closed - {"/"}, key=_depth)


def keep_apart(shown: Iterable[str], closed: Iterable[str]) -> None:
    """Make sure that what must be read and what must not are two things.

    Raises
    ------
    SandboxError
        A folder of the course is one that Python needs.
    """
    if both := {os.path.realpath(path) for path in shown} & set(closed):
        raise SandboxError(
            f"the course lies in {min(both)}, which submissions must be able to read; move it to a folder of its own"
        )


def without(shown: Iterable[str], closed: Iterable[str]) -> list[str]:
    """Take the closed folders out of the readable ones, where who may read a folder may read all that is below it.

    Raises
    ------
    SandboxError
        A closed folder lies among packages, whose folder Python has to list.
    """
    packages = {os.path.realpath(sysconfig.get_path(name)) for name in PACKAGES}
    for place in closed:
        if among := [folder for folder in packages if Path(place).is_relative_to(folder)]:
            raise SandboxError(f"{place} lies among the packages in {among[0]}; move the course to a folder of its own")
    found: list[str] = []
    for path in map(os.path.realpath, shown):
        inside = {place for place in closed if Path(place).is_relative_to(path)}
        found += _parts(path, inside) if inside else [path]
    return found


def _parts(folder: str, closed: set[str]) -> list[str]:
    """List what a folder holds beside the closed places, which lie below it."""
    found: list[str] = []
    for entry in os.scandir(folder):
        if entry.is_symlink() or entry.path in closed:
            continue
        inside = {place for place in closed if Path(place).is_relative_to(entry.path)}
        found += _parts(entry.path, inside) if inside else [entry.path]
    return found


def covers(shown: Iterable[str], closed: Iterable[str]) -> list[str]:
    """List where closed folders show below readable ones, under each name by which these are shown."""
    found = set()
    for path in shown:
        real = Path(os.path.realpath(path))
        found |= {
            str(Path(path) / Path(place).relative_to(real)) for place in closed if Path(place).is_relative_to(real)
        }
    return sorted(found, key=_depth)


def _depth(path: str) -> tuple[int, str]:
    return len(Path(path).parts), path
