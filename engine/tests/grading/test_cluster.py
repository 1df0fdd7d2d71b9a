"""Grading on a Dask cluster gives the marks of a run on this machine, whatever happens to its workers."""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from counting import WRONG, answers, as_bytes, submission
from distributed import Client, LocalCluster

import seminar
from seminar.cli import main
from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.running import cluster as grading_cluster
from seminar.grading.sandbox.limits import Limits
from seminar.grading.sandbox.means import ANY
from seminar.grading.submissions.submission import Submission

COUNT = 8
pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes of this machine."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as both:
        yield both


@pytest.fixture
def course(tmp_path):
    """A class whose submissions take a moment each; every third is wrong."""
    (tmp_path / "counting.ipynb").write_bytes(as_bytes(answers()))
    (tmp_path / "class").mkdir()
    for number in range(COUNT):
        handed_in = submission(WRONG if number % 3 == 0 else {}, first="import time\ntime.sleep(0.2)")
        (tmp_path / f"class/student{number}.ipynb").write_bytes(as_bytes(handed_in))
    return tmp_path


def grade(course, out, *more):
    places = [str(course / "class"), "--assignment", str(course / "counting.ipynb"), "--out", str(course / out)]
    return main(["grade", *places, *more])


def records(course, out):
    return [json.loads(line) for line in (course / out / "grades.jsonl").read_text().splitlines()]


def kill_after(journal, lines, pid):
    """End a process as a power cut would, as soon as so many records are there."""
    while not journal.exists() or journal.read_bytes().count(b"\n") < lines:
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)


def test_a_worker_that_is_killed_costs_nothing(cluster, course):
    """SIGKILL in the middle: each student is there exactly once, with the marks of a run on this machine."""
    victim = cluster.workers[0].pid
    killer = threading.Thread(target=kill_after, args=(course / "far/grades.jsonl", 2, victim), daemon=True)
    killer.start()
    assert grade(course, "far", "--dask", cluster.scheduler_address) == 0
    assert not killer.is_alive()
    assert not Path(f"/proc/{victim}").exists()
    assert grade(course, "here") == 0
    far, here = records(course, "far"), records(course, "here")
    assert sorted(one["student"] for one in far) == sorted(f"student{number}" for number in range(COUNT))
    assert (course / "far/gradebook.csv").read_bytes() == (course / "here/gradebook.csv").read_bytes()
    assert {one["sandbox"] for one in far} == {one["sandbox"] for one in here} != {"none"}


def test_a_worker_without_a_sandbox_grades_nobody(cluster, course, capsys):
    """Each machine proves its own sandbox: one that has none is named; with --unsafe the record says who used none."""

    def forget():
        from seminar.grading.sandbox import means

        means.candidates = list

    with Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = list(client.scheduler_info(n_workers=-1)["workers"])
        one = min(workers)
        client.run(forget, workers=[one])
    # Other limits than before are tried anew.
    options = ["--dask", cluster.scheduler_address, "--timeout", "7"]
    assert grade(course, "far", *options) == 2
    assert f"the worker {one}: submissions cannot be isolated here" in capsys.readouterr().err
    assert not (course / "far").exists()
    assert grade(course, "far", *options, "--unsafe") == 0
    assert "NOT isolated on some machines of the cluster" in capsys.readouterr().err
    assert len(records(course, "far")) == COUNT
    # How many submissions each machine gets is the scheduler's to decide, so each is given one of its own.
    assignment, handed_in = read_assignment(course / "counting.ipynb"), Submission("aida", as_bytes(answers()), {})
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        used = {
            worker: client.submit(
                grading_cluster.grade_there,
                assignment,
                handed_in,
                ANY,
                Limits(cell_seconds=8),
                workers=[worker],
                pure=False,
            )
            for worker in workers
        }
        used = {worker: record.result().sandbox for worker, record in used.items()}
    assert used.pop(one) == "none"
    assert used
    assert "none" not in used.values()


def refused(capsys):
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1
    return said


def test_a_scheduler_that_does_not_answer(course, capsys, monkeypatch):
    """A wrong address is one sentence and exit status 2."""
    monkeypatch.setattr(grading_cluster, "CONNECT_SECONDS", 1)
    assert grade(course, "far", "--dask", "tcp://127.0.0.1:1") == 2
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in refused(capsys)
    assert grade(course, "far", "--dask", "nonsense") == 2
    assert "no Dask scheduler answers at nonsense" in refused(capsys)


def test_the_extra_is_named_where_it_is_missing(course, capsys, monkeypatch):
    """Without the package the sentence says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert grade(course, "far", "--dask", "tcp://127.0.0.1:1") == 2
    assert "--dask needs the package distributed (the extra dask)" in refused(capsys)


def test_another_version_on_a_worker_is_refused(cluster, course, capsys, monkeypatch):
    """Two versions could give two marks, so nothing is graded."""
    monkeypatch.setattr(seminar, "__version__", "0.0.7")
    assert grade(course, "far", "--dask", cluster.scheduler_address) == 2
    assert "here it is 0.0.7" in refused(capsys)
    assert not (course / "far").exists()
