"""A classroom notebook against a running `seminar class`, with students who answer between its cells."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from nbclient import NotebookClient
from notebook_parts import asked, notebook, shown

from betweenblocs.engine import COURSE
from seminar.classroom.notebook.room_client import Room
from seminar.classroom.notebook.slides import MOVES
from seminar.quiz.answers.peer_instruction import compare
from seminar.quiz.bank.bank import bank_path, read_bank
from seminar.quiz.page.compiled import compile_item
from shown_table import counts
from simulated import right_response, wrong_response

STEM = "the_decision"
STUDENTS = 24
DIRECT = build_opener(ProxyHandler({}))


@pytest.fixture
def class_server():
    """A class on a free port: its address, the key and the code."""
    command = [sys.executable, "-m", "seminar", "class", STEM, "--port", "0"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        said = ""
        for line in running.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        address, key = re.search(r'Room\("(.+?)", key="(.+?)"\)', said).groups()
        yield address, key, re.search(r"and type +(\S+)", said)[1]
    finally:
        running.terminate()
        running.wait(30)
        running.stdout.close()


class Student:
    """Somebody with a phone."""

    def __init__(self, address: str, code: str, number: int):
        self.address, self.cookie = address, ""
        answer = self.post("join", {"code": code, "name": f"Student {number:02}"})
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def post(self, path: str, content: dict):
        """Send what the page sends."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        request = Request(f"{self.address}/api/{path}", json.dumps(content).encode(), headers)
        with DIRECT.open(request, timeout=30) as answer:
            answer.read()
            return answer


def test_a_class_in_the_room_sees_what_it_said(class_server, tmp_path):
    """Students vote twice over the server; the slides count them, and the shifts are those of the server's answers."""
    address, key, code = class_server
    bank, random = read_bank(bank_path(STEM, COURSE)), Random(7)
    book = notebook(STEM)
    (source,) = (cell for cell in book.cells if cell.id == "rounds")
    source.source = re.sub(r"^# (from |rounds = Room)", r"\1", source.source, flags=re.M)
    # What is typed into the cell's field, a notebook without a page cannot ask for.
    typed = source.source.replace('getpass("Key: ")', repr(key))
    source.source = typed.replace("http://127.0.0.1:8300", address)
    students = [Student(address, code, number) for number in range(STUDENTS)]

    def vote(cell, **_):
        opened = re.fullmatch(r"open-(first|second)-(\d)", cell.id)
        if not opened:
            return
        number = 1 if opened[1] == "first" else 2
        item = compile_item(bank.item(asked(book)[int(opened[2]) - 1]))
        for student in students[: STUDENTS - 3 * (number - 1)]:
            right = random.random() < (0.4, 0.7)[number - 1]
            response = right_response(item) if right else wrong_response(item, random)
            said = {"item": item["id"], "round": number, "response": response, "certainty": None}
            student.post("answer", said)

    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(book, timeout=60, resources=where, on_cell_executed=vote).execute()

    room = Room(address, key)
    for number, name in enumerate(asked(book), 1):
        assert code in shown(book, f"open-first-{number}").text
        assert shown(book, f"open-first-{number}").svg
        assert shown(book, f"close-first-{number}").select_one(".bb-many").text == str(STUDENTS)
        assert shown(book, f"close-second-{number}").select_one(".bb-many").text == str(STUDENTS - 3)
        (row,) = compare([bank], room.responses(name, 1), room.responses(name, 2))
        assert row["n"] == STUDENTS - 3
        moved = shown(book, f"moved-{number}")
        assert counts(moved.table) == {words: [row[shift]] for shift, (_, words) in MOVES.items()}
        assert "3 voted only once" in moved.text
    everything = " ".join(shown(book, cell.id).text for cell in book.cells if cell.get("outputs"))
    assert not re.search(r"Student \d", everything)
    assert key not in everything
    assert not list(Path(tmp_path).iterdir())
