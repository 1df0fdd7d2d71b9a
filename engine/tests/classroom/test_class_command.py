"""`seminar class` as an instructor starts and ends it, its client in a notebook, and sixty students at once."""

import asyncio
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from second_course import COURSE, FOLDER
from seminar.classroom.notebook.room_client import Room
from seminar.classroom.notebook.vote import Vote
from seminar.classroom.server.network import address
from seminar.cli import main
from seminar.errors import ClassError
from seminar.quiz import bank_path
from seminar.quiz.answers.response_file import read_all
from seminar.quiz.parts.option_ids import option_id

SINGLE, RIGHT, WRONG = "one-of-four", option_id("openness"), option_id("brevity")


@contextmanager
def student(running, name=""):
    """A device with a seat."""
    with httpx.Client(base_url=running.address, trust_env=False) as device:
        assert device.post("/api/join", json={"code": running.code, "name": name}).status_code == 200
        yield device


def vote(device, number, response):
    """Answer the single-choice item."""
    given = {"item": SINGLE, "round": number, "response": response, "certainty": "guess"}
    return device.post("/api/answer", json=given).status_code


def test_a_notebook_asks_twice_and_reads_what_the_class_said(start):
    """Ask, count, close, ask again; the way in is shown; each mistake is one sentence."""
    running = start()
    room = Room(running.address, key=running.key)
    with student(running, "Aru") as aru, student(running) as other:
        assert room.ask(SINGLE) == 1
        assert vote(aru, 1, WRONG) == vote(other, 1, RIGHT) == 200
        assert (room.joined, room.answered) == (2, 2)
        with pytest.raises(ClassError, match="open; close it first"):
            room.responses(SINGLE, 1)
        assert room.close() == 2
        first = room.responses(SINGLE, 1)
        assert [responses.student for responses in first] == ["Aru", "Seat 2"]
        assert first[0].banks["tiny"]["items"][SINGLE]["response"] == WRONG
        assert room.responses(SINGLE, 2) == []
        assert room.ask(SINGLE) == 2
        assert vote(aru, 2, RIGHT) == 200
        room.close()
        assert [responses.student for responses in room.responses(SINGLE, 2)] == ["Aru"]
    way_in = room.join_html()
    assert "<svg" in way_in
    assert running.code in way_in
    assert running.key not in way_in
    assert "script" not in way_in
    for call, sentence in (
        (lambda: room.ask("one-of-for"), "has no item `one-of-for`.*one-of-four"),
        (lambda: room.ask("../room"), "has no item"),
        (lambda: room.responses("gone", 1), "has no item"),
        (room.close, "no round is open"),
        (lambda: Room(running.address, key="wrong"), "instructor's key"),
        (lambda: Room("127.0.0.1", key=running.key), "is no address"),
        (lambda: Room("file:///etc/passwd", key=running.key), "is no address"),
    ):
        with pytest.raises(ClassError, match=sentence):
            call()
    running.stop()
    with pytest.raises(ClassError, match="no class server answers"):
        room.ask(SINGLE)


@pytest.mark.parametrize(
    ("how", "times"), [(signal.SIGINT, 1), (signal.SIGINT, 6), (signal.SIGTERM, 1), (signal.SIGHUP, 2)]
)
def test_at_the_end_every_round_lies_in_files_that_the_quiz_reads(start, bank, tmp_path, capsys, how, times):
    """One folder a round, also the one that was still open; a name that is a path stays a name."""
    out = tmp_path / "said"
    running = start("--out", out)
    room = Room(running.address, key=running.key)
    with student(running, "../../Aru") as aru, student(running, "Dana") as dana:
        room.ask(SINGLE)
        vote(aru, 1, WRONG)
        vote(dana, 1, RIGHT)
        room.close()
        first = out / SINGLE / "round-1"
        assert len(list(first.iterdir())) == 2  # a round is safe as soon as it is closed
        room.ask(SINGLE)
        vote(aru, 2, RIGHT)
        vote(dana, 2, RIGHT)
        status, words = running.stop(how, times)
    assert status == 0
    assert f"{SINGLE}, round 2: 2 response files" in words
    everybody, problems = read_all([first])
    assert ([one.student for one in everybody], problems) == (["../../Aru", "Dana"], [])
    assert {path.name for path in out.rglob("*.json")} == {"seat-0001.json", "seat-0002.json"}
    named = ["--bank", str(bank.path)]
    assert main(["quiz", "merge-rounds", str(first), str(first.with_name("round-2")), *named]) == 0
    head, row = (line.split(",") for line in capsys.readouterr().out.splitlines())
    shifts = dict(zip(head, row, strict=True))
    assert (shifts["n"], shifts["right→right"], shifts["wrong→right"], shifts["gain"]) == ("2", "1", "1", "1.0")
    report = tmp_path / "report.html"
    assert main(["quiz", "report", str(first), "--out", str(report), *named]) == 0
    assert "Every type once" in report.read_text(encoding="utf-8")


def test_without_a_folder_nothing_is_kept_and_that_is_said(start):
    """At the start and at the end; students who wait are told that the class is over."""
    running = start()
    assert "Nothing is kept" in running.printed
    assert "--host 0.0.0.0" in running.printed
    assert "plain HTTP" in running.printed
    with student(running) as device:
        version = device.get("/api/now").json()["version"]
        told = {}
        waits = threading.Thread(target=lambda: told.update(device.get(f"/api/now?after={version}", timeout=30).json()))
        waits.start()
        waits.join(0.5)
        assert waits.is_alive()
        status, words = running.stop()
        waits.join(10)
    assert told["phase"] == "ended"
    assert status == 0
    assert "Nothing was kept" in words
    assert "Traceback" not in words


