"""Reads the zip of all submissions that Moodle or Canvas gives an instructor.

Nothing is unpacked onto the disk: a name in the archive never becomes a path of this machine.
"""

import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from betweenblocs.errors import SubmissionError
from betweenblocs.grading.notebook import LARGEST
from betweenblocs.grading.one import Submission

#: An archive that would unpack to more is no class's homework.
MOST_BYTES = 2**30
#: As Moodle's assignment names what a participant handed in, with and without a folder each.
MOODLE = re.compile(r"(?P<name>[^/]+)_(?P<id>\d+)_assignsubmission_file(?:_?/|_)(?P<file>[^/].*)")
#: As Canvas does: the student, their id, the submission's id, the file; a number after a hyphen counts attempts.
CANVAS = re.compile(r"(?P<name>[^/_]+)(?P<late>_LATE|_late)?_(?P<id>\d+)_\d+_(?P<file>[^/]+)")
ATTEMPT = re.compile(r"-(\d+)$")


def read_download(path: Path, assignment: str) -> tuple[list[Submission], list[str]]:
    """Read a bulk download.

    Parameters
    ----------
    path : Path
        The zip.
    assignment : str
        The assignment's name; it chooses where a student handed in several notebooks.

    Returns
    -------
    tuple
        The submissions, in the order of the students' names, which bear the system and its id as in
        "Aida Serik (Moodle 12345)"; and a sentence for each thing the instructor should know.

    Raises
    ------
    SubmissionError
        It is no zip, is dangerous to unpack, or holds no submission.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_dangerous(archive, path)
            found, late = _by_student(archive)
            notes = [f"{student}: handed in late" for student in sorted(late)]
            submissions = [
                _submission(archive, student, found[student], assignment, notes) for student in sorted(found)
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise SubmissionError(f"this is no zip that can be read ({error})", path) from None
    if not submissions:
        raise SubmissionError("no submission found: it is neither Moodle's nor Canvas's download", path)
    return submissions, notes


def _refuse_dangerous(archive, path):
    entries = archive.infolist()
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        outside = parts.is_absolute() or ".." in parts.parts or "//" in entry.filename
        if outside or any(part.endswith(":") for part in parts.parts):
            raise SubmissionError(f"{entry.filename!r} leads out of the archive", path)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise SubmissionError(f"{entry.filename!r} is a link", path)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise SubmissionError(f"it would unpack to more than {MOST_BYTES // 2**30} GB", path)


def _by_student(archive):
    found, late = {}, set()
    for entry in archive.infolist():
        if entry.is_dir() or entry.filename.startswith("__MACOSX/"):
            continue
        moodle = MOODLE.fullmatch(entry.filename)
        match = moodle or CANVAS.fullmatch(entry.filename)
        if match is None:
            continue
        student = f"{match['name']} ({'Moodle' if moodle else 'Canvas'} {match['id']})"
        found.setdefault(student, []).append((match["file"], entry))
        if not moodle and match["late"]:
            late.add(student)
    return found, late


def _submission(archive, student, files, assignment, notes):
    notebooks = [(name, entry) for name, entry in files if name.endswith(".ipynb")]
    if not notebooks:
        notes.append(f"{student}: no notebook among {len(files)} files")
        return Submission(student, None, {})
    # The assignment's own name first, then the latest attempt, then the last in the archive.
    ranked = sorted(enumerate(notebooks), key=lambda one: (_rank(one[1][0], assignment), one[0]))
    name, entry = ranked[-1][1]
    if len(notebooks) > 1:
        notes.append(f"{student}: {len(notebooks)} notebooks; {name} is graded")
    beside = [(other, place) for other, place in files if not other.endswith(".ipynb")]
    return Submission(student, _content(archive, entry), {n: _content(archive, e) for n, e in beside})


def _rank(name, assignment):
    stem = PurePosixPath(name).stem
    attempt = ATTEMPT.search(stem)
    return ATTEMPT.sub("", stem) == assignment, int(attempt[1]) if attempt else 0


def _content(archive, entry):
    # The size in the directory may lie: no more is read than a notebook may have.
    with archive.open(entry) as file:
        return file.read(LARGEST + 1)
