"""The command of this subpackage: ``betweenblocs class``."""

from importlib.util import find_spec
from pathlib import Path

from betweenblocs.classroom.network import EVERYWHERE, address, listen
from betweenblocs.errors import ClassError


def add_commands(subparsers):
    """Add this subpackage's commands to the command line."""
    command = subparsers.add_parser("class", help="ask a class: students answer on their own devices")
    command.add_argument("bank", type=Path, metavar="BANK", help="the name of one of the book's banks, or a YAML file")
    command.add_argument("--host", default="127.0.0.1", help="0.0.0.0 lets other devices in; default: only this one")
    command.add_argument("--port", type=int, default=8300)
    command.add_argument("--out", type=Path, help="folder for the response files; without it nothing is kept")
    command.set_defaults(run=run_class)


def run_class(arguments) -> int:
    """Serve a class until Ctrl+C, and write what it said where that was asked for."""
    if missing := [name for name in ("starlette", "uvicorn", "segno") if not find_spec(name)]:
        raise ClassError(f"the class server needs {', '.join(missing)}: pip install 'betweenblocs[class]'")
    from betweenblocs.classroom.export import empty, save_all
    from betweenblocs.classroom.room import Room
    from betweenblocs.classroom.serve import serve
    from betweenblocs.classroom.server import Server
    from betweenblocs.quiz.commands import banks

    (bank,) = banks([arguments.bank])
    room = Room(bank)
    if not room.items:
        raise ClassError("the bank has no scored item, so there is nothing to vote on", bank.path)
    out = empty(arguments.out) if arguments.out else None
    with listen(arguments.host, arguments.port) as socket:
        port = socket.getsockname()[1]
        server = Server(room, address(arguments.host, port), out)
        print(welcome(server, port, arguments.host), flush=True)
        serve(server, arguments.host, socket)
    print("\nThe class is over.")
    for line in save_all(room, out) if out else ["Nothing was kept; --out FOLDER writes response files."]:
        print(line)
    return 0


def welcome(server, port: int, host: str) -> str:
    """Return what the instructor has to know."""
    # The key need not travel over the network where the instructor sits at this machine.
    here = f"http://127.0.0.1:{port}" if host in EVERYWHERE else server.address
    room, only_here = server.room, host.startswith("127.") or host in ("localhost", "::1")
    lines = [
        f"{room.bank.title}: {len(room.items)} questions",
        "",
        f"  Students open   {server.address}/",
        f"  and type        {room.code}",
        f"  You open        {here}/teach#{room.key}",
        f'  In a notebook   Room("{here}", key="{room.key}")',
        "",
        "Keep the last two lines to yourself: the key opens rounds and shows answers.",
        "Only this machine can reach it; start it with --host 0.0.0.0 to let other devices in."
        if only_here
        else "Every device in this network can reach it, where the network and this machine's firewall allow that.",
        "It speaks plain HTTP: who taps the network can read along and could take a seat that is another's.",
        "So take it for votes and not for marks, and ask for pseudonyms.",
        f"Each round is written to {server.out} when it is closed."
        if server.out
        else "Nothing is kept when it ends; --out FOLDER writes response files.",
        "Ctrl+C ends the class.",
    ]
    return "\n".join(lines)
