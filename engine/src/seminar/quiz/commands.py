"""The commands of this subpackage: ``seminar quiz …``."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seminar.course import Course
from seminar.errors import SeminarError

if TYPE_CHECKING:
    from seminar.quiz.answers.response_file import Responses
    from seminar.quiz.bank.item import Bank


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subpackage's commands to the command line."""
    from seminar.quiz.exchange.commands import add_exchange_commands

    quiz = subparsers.add_parser("quiz", help="check banks, grade and analyse responses, exchange quizzes")
    commands = quiz.add_subparsers(dest="quiz_command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check question banks")
    check.add_argument("banks", nargs="*", type=Path, metavar="BANK", help="default: the book's own banks")
    check.set_defaults(run=run_check)

    ids = commands.add_parser("ids", help="write ids into banks, so that the words of an option may change")
    ids.add_argument("banks", nargs="+", type=Path, metavar="BANK")
    ids.set_defaults(run=run_ids)

    grade = commands.add_parser("grade", help="score response files: a CSV, a row for each student and bank")
    add_responses(grade)
    grade.set_defaults(run=run_grade)

    report = commands.add_parser("report", help="analyse the items: one HTML page and a CSV")
    add_responses(report)
    report.add_argument("--out", type=Path, default=Path("report.html"), help="the page; the CSV stands beside it")
    report.set_defaults(run=run_report)

    review = commands.add_parser("review", help="what a student should review next")
    review.add_argument("responses", type=Path, metavar="RESPONSES")
    review.add_argument("--fsrs", action="store_true", help="days by FSRS instead of 1, 3, 7 and 21")
    review.set_defaults(run=run_review)

    merge = commands.add_parser("merge-rounds", help="peer instruction: how answers moved between two rounds")
    merge.add_argument("before", type=Path, help="folder or file of the first round")
    merge.add_argument("after", type=Path, help="folder or file of the second round")
    merge.add_argument("--bank", nargs="+", type=Path, default=[], help="default: the book's own banks")
    merge.set_defaults(run=run_merge)

    add_exchange_commands(commands)

    compiled = commands.add_parser("compile", help="make an exam page without a key, as the bank's `exam` says")
    compiled.add_argument("bank", type=Path)
    compiled.add_argument("--out", type=Path, required=True, help="the page to write")
    compiled.set_defaults(run=run_compile)


def add_responses(command: argparse.ArgumentParser) -> None:
    """Add the arguments that say what to grade, and against what."""
    command.add_argument("responses", nargs="+", type=Path, help="files, or folders of files")
    command.add_argument("--bank", nargs="+", type=Path, default=[], help="default: the book's own banks")


def banks(paths: list[Path], drafts: bool = False) -> list["Bank"]:
    """Return the banks that are named by file or stem, or all of the book's own; drafts only where they may be."""
    from seminar.quiz.bank.bank import bank_paths, finished, read_bank

    found = [read_bank(place(path)) for path in paths] if paths else map(read_bank, bank_paths(Course.find()).values())
    return [bank if drafts else finished(bank) for bank in found]


def place(path: Path) -> Path:
    """Return the file of a bank that is named by its file or, without a suffix, by its stem."""
    from seminar.quiz.bank.bank import bank_path

    return path if path.suffix else bank_path(str(path), Course.find())


def counted(number: int, noun: str) -> str:
    """Return "1 bank", "2 banks"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def complain(sentences: list[str]) -> None:
    """Print sentences to standard error, so that standard output stays a file."""
    for sentence in sentences:
        print(sentence, file=sys.stderr)


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is wrong or doubtful; 1 where something was found."""
    from seminar.quiz.bank.bank import bank_paths
    from seminar.quiz.bank.check import check

    paths = [place(path) for path in arguments.banks] or list(bank_paths(Course.find()).values())
    found = check(paths)
    for finding in found:
        print(finding)
    complain([f"{counted(len(paths), 'bank')}, {counted(len(found), 'finding')}"])
    return 1 if found else 0


def run_ids(arguments: argparse.Namespace) -> int:
    """Write the ids that are missing, and say how many."""
    from seminar.quiz.bank.give_ids import give_ids

    for path in map(place, arguments.banks):
        print(f"{path}: {counted(give_ids(path), 'id')} written")
    return 0


