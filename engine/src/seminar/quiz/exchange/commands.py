"""The commands that take quizzes into other systems and out of them: ``seminar quiz export`` and ``import``."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from seminar.course import Course
from seminar.errors import ExchangeError

if TYPE_CHECKING:
    from seminar.quiz.bank.item import Bank
    from seminar.quiz.exchange.notes import Loss

Write = Callable[["Bank"], "tuple[str | bytes, list[Loss]] | tuple[str, str, list[Loss]]"]
SUFFIXES = {
    "gift": ".gift.txt",
    "moodle": ".moodle.xml",
    "qti": ".qti21.zip",
    "canvas": ".canvas.zip",
    "anki": ".apkg",
    "anki-csv": ".anki.csv",
    "csv": ".csv",
    "jupyterquiz": ".jupyterquiz.json",
    "paper": ".sheet.html",
}


def add_exchange_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to those of ``quiz``."""
    exported = commands.add_parser("export", help="write a bank for another system")
    exported.add_argument("format", choices=SUFFIXES)
    exported.add_argument("banks", nargs="+", type=Path, metavar="BANK")
    exported.add_argument("--out", type=Path, default=Path(), help="folder to write into")
    exported.set_defaults(run=run_export)

    imported = commands.add_parser("import", help="make a bank from another system's file, on standard output")
    imported.add_argument("format", choices=("gift", "jupyterquiz"))
    imported.add_argument("file", type=Path)
    imported.set_defaults(run=run_import)


def run_export(arguments: argparse.Namespace) -> int:
    """Write one file a bank, for paper two, and say once what was lost; 2 where a file stood in the way."""
    from seminar.quiz.commands import banks, complain, counted
    from seminar.quiz.exchange import anki, printed, spreadsheet
    from seminar.quiz.exchange.gift import gift_writer as gift
    from seminar.quiz.exchange.jupyterquiz import jupyterquiz_writer as jupyterquiz
    from seminar.quiz.exchange.lms import canvas, moodle_xml, qti
    from seminar.quiz.exchange.notes import summary
    from seminar.text import write_own

    writers: dict[str, tuple[Write, str]] = {
        "gift": (gift.write, gift.MARK),
        "moodle": (moodle_xml.write, moodle_xml.MARK),
        "qti": (qti.write, qti.MARK),
        "canvas": (canvas.write, canvas.MARK),
        "anki": (anki.write, anki.MARK),
        "anki-csv": (anki.write_csv, anki.CSV_MARK),
        "csv": (spreadsheet.write, spreadsheet.MARK),
        "jupyterquiz": (jupyterquiz.write, jupyterquiz.MARK),
        "paper": (printed.write, printed.MARK),
    }
    write, mark = writers[arguments.format]
    lost: list[Loss] = []
    status, asked = 0, banks(arguments.banks, drafts=True)
    for bank in asked:
        written = write(bank)
        lost += written[-1]
        for content, suffix in zip(written[:-1], (SUFFIXES[arguments.format], ".key.html"), strict=False):
            path = arguments.out / f"{bank.stem}{suffix}"
            try:
                write_own(path, content, mark)
            except FileExistsError as error:
                complain([f"{path}: {error.strerror}"])
                status = 2
            else:
                print(path)
    if lost:
        complain([f"lost of {counted(sum(len(bank.items) for bank in asked), 'item')}:"])
        complain([f"  {sentence}" for sentence in summary(lost, few=5)])
    return status


def run_import(arguments: argparse.Namespace) -> int:
    """Print a draft of a bank as YAML and say what was lost; 1 where a question was left out, 2 where all were."""
    from seminar.quiz.commands import complain, counted
    from seminar.quiz.exchange.gift import gift_reader
    from seminar.quiz.exchange.jupyterquiz import jupyterquiz_reader
    from seminar.quiz.exchange.new_bank import to_yaml
    from seminar.text import clean, decode

    path = arguments.file
    read = {"gift": gift_reader.read, "jupyterquiz": jupyterquiz_reader.read}[arguments.format]
    try:
        text, encoding = decode(path.read_bytes())
        bank, notes = read(clean(text), path.stem.split(".")[0].replace("_", " "), Course.find())
    except ValueError as error:
        raise ExchangeError(str(error), path) from None
    except ExchangeError as error:
        raise ExchangeError(error.message, path, error.line) from None
    if not encoding.startswith("utf-8"):
        complain([f"{path}: read as {encoding}; see whether its letters are right"])
    complain(notes.sentences(path))
    kept, left_out = len(bank["items"]), len(notes.skipped)
    complain(
        [f"{counted(kept, 'item')}, {counted(left_out, 'question')} left out; `quiz check` says what a draft needs"]
    )
    if not kept:
        return 2
    sys.stdout.write(to_yaml(bank))
    return 1 if left_out else 0
