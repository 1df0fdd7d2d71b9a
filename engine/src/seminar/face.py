"""The face of a part: its ``__init__`` offers names, and the room of one is opened when somebody asks for it."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def face(part: str, rooms: dict[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a part, so that who takes one name does not pay for the others.

    A type checker does not run it: the part imports the same names under ``TYPE_CHECKING``, and the test of the
    house compares the two lists.

    Parameters
    ----------
    part : str
        The part's ``__name__``.
    rooms : dict of str to str
        The names that each room offers, with spaces between them, by the room's dotted name within the part.
    """
    home = {name: room for room, names in rooms.items() for name in names.split()}

    def offered(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {part!r} has no attribute {name!r}")
        value = getattr(import_module(f"{part}.{home[name]}"), name)
        setattr(sys.modules[part], name, value)  # the next one finds it without us
        return value

    return offered
