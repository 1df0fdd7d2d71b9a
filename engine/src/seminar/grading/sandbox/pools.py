"""Lets a submission use pools of processes: the system's named locks lie where all submissions would meet."""

import importlib
import os
import select
import threading
import time
from types import ModuleType

#: So many processes a pool has where its notebook does not say how many.
PROCESSORS = 4
RECURSIVE = 0


class Lock:
    """What `multiprocessing` makes its locks, semaphores and queues of, as a counter that only its processes hold.

    Like the system's own on macOS it does not tell its value.

    Parameters
    ----------
    kind : int
        0 for a lock that its thread may take several times, 1 for a semaphore.
    value, maxvalue : int
        What it begins with, and what it may reach.
    name : str
        Not used: processes have it by being forked.
    unlink : bool
        Not used.
    """

    SEM_VALUE_MAX = 2**31 - 1

    def __init__(self, kind: int, value: int, maxvalue: int, name: str | None = None, unlink: bool = True):
        self.kind, self.maxvalue, self.name = kind, maxvalue, None
        self.handle = os.eventfd(value, os.EFD_CLOEXEC | os.EFD_NONBLOCK | os.EFD_SEMAPHORE)
        self._held = 0
        self._owner: int | None = None

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        """Take it, and say whether it was there in time."""
        if self.kind == RECURSIVE and self._is_mine():
            self._held += 1
            return True
        deadline = None if timeout is None else time.monotonic() + max(0.0, timeout)
        waiting = select.poll()
        waiting.register(self.handle, select.POLLIN)
        while True:
            try:
                os.eventfd_read(self.handle)
                break
            except BlockingIOError:
                left = None if deadline is None else deadline - time.monotonic()
                if not block or (left is not None and left <= 0):
                    return False
                waiting.poll(None if left is None else 1000 * left)
        self._held, self._owner = self._held + 1, threading.get_ident()
        return True

    def release(self) -> None:
        """Give it back."""
        if self.kind == RECURSIVE:
            if not self._is_mine():
                raise AssertionError("attempt to release recursive lock not owned by thread")
            if self._held > 1:
                self._held -= 1
                return
        elif self.maxvalue == 1 and not self._is_zero():
            raise ValueError("semaphore or lock released too many times")
        self._held -= 1
        os.eventfd_write(self.handle, 1)

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _count(self) -> int:
        return self._held

    def _is_mine(self) -> bool:
        return self._held > 0 and self._owner == threading.get_ident()

    def _is_zero(self) -> bool:
        waiting = select.poll()
        waiting.register(self.handle, select.POLLIN)
        return not waiting.poll(0)

    def _get_value(self) -> int:
        raise NotImplementedError

    def _after_fork(self) -> None:
        self._held = 0

    def __del__(self) -> None:
        if hasattr(self, "handle"):
            os.close(self.handle)


def prepare() -> None:
    """Let `multiprocessing` fork, use these locks, and begin as many processes as a submission may have."""
    import multiprocessing
    import multiprocessing.heap

    internal: ModuleType = importlib.import_module("_multiprocessing")
    internal.SemLock = Lock  # type: ignore[attr-defined]  # a part of Python that is not in its published types
    # Other ways to begin a process need sockets, and do not know what a notebook defined.
    multiprocessing.set_start_method("fork", force=True)
    # Shared values lie in the submission's own temporary folder, not where it would ask how full a disk is.
    multiprocessing.heap.Arena._dir_candidates = []  # type: ignore[attr-defined]  # not in the published types
    count = min(PROCESSORS, os.cpu_count() or 1)
    for name in ("cpu_count", "process_cpu_count"):
        setattr(os, name, lambda: count)
