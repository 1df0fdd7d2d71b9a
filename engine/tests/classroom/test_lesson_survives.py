"""A lecture of 300 behind one address, with a hostile device, a kill in the middle and a full disk at the end."""

import asyncio
import json
import os
import re
import resource
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from seminar.classroom.notebook.room_client import Room as Client
from seminar.classroom.room import export, saving
from seminar.classroom.room import lesson_journal as journal
from seminar.classroom.room.room import Room
from seminar.cli import main
from seminar.errors import ClassError
from seminar.quiz.answers.response_file import read_all
from seminar.quiz.parts.option_ids import option_id

SINGLE, RIGHT, WRONG = "one-of-four", option_id("openness"), option_id("brevity")
STUDENTS = 300
PATIENCE = 60  # seconds for each step
# The command in a process whose disk is full below one folder as soon as a file of that name with “.full” is there.
FULL = """
import errno, os, sys
from seminar.cli import main
out = sys.argv[sys.argv.index("--out") + 1]
def unless_full(call):
    def called(file, *rest):
        if os.path.exists(out + ".full") and os.readlink(f"/proc/self/fd/{file}").startswith(out + "/"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return call(file, *rest)
    return called
os.write, os.fsync = unless_full(os.write), unless_full(os.fsync)
sys.exit(main())
"""


def free_port() -> str:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


class Hall:
    """Everybody's devices: one client, and the cookie of each student."""

    def __init__(self, running):
        self.address, self.code = running.address, running.code
        self.cookies: list[str] = []
        self.acknowledged: list[dict[int, str]] = []

    async def ask(self, path: str, content: dict, cookie: str = "") -> tuple[int, str]:
        """Send JSON over a connection of its own; return the status and the cookie that was given."""
        body = json.dumps(content).encode()
        host = self.address.removeprefix("http://")
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n"
        reader, writer = await asyncio.open_connection(*host.split(":"))
        try:
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = (await reader.read()).decode()
        finally:
            writer.close()
        if not answer:
            raise ConnectionResetError("the other side went away")
        given = re.search(r"(?i)set-cookie: ([^;]+)", answer)
        return int(answer.split(" ")[1]), given[1] if given else ""

    async def join(self):
        """Let all come in at once."""

        async def one(number):
            status, cookie = await self.ask("/api/join", {"code": self.code, "name": f"Student {number}"})
            assert status == 200
            return cookie

        async with asyncio.timeout(PATIENCE):
            self.cookies = await asyncio.gather(*map(one, range(STUDENTS)))

    async def vote(self, number, over=lambda many: None):
        """Let everybody vote within a second, until it is acknowledged, and ``over`` know how many were."""
        acknowledged = {}
        self.acknowledged.append(acknowledged)

        async def one(student):
            response = (RIGHT, WRONG)[(student + number) % 2]
            given = {"item": SINGLE, "round": number, "response": response, "certainty": "think"}
            await asyncio.sleep(student / STUDENTS)
            while student not in acknowledged:
                try:
                    status, _ = await self.ask("/api/answer", given, self.cookies[student])
                except OSError:
                    await asyncio.sleep(0.2)  # as the page does, only sooner
                    continue
                assert status == 200
                acknowledged[student] = response
                over(len(acknowledged))

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*map(one, range(STUDENTS)))


def hoard(port: str, many: int) -> list[socket.socket]:
    """Open connections that never say a word."""
    return [socket.create_connection(("127.0.0.1", int(port)), timeout=10) for _ in range(many)]


def limited(address: str) -> bool:
    """Send wrong codes without a pause, each as if for another address, and say whether that was limited."""
    with httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE) as device:
        for number in range(200):
            elsewhere = {"X-Forwarded-For": f"10.0.0.{number}"}
            status = device.post("/api/join", json={"code": "AAAAAA"}, headers=elsewhere).status_code
            if status == 429:
                return number >= 60
            assert status == 403
    return False


