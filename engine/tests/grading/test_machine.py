"""The grader takes of its machine what it is granted, and what a busy neighbour took is given back."""

import contextlib
import os
import re
import resource
import socket
import threading
import time
from pathlib import Path

import pytest
from counting import answers, as_bytes, submission

from seminar.errors import SandboxError
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.assignment.restore import restore
from seminar.grading.running import cores, grader, this_machine
from seminar.grading.running.confined import RunError
from seminar.grading.running.notebook_run import NotebookRun
from seminar.grading.running.result.record import GradeRecord
from seminar.grading.running.wire import packets
from seminar.grading.sandbox import means
from seminar.grading.sandbox.kernel import calls
from seminar.grading.sandbox.limits import Limits
from seminar.grading.submissions.submission import Submission

GENERIC = Path("/usr/include/asm-generic/unistd.h")


@pytest.fixture
def kernel(tmp_path):
    """Write what the kernel says of control groups, below a folder of its own."""

    def say(groups, **files):
        (tmp_path / "proc/self").mkdir(parents=True)
        (tmp_path / "proc/self/cgroup").write_text(groups)
        for name, text in files.items():
            path = tmp_path / "sys/fs/cgroup" / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return tmp_path

    return say


@pytest.fixture
def sixteen(monkeypatch):
    """A machine of 16 processors."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)))
    monkeypatch.setattr(os, "process_cpu_count", lambda: 16, raising=False)


def test_threads_follow_the_affinity(monkeypatch, tmp_path):
    """A grader that was bound to 3 processors of many grades 3 at a time."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 4, 7})
    monkeypatch.setattr(os, "process_cpu_count", lambda: 3, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert cores.cores(tmp_path) == 3


def test_threads_follow_the_quota_of_a_container(sixteen, kernel):
    """A quota of two and a half processors, on the group or on one above it, gives two threads."""
    assert cores.cores(kernel("0::/course/grader\n", course__cpu_dot_max="250000 100000\n")) == 2


def test_a_quota_below_one_processor_still_grades(sixteen, kernel):
    """Half a processor is one thread."""
    assert cores.cores(kernel("0::/\n", cpu_dot_max="50000 100000\n")) == 1


def test_threads_follow_the_quota_of_the_first_kind_of_groups(sixteen, kernel):
    """The older files are read too, also where a container shows its own group as the topmost."""
    quota, period = {"cpu__cpu_dot_cfs_quota_us": "400000\n"}, {"cpu__cpu_dot_cfs_period_us": "100000\n"}
    assert cores.cores(kernel("4:cpu,cpuacct:/docker/0a1b\n1:memory:/\n", **quota, **period)) == 4


def test_no_quota_is_no_bound(sixteen, kernel):
    """Groups without a quota leave all processors."""
    files = {"cpu_dot_max": "max 100000\n", "cpu__cpu_dot_cfs_quota_us": "-1\n"}
    files["cpu__cpu_dot_cfs_period_us"] = "100000\n"
    assert cores.cores(kernel("0::/\n2:cpu:/\n", **files)) == 16


def test_more_than_a_thousand_open_files():
    """An answer is heard on an open file whose number is past 1,024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2000:
        pytest.skip(f"this account may open only {hard} files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2000), hard))
    kept = []
    try:
        while not kept or kept[-1].fileno() < 1100:
            kept += socket.socketpair()
        packets.send(kept[-2], {"value": 7})
        assert packets.readable(kept[-1], time.monotonic() + 5)
        assert packets.receive(kept[-1])[0] == {"value": 7}
        assert not packets.readable(kept[-1], time.monotonic() + 0.01)
    finally:
        for one in kept:
            one.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture
def busy(monkeypatch, tmp_path):
    """The records of six students on two threads; Aru's process gets no time while any other runs."""
    running, lock = [], threading.Lock()

    def graded(self, assignment, one, kind, limits):
        with lock:
            running.append(one.student)
        time.sleep(0.05)
        with lock:
            disturbed = len(running) > 1
            running.remove(one.student)
        status = "timeout" if one.student.startswith("Aru") and disturbed else "graded"
        if one.student == "Loop":
            status = "timeout"
        return GradeRecord(one.student, "counting", status, 10.0 if status == "graded" else 0.0, 10.0, {})

    monkeypatch.setattr(this_machine.WorkerPool, "grade_submission", graded)
    monkeypatch.setattr(this_machine.WorkerPool, "check_own", lambda *_: None)
    monkeypatch.setattr(this_machine, "cores", lambda: 2)
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    assignment = read_assignment(tmp_path / "counting.ipynb")
    students = ["Aru", "Bek", "Aru 2", "Dana", "Loop", "Ela"]
    handed_in = [Submission(student, as_bytes(submission()), {}) for student in students]
    return list(this_machine.grade(assignment, handed_in))


def test_a_submission_that_timed_out_is_tried_once_more_alone(busy):
    """What a neighbour took costs no mark: the second verdict counts, and the record says so in a sentence."""
    assert sorted(record.student for record in busy) == ["Aru", "Aru 2", "Bek", "Dana", "Ela", "Loop"]
    by_name = {record.student: record for record in busy}
    assert [by_name[name].status for name in ("Aru", "Aru 2", "Loop")] == ["graded", "graded", "timeout"]
    assert all(by_name[name].warnings == [grader.TRIED_AGAIN] for name in ("Aru", "Loop"))
    assert by_name["Bek"].warnings == []


class OneCopy:
    """A worker whose submission is copied so many times, and then no more; a test cannot be run there."""

    def __init__(self, most):
        self.sandbox, self.submission = means.Sandbox("none", Limits(), None), self
        self.most, self.made = most, []

    def begin(self, files, deadline):
        """Start nothing."""

    def run(self, source):
        """Print nothing."""
        return [], False

    def snapshot(self):
        """Return one end of a pair while there is another copy to be had."""
        if self.most <= len(self.made):
            raise RunError("crashed", "The process could not be copied for a test.")
        ours, theirs = socket.socketpair()
        theirs.close()
        self.made.append(ours)
        return self.made[-1]

    def begin_tests(self):
        """Fail as where the tests' process is gone."""
        raise SandboxError("the process that starts submissions ended")


@pytest.mark.parametrize("most", [1, 1000], ids=["the second copy fails", "no test can be run"])
def test_no_channel_to_a_copy_stays_open(most, tmp_path):
    """A grader that goes on after such submissions does not run out of open files."""
    path = tmp_path / "counting.ipynb"
    path.write_bytes(as_bytes(answers()))
    assignment = read_assignment(path)
    cells, _ = restore(as_bytes(submission()), assignment)
    worker = OneCopy(most)
    with contextlib.suppress(SandboxError):
        NotebookRun(worker, assignment, {}, cells).once()
    assert worker.made
    assert [one for one in worker.made if one.fileno() != -1] == []


def test_the_numbers_of_calls_are_the_kernels():
    """Where this machine has the kernel's own tables, each number in ours is theirs."""
    headers = [Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), GENERIC]
    if not all(path.is_file() for path in headers):
        pytest.skip("the kernel's headers are not installed")
    known = [dict(re.findall(r"#define __NR(?:3264)?_(\w+) (\d+)", path.read_text())) for path in headers]
    ours = {**calls.REFUSED, **calls.FEIGNED, **calls.UNKNOWN, **calls.SIGNALS}
    ours |= {"clone": calls.CLONE, "prlimit64": calls.PRLIMIT, "futex": calls.FUTEX, "mmap": calls.MMAP}
    wrong = [
        name
        for name, numbers in ours.items()
        for number, theirs in zip(numbers, known, strict=True)
        if name in theirs and theirs[name] != str(number)
    ]
    assert len(known[0]) > 300
    assert wrong == []


def test_no_call_has_two_answers():
    """Each call stands in one table, and none is newer than the newest that was looked at."""
    tables = [calls.REFUSED, calls.FEIGNED, calls.UNKNOWN, calls.SIGNALS]
    numbers = [number[0] for table in tables for number in table.values() if number[0] is not None]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) == calls.HIGHEST
