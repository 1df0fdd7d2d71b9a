"""A class with the bank that has every type once: as rules alone, and as the command that an instructor starts."""

import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from time import sleep

import pytest

from in_second_course import tmp_path
from second_course import TINY_BANK
from seminar.classroom.room.room import Room
from seminar.quiz.bank.bank import read_bank

__all__ = ["tmp_path"]


@dataclass
class Running:
    """A class server in a process of its own, and what it printed at first."""

    process: subprocess.Popen
    printed: str

    def _said(self, words: str) -> str:
        return re.search(rf"^  {words}\s+(\S+)", self.printed, re.MULTILINE)[1]

    @property
    def address(self) -> str:
        """What students open, without the slash."""
        return self._said("Students open").rstrip("/")

    @property
    def code(self) -> str:
        """What students type."""
        return self._said("and type")

    @property
    def teach(self) -> str:
        """What the instructor opens."""
        return self._said("You open")

    @property
    def key(self) -> str:
        """What tells the instructor from students."""
        return re.search(r'key="(.+?)"', self.printed)[1]

    def stop(self, how=signal.SIGINT, times=1) -> tuple[int, str]:
        """End the class as Ctrl+C does, and return its exit status and its last words."""
        for _ in range(times):
            self.process.send_signal(how)
            sleep(0.05)
        return self.process.wait(20), self.process.stdout.read()


@pytest.fixture
def start():
    """Start class servers that end with the test."""
    processes = []

    def start_(*arguments, bank=TINY_BANK, program=("-m", "seminar"), **how) -> Running:
        port = () if "--port" in arguments else ("--port", "0")
        command = [sys.executable, *program, "class", str(bank), *port, *map(str, arguments)]
        how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True} | how
        process = subprocess.Popen(command, **how)
        processes.append(process)
        printed = ""
        while "Ctrl+C" not in printed and (line := process.stdout.readline()):
            printed += line
        return Running(process, printed)

    yield start_
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="session")
def bank():
    """A small bank with every type once."""
    return read_bank(TINY_BANK)


@pytest.fixture
def room(bank) -> Room:
    """A room in which nobody sits yet."""
    return Room(bank)
