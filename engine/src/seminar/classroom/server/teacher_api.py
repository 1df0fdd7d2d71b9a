"""What the instructor asks the server, with ``Authorization: Bearer key`` or with the cookie that the page gets.

=========================================  ====================================================================
``POST /api/teach``                        ``{"ticket"}`` or ``{"key"}``: the instructor's cookie
``GET /api/room?after=version``            the board
``GET /api/stage``                         the stage
``GET /api/invitation``                    address, code, and the QR code as rows of 0 and 1
``GET /api/seats``                         who has a seat
``POST /api/lock``, ``renew``, ``remove``  ``{"on"}``, ``{}``, ``{"seats"}``
``POST /api/ask``, ``close``               ``{"item", "round"}``; without a round the next, without an item the open one
``POST /api/show``, ``reset``              ``{"what", "on"}``, ``{"item"}``
``GET /api/responses/item/round``          what was answered in a closed round
=========================================  ====================================================================
"""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from seminar.classroom.room.export import contents
from seminar.classroom.room.refused import RefusedError
from seminar.classroom.room.room import same
from seminar.classroom.room.stage import board
from seminar.classroom.server.messages import belongs, content
from seminar.classroom.server.student_api import HELD

if TYPE_CHECKING:
    from seminar.classroom.server.app import Server

GRACE = 0.5  # seconds in which what is half typed, or on its way, still comes


Call = Callable[[Request], Awaitable[Response]]


class TeacherApi:
    """The paths that the instructor asks.

    Parameters
    ----------
    server : Server
        Whose they are.
    """

    def __init__(self, server: "Server") -> None:
        self.server, self.room = server, server.room

    def routes(self) -> list[Route]:
        """Return the paths."""
        reads = {"room": self.board, "stage": self.stage, "invitation": self.invitation, "seats": self.seats}
        reads["responses/{item}/{round}"] = self.responses
        acts = (self.ask, self.close, self.show, self.reset, self.lock, self.renew, self.remove)
        return [
            Route("/api/teach", self.teach, methods=["POST"]),
            *(Route(f"/api/{path}", self.only(call)) for path, call in reads.items()),
            *(Route(f"/api/{call.__name__}", self.only(call), methods=["POST"]) for call in acts),
        ]

    def only(self, call: Call) -> Call:
        """Return a call that is refused to who shows neither key nor cookie."""

        async def checked(request: Request) -> Response:
            given = request.headers.get("authorization", "").removeprefix("Bearer ")
            given = given or request.cookies.get(self.server.cookie("teacher"), "")
            if not same(given, self.room.key):
                raise RefusedError(HTTPStatus.FORBIDDEN, "This is not the instructor's key that the server printed.")
            belongs(request, "teacher")
            return await call(request)

        return checked

    async def teach(self, request: Request) -> Response:
        """Let the instructor in: by what stands in the printed address, once, or by the key.

        An address stays in the history of a browser that others may use; what stood in this one opens nothing more.
        """
        asked = await content(request)
        ticket, key = (str(asked.get(name) or "") for name in ("ticket", "key"))
        if self.server.ticket and same(ticket, self.server.ticket):
            self.server.ticket = None
        elif not same(key.strip(), self.room.key):
            sentence = "The printed address opens this page once." if ticket else "This is not the instructor's key."
            raise RefusedError(HTTPStatus.FORBIDDEN, sentence)
        belongs(request, "teacher")
        answer = JSONResponse({"welcome": True})
        self.server.set_cookie(answer, "teacher", self.room.key)
        return answer

    async def board(self, request: Request) -> Response:
        """Return the board, held until it is another one than the page has."""
        if request.query_params.get("after") == str(self.room.version):
            await self.server.instructors.change(object(), HELD)
        return JSONResponse(board(self.room) | {"trouble": self.server.trouble()})

    async def stage(self, request: Request) -> Response:
        """Return the stage."""
        return self.server.stage().answer(request)

    async def invitation(self, request: Request) -> Response:
        """Return what students need to come in."""
        # What stands behind # is not sent, so it is in nobody's log.
        code = segno.make(f"{self.server.address}/#{self.room.invitation}", error="m", micro=False)
        rows = ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
        return JSONResponse({"address": self.server.address, "code": self.room.code, "qr": rows})

    async def seats(self, request: Request) -> Response:
        """Return who has a seat, and in how many rounds they answered."""
        held = self.room.rounds.held()
        return JSONResponse(
            {
                "seats": [
                    {
                        "number": seat.number,
                        "label": seat.label,
                        "answers": sum(seat.number in one.answers for one in held),
                    }
                    for seat in self.room.seats.values()
                ]
            }
        )

    async def lock(self, request: Request) -> Response:
        """Close the door, or open it."""
        self.room.lock((await content(request)).get("on") is not False)
        return self.done({"locked": self.room.locked})

    async def renew(self, request: Request) -> Response:
        """Make another code."""
        await content(request)
        self.room.renew()
        return self.done({"code": self.room.code})

    async def remove(self, request: Request) -> Response:
        """Take seats away with their votes, from the files too."""
        numbers = (await content(request)).get("seats")
        if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "seats is a list of numbers")
        touched = [one for one in self.room.rounds.held() if not one.open and one.answers.keys() & set(numbers)]
        gone = self.room.remove(numbers)
        self.server.changed()
        for one in touched:
            await self.server.keep(one)
        return self.done({"removed": gone})

    async def ask(self, request: Request) -> Response:
        """Open a round."""
        asked = await content(request)
        opened = self.room.ask(asked.get("item"), asked.get("round"))
        return self.done({"round": opened.number})

    async def close(self, request: Request) -> Response:
        """Close a round and write it down; who is typing gets a moment. A round that is closed stays so."""
        asked = await content(request)
        meant = self.room.rounds.found(asked.get("item"), asked.get("round"))
        if meant.open:
            if not meant.closing:
                self.room.closing()
                self.server.changed()
            await asyncio.sleep(GRACE)
            if meant.open:
                self.room.close()
                self.server.changed()
            if why := await self.server.keep(meant):
                why = f"the round is closed, but {self.server.out} could not be written ({why})"
                sentence = f"{why}; make room: it is tried again, and at the end another folder is asked for"
                return JSONResponse({"error": sentence}, HTTPStatus.INSUFFICIENT_STORAGE)
        return self.done({"answered": len(meant.answers)})

    async def show(self, request: Request) -> Response:
        """Show something of the closed round, or hide it."""
        asked = await content(request)
        self.room.show(asked.get("what"), asked.get("on") is not False)
        return self.done({"shown": sorted(self.room.shown)})

    async def reset(self, request: Request) -> Response:
        """Forget the rounds of an item; their files are put aside."""
        item = (await content(request)).get("item")
        self.room.reset(item)
        await self.server.set_aside(str(item))
        return self.done({"reset": item})

    async def responses(self, request: Request) -> Response:
        """Return a closed round as response files."""
        said = request.path_params["round"]
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0
        closed = self.room.rounds.closed(request.path_params["item"], number)
        return JSONResponse({"responses": list(contents(self.room, closed).values()) if closed else []})

    def done(self, said: dict[str, Any]) -> Response:
        """Let everybody see what is new, and answer."""
        self.server.changed()
        return JSONResponse(said)
