"""The class server under a full lecture hall: 300 students over loopback, server and students on two cores.

All join at once, all hold their live request, a question is opened, all answer within the same second, the round is
closed. “Arrives” runs from the instructor's request to the moment when the last byte of the question is with a
student; “answer” from sending it to the acknowledgement.

There is no peer in the lock to hold this against: no other class server is there. What stands beside it is the floor,
in the same run: a bare starlette application under the same uvicorn that answers the same number of empty POSTs over
as many connections within the same second. The ratio says what seats, checks and keeping cost beyond it. The students
are simulated in one process that shares the two cores, so times include what that costs, in both alike;
the server's own computing time stands beside them, because a busy machine does not change it.
"""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

STUDENTS = 300
RUNS = 3
BANK, ITEM = "multi_vector_policy", "vector-definition"
PATIENCE = 60  # seconds for each step
BARE = """
import socket, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def nothing(request):
    return JSONResponse({"saved": True})
app = Starlette(routes=[Route("/api/answer", nothing, methods=["POST"])])
listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(f"  Students open   http://127.0.0.1:{listening.getsockname()[1]}/\\nCtrl+C", flush=True)
config = uvicorn.Config(app, access_log=False, lifespan="off", log_level="warning", ws="none", timeout_keep_alive=60)
try:
    uvicorn.Server(config).run(sockets=[listening])
except KeyboardInterrupt:
    pass
"""


class Line:
    """One connection that stays open, as a browser keeps it: the least of an HTTP client."""

    def __init__(self, port: int, cookie: str = "", key: str = ""):
        self.port = port
        self.head = f"Host: 127.0.0.1:{port}\r\n"
        self.head += f"Cookie: {cookie}\r\n" * bool(cookie) + f"Authorization: Bearer {key}\r\n" * bool(key)

    async def open(self):
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
        return self

    async def ask(self, path: str, content=None) -> tuple[int, str, dict]:
        """Return status, cookie and JSON."""
        body = b"" if content is None else json.dumps(content).encode()
        method = "GET" if content is None else "POST"
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        found = await self.reader.readexactly(int(re.search(r"(?i)content-length: (\d+)", head)[1]))
        cookie = re.search(r"(?i)set-cookie: ([^;]+)", head)
        return int(head.split(" ", 2)[1]), cookie[1] if cookie else "", json.loads(found)


class Started:
    """A server in a process of its own, and the address and secrets that it printed."""

    def __init__(self, command: list[str]):
        self.process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
        printed = ""
        while "Ctrl+C" not in printed and (line := self.process.stdout.readline()):
            printed += line
        self.port = int(re.search(r"open\s+http://127\.0\.0\.1:(\d+)/", printed)[1])
        self.code, self.key = (
            found[1] if (found := re.search(words, printed)) else "" for words in (r"and type\s+(\S+)", r'key="(.+?)"')
        )

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.stdout.close()

    def seconds(self) -> float:
        """Return how long the process has been computing: unlike a clock, this does not see who else is busy."""
        times = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> int:
        """Return what the process holds in memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE") // 2**20


class Student:
    """One device: a line for what is held, and one for what is sent."""

    def __init__(self, port: int, cookie: str = ""):
        self.waiting, self.sending = Line(port, cookie), Line(port, cookie)

    async def connect(self):
        """Open both lines."""
        await self.waiting.open()
        await self.sending.open()
        return self

    async def wait(self) -> tuple[float, dict]:
        """Wait for a question and return when it came, and the stage."""
        stage = {"phase": "waiting", "version": ""}
        while stage["phase"] == "waiting":
            _, _, stage = await self.waiting.ask(f"/api/now?after={stage['version']}")
        return perf_counter(), stage

    async def answer(self, after: float, content) -> tuple[float, bool]:
        """Answer after some seconds; return the seconds until it was acknowledged, and whether it was."""
        await asyncio.sleep(after)
        start = perf_counter()
        status, _, said = await self.sending.ask("/api/answer", content)
        return perf_counter() - start, status == 200 and said == {"saved": True}


async def everybody(calls) -> list:
    """Return what all give, within the time that is allowed."""
    async with asyncio.timeout(PATIENCE):
        return await asyncio.gather(*calls)


async def join(port: int, code: str) -> tuple[float, str]:
    """Take a seat; return the seconds it took, and its cookie."""
    start = perf_counter()
    line = await Line(port).open()
    _, cookie, _ = await line.ask("/api/join", {"code": code})
    line.writer.close()
    return perf_counter() - start, cookie


def moments() -> list[float]:
    """Return when each student answers: some time within one second, the same in every run."""
    random = Random(6)
    return [random.random() for _ in range(STUDENTS)]


class Watch:
    """What was measured: for each thing that all did, the seconds of each, the server's own seconds, the errors."""

    def __init__(self, server: Started):
        self.server, self.rows, self.before = server, [], 0.0

    def start(self):
        """Begin with the next thing."""
        self.before = self.server.seconds()

    def note(self, what: str, seconds: list[float], errors: int):
        """Note what all did."""
        self.rows.append((what, seconds, self.server.seconds() - self.before, errors))


