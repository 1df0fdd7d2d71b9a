"""Joins the ES modules of a widget into one, for hosts that take a single script.

Only what the modules of this project need is understood, each on one line: ``import { a, b } from "./x.js";``, the same
from ``"seminar/…"`` in a course's own widget, ``import "./types/*.js";`` for all modules of a folder, ``export`` before
``function``, ``const`` or ``class``, and one ``export default``, all from the first column of their lines. What is not
understood is refused.
"""

import re
from pathlib import Path

from seminar.errors import ScriptError
from seminar.web.blank_script import blanked

ENGINE = Path(__file__).parents[1]
STATEMENT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
IMPORT = re.compile(r'import (?:\{ (\w+(?:, \w+)*) \} from )?"((?:\.|seminar/)[\w./]+(?:/\*)?\.js)";')
EXPORT = re.compile(r"export (?:async )?(?:function|const|class) \w+\b")
DEFAULT = re.compile(r"export default\b")
# An import or export that STATEMENT does not see: indented, behind another statement, or import("…").
HIDDEN = re.compile(r"(?<![\w.$#])(?:import\b(?!\s*:)|export\b(?=\s*[{*]|\s+[a-z]))")
DECLARATION = re.compile(r"^(export )?(?:(?:async )?function\b\*? ?|class |((?:const|let|var) ))", re.MULTILINE)
DECLARED = re.compile(r"\s*(\{[^}]*\}|\[[^\]]*\]|[\w$]+)")
# Comments on lines of their own, and the type that stands before a value: /** @type {…} */ (value).
COMMENT = re.compile(
    r"^[ \t]*//[^\n]*\n|^[ \t]*/\*\*.*?\*/[ \t]*\n|/\*\* @type \{[^\n]*?\} \*/ (?=\()", re.MULTILINE | re.DOTALL
)


def joined(*paths: Path) -> str:
    """Return modules with everything that they import, without comments on lines of their own and types.

    Parameters
    ----------
    *paths : Path
        The modules.

    Returns
    -------
    str
        One ES module that imports nothing and keeps an ``export default``.

    Raises
    ------
    ScriptError
        A module has an import or export that is not understood, asks for what another one does not give, or bears a
        name at its top that another one bears too.
    """
    parts: dict[Path, str] = {}

    def visit(module: Path) -> None:
        parts[module] = ""  # where modules import each other, the first one that is met comes last
        for other in needed(module):
            if other not in parts:
                visit(other)
        del parts[module]  # what a module needs stands before it
        parts[module] = bare(module)

    for path in paths:
        if path.resolve() not in parts:
            visit(path.resolve())
    refuse_twins(list(parts))
    return "\n".join(part.strip() for part in parts.values() if part.strip()) + "\n"


def needed(module: Path) -> list[Path]:
    """Return the modules that one imports, in its order."""
    source = module.read_text(encoding="utf-8")
    code = blanked(source)
    seen = [statement.span() for statement in STATEMENT.finditer(code)]
    for hidden in HIDDEN.finditer(code):
        if not any(start <= hidden.start() < end for start, end in seen):
            line = source.count("\n", 0, hidden.start()) + 1
            raise ScriptError(f"`{hidden[0]}` is understood at the beginning of a line only", module, line)
    found: list[Path] = []
    for start, end in seen:
        line = source.count("\n", 0, start) + 1
        text = source[start:end]
        if EXPORT.match(text) or DEFAULT.match(text):
            continue
        asked = IMPORT.fullmatch(text)
        if asked is None:
            raise ScriptError(f"`{text[:60]}` is not understood; write one import or export on one line", module, line)
        others = modules(module, asked[2])
        if not others:
            raise ScriptError(f"there is no module {asked[2]}", module, line)
        wanted = set(asked[1].split(", ")) if asked[1] else set()
        given = {name for other in others for name in names(other.read_text(encoding="utf-8"), exported=True)}
        if missing := sorted(wanted - given):
            raise ScriptError(f"{asked[2]} exports no `{missing[0]}`", module, line)
        found += others
    return found


def modules(module: Path, address: str) -> list[Path]:
    """Return the modules at an address: one, or those of a folder in the order of their names."""
    # A course's own widget names the engine's modules by "seminar/…".
    base = ENGINE.parent if address.startswith(f"{ENGINE.name}/") else module.parent
    path = base / address
    if path.stem == "*":
        return [one.resolve() for one in sorted(path.parent.glob("*.js"))]
    return [path.resolve()] if path.is_file() else []


def refuse_twins(paths: list[Path]) -> None:
    """Refuse two modules that bear one name at the top: joined, one would take the other's place."""
    bearer: dict[str, Path] = {}
    for path in paths:
        for name in names(path.read_text(encoding="utf-8")):
            if name in bearer:
                raise ScriptError(f"`{name}` stands at the top of {bearer[name].name} too", path)
            bearer[name] = path


def names(source: str, exported: bool = False) -> list[str]:
    """Return the names that a module declares at its top, all or those that it exports."""
    code = blanked(source)
    found: list[str] = []
    for declaration in DECLARATION.finditer(code):
        if exported and not declaration[1]:
            continue
        places = declarators(code, declaration.end()) if declaration[2] else [declaration.end()]
        for place in places:
            if declared := DECLARED.match(code, place):
                found += re.findall(r"[\w$]+", declared[1])
    return found


def declarators(code: str, start: int) -> list[int]:
    """Return where the parts of ``const a = 1, b = 2;`` begin: at its start, and after each comma outside brackets."""
    places, depth = [start], 0
    for one in re.finditer(r"[()\[\]{},;]", code[start:]):
        if one[0] in "([{":
            depth += 1
        elif one[0] in ")]}":
            depth -= 1
        elif depth == 0 and one[0] == ";":
            break
        elif depth == 0:
            places.append(start + one.end())
    return places


def bare(path: Path) -> str:
    """Return one module without its imports, the word ``export`` before its names, and its comments."""
    source = path.read_text(encoding="utf-8")
    for statement in reversed([*STATEMENT.finditer(blanked(source))]):
        start, end = statement.span()
        source = source[:start] + plain(source[start:end]) + source[end:]
    return COMMENT.sub("", source)


def plain(statement: str) -> str:
    """Return an export without that word, and nothing of an import."""
    if DEFAULT.match(statement):
        return statement
    return statement.removeprefix("export ") if EXPORT.match(statement) else ""
