"""The commands of this subpackage."""

import sys
from collections import Counter
from pathlib import Path

from betweenblocs.grading.release_command import add_release


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
    grade.add_argument(
        "--unsafe",
        action="store_true",
        help="run submissions without any protection where the machine offers none",
    )
    grade.set_defaults(run=run_grade)


def run_grade(arguments) -> int:
    """Grade a folder; 1 where the grader itself failed for somebody."""
    # Grading needs the packages of the extra "grade", which the other commands do without.
    from tqdm import tqdm

    from betweenblocs.grading import engine, feedback, gradebook, report, resume
    from betweenblocs.grading.assignment import read_assignment
    from betweenblocs.grading.journal import Journal, write_whole
    from betweenblocs.grading.sandbox.limits import Limits

    assignment = read_assignment(arguments.assignment or find_assignment(arguments.submissions))
    submissions, notes = find_submissions(arguments.submissions, assignment.name)
    limits = Limits(cell_seconds=arguments.timeout, total_seconds=4 * arguments.timeout)
    done = read_records(arguments.out / "grades.jsonl")
    waiting = resume.to_grade(assignment, submissions, done, arguments.regrade, arguments.only)
    if waiting:
        kind = choose_sandbox(engine, assignment, limits, arguments.unsafe)
        inputs = {one.student: resume.fingerprint(assignment, one) for one in waiting}
        journal = Journal(arguments.out / "grades.jsonl")
        if journal.was_cut:
            print("The last record was cut short, as by a crash: its submission is graded again.", file=sys.stderr)
        try:
            with tqdm(total=len(waiting), unit="submission", file=sys.stderr) as progress:
                for record in engine.grade(assignment, waiting, kind, limits):
                    record.input_sha256 = inputs[record.student]
                    journal.add(record)
                    progress.update()
        finally:
            journal.close()
        done = journal.records
    records = sorted(done.values(), key=lambda one: one.student)
    for record in records:
        write_whole(page_of(arguments.out, record.student), feedback.to_html(assignment, record))
    tables = {
        "gradebook.csv": gradebook.to_csv(assignment, records),
        "moodle.csv": gradebook.to_moodle(records),
        "canvas.csv": gradebook.to_canvas(assignment, records),
    }
    for name, table in tables.items():
        if table is not None:
            write_whole(arguments.out / name, table)
    write_whole(arguments.out / "report.html", report.to_html(assignment, records, submissions))
    print("".join(f"{note}\n" for note in notes), end="")
    print(f"{len(waiting)} graded now, {len(records) - len(waiting)} before")
    print(summary(records))
    written = ", ".join(name for name, table in tables.items() if table is not None)
    print(f"{arguments.out}: {written}, report.html and {len(records)} feedback pages in feedback")
    return 1 if any(record.status == "failed" for record in records) else 0


def find_submissions(place: Path, assignment: str):
    """Read the submissions of a folder or a zip, with what the instructor should know of them."""
    from betweenblocs.grading import download, intake

    return download.read_download(place, assignment) if place.is_file() else (intake.find(place, assignment), [])


def read_records(path: Path) -> dict:
    """Read the records of earlier runs without changing a byte."""
    from betweenblocs.grading.journal import whole_records

    return whole_records(path)[0]


def choose_sandbox(engine, assignment, limits, unsafe: bool) -> str:
    """Take the strongest sandbox; none at all only where there is none and the user said so."""
    from betweenblocs.errors import SandboxError

    try:
        return engine.strongest(assignment, limits)
    except SandboxError:
        if not unsafe:
            raise
    print(
        "WARNING: submissions are NOT isolated on this machine. They can read your files, the answers and "
        "each other's work, change or delete what you can, and use the network.",
        file=sys.stderr,
    )
    return "none"


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


def page_of(out: Path, student: str) -> Path:
    """Say where a student's feedback page lies; a name cannot lead out of the folder."""
    return out / "feedback" / f"{student.replace('/', '_').lstrip('.') or '_'}.html"


def summary(records) -> str:
    """Say in a few lines how the run went."""
    counts = Counter(record.status for record in records)
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))
    scores = sorted(record.score for record in records if record.score is not None)
    middle = f"; median {scores[len(scores) // 2]:g} of {records[0].max_score:g} points" if scores else ""
    isolation = ", ".join(sorted({record.sandbox for record in records if record.sandbox}))
    by_hand = sum(any(cell.score is None for cell in record.cells.values()) for record in records)
    waiting = f"\n{by_hand} wait for marks by hand" if by_hand else ""
    return f"{len(records)} submissions: {statuses}{middle}{waiting}\nisolation: {isolation}"
