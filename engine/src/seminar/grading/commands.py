"""The commands of this subpackage."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seminar.course import Course
from seminar.errors import SubmissionError
from seminar.grading.limit_options import add_limits, limits_of
from seminar.grading.release_command import add_release
from seminar.text import one_line

if TYPE_CHECKING:
    from seminar.grading.assignment.assignment import Assignment
    from seminar.grading.marks.resume import Waiting
    from seminar.grading.running.grader import Grader
    from seminar.grading.running.result.record import GradeRecord
    from seminar.grading.sandbox.limits import Limits
    from seminar.grading.submissions.handed_in import HandedIn

NOT_ISOLATED = (
    "WARNING: submissions are NOT isolated on {}. They can read your files, the answers and "
    "each other's work, change or delete what you can, and use the network."
)


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subpackage's commands to the command line."""
    add_release(subparsers)
    grade = subparsers.add_parser("grade", help="grade a folder of submitted notebooks")
    grade.add_argument(
        "submissions",
        type=Path,
        help="a folder in nbgrader's layout, or of STUDENT.ipynb files, or what Moodle, Canvas or Blackboard gives, "
        "as a zip or unpacked",
    )
    grade.add_argument("--assignment", type=Path, help="the instructor's notebook; found by its name in answers/")
    grade.add_argument("--out", type=Path, required=True, help="the folder for gradebook.csv and the feedback pages")
    add_limits(grade)
    grade.add_argument("--regrade", action="store_true", help="grade again what has been graded before")
    grade.add_argument(
        "--roster",
        type=Path,
        metavar="FILE",
        help="a table with the column student, so that absent students appear; by default roster.csv beside the "
        "submissions, where there is one",
    )
    grade.add_argument("--only", nargs="+", default=[], metavar="STUDENT", help="grade these students alone")
    grade.add_argument("--dask", metavar="ADDRESS", help="grade on the Dask cluster with this scheduler")
    grade.add_argument(
        "--gradebook-db",
        type=Path,
        metavar="PATH",
        help="write marks into the gradebook.db of an nbgrader course, and take those given in formgrader from there",
    )
    grade.add_argument(
        "--unsafe",
        action="store_true",
        help="run submissions without any protection where the machine offers none",
    )
    grade.set_defaults(run=run_grade)


def run_grade(arguments: argparse.Namespace) -> int:
    """Grade what was handed in; 1 where a person should look at something that was not graded."""
    # Grading needs the packages of the extra "grade", which the other commands do without.
    from seminar.grading.assignment import handed_out
    from seminar.grading.assignment.assignment import read_assignment
    from seminar.grading.marks.one_grader import alone
    from seminar.grading.submissions.handed_in import look_through, sort_out
    from seminar.grading.submissions.roster import add_absent, read_roster
    from seminar.grading.which_assignment import find_assignment

    place, out = arguments.submissions, arguments.out
    if place.is_dir() and out.exists() and place.samefile(out):
        raise SubmissionError("--out is the folder of the submissions: choose another one", out)
    contents = look_through(place, out)
    path = arguments.assignment or find_assignment(contents, place, Course.holding(Path()))
    assignment = read_assignment(path)
    handed_out.keep_apart(path, *private_places(arguments))
    handed_in = sort_out(contents, assignment.name, assignment.files, path)
    roster = arguments.roster or place.absolute().parent / "roster.csv"
    if arguments.roster or roster.is_file():
        add_absent(handed_in, read_roster(roster))
    with alone(out):
        return grade_all(arguments, assignment, handed_in)


def grade_all(arguments: argparse.Namespace, assignment: "Assignment", handed_in: "HandedIn") -> int:
    """Grade what has no mark yet, write the tables, and say how it went."""
    from seminar.grading.marks import by_hand, formgrader, resume
    from seminar.grading.marks.journal import whole_records
    from seminar.grading.pages.summary import summary
    from seminar.grading.submissions.left_out import LeftOut

    out, submissions = arguments.out, {one.student: one for one in handed_in.submissions}
    limits = limits_of(arguments, assignment.path, *private_places(arguments))
    done = whole_records(out / "grades.jsonl")[0]
    marks = by_hand.read_marks(out / "manual.csv", assignment, submissions.keys() | done.keys())
    if arguments.gradebook_db:
        formgrader.prepare(arguments.gradebook_db, assignment)
    waiting = resume.to_grade(assignment, submissions.values(), done, arguments.regrade, arguments.only, limits)
    if waiting:
        done = grade_waiting(arguments, assignment, waiting, limits)
    records = sorted((done[student] for student in submissions.keys() & done.keys()), key=lambda one: one.student)
    if arguments.gradebook_db:
        marks = formgrader.exchange(arguments.gradebook_db, assignment, records, submissions.values()) | marks
    records = [by_hand.join(record, marks) for record in records]
    named = {one.path for one in handed_in.left_out}
    for record in records:
        if record.status == "unreadable" and (path := submissions[record.student].path) not in named:
            reason = "it cannot be read as a notebook"
            handed_in.left_out.append(LeftOut(path, record.student, reason, " ".join(record.warnings[:1])))
    written = write_tables(out, assignment, records, handed_in)
    print("".join(f"{one_line(note)}\n" for note in (*assignment.notes, *handed_in.notes)), end="")
    print(f"{len(waiting)} graded now, {len(records) - len(waiting)} before")
    print(summary(records, handed_in.left_out, done.keys() - submissions.keys()))
    print(f"{out}: {', '.join(written)}, report.html and {len(records)} feedback pages in feedback")
    look = any(one.look for one in handed_in.left_out)
    return 1 if look or any(record.status == "failed" for record in records) else 0


