"""The command line: parses, delegates, and says what went wrong in one sentence."""

import argparse
import sys
from importlib import import_module

from betweenblocs import __version__
from betweenblocs.errors import BetweenBlocsError

# Each subpackage describes its own commands; nothing here knows what they do.
COMMANDS = ("grading", "quiz", "classroom")


def parser() -> argparse.ArgumentParser:
    """Build the parser with the commands of every subpackage."""
    top = argparse.ArgumentParser(prog="betweenblocs", description=__doc__)
    top.add_argument("--version", action="version", version=__version__)
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"betweenblocs.{name}.commands").add_commands(sub)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status.

    Returns
    -------
    int
        0 where all is well, 1 where a check found something, 2 where the input was wrong,
        130 where the user stopped it.
    """
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except BetweenBlocsError as error:
        print(f"betweenblocs: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        # A full disk or a folder without permission is no bug of ours and needs no traceback.
        where = f" ({error.filename})" if error.filename else ""
        print(f"betweenblocs: {error.strerror or error}{where}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("betweenblocs: stopped", file=sys.stderr)
        return 130
