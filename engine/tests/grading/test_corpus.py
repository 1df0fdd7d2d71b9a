"""Whatever a submission tries, it costs only itself, gets only what it earned, and learns nothing."""

import os
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path

import corpus
import corpus_machine
import pytest
from counting import POINTS, SECRETS, answers, as_bytes, code, submission
from offered import offered

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.pages import feedback
from seminar.grading.running import this_machine
from seminar.grading.running.wire import packets
from seminar.grading.sandbox import means
from seminar.grading.sandbox.limits import MIB, Limits
from seminar.grading.submissions.files_beside import beside
from seminar.grading.submissions.submission import Submission

CASES = {**corpus.CASES, **corpus_machine.CASES}
LIMITS = Limits(cell_seconds=2.5, total_seconds=12, memory=512 * MIB, processes=40)
CANARY = "nobody-may-read-this"


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """An instructor's folder: answers, another student's work, a gradebook, something private."""
    folder = tmp_path_factory.mktemp("course")
    files = {"answers": "counting/counting.ipynb", "other": "other.ipynb", "out": "gradebook.csv", "home": "diary.txt"}
    for name, file in files.items():
        path = folder / name / file
        path.parent.mkdir(parents=True)
        path.write_bytes(as_bytes(answers()) if name == "answers" else CANARY.encode())
    # Nothing but the sandbox is to keep submissions out.
    for path in (folder, *folder.rglob("*"), *folder.parents):
        if path.stat().st_uid == os.getuid() and str(path).startswith("/tmp/"):
            path.chmod(path.stat().st_mode | 0o755)
    return folder


@pytest.fixture(scope="session")
def visitors():
    """Count the connections to a port of this machine."""
    server, seen = socket.create_server(("127.0.0.1", 0)), []

    def listen():
        while True:
            try:
                seen.append(server.accept())
            except OSError:
                return

    threading.Thread(target=listen, daemon=True).start()
    yield server.getsockname()[1], seen
    server.close()


@pytest.fixture(scope="session")
def graded(place, visitors):
    """Grade the whole corpus in one kind of sandbox, once."""
    done = {}

    def by(kind):
        if kind not in done:
            done[kind] = _grade(kind, place, visitors[0])
        return done[kind]

    return by


def _grade(kind, place, port):
    assignment = read_assignment(place / "answers/counting/counting.ipynb")
    paths = {"@ANSWERS@": assignment.path, "@OTHER@": str(place / "other/other.ipynb"), "@OUT@": str(place / "out")}
    paths |= {"@HOME@": str(place / "home/diary.txt"), "@PORT@": str(port)}
    handed_in = []
    for name, case in CASES.items():
        content = case.file()
        for word, path in paths.items():
            content = content.replace(word.encode(), path.encode())
        handed_in.append(Submission(name, content, {}))
    return assignment, {record.student: record for record in this_machine.grade(assignment, handed_in, kind, LIMITS)}


KINDS = [pytest.param(kind, marks=pytest.mark.xdist_group(f"corpus {kind}")) for kind in offered()]


def test_this_machine_offers_a_sandbox():
    """Without any the rest of this file would test nothing."""
    assert means.candidates()