def run(call):
    """Run a coroutine in a thread: the browser's driver keeps a loop running in this one while other tests use it."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, call).result(4 * PATIENCE)


def said(folder: Path) -> dict[str, str]:
    """Return what stands in the files of a round, by student."""
    everybody, problems = read_all([folder])
    assert problems == []
    return {one.student: one.banks["tiny"]["items"][SINGLE]["response"] for one in everybody}


def test_every_acknowledged_vote_of_a_lecture_is_kept_and_exported(start, bank, tmp_path, capsys):
    """Wrong codes and silent connections from the same address, kill -9 while all vote, no room at the end."""
    out, port = tmp_path / "said", free_port()
    (tmp_path / "tmp").mkdir()
    how = {"program": ("-c", FULL), "env": os.environ | {"TMPDIR": str(tmp_path / "tmp")}}
    running = start("--out", str(out), "--port", port, **how)
    hall = Hall(running)
    silent = hoard(port, 2500)
    assert limited(running.address)
    run(hall.join())
    room = Client(running.address, key=running.key)
    assert room.joined == STUDENTS
    room.ask(SINGLE)
    again = []

    def kill_in_the_middle(many):
        if many >= STUDENTS // 2 and not again:
            running.process.kill()
            running.process.wait()
            again.append(start("--out", str(out), "--port", port, **how))

    run(hall.vote(1, kill_in_the_middle))
    (running_again,) = again
    assert "goes on: 300 seats" in running_again.printed
    assert (running_again.code, running_again.key) == (running.code, running.key)
    assert room.close() == STUDENTS
    first = said(out / SINGLE / "round-1")
    assert first == {f"Student {student}": response for student, response in hall.acknowledged[0].items()}
    assert len(first) == STUDENTS

    Path(f"{out}.full").touch()
    room.ask(SINGLE)
    run(hall.vote(2))
    with pytest.raises(ClassError, match="No space left on device"):
        room.close()
    status, words = running_again.stop(signal.SIGHUP, 3)
    assert (status, "Traceback" in words) == (1, False)
    other = Path(re.search(r"written to (\S+) instead", words)[1])
    for number, votes in enumerate(hall.acknowledged, 1):
        kept = said(other / SINGLE / f"round-{number}")
        assert kept == {f"Student {student}": response for student, response in votes.items()}
    rounds = [str(other / SINGLE / f"round-{number}") for number in (1, 2)]
    assert main(["quiz", "merge-rounds", *rounds, "--bank", str(bank.path)]) == 0
    head, row = (line.split(",") for line in capsys.readouterr().out.splitlines())
    assert dict(zip(head, row, strict=True))["n"] == str(STUDENTS)
    for one in silent:
        one.close()


@pytest.mark.parametrize("files", [256, 8192])
def test_who_hoards_connections_shuts_nobody_out(start, files):
    """Few or many descriptors: students and the instructor get in, silence is cut off, the window stays empty."""

    def few():
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    running = start(preexec_fn=few)
    port = running.address.rpartition(":")[2]
    silent = hoard(port, min(3 * files, 4000))
    half = [socket.create_connection(("127.0.0.1", int(port)), timeout=10) for _ in range(50)]
    for one in half:
        one.sendall(b"POST /api/join HTTP/1.1\r\nHost: 127")
    room = Client(running.address, key=running.key)
    with httpx.Client(base_url=running.address, trust_env=False, timeout=10) as student:
        for _ in range(10):
            student.cookies.clear()
            assert student.post("/api/join", json={"code": running.code}).status_code == 200
        assert room.ask(SINGLE) == 1
        given = {"item": SINGLE, "round": 1, "response": RIGHT}
        assert student.post("/api/answer", json=given).status_code == 200
    assert room.close() == 1
    until = monotonic() + 25
    while not all(map(cut_off, silent + half)) and monotonic() < until:
        sleep(0.5)
    assert all(map(cut_off, silent + half))
    _, words = running.stop()
    assert len(words.splitlines()) < 10
    for one in silent + half:
        one.close()


def cut_off(connection: socket.socket) -> bool:
    """Say whether the other side has closed it."""
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_a_seat_keeps_its_connection_while_its_address_is_flooded(start):
    """A phone that listens is not the one that is closed for a newcomer of the same address."""
    running = start()
    port = int(running.address.rpartition(":")[2])
    with httpx.Client(base_url=running.address, trust_env=False) as joining:
        cookie = joining.post("/api/join", json={"code": running.code}).headers["set-cookie"].partition(";")[0]
    phone = HTTPConnection("127.0.0.1", port, timeout=10)
    phone.request("GET", "/api/now", headers={"Cookie": cookie})
    version = json.loads(phone.getresponse().read())["version"]
    phone.request("GET", f"/api/now?after={version}", headers={"Cookie": cookie})
    silent = hoard(str(port), 2200)
    Client(running.address, key=running.key).ask(SINGLE)
    assert json.loads(phone.getresponse().read())["phase"] == "open"
    for one in (phone, *silent):
        one.close()


@pytest.fixture
def lesson(bank, tmp_path):
    """A room whose first round is closed and whose second is open, with its journal, as a kill leaves it."""
    room = Room(bank)
    kept, again = journal.begin(room, tmp_path / "said")
    assert not again
    aru, dana, stuffed = (room.join(room.code, name) for name in ("Aru", "Dana", "Stuffed"))
    room.ask(SINGLE)
    for seat in (aru, dana, stuffed):
        room.answer(seat, SINGLE, 1, WRONG)
    room.answer(dana, SINGLE, 1, None)
    room.close()
    room.ask("yes-or-no")
    room.close()
    room.reset("yes-or-no")
    room.ask(SINGLE)
    room.answer(aru, SINGLE, 2, RIGHT, "sure")
    room.remove([stuffed.number])
    room.renew()
    room.lock()
    kept.close()
    return room


def taken_up(bank, folder):
    """Return the room that is taken up from a folder."""
    room = Room(bank)
    kept, again = journal.begin(room, folder)
    kept.close()
    assert again
    return room


def test_all_of_a_lesson_is_taken_up(lesson, bank, tmp_path):
    """Seats with their tokens, votes, rounds, codes and key, and what was removed, reset, renewed and locked."""
    room = taken_up(bank, tmp_path / "said")
    assert list(journal.events(room)) == list(journal.events(lesson))
    assert room.current.open
    assert [one.answers.keys() for one in room.rounds[SINGLE]] == [{1}, {1}]
    assert room.seats.keys() == lesson.seats.keys()
    assert room.version != lesson.version
    room.lock(False)
    assert room.join(room.code).number == 4


def test_a_line_that_was_being_written_when_the_process_died_is_left_out(lesson, bank, tmp_path):
    """Nobody was told that it was kept; a line that is broken in the middle is named."""
    path = tmp_path / "said" / journal.NAME
    whole = path.read_bytes()
    for cut in range(1, 60):
        path.write_bytes(whole + whole.splitlines()[-1][:cut])
        assert taken_up(bank, tmp_path / "said").seats.keys() == lesson.seats.keys()
    for broken in (
        b"{",
        b"[]",
        b"7",
        b'{"did": "fly"}',
        b'{"did": "seat"}',
        b"\xff",
        b'{"did": "open", "item": "gone"}',
    ):
        path.write_bytes(whole + broken + b"\n")
        with pytest.raises(ClassError) as refused:
            journal.begin(Room(bank), tmp_path / "said")
        assert (refused.value.path, refused.value.line) == (path, len(whole.splitlines()) + 1)
        assert path.read_bytes() == whole + broken + b"\n"


def test_another_banks_lesson_and_another_process_are_refused(lesson, bank, tmp_path):
    """In a sentence, and what lies there stays as it is; a folder of something else too."""
    other = Room(bank)
    other.bank = replace(bank, stem="other")
    before = (tmp_path / "said" / journal.NAME).read_bytes()
    with pytest.raises(ClassError, match="a class of the bank tiny was held here"):
        journal.begin(other, tmp_path / "said")
    assert (tmp_path / "said" / journal.NAME).read_bytes() == before
    kept, _ = journal.begin(Room(bank), tmp_path / "said")
    with pytest.raises(ClassError, match="another class is being held"):
        journal.begin(Room(bank), tmp_path / "said")
    kept.close()
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "letter.txt").touch()
    with pytest.raises(ClassError, match="not an empty folder"):
        journal.begin(Room(bank), tmp_path / "else")


def test_a_lesson_of_an_earlier_edition_goes_on_and_another_courses_does_not(lesson, bank, tmp_path):
    """An earlier edition called its lessons by its own name and named no course; a third name is none of ours."""
    bank = replace(bank, course=replace(bank.course, formerly="points"))
    path = tmp_path / "said" / journal.NAME
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    head = json.loads(first)
    earlier = {name: value for name, value in head.items() if name != "course"} | {"format": "points-lesson"}
    for changed, sentence in (
        (earlier | {"format": "elsewhere-lesson"}, "no lesson that this version can take up"),
        (head | {"course": "elsewhere"}, "a class of the course elsewhere was held here"),
    ):
        path.write_text(f"{json.dumps(changed)}\n{rest}", encoding="utf-8")
        with pytest.raises(ClassError, match=sentence):
            journal.begin(Room(bank), tmp_path / "said")
    path.write_text(f"{json.dumps(earlier)}\n{rest}", encoding="utf-8")
    assert taken_up(bank, tmp_path / "said").seats.keys() == lesson.seats.keys()


def test_who_may_read_the_journal_is_its_owner(lesson, tmp_path):
    """The key and the tokens of the seats stand in it."""
    assert (tmp_path / "said" / journal.NAME).stat().st_mode & 0o077 == 0


def test_a_round_that_cannot_be_written_costs_no_other_and_another_folder_is_asked_for(lesson, tmp_path, monkeypatch):
    """One failure for each round, no half file, and the folder that is named instead gets everything."""
    lesson.close()
    out, other, printed = tmp_path / "said", tmp_path / "stick", []
    real = export.write_whole

    def full(path, content):
        if "round-1" in str(path) and out in path.parents:
            raise OSError(28, "No space left on device", str(path))
        real(path, content)

    monkeypatch.setattr(export, "write_whole", full)
    assert saving.finish(lesson, out, printed.append, lambda: other) == 0
    assert any("Votes would be lost" in line and "round 1 of one-of-four (No space" in line for line in printed)
    assert [path.name for path in (out / SINGLE / "round-2").iterdir()] == ["seat-0001.json"]
    assert not list((out / SINGLE / "round-1").iterdir())
    assert said(other / SINGLE / "round-1") == {"Aru": WRONG}
    assert said(other / SINGLE / "round-2") == {"Aru": RIGHT}
    assert (other / journal.NAME).exists()


def test_where_nothing_can_be_written_the_lesson_is_printed_and_can_be_taken_up(lesson, bank, tmp_path, monkeypatch):
    """The lines that are printed are a lesson."""
    lesson.close()
    printed = []

    def full(path, content):
        raise OSError(28, "No space left on device", str(path))

    for module in (export, journal):
        monkeypatch.setattr(module, "write_whole", full)
    assert saving.finish(lesson, tmp_path / "said", printed.append, lambda: None) == 1
    monkeypatch.undo()
    (tmp_path / "copied").mkdir()
    lines = [line for line in printed if line.startswith("{")]
    (tmp_path / "copied" / journal.NAME).write_text("\n".join(lines) + "\n", encoding="utf-8")
    room = taken_up(bank, tmp_path / "copied")
    assert list(journal.events(room)) == list(journal.events(lesson))


def test_the_instructor_who_sits_there_names_another_folder(start, tmp_path):
    """At a terminal the folder is asked for, and everything goes there."""
    out, stick = tmp_path / "said", tmp_path / "stick"
    master, slave = os.openpty()
    running = start("--out", str(out), program=("-c", FULL), stdin=slave)
    room = Client(running.address, key=running.key)
    with httpx.Client(base_url=running.address, trust_env=False) as student:
        student.post("/api/join", json={"code": running.code, "name": "Aru"})
        room.ask(SINGLE)
        assert student.post("/api/answer", json={"item": SINGLE, "round": 1, "response": RIGHT}).status_code == 200
    Path(f"{out}.full").touch()
    os.write(master, f"{stick}\n".encode())
    status, words = running.stop()
    os.close(master)
    os.close(slave)
    assert (status, "Another folder" in words) == (0, True)
    assert said(stick / SINGLE / "round-1") == {"Aru": RIGHT}


def test_nobody_gets_another_address_by_writing_one(start):
    """A header says for whom a proxy asks; where no proxy was named it counts for nothing."""
    assert limited(start().address)


def test_votes_wait_in_memory_while_the_disk_is_full_and_are_written_when_there_is_room(bank, tmp_path, monkeypatch):
    """Also where the disk takes half a line; the instructor is told meanwhile."""
    room = Room(bank)
    kept, _ = journal.begin(room, tmp_path / "said")
    (seat,) = [room.join(room.code, "Aru")]
    real, left = os.write, [10, 0, 0]

    def full(file, content):
        if left:
            if many := left.pop(0):
                return real(file, content[:many])
            raise OSError(28, "No space left on device")
        return real(file, content)

    monkeypatch.setattr(os, "write", full)
    room.ask(SINGLE)
    assert kept.trouble == "No space left on device"
    room.answer(seat, SINGLE, 1, RIGHT)
    kept.write()
    kept.close()
    assert kept.trouble is None
    assert list(journal.events(taken_up(bank, tmp_path / "said"))) == list(journal.events(room))


@pytest.mark.parametrize("name", ["my bank.yml", "банк.yml", "a.b.yml"])
def test_a_bank_whose_answers_could_not_be_read_is_refused_at_the_start(bank, tmp_path, capsys, name):
    """Not after the lesson, when its files are handed to the quiz."""
    path = tmp_path / name
    path.write_bytes(bank.path.read_bytes())
    assert main(["class", str(path), "--port", "0", "--out", str(tmp_path / "said")]) == 2
    assert "such as `my_bank.yml`" in capsys.readouterr().err
    assert not (tmp_path / "said").exists()


def test_an_id_that_no_folder_can_bear_is_refused_at_the_start(bank, tmp_path, capsys):
    """300 letters are more than a file system takes."""
    path = tmp_path / "long.yml"
    path.write_text(bank.path.read_text(encoding="utf-8").replace("id: one-of-four", f"id: {'x' * 300}"))
    assert main(["class", str(path), "--port", "0", "--out", str(tmp_path / "said")]) == 2
    assert "has 300 letters" in capsys.readouterr().err


def test_a_reset_question_leaves_its_files_aside(start, tmp_path):
    """The rehearsal's files are not among those that count, and not lost."""
    out = tmp_path / "said"
    running = start("--out", str(out))
    room = Client(running.address, key=running.key)
    with httpx.Client(base_url=running.address, trust_env=False) as student:
        student.post("/api/join", json={"code": running.code})
        for response in (WRONG, RIGHT):
            assert room.ask(SINGLE) == 1
            student.post("/api/answer", json={"item": SINGLE, "round": 1, "response": response})
            room.close(SINGLE, 1)
            if response == WRONG:
                room.reset(SINGLE)
    running.stop()
    assert said(out / SINGLE / "round-1") == {"Seat 1": RIGHT}
    assert said(out / "set aside" / f"{SINGLE}-1" / "round-1") == {"Seat 1": WRONG}
