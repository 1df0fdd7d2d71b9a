"""A test that seeds chance seeds it for the submission too; what the submission draws never comes back."""

import importlib
import random
import sys
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any


class Seeds:
    """Notices, in the tests' process, that a test set the state of a generator, and reads that state."""

    def __init__(self) -> None:
        self.set: set[str] = set()
        _watch(random, ("seed", "setstate"), lambda: self.set.add("random"))
        self.numpy = False

    def forget(self) -> None:
        """Begin a new test cell."""
        self._look()
        self.set.clear()

    def take(self) -> dict[str, Any]:
        """Return the states that were set since the last time, by generator."""
        self._look()
        states: dict[str, Any] = {}
        if "random" in self.set:
            states["random"] = random.getstate()
        if "numpy" in self.set:
            kind, numbers, *rest = sys.modules["numpy.random"].get_state()
            states["numpy"] = [kind, numbers.tolist(), *rest]
        self.set.clear()
        return states

    def _look(self) -> None:
        module = sys.modules.get("numpy.random")
        if module is not None and not self.numpy and hasattr(module, "set_state"):
            self.numpy = True
            _watch(module, ("seed", "set_state"), lambda: self.set.add("numpy"))
            # The cell that imported it may have seeded it already.
            self.set.add("numpy")


def _watch(module: ModuleType, names: Iterable[str], note: Callable[[], None]) -> None:
    def watched(function: Callable[..., Any]) -> Callable[..., Any]:
        def seed(*arguments: object, **named: object) -> Any:
            note()
            return function(*arguments, **named)

        return seed

    for name in names:
        setattr(module, name, watched(getattr(module, name)))


def put(states: Mapping[str, Any]) -> None:
    """Set the generators of this process to the states that `Seeds.take` returned."""
    if "random" in states:
        version, numbers, gauss = states["random"]
        random.setstate((version, tuple(numbers), gauss))
    if "numpy" in states:
        importlib.import_module("numpy").random.set_state(states["numpy"])
