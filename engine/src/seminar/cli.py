"""The command line: parses, delegates, and says what went wrong in one sentence."""

import argparse
import os
import sys
from importlib import import_module
from importlib.metadata import requires
from io import TextIOWrapper

from seminar import __version__
from seminar.errors import SeminarError

# Each subpackage describes its own commands; nothing here knows what they do.
NAME = "seminar"
COMMANDS = ("new", "grading.commands", "quiz.commands", "classroom.commands")


def parser() -> argparse.ArgumentParser:
    """Build the parser with the commands of every subpackage."""
    top = argparse.ArgumentParser(prog=NAME, description=__doc__)
    top.add_argument("--version", action="version", version=__version__)
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"{NAME}.{name}").add_commands(sub)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status.

    Returns
    -------
    int
        0 where all is well, 1 where a check found something, 2 where the input was wrong,
        130 where the user stopped it.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console that does not know a letter of somebody's name shows its number instead of ending the command.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        return arguments.run(arguments) or 0
    except SeminarError as error:
        print(f"{NAME}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Who reads the output, such as `head`, has seen enough. Python would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if not (extras := extras_with(package)):
            raise
        extra = " or ".join(f"pip install '{NAME}[{extra}]'" for extra in extras)
        print(f"{NAME}: this needs the package {package}: {extra}", file=sys.stderr)
        return 2
    except OSError as error:
        # A full disk or a folder without permission is no bug of ours and needs no traceback.
        where = f" ({error.filename})" if error.filename else ""
        print(f"{NAME}: {error.strerror or error}{where}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"{NAME}: stopped", file=sys.stderr)
        return 130


def extras_with(package: str) -> list[str]:
    """Return the extras of this package that bring another one, by the name under which that is imported."""
    import re

    wanted = package.replace("_", "-").lower()
    found = [re.fullmatch(r"([\w.-]+).*extra == ['\"]([\w-]+)['\"].*", line) for line in requires(NAME) or []]
    return [match[2] for match in found if match and match[1].lower() == wanted and match[2] not in ("setup", "test")]
