"""Between Blocs: an interactive course module with quizzes, real tables and graded exercises."""

from importlib.metadata import version

__version__ = version("betweenblocs")
__all__ = ["BlocExplorer", "ClaimExplorer", "Quiz", "__version__", "tables"]

# A notebook that only reads a table should not pay for the widgets, least of all in the browser.
_HOMES = {"BlocExplorer": "explorers.bloc_explorer", "ClaimExplorer": "engine", "Quiz": "engine"}


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name == "tables":
        return import_module("betweenblocs.tables")
    if name in _HOMES:
        return getattr(import_module(f"betweenblocs.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'betweenblocs' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