@pytest.mark.parametrize("kind", KINDS)
def test_every_submission_has_a_verdict(kind, graded):
    """One record for each submission, none that the grader failed at."""
    _, records = graded(kind)
    assert records.keys() == CASES.keys()
    assert [name for name, record in records.items() if record.status == "failed"] == []


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_verdict(kind, name, graded):
    """The submission gets the marks that it earned, and says what it should."""
    _, records = graded(kind)
    case, record = CASES[name], records[name]
    if case.status != "*":
        assert record.status == case.status
    if case.lost != "*":
        lost = {test for test in POINTS if record.cells[test].score < POINTS[test]}
        assert lost == case.lost
        # Partial credit is given in one place only; no other mark lies in between.
        assert all(record.cells[test].score == 0 for test in lost)
    assert case.says in record.to_json().replace("\\'", "'")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_back(kind, name, graded):
    """Neither the record nor the page holds a hidden test's data, anybody else's file, markup, or more than fits."""
    assignment, records = graded(kind)
    # A checksum may hold any digits.
    page = feedback.to_html(assignment, records[name], Submission(name, CASES[name].file(), {}))
    back = replace(records[name], submission_sha256=None).to_json() + page
    assert "<script" not in page
    assert len(back) < 3_000_000
    assert [secret for secret in (*SECRETS, CANARY, "HIDDEN TESTS") if secret in back] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_outside_was_touched(kind, graded, place, visitors):
    """All files are as they were, and nobody called."""
    graded(kind)
    files = {str(path.relative_to(place)): path for path in place.rglob("*") if path.is_file()}
    assert sorted(files) == [
        "answers/counting/counting.ipynb",
        "home/diary.txt",
        "other/other.ipynb",
        "out/gradebook.csv",
    ]
    assert all(files[name].read_bytes() == CANARY.encode() for name in files if not name.startswith("answers"))
    assert oct(files["out/gradebook.csv"].stat().st_mode & 0o777) == "0o755"
    assert visitors[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_left_behind(kind, graded):
    """Orphans and daemons ended with their submission."""
    graded(kind)
    commands = [_command(path) for path in Path("/proc").iterdir() if path.name.isdigit()]
    assert [command for command in commands if "sleep\0" in command and "\x0061\0" in command] == []


def _command(process):
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""


def test_more_cells_than_time(place):
    """A notebook with any number of short cells ends when its time is over, and its first tests count."""
    handed_in = submission()
    handed_in["cells"] += [code("pass") for _ in range(50_000)]
    limits = replace(LIMITS, total_seconds=3)
    assignment = read_assignment(place / "answers/counting/counting.ipynb")
    (record,) = this_machine.grade(assignment, [Submission("endless", as_bytes(handed_in), {})], None, limits)
    assert record.status == "timeout"
    assert "The time for the whole notebook is over." in record.outputs[-1]["text"]
    assert record.seconds < 60


@pytest.mark.parametrize("name", ["data", "votes.csv/more", "x" * 300, "a\0b", "/etc/new", "../new", "\ud800"])
def test_a_file_that_has_no_place_costs_nothing(name):
    """A student's file that would hide the assignment's, or that no folder can hold, is left out and named."""
    own = {"data/votes.csv": b"1", "votes.csv": b"2"}
    files, says = beside(own, {name: b"3", "notes.txt": b"4", "votes.csv": b"5"})
    assert files == {**own, "notes.txt": b"4"}
    assert len(says) == 1
    assert "1 files beside the notebook were left out" in says[0]


def test_many_files_do_not_stop_the_grader(place):
    """More files than a submission may have are left out; the rest is graded with the others."""
    assignment = read_assignment(place / "answers/counting/counting.ipynb")
    files = {f"folder{n}/{n}.txt": b"x" for n in range(3000)}
    (record,) = this_machine.grade(assignment, [Submission("many", as_bytes(submission()), files)])
    assert (record.status, record.score) == ("graded", 10)
    assert "2500 files beside the notebook were left out" in record.warnings[0]


def test_files_that_strangers_hand_over_are_closed():
    """A reply that is no message leaves no open file behind, however many it brought."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for body in (b"\xff\xff\xff\xff", b"\x02\0\0\0[]", b"\x01\0\0\0{", b"\0"):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            socket.send_fds(theirs, [body[:1]], [0, 0, 0])
            theirs.sendall(body[1:])
            with pytest.raises((packets.ClosedError, packets.LateError)):
                packets.receive(ours, time.monotonic() + 0.2)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_the_corpus_is_large_enough():
    """Sixty submissions and more; none hides another of its name, and what each loses are tests that there are."""
    assert len(CASES) == len(corpus.CASES) + len(corpus_machine.CASES) >= 60
    assert all(case.lost == "*" or case.lost <= corpus.ALL for case in CASES.values())