def collect(arguments: argparse.Namespace) -> tuple[list["Bank"], list["Responses"], list[str]]:
    """Return banks, responses and the sentences on what is not used."""
    from seminar.quiz.answers.marking import other_draws, surprises
    from seminar.quiz.answers.response_file import read_all

    asked = banks(arguments.bank)
    everybody, problems = read_all(arguments.responses, {bank.course for bank in asked})
    for bank in asked:
        for responses in everybody:
            problems += surprises(bank, responses)
        problems += other_draws(bank, everybody)
    return asked, everybody, problems


def run_grade(arguments: argparse.Namespace) -> int:
    """Print the marks as CSV and a summary; 1 where a file was left out."""
    from seminar.quiz.answers.marking import Row, table
    from seminar.text import csv_text, safe

    asked, everybody, problems = collect(arguments)
    rows = table(asked, everybody)
    sys.stdout.write(csv_text([list(Row.__annotations__), *(map(safe, row.values()) for row in rows)]))
    complain(problems)
    complain([f"{counted(len(everybody), 'student')}, {counted(len(problems), 'note')}"])
    return 1 if problems else 0


def run_report(arguments: argparse.Namespace) -> int:
    """Write the page and the CSV; 1 where a file was left out."""
    from seminar.quiz.answers.item_report import HEAD, TITLE, analyse, to_csv, to_html
    from seminar.text import refuse_foreign, write_own

    outputs = {arguments.out: TITLE, arguments.out.with_suffix(".csv"): ",".join(HEAD)}
    if arguments.out.suffix.lower() == ".csv":
        raise SeminarError("--out names the page, and its table is a .csv; name a page such as report.html")
    for path, mark in outputs.items():
        refuse_foreign(path, mark)
    asked, everybody, problems = collect(arguments)
    found = analyse(asked, everybody)
    today = datetime.now(UTC).astimezone()
    contents = to_html(found, problems, f"{today.day} {today:%B %Y}"), to_csv(found)
    for (path, mark), content in zip(outputs.items(), contents, strict=True):
        write_own(path, content, mark)
    complain(problems)
    print(f"{' and '.join(map(str, outputs))}: {counted(len(everybody), 'student')}")
    return 1 if problems else 0


def run_review(arguments: argparse.Namespace) -> int:
    """Print what to review, the urgent first, and how much of it is mastered."""
    from seminar.quiz.answers.response_file import read
    from seminar.quiz.answers.review import fsrs, ladder, mastered

    responses = read(arguments.responses)
    for review in (fsrs if arguments.fsrs else ladder)(responses.banks):
        print(f"{review.due:%Y-%m-%d}  {review.why:14}  {review.bank}: {review.item}")
    answers = [answer for bank in responses.banks.values() for answer in bank["items"].values()]
    complain([f"{len(ladder(responses.banks))} answered, {sum(map(mastered, answers))} mastered"])
    return 0


def run_merge(arguments: argparse.Namespace) -> int:
    """Print the table of shifts as CSV."""
    from seminar.quiz.answers.peer_instruction import compare
    from seminar.quiz.answers.response_file import read_all
    from seminar.text import csv_text

    asked = banks(arguments.bank)
    courses = {bank.course for bank in asked}
    (before, lost), (after, more) = read_all([arguments.before], courses), read_all([arguments.after], courses)
    rows = compare(asked, before, after)
    complain([*lost, *more])
    if not rows:
        complain(["no item of these banks was answered in both rounds"])
        return 1
    sys.stdout.write(csv_text([rows[0], *(row.values() for row in rows)]))
    return 1 if lost or more else 0


def run_compile(arguments: argparse.Namespace) -> int:
    """Write one exam page that needs no other file."""
    from seminar.quiz.bank.bank import answerable
    from seminar.quiz.page.exam import MARK, exam_page
    from seminar.text import write_own

    bank = answerable(*banks([arguments.bank], drafts=True))
    if bank.draft:
        complain([f"{bank.path}: the bank is a draft; try the page, `quiz grade` does not take its answers"])
    write_own(arguments.out, exam_page(bank), MARK)
    print(arguments.out)
    return 0
