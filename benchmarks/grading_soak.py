"""Soak: 2,000 submissions, good and bad, and what the grader still holds after each quarter."""

import os
import sys
import tempfile
from pathlib import Path

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.submissions.submission import Submission

sys.path.extend(str(Path(__file__).parents[1] / "engine/tests" / name) for name in ("grading", "tools"))
import counting
from corpus import CASES

import second_course

COUNT = 2000
#: Every tenth submission is one of these, all of them over in a moment.
BAD = (
    "os_exit",
    "segfault",
    "broken_json",
    "recursion",
    "orphans",
    "raises",
    "deep_json",
    "unpicklable",
    "output_flood",
)


def run() -> list[dict]:
    """Grade and return a row for each quarter."""
    right, bad = counting.as_bytes(counting.submission()), [CASES[name].file() for name in BAD]
    submissions = [
        Submission(f"student{n}", bad[n // 10 % len(bad)] if n % 10 == 0 else right, {}) for n in range(COUNT)
    ]
    rows, marks = [], 0
    with tempfile.TemporaryDirectory() as folder:
        sys.path += second_course.install(Path(folder, "packages"))
        path = Path(folder, "counting.ipynb")
        path.write_bytes(counting.as_bytes(counting.answers()))
        for done, record in enumerate(this_machine.grade(read_assignment(path), submissions), 1):
            marks += record.score == 10
            if done % (COUNT // 4) == 0:
                rows.append({"graded": done, "full marks": marks, **_held()})
    return rows


def _held():
    """Say what this process and the processes below it hold."""
    processes, below = [], [os.getpid()]
    while below:
        process = below.pop()
        processes.append(process)
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            below += [int(child) for child in task.read_text().split()]
    resident = {pid: _resident(pid) for pid in processes}
    own = resident.pop(os.getpid())
    files = sum(1 for _ in Path("/proc/self/fd").iterdir())
    return {"own MB": own, "servers MB": sum(resident.values()), "processes": len(processes), "open files": files}


def _resident(pid):
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 2**20
    except OSError:
        return 0
