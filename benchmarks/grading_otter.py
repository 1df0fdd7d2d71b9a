"""Otter-grader on the tests' small assignment, in an environment of its own.

The notebooks are the same files. Otter takes tests from files of its own instead of from the notebook: each graded
cell becomes one exception-based test that runs the cell's source in the notebook's namespace. The one cell that gives
partial credit by a number, which Otter has no word for, becomes an assertion that all its cases are right.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.extend(str(Path(__file__).parents[1] / "engine/tests" / name) for name in ("grading", "tools"))
import counting
import own_environment

from seminar.grading.assignment import notebook

LOCK = Path(__file__).with_name("grading_otter.txt")
TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points}


@test_case(points={points})
def check(env):
    exec({source!r}, env)
"""


def seconds(handed_in: bytes, count: int) -> tuple[float, int]:
    """Grade the same submission so often, one by one as `otter run` does; return the seconds and how often."""
    programs = own_environment.install("otter", LOCK)
    otter = str(programs / "otter")
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "out").mkdir()
        (place / "counting.ipynb").write_bytes(handed_in)
        _write_tests(place / "tests")
        options = {"cwd": place, "env": environment, "check": True, "capture_output": True}
        subprocess.run([otter, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], **options)
        started = time.perf_counter()
        for _ in range(count):
            run = [otter, "run", "--no-logo", "-a", "autograder.zip", "-o", "out", "counting.ipynb"]
            subprocess.run(run, **options)
        took = time.perf_counter() - started
        tests = json.loads((place / "out/results.json").read_text())["tests"]
    assert sum(test.get("score") or 0 for test in tests) == 10, tests
    return took, count


def _write_tests(folder):
    folder.mkdir()
    for cell in counting.answers()["cells"]:
        grade_id = notebook.marks(cell).get("grade_id", "").replace("-", "_")
        if not notebook.is_grade(cell) or cell["cell_type"] != "code":
            continue
        source = cell["source"]
        if grade_id == "test_kind":
            *before, _ = source.split("\n")
            source = "\n".join([*before, "assert all(kind(word) == right for word, right in cases)"])
        points = notebook.marks(cell)["points"]
        (folder / f"{grade_id}.py").write_text(TEST.format(name=grade_id, points=points, source=source))
