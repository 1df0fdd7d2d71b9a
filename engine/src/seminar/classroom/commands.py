"""The command of this subpackage: ``seminar class``."""

import argparse
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from seminar.classroom.server.network import EVERYWHERE, address, listen, proxied_address
from seminar.errors import ClassError

if TYPE_CHECKING:
    from seminar.classroom.server.app import Server


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this subpackage's commands to the command line."""
    command = subparsers.add_parser("class", help="ask a class: students answer on their own devices")
    command.add_argument("bank", type=Path, metavar="BANK", help="the name of one of the book's banks, or a YAML file")
    command.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other devices in; default: only this one")
    command.add_argument("--port", type=int, default=8300)
    command.add_argument(
        "--out",
        type=Path,
        help="folder for the answers, where a class goes on after a restart; without it none is kept",
    )
    command.add_argument("--address", help="what students open, where a proxy on this machine stands in front")
    command.set_defaults(run=run_class)


def run_class(arguments: argparse.Namespace) -> int:
    """Serve a class until Ctrl+C, and write what it said where that was asked for."""
    if missing := [name for name in ("starlette", "uvicorn", "segno") if not find_spec(name)]:
        raise ClassError(f"the class server needs {', '.join(missing)}: pip install 'seminar[class]'")
    from seminar.classroom.room.export import check_ids
    from seminar.classroom.room.lesson_journal import begin
    from seminar.classroom.room.room import Room
    from seminar.classroom.room.saving import finish
    from seminar.classroom.server.app import Server
    from seminar.classroom.server.run import prepared, serve
    from seminar.classroom.server.signals import ending
    from seminar.quiz import banks

    (bank,) = banks([arguments.bank])
    room = Room(bank)
    if not room.items:
        raise ClassError("the bank has no scored item, so there is nothing to vote on", bank.path)
    check_ids(bank, room.items)
    named = proxied_address(arguments.address) if arguments.address else None
    with listen(arguments.host, arguments.port) as socket:
        port = socket.getsockname()[1]
        journal, again = begin(room, arguments.out) if arguments.out else (None, False)
        server = Server(room, named or address(arguments.host, port), arguments.out, journal, proxied=named is not None)
        running = prepared(server, arguments.host)

        def stop() -> None:
            running.should_exit = True

        with ending(stop):
            say(welcome(server, port, arguments.host, again))
            serve(running, socket)
            if journal:
                journal.close()
            say("\nThe class is over.")
            if not arguments.out:
                say("Nothing was kept; --out FOLDER writes response files.")
                return 0
            return finish(room, arguments.out, say, ask_folder)


def say(words: str) -> None:
    """Print, where somebody can still read it: a terminal may be gone before its class."""
    with suppress(OSError, ValueError):
        print(words, flush=True)


def ask_folder() -> Path | None:
    """Ask the instructor for another folder, where somebody sits there."""
    from seminar.classroom.server.signals import interruptible

    try:
        if not sys.stdin.isatty():
            return None
        with interruptible():
            given = input("Another folder for all votes (nothing: a temporary one): ").strip()
    except (OSError, ValueError, EOFError, KeyboardInterrupt):
        return None
    return Path(given) if given else None


def welcome(server: "Server", port: int, host: str, again: bool) -> str:
    """Return what the instructor has to know."""
    # The key need not travel over the network where the instructor sits at this machine.
    here = f"http://127.0.0.1:{port}" if host in EVERYWHERE else address(host, port)
    room, only_here = server.room, host.startswith("127.") or host in ("localhost", "::1")
    lines = [
        f"{room.bank.title}: {len(room.items)} questions",
        *([f"The class in {server.out} goes on: {len(room.seats)} seats, codes and key as before."] if again else []),
        "",
        f"  Students open   {server.address}/",
        f"  and type        {room.code}",
        f"  You open        {here}/teach#{server.ticket}   (once; then {here}/teach and the key)",
        f'  In a notebook   Room("{here}", key="{room.key}")',
        "",
        "Keep the last two lines to yourself: the key opens rounds and shows answers.",
        f"A proxy on this machine is expected to bring {server.address} here."
        if server.proxied
        else "Only this machine can reach it; start it with --host 0.0.0.0 to let other devices in."
        if only_here
        else "Every device in this network can reach it, where the network and this machine's firewall allow that.",
        *(
            []
            if server.address.startswith("https://")
            else [
                "It speaks plain HTTP: who taps the network can read along and could take a seat that is another's.",
                "So take it for votes and not for marks, and ask for pseudonyms.",
            ]
        ),
        f"Each vote is written to {server.out} at once; after a crash the same command goes on from there."
        if server.out
        else "Nothing is kept when it ends; --out FOLDER writes response files.",
        "Ctrl+C ends the class.",
    ]
    return "\n".join(lines)
