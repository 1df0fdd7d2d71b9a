"""The commands of this subpackage."""

import contextlib
import sys
from collections import Counter
from pathlib import Path

from betweenblocs.grading.release_command import add_release
from betweenblocs.text import one_line

NOT_ISOLATED = (
    "WARNING: submissions are NOT isolated on {}. They can read your files, the answers and "
    "each other's work, change or delete what you can, and use the network."
)


def add_commands(subparsers):
    """Add this subpackage's commands to the command line."""
    add_release(subparsers)
    grade = subparsers.add_parser("grade", help="grade a folder of submitted notebooks")
    grade.add_argument(
        "submissions",
        type=Path,
        help="a folder in nbgrader's layout, or of STUDENT.ipynb files, or the zip that Moodle or Canvas gives",
    )
    grade.add_argument("--assignment", type=Path, help="the instructor's notebook; found by its name in answers/")
    grade.add_argument("--out", type=Path, required=True, help="the folder for gradebook.csv and the feedback pages")
    grade.add_argument("--timeout", type=float, default=30.0, help="seconds for one cell (default: 30)")
    grade.add_argument("--regrade", action="store_true", help="grade again what has been graded before")
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


def run_grade(arguments) -> int:
    """Grade a folder; 1 where the grader itself failed for somebody."""
    # Grading needs the packages of the extra "grade", which the other commands do without.
    from betweenblocs.grading import formgrader, manual, resume
    from betweenblocs.grading.assignment import read_assignment

    out = arguments.out
    assignment = read_assignment(arguments.assignment or find_assignment(arguments.submissions))
    submissions, notes = find_submissions(arguments.submissions, assignment.name)
    done = read_records(out / "grades.jsonl")
    marks = manual.read_marks(out / "manual.csv", assignment, {one.student for one in submissions} | done.keys())
    if arguments.gradebook_db:
        formgrader.prepare(arguments.gradebook_db, assignment)
    waiting = resume.to_grade(assignment, submissions, done, arguments.regrade, arguments.only)
    if waiting:
        done = grade_waiting(arguments, assignment, waiting)
    records = sorted(done.values(), key=lambda one: one.student)
    if arguments.gradebook_db:
        marks = formgrader.exchange(arguments.gradebook_db, assignment, records, submissions) | marks
    records = [manual.join(record, marks) for record in records]
    written = write_tables(out, assignment, records, submissions)
    print("".join(f"{one_line(note)}\n" for note in notes), end="")
    print(f"{len(waiting)} graded now, {len(records) - len(waiting)} before")
    print(summary(records))
    print(f"{out}: {', '.join(written)}, report.html and {len(records)} feedback pages in feedback")
    return 1 if any(record.status == "failed" for record in records) else 0


def grade_waiting(arguments, assignment, waiting) -> dict:
    """Grade submissions and write each record down at once; return all records that there are."""
    from tqdm import tqdm

    from betweenblocs.grading import engine, resume
    from betweenblocs.grading.journal import Journal
    from betweenblocs.grading.sandbox.limits import Limits

    limits = Limits(cell_seconds=arguments.timeout, total_seconds=4 * arguments.timeout)
    inputs = {one.student: resume.fingerprint(assignment, one) for one in waiting}
    with machines(arguments, assignment, limits) as (kind, executor):
        journal = Journal(arguments.out / "grades.jsonl")
        if journal.was_cut:
            print("The last record was cut short, as by a crash: its submission is graded again.", file=sys.stderr)
        try:
            with tqdm(total=len(waiting), unit="submission", file=sys.stderr) as progress:
                for record in engine.grade(assignment, waiting, kind, limits, executor):
                    record.input_sha256 = inputs[record.student]
                    journal.add(record)
                    progress.update()
        finally:
            journal.close()
    return journal.records


@contextlib.contextmanager
def machines(arguments, assignment, limits):
    """Find out where submissions run: the kind of sandbox and the executor, of this machine or of a cluster."""
    from betweenblocs.grading import cluster, engine
    from betweenblocs.grading.sandbox.means import ANY

    kind = ANY if arguments.unsafe else None
    if arguments.dask:
        with cluster.connected(arguments.dask, assignment, kind, limits) as (executor, kinds):
            if "none" in kinds:
                print(NOT_ISOLATED.format("some machines of the cluster"), file=sys.stderr)
            yield kind, executor
    else:
        kind = engine.strongest(assignment, limits, arguments.unsafe)
        if kind == "none":
            print(NOT_ISOLATED.format("this machine"), file=sys.stderr)
        yield kind, None


def write_tables(out, assignment, records, submissions) -> list[str]:
    """Write everything that people read; return the names of the tables."""
    from betweenblocs.grading import feedback, gradebook, report
    from betweenblocs.text import write_whole

    pages = feedback.page_names(record.student for record in records)
    for record in records:
        write_whole(out / "feedback" / pages[record.student], feedback.to_html(assignment, record))
    tables = {
        "gradebook.csv": gradebook.to_csv(assignment, records),
        "moodle.csv": gradebook.to_moodle(records),
        "canvas.csv": gradebook.to_canvas(assignment, records),
    }
    for name, table in tables.items():
        if table is not None:
            write_whole(out / name, table)
    write_whole(out / "report.html", report.to_html(assignment, records, submissions))
    return [name for name, table in tables.items() if table is not None]


def find_submissions(place: Path, assignment: str):
    """Read the submissions of a folder or a zip, with what the instructor should know of them."""
    from betweenblocs.grading import download, intake

    return download.read_download(place, assignment) if place.is_file() else (intake.find(place, assignment), [])


def read_records(path: Path) -> dict:
    """Read the records of earlier runs without changing a byte."""
    from betweenblocs.grading.journal import whole_records

    return whole_records(path)[0]


def find_assignment(submissions: Path) -> Path:
    """Find the instructor's notebook in answers/ by the name that the submissions bear.

    Raises
    ------
    NotebookError
        None or several fit.
    """
    from betweenblocs.errors import NotebookError

    names = {path.stem for path in submissions.rglob("*.ipynb")} | {submissions.name}
    names |= {path.name for path in submissions.glob("*/*") if path.is_dir()}
    answers = sorted(Path("answers").glob("*/*.ipynb"))
    fitting = [path for path in answers if path.stem in names or any(n.endswith(path.stem) for n in names)]
    if len(fitting) != 1:
        which = "several assignments fit" if fitting else "no assignment in answers/ fits"
        raise NotebookError(f"{which}; say which with --assignment answers/NAME/NAME.ipynb", submissions)
    return fitting[0]


def summary(records) -> str:
    """Say in a few lines how the run went."""
    counts = Counter(record.status for record in records)
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    scores = sorted(record.score for record in records if record.score is not None)
    middle = f"; median {scores[len(scores) // 2]:g} of {records[0].max_score:g} points" if scores else ""
    isolation = ", ".join(sorted({record.sandbox for record in records if record.sandbox}))
    by_hand = sum(any(cell.score is None for cell in record.cells.values()) for record in records)
    how = "in formgrader (--gradebook-db), or as student,grade_id,score,comment in manual.csv beside gradebook.csv"
    waiting = f"\n{by_hand} wait for marks by hand: {how}; then run this again" if by_hand else ""
    return f"{len(records)} submissions: {statuses}{middle}{waiting}\nisolation: {isolation}"
