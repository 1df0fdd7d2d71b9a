"""A notebook cell that tries to break out, run in each sandbox before anything is graded in it."""

import json
import time
from pathlib import Path

from betweenblocs.errors import SandboxError

ATTEMPTS = """
import json, os, socket
def possible(attempt):
    try:
        attempt()
        return True
    except OSError:
        return False
def inside():
    with open("own.txt", "w") as file:
        file.write("x")
def home_is_there():
    if sorted(os.listdir(home)) != entries:
        raise OSError
secret, folder, home, entries = json.loads(SECRET)
print(json.dumps({
    "write in its own folder": possible(inside),
    "read another file": possible(lambda: open(secret).read()),
    "list another folder": possible(lambda: os.listdir(folder)),
    "list the home folder": possible(home_is_there),
    "write elsewhere": possible(lambda: open(folder + "/new", "w")),
    "open a connection": possible(lambda: socket.create_connection(("127.0.0.1", 9), 1)),
    "open a socket": possible(lambda: socket.socket(socket.AF_UNIX)),
}))
"""


def run(slot) -> None:
    """Try what must not work, and what must.

    Parameters
    ----------
    slot : Slot
        Whose sandbox is tried.

    Raises
    ------
    SandboxError
        The sandbox does not hold.
    """
    folder = slot.folder / "secret"
    folder.mkdir(mode=0o755)
    secret = folder / "secret.txt"
    secret.write_text("secret")
    home = Path.home()
    entries = sorted(entry.name for entry in home.iterdir()) if home.is_dir() else []
    places = json.dumps([str(secret), str(folder), str(home), entries])
    try:
        slot.begin({}, time.monotonic() + 30)
        outputs, _ = slot.run(ATTEMPTS.replace("SECRET", repr(places)))
        slot.end()
        found = json.loads(outputs[0]["text"])
    except Exception as error:
        raise SandboxError(f"the sandbox {slot.sandbox.kind!r} does not start: {error} {slot.log()[-300:]}") from None
    works = found.pop("write in its own folder")
    broken = [what for what, possible in found.items() if possible]
    if Path(folder, "new").exists() and "write elsewhere" not in broken:
        broken.append("write elsewhere")
    if broken or not works:
        complaint = f"a submission could {' and '.join(broken)}" if broken else "a submission cannot write at all"
        raise SandboxError(f"the sandbox {slot.sandbox.kind!r} does not hold: {complaint}")
