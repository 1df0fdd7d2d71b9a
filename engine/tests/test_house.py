"""The engine's house: which part may know which, and how full a room may be."""

import ast
from pathlib import Path

import pytest

import seminar

ENGINE = Path(seminar.__file__).parent
MODULES = sorted(path for path in ENGINE.rglob("*.py") if "template" not in path.parts)

#: What each part may import, beside itself. No arrow leads back, so no circle can arise.
GROUND = {"errors", "text", "web"}
ARROWS = {
    "errors": set(),
    "text": {"errors"},
    "web": {"errors"},
    "course": GROUND,
    "tables": GROUND | {"course"},
    "register": GROUND | {"course", "tables"},
    "quiz": GROUND | {"course", "tables", "register"},
    "grading": GROUND | {"course"},
    "classroom": GROUND | {"course", "quiz"},
    "lab": GROUND | {"course"},
    "book": GROUND | {"course", "tables", "register", "quiz", "lab"},
    "new": GROUND | {"grading"},
    "cli": GROUND,
    "__main__": {"cli"},
}
#: A folder holds a dozen files at most.
DOZEN = 12


def imports(path: Path) -> list[tuple[int, str]]:
    """Return what a module imports of the engine: line and dotted name, with the names that are taken."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names if alias.name.startswith("seminar.")]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "seminar":
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return found


def part(path: Path) -> str:
    """Return the part of the engine to which a module belongs."""
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def test_every_part_has_its_arrows():
    """A new part says whom it may know."""
    assert {part(path) for path in MODULES} - {"__init__"} == ARROWS.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_imports_follow_the_arrows(path):
    """A module imports from its own part and from those that its part may know."""
    own = part(path)
    if own == "__init__":
        return
    allowed = ARROWS[own] | {own, "__version__"}
    wrong = [f"line {line}: {name}" for line, name in imports(path) if name.split(".")[1] not in allowed]
    assert wrong == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_no_room_is_overfull(folder):
    """A newcomer can read the list of a folder's modules."""
    files = [path.name for path in folder.iterdir() if path.is_file() and path.name != "__init__.py"]
    assert len(files) <= DOZEN, sorted(files)


def test_no_two_modules_bear_one_name():
    """A name that stands for two things sends its reader to the wrong one."""
    ordinary = {"__init__", "commands"}
    names = [path.stem for path in MODULES if path.stem not in ordinary]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()
