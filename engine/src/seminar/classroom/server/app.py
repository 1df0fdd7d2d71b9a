"""The room as a web server: a page for students, one for the projector, and the paths that both and notebooks ask.

``student_api.py`` holds what students ask, ``teacher_api.py`` what the instructor asks; here is what both share.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from seminar.classroom.room.export import contents, set_aside
from seminar.classroom.room.lesson_journal import Journal
from seminar.classroom.room.refused import RefusedError
from seminar.classroom.room.room import Room
from seminar.classroom.room.rounds import Round
from seminar.classroom.room.saving import Saving
from seminar.classroom.room.stage import stage
from seminar.classroom.server.door.guard import Guard
from seminar.classroom.server.long_poll import Waiting
from seminar.classroom.server.messages import broken, gone, refused
from seminar.classroom.server.pages import Page, pages
from seminar.classroom.server.student_api import StudentApi
from seminar.classroom.server.teacher_api import TeacherApi

HOURS = 12  # a cookie outlives the lecture and not the day
AGAIN = 5  # beats between two tries to write a round


class Server:
    """A room and those who wait for something to happen in it.

    Parameters
    ----------
    room : Room
        The class.
    address : str
        What students open.
    out : Path, optional
        Where every round is written when it is closed.
    journal : Journal, optional
        Where every event is written; it is there where ``out`` is.
    proxied : bool
        Whether the address is that of a proxy on this machine.
    """

    def __init__(
        self,
        room: Room,
        address: str,
        out: Path | None = None,
        journal: Journal | None = None,
        proxied: bool = False,
    ) -> None:
        self.room, self.address, self.out, self.journal, self.proxied = room, address, out, journal, proxied
        self.saving = Saving(room, out) if out else None
        self.students, self.instructors = Waiting(), Waiting()
        self.ticket: str | None = token_urlsafe(16)  # opens the instructor's page once
        self.staged: tuple[int, Page] | None = None
        self.writing = asyncio.Lock()
        self.beats = 0
        self.said: str | None = None

    def stage(self) -> Page:
        """Return the stage as it goes to everybody, made once."""
        if not self.staged or self.staged[0] != self.room.stage_version:
            made = json.dumps(stage(self.room)).encode()
            self.staged = self.room.stage_version, Page(made, "application/json")
        return self.staged[1]

    def changed(self) -> None:
        """Let everybody who waits see what is new."""
        self.students.ring()
        self.instructors.ring()

    def cookie(self, kind: str) -> str:
        """Return a cookie's name: two rooms on one machine do not take each other's seats."""
        return f"{kind}-{self.room.id}"

    def set_cookie(self, answer: Response, kind: str, token: str) -> None:
        """Give a browser something to keep that no script can read and no other site can use."""
        answer.set_cookie(
            self.cookie(kind),
            token,
            max_age=HOURS * 3600,
            httponly=True,
            samesite="strict",
            secure=self.address.startswith("https://"),
        )

    async def keep(self, round_: Round) -> str | None:
        """Write a closed round where that was asked for; return why it could not be written."""
        if not self.saving:
            return None
        async with self.writing:
            files = contents(self.room, round_)  # made here and written there: meanwhile others may join
            return await run_in_threadpool(self.saving.write, round_, files)

    async def set_aside(self, item_id: str) -> None:
        """Put the files of forgotten rounds out of the way."""
        if self.saving and self.out:
            async with self.writing:
                self.saving.forget(item_id)
                with suppress(OSError):
                    await run_in_threadpool(set_aside, self.out, item_id)

    def trouble(self) -> str | None:
        """Return a sentence on what is in memory only although it was to be kept, None where all is well."""
        if self.journal and self.journal.trouble:
            return f"votes are not written to {self.out} now ({self.journal.trouble}). Make room; it is tried again."
        return self.saving.trouble if self.saving else None

    async def beat(self) -> None:
        """Do what is due every second: bring votes to the disk, and try again what failed."""
        self.beats += 1
        if self.journal:
            self.journal.write()
            await run_in_threadpool(self.journal.sync)
        if self.saving and self.beats % AGAIN == 0:
            for round_, _ in list(self.saving.left.values()):
                await self.keep(round_)
        if self.said != (said := self.trouble()):
            self.said = said
            self.room.version += 1
            self.instructors.ring()

    def end(self) -> None:
        """Tell everybody that the class is over."""
        self.room.end()
        self.changed()

    def application(self, host: str) -> Starlette:
        """Return the web application.

        Parameters
        ----------
        host : str
            The host at which it listens.
        """
        routes = [Route(path, page.answer) for path, page in pages().items()]
        routes += StudentApi(self).routes() + TeacherApi(self).routes()
        # Each takes its own kind of error only, which Starlette's types cannot say.
        handlers: dict[type[Exception], Callable[[Request, Any], Awaitable[Response]]] = {
            RefusedError: refused,
            HTTPException: refused,
            ClientDisconnect: gone,
            Exception: broken,
        }
        hosts = {host.lower(), (urlsplit(self.address).hostname or "").lower()}
        return Starlette(routes=routes, middleware=[Middleware(Guard, hosts=hosts)], exception_handlers=handlers)
