"""What students ask the server.

======================================  =====================================================
``POST /api/join``                      ``{"code", "name"}``: a seat, as an HttpOnly cookie
``GET /api/seat``                       a seat's label and its answer in the round on the screen
``GET /api/now?after=version``          the stage, when its version is another one
``POST /api/answer``                    ``{"item", "round", "response", "certainty"}``
======================================  =====================================================

The token of a seat is a cookie and not a script's to keep: no script can read it, it never stands in an address, it
outlives a tab that a phone has thrown away, and it makes one seat of two tabs. ``SameSite=Strict`` keeps other sites'
pages from using it.

Only wrong codes that were typed are limited, by address, because a whole class may come from one: after many of them
a typed code waits a second, right or wrong, and the right one still opens. The QR code carries more than can be guessed
and never waits.
"""

import asyncio
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from seminar.classroom.room.refused import RefusedError
from seminar.classroom.room.seats import Seat
from seminar.classroom.server.door.rate_limit import Paces
from seminar.classroom.server.messages import belongs, content

if TYPE_CHECKING:
    from seminar.classroom.server.app import Server

HELD = 8  # seconds; a connection that has silently died is noticed soon after
WAIT = 1  # seconds for a typed code where many were wrong
WRONG = (60, 0.5)  # wrong codes at once, and a second, from one address
JOINS = (600, 20)  # seats likewise: a large class at once, and no thousands


class StudentApi:
    """The paths that students ask.

    Parameters
    ----------
    server : Server
        Whose they are.
    """

    def __init__(self, server: "Server") -> None:
        self.server, self.room = server, server.room
        self.wrong, self.joins = Paces(*WRONG), Paces(*JOINS)

    def routes(self) -> list[Route]:
        """Return the paths."""
        return [
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/seat", self.seat),
            Route("/api/now", self.now),
            Route("/api/answer", self.answer, methods=["POST"]),
        ]

    async def join(self, request: Request) -> Response:
        """Give out a seat; who has one keeps it."""
        asked = await content(request)
        seat = self.known(request)
        if not seat:
            seat = await self.enter(request, asked)
            self.server.instructors.ring()
        belongs(request, "seat", seat.number)
        answer = JSONResponse(self.seated(seat))
        self.server.set_cookie(answer, "seat", seat.token)
        return answer

    async def enter(self, request: Request, asked: dict[str, Any]) -> Seat:
        """Try a code."""
        address = request.client.host if request.client else ""
        code, name = asked.get("code"), asked.get("name") or ""
        wrong, joins = self.wrong.of(address), self.joins.of(address)
        if wrong.spent and not self.room.invited(code):
            await asyncio.sleep(WAIT)
        if joins.spent:
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "Very many are joining from this network; wait a moment.")
        try:
            seat = self.room.join(code, name)
        except RefusedError as refusal:
            if refusal.status == HTTPStatus.FORBIDDEN and not wrong.allows():
                sentence = "Too many wrong codes came from this network; look at the screen, or scan the code there."
                raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, sentence) from None
            raise
        joins.allows()
        return seat

    def known(self, request: Request) -> Seat | None:
        """Return the seat that a request shows, None where it shows none."""
        seat = self.room.seats.get(request.cookies.get(self.server.cookie("seat"), ""))
        if seat:
            seat.seen = monotonic()
            belongs(request, "seat", seat.number)
        return seat

    def must_know(self, request: Request) -> Seat:
        """Return the seat, or refuse who has none."""
        return self.known(request) or self.room.seats.of(None)

    def seated(self, seat: Seat) -> dict[str, Any]:
        """Return what a seat's page begins with."""
        return {"label": seat.label, "title": self.room.bank.title, "answer": self.room.answer_of(seat)}

    async def seat(self, request: Request) -> Response:
        """Say who somebody is and what they have answered; who has no seat yet is told so."""
        seat = self.known(request)
        return JSONResponse(self.seated(seat) if seat else {"label": None})

    async def now(self, request: Request) -> Response:
        """Return the stage, held until it is another one than the student has."""
        seat = self.must_know(request)
        if not seat.polls.allows():
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "Too many questions at once; wait a moment.")
        if request.query_params.get("after") == str(self.room.stage_version):
            await self.server.students.change(seat.number, HELD)
            self.must_know(request)  # it may have been removed meanwhile
        return self.server.stage().answer(request)

    async def answer(self, request: Request) -> Response:
        """Keep an answer."""
        seat = self.must_know(request)
        if not seat.answers.allows():
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "Too many answers at once; wait a moment.")
        given = await content(request)
        self.must_know(request)
        self.room.answer(seat, *(given.get(name) for name in ("item", "round", "response", "certainty")))
        self.server.instructors.ring()
        return JSONResponse({"saved": True})
