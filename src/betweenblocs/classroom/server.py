"""The room as a web server: a page for students, one for the projector, and the paths that both and notebooks ask.

=====================================  ====================================================================
``GET /`` and ``GET /teach``           the two pages; neither holds a code or a key
``POST /api/join``                     ``{"code", "name"}``: a seat, as an HttpOnly cookie
``GET /api/seat``                      a seat's label and its answer in the round on the screen
``GET /api/now?after=version``         the stage, when its version is another one
``POST /api/answer``                   ``{"item", "round", "response", "certainty"}``
``GET /api/room?after=version``        the board          (from here on with ``Authorization: Bearer key``)
``GET /api/stage``                     the stage
``GET /api/invitation``                address, code and QR code
``POST /api/ask``, ``close``, ``show`` ``{"item"}``, ``{}``, ``{"what", "on"}``
``GET /api/responses/item/round``      what was answered in a closed round
=====================================  ====================================================================

The token of a seat is a cookie and not a script's to keep: no script can read it, it never stands in an address, it
outlives a tab that a phone has thrown away, and it makes one seat of two tabs. ``SameSite=Strict`` keeps other sites'
pages from using it.
"""

import json
from http import HTTPStatus
from pathlib import Path
from secrets import compare_digest

import segno
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from betweenblocs.classroom.export import contents, folder, save
from betweenblocs.classroom.guard import Guard
from betweenblocs.classroom.messages import broken, content, gone, refused
from betweenblocs.classroom.pace import Pace
from betweenblocs.classroom.pages import Page, pages
from betweenblocs.classroom.refused import RefusedError
from betweenblocs.classroom.room import Room
from betweenblocs.classroom.seats import Seat
from betweenblocs.classroom.waiting import Waiting

