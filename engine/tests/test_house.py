"""The engine's house: which part may know which, and how full a room may be."""

import ast
import json
import re
import subprocess
import sys
from importlib import import_module
from inspect import getdoc, isclass, isfunction
from pathlib import Path

import pytest

import seminar
from seminar.course import Course, packages

ENGINE = Path(seminar.__file__).parent
MODULES = sorted(path for path in ENGINE.rglob("*.py") if "template" not in path.parts)

#: What each part may import, beside itself. No arrow leads back, so no circle can arise.
GROUND = {"errors", "face", "text", "web"}
ARROWS = {
    "errors": set(),
    "face": set(),
    "text": {"errors", "face"},
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
#: The rooms of quiz in the order in which one reads: each may import those before it. Its commands stand before all.
ORDER = ["reading", "parts", "types", "bank", "page", "answers", "exchange"]
#: What a student's process may hold: nothing that knows an answer, a test or another submission.
BESIDE_A_STUDENT = ("grading.running.student", "grading.running.wire", "grading.sandbox")
#: The parts that have rooms, and so a face: the names that their ``__init__`` offers.
FACES = {name for name in ARROWS if (ENGINE / name / "__init__.py").is_file()}
#: What a course has in its package, its notebooks and its exercises: our second course, and the template of a new one.
COURSES = [Path(__file__).parent / "course", ENGINE / "template"]
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


def within(house: str, *place: str) -> list[Path]:
    """Return the modules below one place of a part; without one, those of all its rooms."""
    return [path for path in MODULES if path.is_relative_to(ENGINE.joinpath(house, *place)) and room(path)]


def in_grading(*place: str) -> list[Path]:
    """Return the modules below one place of grading; without one, those of all rooms."""
    return within("grading", *place)


def room(path: Path) -> str | None:
    """Return the room of its part to which a module belongs; commands and the face stand before the rooms."""
    parts = path.relative_to(ENGINE).parts
    return parts[1] if len(parts) > 2 else None


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


def test_every_room_of_quiz_has_its_place():
    """A new room says where one reads it."""
    assert {room(path) for path in within("quiz")} == set(ORDER)


@pytest.mark.parametrize("path", within("quiz"), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_the_rooms_of_quiz_are_in_the_order_in_which_one_reads(path):
    """A file, what types share, the types, the bank, its page, the answers, other formats: no arrow leads forward."""
    allowed = set(ORDER[: ORDER.index(room(path)) + 1]) | ({"commands"} if path.stem == "commands" else set())
    taken = [(line, name) for line, name in imports(path) if name.startswith("seminar.quiz.")]
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


#: Types whose objects hold locks, threads, queues or processes; the last four are our own.
LIVING = {
    *("Lock", "RLock", "Condition", "Semaphore", "BoundedSemaphore", "Event", "Barrier", "Thread", "Timer", "local"),
    *("Queue", "LifoQueue", "PriorityQueue", "SimpleQueue", "JoinableQueue", "Pool", "Process", "Manager", "Popen"),
    *("ThreadPool", "ThreadPoolExecutor", "ProcessPoolExecutor", "Worker", "WorkerPool", "ForkServer", "ThisMachine"),
}


def kept_by_the_module(source: str) -> list[str]:
    """Return what a module keeps for as long as its process lives: names of `LIVING`, and what functions rebind."""
    tree = ast.parse(source)
    found = [f"line {node.lineno}: global" for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for kept in tree.body:
        if isinstance(kept, ast.AnnAssign) or (isinstance(kept, ast.Assign) and not is_alias_of_types(kept.value)):
            words = re.findall(r"\w+", ast.unparse(kept))
            found += [f"line {kept.lineno}: {word}" for word in words if word in LIVING]
    return found


def is_alias_of_types(value: ast.expr) -> bool:
    """Say whether an assignment only names types, as in `Key = tuple[str, Worker]`: nothing is made there."""
    return isinstance(value, ast.Subscript) and not any(isinstance(node, ast.Call) for node in ast.walk(value))


@pytest.mark.parametrize("path", in_grading(), ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_no_module_of_grading_keeps_processes_or_locks(path):
    """Who made workers closes them: a pool of the module's own would outlive its grader, and a fork would copy it."""
    assert kept_by_the_module(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nTAKING = threading.Lock()",
        "from multiprocessing import Pool\nPOOL = Pool(2)",
        "IDLE: dict[str, list[Worker]] = {}",
        "POOL = None\ndef pool():\n    global POOL",
        "QUEUES = [Queue() for _ in range(2)]",
    ],
)
def test_a_module_that_keeps_processes_or_locks_is_found(source):
    """The test above can fail."""
    assert kept_by_the_module(source) != []


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


def taken(source: str) -> set[tuple[str, str]]:
    """Return what a source imports from the parts of the engine: module and name, the module's own name being ""."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {(alias.name, "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "seminar":
            found |= {(f"seminar.{alias.name}", "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {(node.module, alias.name) for alias in node.names}
    return {(module, name) for module, name in found if module.startswith("seminar.") and module.split(".")[1] in FACES}


def past_the_face(source: str, own: str = "") -> list[str]:
    """Return what a source of the part `own` takes from other parts otherwise than from their faces."""
    others = {(module, name) for module, name in taken(source) if module.split(".")[1] != own}
    return sorted(
        f"{module} {name}".strip()
        for module, name in others
        if module.count(".") > 1 or (name and name not in import_module(module).__all__)
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ENGINE).as_posix())
def test_a_part_is_entered_by_its_face(path):
    """Who reads a part's ``__init__`` has read all that others know of it; its rooms may change."""
    assert past_the_face(path.read_text(encoding="utf-8"), part(path)) == []


def sources_of(course: Path) -> dict[str, str]:
    """Return the Python of a course: its package, and the cells of its notebooks."""
    modules = {path: path.read_text(encoding="utf-8") for path in course.rglob("src/**/*.py")}
    for path in course.rglob("*.ipynb"):
        cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        lines = "".join("".join(cell["source"]) + "\n" for cell in cells)
        modules[path] = "\n".join(re.findall(r"^(?:from|import) [\w.]+(?: import [\w., ]+)?$", lines, re.MULTILINE))
    return {path.relative_to(course).as_posix(): text.replace("@", "") for path, text in modules.items()}


@pytest.mark.parametrize("course", COURSES, ids=lambda path: path.name)
def test_a_course_knows_faces_only(course):
    """What a teacher wrote goes on working when the engine's rooms are set in another order."""
    sources = sources_of(course)
    assert sources
    assert {name: wrong for name, source in sources.items() if (wrong := past_the_face(source))} == {}


@pytest.mark.parametrize("name", sorted(FACES))
def test_what_a_face_offers_exists_and_is_explained(name):
    """Each name is there, says what it is, and stands in the docstring that groups what the part offers."""
    house = import_module(f"seminar.{name}")
    offered = {one: getattr(house, one) for one in house.__all__}
    dumb = [one for one, what in offered.items() if (isfunction(what) or isclass(what)) and not getdoc(what)]
    assert dumb == []
    assert [one for one in offered if not re.search(rf"`{one}\b", house.__doc__ or "")] == []


@pytest.mark.parametrize("name", sorted(FACES))
def test_a_face_is_one_list(name):
    """What type checkers read, what is imported late and ``__all__`` are the same, and no name hides a room."""
    path = ENGINE / name / "__init__.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late, at_once = {}, set()
    for node in tree.body:
        if isinstance(node, ast.If):
            late |= {
                alias.name: one.module for one in node.body for alias in one.names if isinstance(one, ast.ImportFrom)
            }
            table = ast.literal_eval(node.orelse[0].value.args[1])
            rooms = {one: f"seminar.{name}.{room}" for room, names in table.items() for one in names.split()}
            assert rooms == late
        elif isinstance(node, ast.ImportFrom) and node.module.startswith(f"seminar.{name}."):
            at_once |= {alias.name for alias in node.names}
    constants = {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
    assert late.keys() | at_once | (constants - {"__all__"}) == set(import_module(f"seminar.{name}").__all__)
    assert late.keys() & {one.stem for one in path.parent.iterdir()} == set()


def test_a_face_asks_for_a_room_only_when_it_is_entered():
    """A notebook that takes one thing of a part does not load what the others need."""
    heavy = {"docutils", "jinja2", "lxml", "matplotlib", "nbformat", "networkx", "sphinx"}
    enter = f"import sys, {', '.join(f'seminar.{name}' for name in sorted(FACES))}; from seminar.quiz import Quiz"
    loaded = subprocess.run(
        [sys.executable, "-c", f"{enter}; print(*sys.modules)"], check=True, capture_output=True, text=True
    )
    assert heavy & set(loaded.stdout.split()) == set()


def test_one_module_writes_zip_archives():
    """The same content gives the same bytes, whoever packs it."""
    writes = re.compile(r"ZipFile\([^)]*\"w\"")
    # The first runs alone in the browser's Python. The second's wheel lies beside the book, and its bytes are kept.
    others = {"lab/compile_wheels.py", "lab/browser.py"}
    found = {path.relative_to(ENGINE).as_posix() for path in MODULES if writes.search(path.read_text(encoding="utf-8"))}
    assert found == others | {"text/zips.py"}


def test_one_module_writes_csv():
    """Separators, line ends and quotation marks are the same in every table that leaves the engine."""
    writes = re.compile(r"csv\.(writer|DictWriter)\(")
    found = [path.relative_to(ENGINE).as_posix() for path in MODULES if writes.search(path.read_text(encoding="utf-8"))]
    assert found == ["text/csv_table.py"]
