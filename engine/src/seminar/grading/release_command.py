"""``seminar release``: writes the students' notebooks, or checks that they are what the answers give."""

import os
import sys
from pathlib import Path

from seminar.errors import NotebookError


def add_release(subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("release", help="make exercises/ from answers/", description=__doc__)
    parser.add_argument("stems", nargs="*", metavar="STEM", help="an exercise; without one, all of them")
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs and exit with 1")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Release or check, and say what was done to each exercise."""
    from seminar.grading.assignment import handed_out, release

    stems = arguments.stems or release.stems()
    if not stems:
        raise NotebookError("no notebooks are here; run this in the folder that holds answers/", release.ANSWERS)
    if arguments.check:
        found = [sentence for stem in stems if (sentence := release.difference(stem))]
        found += filter(None, map(difference_of_files, stems))
        if not arguments.stems:
            found += orphans(stems)
        print("\n".join(found or ["every exercise is what its answer gives"]))
        return 1 if found else 0
    # All are made before the first is written: a mistake in one leaves every file as it was.
    texts = {stem: release.release(release.notebook_path(release.ANSWERS, stem)) for stem in stems}
    for stem in stems:
        for sentence in try_own(release.notebook_path(release.ANSWERS, stem)):
            print(f"{release.notebook_path(release.ANSWERS, stem)}: {sentence}", file=sys.stderr)
    for stem, text in texts.items():
        path = release.notebook_path(release.EXERCISES, stem)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        handed_out.copy(release.notebook_path(release.ANSWERS, stem), path.parent)
        print(f"{path} written")
    return 0


def difference_of_files(stem: str) -> str | None:
    """Return in one sentence how an exercise's files differ from those beside its answer."""
    from seminar.grading.assignment import handed_out, release

    answer, exercise = (release.notebook_path(folder, stem) for folder in (release.ANSWERS, release.EXERCISES))
    return handed_out.difference(answer, exercise.parent)


def try_own(path: Path) -> list[str]:
    """Run the instructor's own solution once through the grader; return what is worth a second look.

    It is the instructor's own code, so it needs no sandbox.

    Raises
    ------
    NotebookError
        It does not earn full marks, so that no student could.
    """
    from seminar.grading.assignment.assignment import read_assignment
    from seminar.grading.running import grader as engine
    from seminar.grading.sandbox.limits import Limits

    assignment = read_assignment(path)
    if not hasattr(os, "fork"):
        return [*assignment.shared, "its own solution was not tried, because the grader does not run on this system"]
    try:
        engine.check_own(assignment, "none", Limits())
    finally:
        engine.close()
    return assignment.shared


def orphans(stems: list[str]) -> list[str]:
    """Return a sentence for each exercise that no answer gives."""
    from seminar.grading.assignment import release

    there = sorted(path.stem for path in release.EXERCISES.glob("*/*.ipynb"))
    return [f"{release.notebook_path(release.EXERCISES, stem)} has no answer" for stem in there if stem not in stems]
