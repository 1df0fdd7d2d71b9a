"""Builds the site: the book, and beside it the lab and the course package.

``python -m seminar.book.site.make_site`` writes ``_build/html``; a warning fails the build.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from seminar.book.site.policy import write_policies
from seminar.course import Course
from seminar.errors import LabError, SeminarError
from seminar.lab import lay_beside, lay_package_beside, make_lab, size_of_large_files
from seminar.register import register_of


def build(course: Course, out: Path, lab: bool) -> int:
    """Build the site of a course below a folder.

    Returns
    -------
    int
        0, or what Jupyter Book returned.
    """
    made = try_lab(course) if lab else None
    site = out / "_build" / "html"
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(course.book)]
    command += ["--config", str(course.root / "_config.yml"), "--path-output", str(out)]
    command += ["-W", "-n", "--keep-going", "--quiet"]
    # Pages lead to the lab only where there is one.
    environment = {**os.environ, "SEMINAR_LAB": "0" if made is None else "1"}
    environment["SEMINAR_LAB_SIZE"] = str(0 if made is None else size_of_large_files(made))
    status = subprocess.run(command, check=False, env=environment).returncode
    if status == 0:
        lay_package_beside(course, site)
        lay_beside(site, made)
        write_policies(site)
    return status


def try_lab(course: Course) -> Path | None:
    """Return the folder with the lab, or say in one sentence what is missing: the book is built all the same."""
    try:
        return make_lab(course)
    except LabError as error:
        sys.stderr.write(f"The book is built without its browser lab: {error}.\n")
        return None


def main() -> int:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="folder that gets _build/html; default: the course's own")
    parser.add_argument("--lab", type=int, choices=(0, 1), default=1, help="0 leaves the browser lab out")
    arguments = parser.parse_args()
    try:
        course = Course.find()
        if course.settings:
            # Read once before the book: Sphinx would tell a mistake here as a failure of its own.
            register_of(course)
        return build(course, arguments.out or course.root, bool(arguments.lab))
    except SeminarError as error:
        sys.stderr.write(f"seminar: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
