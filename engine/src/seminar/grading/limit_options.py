"""What the command line says of a submission's limits."""

import argparse
import math
from pathlib import Path

from seminar.grading.sandbox.limits import MIB, Limits

#: The whole notebook gets so many times what a cell gets.
CELLS = 4


def add_limits(parser: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    own = Limits()
    parser.add_argument(
        "--timeout", type=_seconds, default=30.0, metavar="S", help="seconds for one cell (default: 30)"
    )
    parser.add_argument(
        "--total-time",
        type=_seconds,
        metavar="S",
        help=f"seconds for a whole notebook and its tests (default: {CELLS} times --timeout)",
    )
    parser.add_argument(
        "--memory",
        type=_count,
        default=own.memory // MIB,
        metavar="MB",
        help=f"megabytes of memory for one submission (default: {own.memory // MIB})",
    )
    parser.add_argument(
        "--file-size",
        type=_count,
        default=own.file_bytes // MIB,
        metavar="MB",
        help=f"megabytes that one file may have; all files together may have four times as much "
        f"(default: {own.file_bytes // MIB})",
    )
    parser.add_argument(
        "--processes",
        type=_count,
        default=own.processes,
        metavar="N",
        help=f"processes and threads of one submission at a time (default: {own.processes})",
    )


def limits_of(arguments: argparse.Namespace, *private: Path | str) -> Limits:
    """Make the limits of what was asked for.

    Parameters
    ----------
    arguments : argparse.Namespace
        The parsed options.
    private : Path or str
        What no submission may see, wherever it lies.
    """
    return Limits(
        cell_seconds=arguments.timeout,
        total_seconds=arguments.total_time or CELLS * arguments.timeout,
        memory=arguments.memory * MIB,
        processes=arguments.processes,
        file_bytes=arguments.file_size * MIB,
        folder_bytes=4 * arguments.file_size * MIB,
        private=tuple(str(Path(place).resolve()) for place in private),
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not (0 < seconds <= 7 * 86400 and math.isfinite(seconds)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds between 0 and a week")
    return seconds


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:10]) < 10**7):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