def private_places(arguments: argparse.Namespace) -> list[Path]:
    """List what belongs to no submission, and so must not be seen by any."""
    return [arguments.submissions, arguments.out, *filter(None, [arguments.gradebook_db])]


def grade_waiting(
    arguments: argparse.Namespace, assignment: "Assignment", waiting: list["Waiting"], limits: "Limits"
) -> dict[str, "GradeRecord"]:
    """Grade submissions and write each record down at once; return all records that there are."""
    from tqdm import tqdm

    from seminar.grading.marks import resume
    from seminar.grading.marks.journal import Journal

    known, allowed = {one.submission.student: one for one in waiting}, resume.amounts(limits)
    with machines(arguments, assignment, limits) as (kind, grader):
        journal = Journal(arguments.out / "grades.jsonl")
        if journal.was_cut:
            print("The last record was cut short, as by a crash: its submission is graded again.", file=sys.stderr)
        try:
            submissions = [one.submission for one in waiting]
            with tqdm(total=len(waiting), unit="submission", file=sys.stderr) as progress:
                for record in grader.grade(assignment, submissions, kind, limits):
                    one = known[record.student]
                    record.input_sha256, record.why, record.limits = one.fingerprint, one.why, allowed
                    record.when = datetime.now(UTC).isoformat(timespec="seconds")
                    journal.add(record)
                    progress.update()
        finally:
            journal.close()
    return journal.records


@contextlib.contextmanager
def machines(
    arguments: argparse.Namespace, assignment: "Assignment", limits: "Limits"
) -> Iterator[tuple[str | None, "Grader"]]:
    """Find out where submissions run: the kind of sandbox and the grader, on this machine or on a cluster."""
    from seminar.grading.running import cluster
    from seminar.grading.running.this_machine import ThisMachine
    from seminar.grading.sandbox.means import ANY

    if arguments.dask:
        kind = ANY if arguments.unsafe else None
        with cluster.connected(arguments.dask, assignment, kind, limits) as (grader, kinds):
            if "none" in kinds:
                print(NOT_ISOLATED.format("some machines of the cluster"), file=sys.stderr)
            yield kind, grader
    else:
        with ThisMachine() as here:
            strongest = here.strongest(assignment, limits, arguments.unsafe)
            if strongest == "none":
                print(NOT_ISOLATED.format("this machine"), file=sys.stderr)
            yield strongest, here


def write_tables(out: Path, assignment: "Assignment", records: list["GradeRecord"], handed_in: "HandedIn") -> list[str]:
    """Write everything that people read; return the names of the tables."""
    from seminar.grading.marks import gradebook
    from seminar.grading.marks.journal import changes
    from seminar.grading.pages import class_report, feedback
    from seminar.grading.submissions.left_out import to_csv
    from seminar.text import write_whole

    pages = feedback.page_names(record.student for record in records)
    submissions = {one.student: one for one in handed_in.submissions}
    for record in records:
        page = feedback.to_html(assignment, record, submissions.get(record.student))
        write_whole(out / "feedback" / pages[record.student], page)
    tables = {
        "gradebook.csv": gradebook.to_csv(assignment, records),
        "moodle.csv": gradebook.to_moodle(records),
        "canvas.csv": gradebook.to_canvas(assignment, records),
        "changes.csv": gradebook.to_changes(changes(out / "grades.jsonl")),
        "not_graded.csv": to_csv(handed_in.left_out),
    }
    for name, table in tables.items():
        if table is not None:
            write_whole(out / name, table)
    page = class_report.to_html(assignment, records, handed_in.submissions, handed_in.left_out)
    write_whole(out / "report.html", page)
    return [name for name, table in tables.items() if table is not None]