HELD = 25  # seconds; many networks cut what is silent for 30
HOURS = 12  # a seat's cookie outlives the lecture and not the day
ADDRESSES = 4096  # whose wrong codes are remembered


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
    """

    def __init__(self, room: Room, address: str, out: Path | None = None):
        self.room, self.address, self.out = room, address, out
        self.students, self.instructors = Waiting(), Waiting()
        self.guesses: dict[str, Pace] = {}
        self.staged: tuple[int, Page] | None = None
        self.cookie = f"seat-{room.code}"  # two rooms on one machine do not take each other's seats

    # What a student asks

    async def join(self, request: Request) -> Response:
        """Give out a seat; who has one keeps it."""
        asked = await content(request)
        token = request.cookies.get(self.cookie)
        if token not in self.room.seats:
            token = self._enter(request, asked)
            self.instructors.ring()
        answer = JSONResponse(self._seated(self.room.seats[token]))
        answer.set_cookie(self.cookie, token, max_age=HOURS * 3600, httponly=True, samesite="strict")
        return answer

    def _enter(self, request: Request, asked: dict) -> str:
        """Try a code; one address may guess wrong so often, and a whole class may come from one."""
        if len(self.guesses) > ADDRESSES:
            self.guesses.clear()
        pace = self.guesses.setdefault(request.client.host if request.client else "", Pace(60, 0.5))
        if not pace.allows():
            raise RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS, "Too many wrong codes; wait a minute and look at the screen."
            )
        token = self.room.join(asked.get("code"), asked.get("name") or "")
        pace.give_back()
        return token

    def _seat(self, request: Request) -> Seat:
        return self.room.seats.of(request.cookies.get(self.cookie))

    def _seated(self, seat: Seat) -> dict:
        known = self.room.answer_of(seat)
        return {"label": seat.label, "title": self.room.bank.title, "answer": known}

    async def seat(self, request: Request) -> Response:
        """Say who somebody is and what they have answered; who has no seat yet is told so."""
        seat = self.room.seats.get(request.cookies.get(self.cookie))
        return JSONResponse(self._seated(seat) if seat else {"label": None})

    async def now(self, request: Request) -> Response:
        """Return the stage, held until it is another one than the student has."""
        seat = self._seat(request)
        if not seat.polls.allows():
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "Too many questions at once; wait a moment.")
        if request.query_params.get("after") == str(self.room.stage_version):
            await self.students.change(seat.number, HELD)
        return self._stage().answer(request)

    def _stage(self) -> Page:
        """Return the stage as it goes to everybody, made once."""
        if not self.staged or self.staged[0] != self.room.stage_version:
            self.staged = self.room.stage_version, Page(json.dumps(self.room.stage()).encode(), "application/json")
        return self.staged[1]

    async def answer(self, request: Request) -> Response:
        """Keep an answer."""
        seat = self._seat(request)
        if not seat.answers.allows():
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "Too many answers at once; wait a moment.")
        given = await content(request)
        self.room.answer(seat, *(given.get(name) for name in ("item", "round", "response", "certainty")))
        self.instructors.ring()
        return JSONResponse({"saved": True})

    # What the instructor asks

    def _instructor(self, request: Request):
        """Refuse who does not have the key."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not compare_digest(given.encode(), self.room.key.encode()):
            raise RefusedError(HTTPStatus.FORBIDDEN, "This is not the instructor's key that the server printed.")

    async def board(self, request: Request) -> Response:
        """Return the board, held until it is another one than the page has."""
        self._instructor(request)
        if request.query_params.get("after") == str(self.room.version):
            await self.instructors.change(object(), HELD)
        return JSONResponse(self.room.board())

    async def stage(self, request: Request) -> Response:
        """Return the stage."""
        self._instructor(request)
        return self._stage().answer(request)

    async def invitation(self, request: Request) -> Response:
        """Return what students need to come in."""
        self._instructor(request)
        # What stands behind # is not sent, so the code is in nobody's log.
        code = segno.make(f"{self.address}/#{self.room.code}", error="m", micro=False)
        svg = code.svg_inline(border=3, light="#fff", dark="#000", omitsize=True)
        return JSONResponse({"address": self.address, "code": self.room.code, "svg": svg})

    async def ask(self, request: Request) -> Response:
        """Open a round."""
        self._instructor(request)
        opened = self.room.ask((await content(request)).get("item"))
        self._changed()
        return JSONResponse({"round": opened.number})

    async def close(self, request: Request) -> Response:
        """Close the round and write it down."""
        self._instructor(request)
        closed = self.room.close()
        self._changed()
        if self.out:
            try:
                # Made here and written there: meanwhile others may join.
                await run_in_threadpool(save, contents(self.room, closed), folder(self.out, closed))
            except OSError as error:
                why = f"the round is closed, but {self.out} could not be written ({error.strerror})"
                return JSONResponse({"error": f"{why}; make room, it is tried again at the end"}, 507)
        return JSONResponse({"answered": len(closed.answers)})

    async def show(self, request: Request) -> Response:
        """Show something of the closed round, or hide it."""
        self._instructor(request)
        asked = await content(request)
        self.room.show(asked.get("what"), asked.get("on") is not False)
        self._changed()
        return JSONResponse({"shown": sorted(self.room.shown)})

    async def responses(self, request: Request) -> Response:
        """Return a closed round as response files."""
        self._instructor(request)
        closed = self.room.closed(request.path_params["item"], request.path_params["round"])
        return JSONResponse({"responses": list(contents(self.room, closed).values()) if closed else []})

    def end(self):
        """Tell everybody that the class is over."""
        self.room.end()
        self._changed()

    def _changed(self):
        self.students.ring()
        self.instructors.ring()

    def application(self, host: str) -> Starlette:
        """Return the web application.

        Parameters
        ----------
        host : str
            The host at which it listens.
        """
        routes = [Route(path, page.answer) for path, page in pages().items()] + [
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/seat", self.seat),
            Route("/api/now", self.now),
            Route("/api/answer", self.answer, methods=["POST"]),
            Route("/api/room", self.board),
            Route("/api/stage", self.stage),
            Route("/api/invitation", self.invitation),
            Route("/api/ask", self.ask, methods=["POST"]),
            Route("/api/close", self.close, methods=["POST"]),
            Route("/api/show", self.show, methods=["POST"]),
            Route("/api/responses/{item}/{round:int}", self.responses),
        ]
        handlers = {RefusedError: refused, HTTPException: refused, ClientDisconnect: gone, Exception: broken}
        return Starlette(routes=routes, middleware=[Middleware(Guard, host=host)], exception_handlers=handlers)
