"""A notebook cell that tries to break out, run in each sandbox before anything is graded in it."""

import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from seminar.course import Course
from seminar.errors import SandboxError
from seminar.grading.sandbox import places
from seminar.grading.sandbox.means import Sandbox

#: So many folders of the course are tried, and so many files in each.
SOME = 20
MOST_SAID = 3
ATTEMPTS = """
import json, os, socket
def possible(attempt):
    try:
        attempt()
        return True
    except OSError:
        return False
def inside():
    with open("own.txt", "w") as file:
        file.write("x")
def home_is_there():
    if sorted(os.listdir(home)) != entries:
        raise OSError
def lists(folder, known):
    # One that looks empty is covered.
    if not set(os.listdir(folder)) - set(known):
        raise OSError
secret, folder, home, entries, course = json.loads(SECRET)
print(json.dumps({
    "write in its own folder": possible(inside),
    "read another file": possible(lambda: open(secret).read()),
    "list another folder": possible(lambda: os.listdir(folder)),
    "list the home folder": possible(home_is_there),
    "write elsewhere": possible(lambda: open(folder + "/new", "w")),
    "open a connection": possible(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
    "open a socket": possible(lambda: socket.socket(socket.AF_UNIX)),
    **{f"read {path}": possible(lambda: open(path, "rb").read(1)) for path in course[0]},
    **{f"list {path}": possible(lambda: lists(path, known)) for path, known in course[1].items()},
}))
"""


class Confined(Protocol):
    """The process of a submission."""

    def begin(self, files: dict[str, bytes], deadline: float) -> None:
        """Start it."""

    def run(self, source: str) -> tuple[Sequence[Mapping[str, Any]], bool]:
        """Run a cell; return its outputs, the text of each under "text"."""

    def end(self) -> None:
        """End it."""


class Tried(Protocol):
    """What is tried: a place where submissions run, as `running.worker.Worker` is."""

    folder: Path
    private: list[str]
    course: Course | None
    sandbox: Sandbox

    @property
    def submission(self) -> Confined:
        """The process of a submission."""

    def log(self) -> str:
        """Return what was said on error streams."""


def run(worker: Tried) -> None:
    """Try what must not work, and what must.

    Parameters
    ----------
    worker : Worker
        Whose sandbox is tried.

    Raises
    ------
    SandboxError
        The sandbox does not hold.
    """
    folder = worker.folder / "secret"
    folder.mkdir(mode=0o755)
    secret = folder / "secret.txt"
    secret.write_text("secret")
    home = Path.home()
    entries = sorted(entry.name for entry in home.iterdir()) if home.is_dir() else []
    tried = json.dumps(
        [str(secret), str(folder), str(home), entries, _of_the_course(worker.private, places.readable(worker.course))]
    )
    try:
        worker.submission.begin({}, time.monotonic() + 30)
        outputs, _ = worker.submission.run(ATTEMPTS.replace("SECRET", repr(tried)))
        worker.submission.end()
        found = json.loads(outputs[0]["text"])
    except Exception as error:
        raise SandboxError(
            f"the sandbox {worker.sandbox.kind!r} does not start: {error} {worker.log()[-300:]}"
        ) from None
    works = found.pop("write in its own folder")
    broken = [what for what, possible in found.items() if possible]
    if Path(folder, "new").exists() and "write elsewhere" not in broken:
        broken.append("write elsewhere")
    if broken or not works:
        complaint = (
            f"a submission could {' and '.join(broken[:MOST_SAID])}" if broken else "a submission cannot write at all"
        )
        raise SandboxError(f"the sandbox {worker.sandbox.kind!r} does not hold: {complaint}")


def _of_the_course(private: list[str], shown: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """List files of the course that must not be read, and its folders with the names that may be seen in them."""
    files = [path for path in private if os.access(path, os.R_OK) and not Path(path).is_dir()]
    listed: dict[str, list[str]] = {}
    # First the folders that were named, then the larger ones that they lie in.
    for place in reversed(places.private(private)):
        below = [path for path in shown if Path(path).is_relative_to(place)]
        for folder, inside, names in islice(os.walk(place), SOME):
            if inside or names:
                ways = [Path(path).relative_to(folder) for path in below if Path(path).is_relative_to(folder)]
                listed[folder] = sorted({way.parts[0] for way in ways})
            # What a submission must be able to read, such as a virtual environment, is not the course's own.
            inside[:] = [name for name in inside if f"{folder}/{name}" not in shown]
            names = sorted(name for name in names if f"{folder}/{name}" not in shown)[:SOME]
            files += [f"{folder}/{name}" for name in names if os.access(f"{folder}/{name}", os.R_OK)]
    return files, listed
