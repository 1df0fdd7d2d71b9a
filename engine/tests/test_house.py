"""The engine's house: which part may know which, and how full a room may be."""

import ast
from pathlib import Path

import pytest

import seminar
from seminar.course import Course, packages

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
#: What each room of grading may import, beside itself: those before it. A sandbox knows nothing of what runs in it.
ROOMS = {
    "assignment": set(),
    "submissions": {"assignment"},
    "sandbox": set(),
    "running": {"assignment", "submissions", "sandbox"},
    "marks": {"assignment", "submissions", "sandbox", "running"},
    "pages": {"assignment", "submissions", "sandbox", "running", "marks"},
}
#: What a student's process may hold: nothing that knows an answer, a test or another submission.
BESIDE_A_STUDENT = ("grading.running.student", "grading.running.wire", "grading.sandbox")
#: A folder holds a dozen files at most.
DOZEN = 12
#: A module has so many lines at most.
LONGEST = 250


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


def in_grading(*place: str) -> list[Path]:
    """Return the modules below one place of grading; without one, those of all rooms."""
    return [path for path in MODULES if path.is_relative_to(ENGINE.joinpath("grading", *place)) and room(path)]


def room(path: Path) -> str | None:
    """Return the room of grading to which a module belongs; the commands stand before the rooms."""
    parts = path.relative_to(ENGINE / "grading").parts if path.is_relative_to(ENGINE / "grading") else ()
    return parts[0] if len(parts) > 1 else None


def module(name: str) -> Path | None:
    """Return the file of an imported module, or of the one from which a name is taken."""
    for dotted in (name, name.rpartition(".")[0]):
        place = ENGINE.parent.joinpath(*dotted.split("."))
        if place.with_suffix(".py").is_file():
            return place.with_suffix(".py")
    return None


def test_every_room_of_grading_has_its_arrows():
    """A new room says which others it may know."""
    assert {room(path) for path in in_grading()} == ROOMS.keys()


@pytest.mark.parametrize("path", in_grading(), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_the_rooms_of_grading_are_in_the_order_in_which_one_reads(path):
    """An assignment, what was handed in for it, its run in a sandbox, the marks, the pages: no arrow leads forward."""
    allowed = ROOMS[room(path)] | {room(path)}
    taken = [(line, name) for line, name in imports(path) if name.startswith("seminar.grading.")]
    assert [f"line {line}: {name}" for line, name in taken if name.split(".")[2] not in allowed] == []


@pytest.mark.parametrize("path", in_grading("marks") + in_grading("pages"), ids=lambda path: path.stem)
def test_marks_and_pages_know_the_result_of_a_run_only(path):
    """How a submission ran is nothing to those who write down what came of it."""
    taken = [(line, name) for line, name in imports(path) if name.startswith("seminar.grading.running.")]
    wrong = [f"line {line}: {name}" for line, name in taken if not name.startswith("seminar.grading.running.result.")]
    assert wrong == []


def test_only_its_own_process_imports_what_a_student_s_process_holds():
    """The grader starts that process by its name; the grader and the tests' process import nothing that runs in it."""
    student = ENGINE / "grading" / "running" / "student"
    others = [path for path in MODULES if not path.is_relative_to(student)]
    wrong = [path.name for path in others for _, name in imports(path) if ".running.student" in name]
    assert wrong == []


def test_a_student_s_process_holds_nothing_that_knows_answers():
    """Whatever its modules import in turn, a student may read it."""
    waiting, held = [ENGINE / "grading" / "running" / "student" / "starter_process.py"], set()
    while waiting:
        path = waiting.pop()
        if path not in held:
            held.add(path)
            waiting += filter(None, (module(name) for _, name in imports(path)))
    names = {".".join(path.relative_to(ENGINE).with_suffix("").parts) for path in held}
    assert {"grading.running.wire.values", "grading.sandbox.kernel.landlock"} <= names
    assert {name for name in names if not name.startswith(BESIDE_A_STUDENT)} == set()


def test_what_both_processes_speak_depends_on_neither():
    """The student's and the tests' process share the code of their messages, and that code shares nothing else."""
    wire = in_grading("running", "wire")
    wrong = [name for path in wire for _, name in imports(path) if not name.startswith("seminar.grading.running.wire")]
    assert wire
    assert wrong == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_no_room_is_overfull(folder):
    """A newcomer can read the list of a folder's modules."""
    files = [path.name for path in folder.iterdir() if path.is_file() and path.name != "__init__.py"]
    assert len(files) <= DOZEN, sorted(files)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_no_module_is_too_long_to_be_read_at_once(path):
    """A module holds one idea; a longer one is split where a second idea begins."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_two_modules_bear_one_name():
    """A name that stands for two things sends its reader to the wrong one."""
    ordinary = {"__init__", "commands"}
    names = [path.stem for path in MODULES if path.stem not in ordinary]
    twice = {name for name in names if names.count(name) > 1}
    assert twice == set()


def test_the_sources_name_no_course():
    """Neither the second course nor one that is installed beside the engine stands in the engine's sources."""
    courses = [Course.find(Path(__file__).parent / "course"), *map(Course.installed, packages())]
    names = {name for one in courses for name in (one.name, one.slug, one.package, one.formerly) if name}
    files = [path for path in ENGINE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    texts = {path: path.read_bytes().decode("utf-8", "replace").lower() for path in files}
    found = {
        (str(path.relative_to(ENGINE)), name) for path, text in texts.items() for name in names if name.lower() in text
    }
    assert found == set()
