"""Joins the ES modules of a widget into one, for hosts that take a single script."""

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{[^}]*\} from "((?:\.|seminar/)[\w./]+)";\n', re.MULTILINE)
ENGINE = Path(__file__).parents[1]
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) )", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*//[^\n]*\n|^[ \t]*/\*\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)


def joined(*paths: Path) -> str:
    """Return modules with everything that they import, without comments on lines of their own.

    Parameters
    ----------
    *paths : Path
        The modules. Only ``import { … } from "./x.js";`` (or from another of our folders) and
        ``export function/const/class`` are understood, and no two of the modules may use one name for
        different things at the top level.

    Returns
    -------
    str
        One ES module that imports nothing and keeps the first module's ``export default``.
    """
    parts: dict[Path, str] = {}

    def visit(module: Path) -> None:
        parts[module] = ""  # ends a circle of imports
        for other in IMPORT.findall(module.read_text(encoding="utf-8")):
            # A course's own widget names the engine's modules by "seminar/…".
            needed = (ENGINE.parent / other if other.startswith(f"{ENGINE.name}/") else module.parent / other).resolve()
            if needed not in parts:
                visit(needed)
        del parts[module]  # what a module needs stands before it
        parts[module] = bare(module)

    for path in paths:
        visit(path.resolve())
    return "\n".join(part.strip() for part in parts.values()) + "\n"


def bare(path: Path) -> str:
    """Return one module without its imports, the word ``export`` before its names, and its comments."""
    source = path.read_text(encoding="utf-8")
    return COMMENT.sub("", EXPORT.sub("", IMPORT.sub("", source)))
