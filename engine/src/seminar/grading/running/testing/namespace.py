"""The names that a test sees: the instructor's, and those of a submission, each fetched when it is needed."""

from collections.abc import Callable
from typing import Any, cast


class Names(dict[str, Any]):
    """A test's global names.

    A name of the submission's is asked for when the test first reads it, so that one which cannot be read costs only
    the tests that use it. Python asks a subclass of dict for what is missing wherever code reads a global name, but
    for the bodies of classes (`cell_names.in_class_bodies`).
    """

    def __init__(self, **named: object):
        super().__init__(named)
        self._waiting: set[str] = set()
        self._fetch: Callable[[str], object] | None = None

    def begin(self, names: list[str], fetch: Callable[[str], object] | None) -> None:
        """Begin a test cell: forget what the one before made of these names.

        Parameters
        ----------
        names : list of str
            The names that belong to the submission.
        fetch : callable, optional
            Gets a name's value; raises KeyError where the submission has no such name.
        """
        for name in names:
            self.pop(name, None)
        self._waiting, self._fetch = set(names) if fetch else set(), fetch

    def __missing__(self, name: str) -> object:
        if name not in self._waiting or self._fetch is None:
            raise KeyError(name)
        self._waiting.discard(name)
        try:
            value = self._fetch(name)
        except KeyError:
            raise
        except BaseException:
            # A later read fails with the same error, because the name is fetched again.
            self._waiting.add(name)
            raise
        self[name] = value
        return value

    def __contains__(self, name: object) -> bool:
        """Say whether there is such a name, as `in globals()` asks."""
        try:
            self[cast(str, name)]
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """Return a name's value, or `default`."""
        try:
            return self[name]
        except KeyError:
            return default
