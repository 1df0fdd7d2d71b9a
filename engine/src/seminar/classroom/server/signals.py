"""Ctrl+C, the end of the terminal, and the system's wish that a process ends: all end a class, none loses a vote."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@contextmanager
def ending(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` for each signal that asks for the end, however often, until all within is done.

    Where one came the process is about to end, so what comes after it is ignored.
    """
    came = []

    def handle(number: int, frame: FrameType | None) -> None:
        came.append(number)
        stop()

    before = {one: signal.signal(one, handle) for one in ENDING}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, signal.SIG_IGN if came else handler)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl+C raise KeyboardInterrupt meanwhile: a question to a person can be left."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
