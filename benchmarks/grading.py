"""Grading: time for each submission, beside nbgrader, beside Otter, and beside nothing but running the code.

All grade the same clean submissions of the tests' small assignment in one run; only ratios mean anything elsewhere.
Each works as its command does: ours uses all cores and pays its start once for a class, which is counted;
`nbgrader autograde` grades a class in one call, one by one; `otter run` grades one submission a call.
Processor time is the fairer number on a machine that does other things meanwhile; it counts preparations too.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import this_machine
from seminar.grading.sandbox import means
from seminar.grading.submissions.submission import Submission

sys.path.extend(str(Path(__file__).parents[1] / "engine/tests" / name) for name in ("grading", "tools"))
import counting
import nbgrader_course

import second_course
from benchmarks import grading_otter

OURS, NBGRADERS, OTTERS = 100, 10, 4


def run() -> list[dict]:
    """Grade with each and return a row for each."""
    handed_in = counting.as_bytes(counting.submission())
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        sys.path += second_course.install(Path(folder, "packages"))
        path = Path(folder, "counting.ipynb")
        path.write_bytes(counting.as_bytes(counting.answers()))
        assignment = read_assignment(path)
        found["running the code, no grader"] = floor = _measured(_plain, NBGRADERS)
        for kind in (*means.candidates(), "none"):
            found[f"seminar grade, {OURS} submissions, sandbox: {kind}"] = _measured(_ours, assignment, handed_in, kind)
    found["nbgrader 0.9.6 autograde, no sandbox"] = theirs = _measured(_nbgrader, handed_in)
    found["otter-grader 7.0.0 run, no sandbox"] = otters = _measured(grading_otter.seconds, handed_in, OTTERS)
    return [
        {
            "grader": name,
            "ms a submission": round(1000 * seconds, 1),
            "CPU ms": round(1000 * cpu, 1),
            "times nbgrader": round(theirs[0] / seconds, 1),
            "times Otter": round(otters[0] / seconds, 1),
            "times nbgrader in CPU": round(theirs[1] / cpu, 1),
            "part of the floor": round(floor[0] / seconds, 3),
        }
        for name, (seconds, cpu) in found.items()
    ]


def _measured(grade, *arguments):
    """Return what `grade` says, seconds and submissions, as seconds and processor seconds for each submission."""
    before = _cpu()
    seconds, count = grade(*arguments)
    return seconds / count, (_cpu() - before) / count


def _cpu():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _plain(count):
    sources = [one["source"] for one in counting.submission()["cells"] if one["cell_type"] == "code"]
    started = time.perf_counter()
    for _ in range(count):
        namespace = {}
        for source in sources:
            exec(compile(source, "cell", "exec"), namespace)
    return time.perf_counter() - started, count


def _ours(assignment, handed_in, kind):
    submissions = [Submission(f"student{number}", handed_in, {}) for number in range(OURS)]
    started = time.perf_counter()
    scores = {record.score for record in this_machine.grade(assignment, submissions, kind)}
    assert scores == {10.0}, scores
    return time.perf_counter() - started, OURS


def _nbgrader(handed_in):
    programs = nbgrader_course.install()
    with tempfile.TemporaryDirectory() as folder:
        submissions = {f"student{number}": handed_in for number in range(NBGRADERS)}
        answers = counting.as_bytes(counting.answers())
        nbgrader_course.prepare(programs, Path(folder), "counting", answers, submissions)
        started = time.perf_counter()
        marks = nbgrader_course.autograde(programs, Path(folder), "counting")
        seconds = time.perf_counter() - started
    assert len(marks) == NBGRADERS
    assert all(sum(score or 0 for score in cells.values()) == 10 for cells in marks.values())
    return seconds, NBGRADERS