def test_what_cannot_be_started_is_one_sentence(tmp_path, capsys, monkeypatch):
    """A taken port, a host of another machine, a folder that holds something, a bank that is not there."""
    (tmp_path / "old.json").write_text("{}")
    monkeypatch.chdir(FOLDER)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, sentence in (
            (["tiny-bank"], "there is no bank"),
            (["the_points", "--port", port], "cannot listen at 127.0.0.1"),
            (["the_points", "--port", "99999"], "--port is 99999"),
            (["the_points", "--host", "192.0.2.1"], "cannot listen at 192.0.2.1"),
            (["the_points", "--out", str(tmp_path)], "not an empty folder"),
        ):
            assert main(["class", *arguments]) == 2
            assert sentence in capsys.readouterr().err


def test_an_id_that_no_folder_can_be_called_by_is_refused_before_the_class_begins(tmp_path, capsys):
    """Reading a bank accepts an id of any length; a folder of answers is called by it."""
    bank = tmp_path / "long.yml"
    kept = bank_path("the_points", COURSE).read_text(encoding="utf-8")
    bank.write_text(re.sub(r"(?m)^- id: (.+)$", rf"- id: \1-{'a' * 200}", kept), encoding="utf-8")
    assert main(["class", str(bank)]) == 2
    assert "200 at most can be a folder" in capsys.readouterr().err


def test_the_address_for_a_whole_network_can_be_typed():
    """Not 0.0.0.0, which leads nowhere on a phone."""
    assert "0.0.0.0" not in address("0.0.0.0", 8300)
    assert address("0.0.0.0", 8300).endswith(":8300")
    assert address("::1", 8300) == "http://[::1]:8300"


def test_the_client_needs_nothing_but_the_standard_library():
    """It runs where a notebook runs."""
    code = (
        "import sys, seminar.classroom.notebook.room_client; names = {n.partition('.')[0] for n in sys.modules};"
        "print(sorted(n for n in names if n not in sys.stdlib_module_names and not n.startswith('_')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in eval(done.stdout) if name != "seminar" and not name.startswith("_")] == []


async def attend(running, number, opened):
    """Join, wait for the question, answer it twice, and return which status each answer got."""
    limits = httpx.Timeout(60)
    async with httpx.AsyncClient(base_url=running.address, trust_env=False, timeout=limits) as device:
        joined = await device.post("/api/join", json={"code": running.code, "name": f"Student {number}"})
        assert joined.status_code == 200
        opened.release()
        stage = {"phase": "waiting", "version": ""}
        while stage["phase"] != "open":
            stage = (await device.get(f"/api/now?after={stage['version']}")).json()
        assert "key" not in stage["item"]
        given = {"item": SINGLE, "round": stage["round"], "certainty": "think"}
        last = RIGHT if number % 3 else WRONG
        return [
            (await device.post("/api/answer", json=given | {"response": response})).status_code
            for response in (WRONG, last)
        ]


async def lesson(running, students):
    """Let students come, open a round when all are there, and close it when all have answered."""
    opened = asyncio.Semaphore(0)
    attending = [asyncio.create_task(attend(running, number, opened)) for number in range(students)]
    for _ in attending:
        await opened.acquire()
    async with httpx.AsyncClient(base_url=running.address, trust_env=False, timeout=60) as teacher:
        teacher.headers["Authorization"] = f"Bearer {running.key}"
        await teacher.post("/api/ask", json={"item": SINGLE})
        statuses = await asyncio.gather(*attending)
        closed = (await teacher.post("/api/close", json={})).json()
    return statuses, closed


def test_of_sixty_at_once_each_is_counted_once_and_none_is_lost(start, tmp_path):
    """Everybody waits for the question and answers twice in the same moment; the last answer of each is there."""
    out = tmp_path / "said"
    running = start("--out", out)
    # In a thread: the browser's driver keeps a loop running in this one while other tests use it.
    with ThreadPoolExecutor(1) as thread:
        statuses, closed = thread.submit(asyncio.run, lesson(running, 60)).result()
    assert statuses == [[200, 200]] * 60
    assert closed == {"answered": 60}
    files = [json.loads(path.read_text()) for path in (out / SINGLE / "round-1").iterdir()]
    said = {content["student"]: content["banks"]["tiny"]["items"][SINGLE]["response"] for content in files}
    assert said == {f"Student {number}": RIGHT if number % 3 else WRONG for number in range(60)}
    assert len(files) == 60


def test_the_notebook_and_the_projector_agree(start, bank):
    """A rehearsal is reset; what one closed stays closed for the other; a kernel that starts anew goes on."""
    running, second = start(), "some-of-four"
    projector = Room(running.address, running.key)

    def fresh():
        """Two votes as a kernel that has just started has them."""
        return [Vote(bank, name, Room(running.address, running.key)) for name in (SINGLE, second)]

    first, other = fresh()
    first.open(1)
    with student(running) as device:
        assert vote(device, 1, RIGHT) == 200
    projector.close()
    assert "1</span> answered" in first.close(1)._repr_html_()
    assert "This vote is over" in first.open(1)._repr_html_()
    assert "forgotten" in first.reset()._repr_html_()
    assert "Open <strong>http" in first.open(1)._repr_html_()
    first, other = fresh()  # while the round is open
    assert "Open <strong>http" in first.open(1)._repr_html_()
    first.close(1)
    other.open(1)
    first.close(1)
    assert not projector.held(second, 1)
    first, other = fresh()
    other.close(1)
    assert "Open <strong>http" in first.open(2)._repr_html_()
    with pytest.raises(ClassError, match="there is no vote 3"):
        first.open(3)
    with pytest.raises(ClassError, match="close it first"):
        other.open(2)
