"""``seminar release``: writes the students' notebooks, or checks that they are what the answers give."""

import argparse
import os
import sys
from pathlib import Path

from seminar.course import Course
from seminar.errors import NotebookError


def add_release(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("release", help="make exercises/ from answers/", description=__doc__)
    parser.add_argument("stems", nargs="*", metavar="STEM", help="an exercise; without one, all of them")
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs and exit with 1")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Release or check, and say what was done to each exercise."""
    from seminar.grading.assignment import handed_out, release

    answers, exercises = folders(Course.holding(Path()))
    stems = arguments.stems or release.stems(answers)
    if not stems:
        raise NotebookError("no notebooks are here; run this in the folder that holds answers/", answers)
    paths = {release.notebook_path(answers, stem): release.notebook_path(exercises, stem) for stem in stems}
    if arguments.check:
        found = [sentence for answer, path in paths.items() if (sentence := release.difference(answer, path))]
        found += filter(None, (handed_out.difference(answer, path.parent) for answer, path in paths.items()))
        if not arguments.stems:
            there = sorted(exercises.glob("*/*.ipynb"))
            found += [f"{path} has no answer" for path in there if path.stem not in stems]
        print("\n".join(found or ["every exercise is what its answer gives"]))
        return 1 if found else 0
    # All are made before the first is written: a mistake in one leaves every file as it was.
    texts = {answer: release.release(answer) for answer in paths}
    for answer in paths:
        for sentence in try_own(answer):
            print(f"{answer}: {sentence}", file=sys.stderr)
    for answer, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[answer], encoding="utf-8")
        handed_out.copy(answer, path.parent)
        print(f"{path} written")
    return 0


def folders(course: Course | None) -> tuple[Path, Path]:
    """Return where answers and exercises are: in the course, or in the working folder where that lies in none."""
    return (course.answers, course.exercises) if course else (Path("answers"), Path("exercises"))


def try_own(path: Path) -> list[str]:
    """Run the instructor's own solution once through the grader; return what is worth a second look.

    It is the instructor's own code, so it needs no sandbox.

    Raises
    ------
    NotebookError
        It does not earn full marks, so that no student could.
    """
    from seminar.grading.assignment.assignment import read_assignment
    from seminar.grading.running.worker_pool import WorkerPool
    from seminar.grading.sandbox.limits import Limits

    assignment = read_assignment(path)
    if not hasattr(os, "fork"):
        return [*assignment.shared, "its own solution was not tried, because the grader does not run on this system"]
    with WorkerPool() as workers:
        workers.check_own(assignment, "none", Limits())
    return assignment.shared