async def floor(server: Started) -> Watch:
    """Let a bare application answer."""
    watch = Watch(server)
    students = await everybody(Student(server.port).connect() for _ in range(STUDENTS))
    watch.start()
    answers = await everybody(one.answer(at, {}) for one, at in zip(students, moments(), strict=True))
    watch.note("floor: bare empty POST", [seconds for seconds, _ in answers], sum(not ok for _, ok in answers))
    return watch


async def lesson(server: Started) -> Watch:
    """Let a class join, wait, answer and be closed."""
    watch, port = Watch(server), server.port
    watch.start()
    joins = await everybody(join(port, server.code) for _ in range(STUDENTS))
    watch.note("join", [seconds for seconds, _ in joins], sum(not cookie for _, cookie in joins))
    students = await everybody(Student(port, cookie).connect() for _, cookie in joins)
    teacher = await Line(port, key=server.key).open()
    waits = [asyncio.create_task(one.wait()) for one in students]
    await asyncio.sleep(2)  # all are held now
    watch.start()
    start = perf_counter()
    await teacher.ask("/api/ask", {"item": ITEM})
    came = await everybody(waits)
    watch.note("question arrives", [at - start for at, _ in came], sum(got["phase"] != "open" for _, got in came))
    stage = came[0][1]
    options = [option["id"] for option in stage["item"]["options"]]
    given = {"item": ITEM, "round": stage["round"], "certainty": "think"}
    contents = [given | {"response": options[number % len(options)]} for number in range(STUDENTS)]
    plan = zip(students, moments(), contents, strict=True)
    watch.start()
    answers = await everybody(one.answer(at, content) for one, at, content in plan)
    refused = sum(not ok for _, ok in answers)
    _, _, closed = await teacher.ask("/api/close", {})
    lost = STUDENTS - closed.get("answered", 0)
    watch.note("answer", [seconds for seconds, _ in answers], max(refused, lost))
    return watch


def measure(command: list[str], lead) -> list[tuple]:
    """Start a server, let a class use it, and return what was measured with the memory that the server then holds."""
    with Started(command) as server:
        rows = asyncio.run(lead(server)).rows
        return [(*row, server.megabytes()) for row in rows]


def run() -> list[dict]:
    """Return a row for the floor and for each thing that a class does: of three runs the one with the middle median."""
    os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))  # the servers inherit it
    ours = ["-m", "seminar", "class", BANK, "--port", "0"]
    runs = [measure(["-c", BARE], floor) + measure(ours, lesson) for _ in range(RUNS)]
    measured = [sorted(same, key=lambda row: median(row[1]))[RUNS // 2] for same in zip(*runs, strict=True)]
    least = measured[0]
    return [
        {
            f"{STUDENTS} students": what,
            **{f"{name} ms": at * 1000 for name, at in zip(("p50", "p95", "max"), marks(seconds), strict=True)},
            # Only answers come as the floor's do, within a second and not all at once.
            "p50, times the floor": median(seconds) / median(least[1]) if what in (least[0], "answer") else "",
            "server's ms each": computing / STUDENTS * 1000,
            "times the floor": computing / least[2],
            "errors in all runs": sum(row[3] for same in runs for row in same if row[0] == what),
            "server MB": memory,
        }
        for what, seconds, computing, _, memory in measured
    ]


def marks(seconds: list[float]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the longest."""
    return median(seconds), quantiles(seconds, n=20, method="inclusive")[18], max(seconds)
