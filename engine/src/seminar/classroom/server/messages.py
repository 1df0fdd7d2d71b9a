"""Reads what a request carries, and says in one sentence why it is refused."""

import asyncio
import json
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from seminar.classroom.room.refused import RefusedError

PATIENCE = 10  # seconds
LARGEST = 16 * 1024  # bytes of a request


async def content(request: Request) -> dict[str, Any]:
    """Return the JSON object that a request carries.

    Raises
    ------
    RefusedError
        If it carries something else, or too much.
    """
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    sentence = f"more than {LARGEST // 1024} KB is no answer"
                    raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
    except TimeoutError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "the request did not arrive in time") from None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "the request does not carry a JSON object")
    return found


def belongs(request: Request, kind: str, who: int | str = "") -> None:
    """Tell the connection of a request whose it is; a test has no connection."""
    if connection := request.scope.get("state", {}).get("connection"):
        connection.belongs(kind, who)


async def refused(request: Request, refusal: RefusedError | HTTPException) -> Response:
    """Answer with the sentence."""
    sentence = refusal.message if isinstance(refusal, RefusedError) else refusal.detail
    status = refusal.status if isinstance(refusal, RefusedError) else refusal.status_code
    return JSONResponse({"error": sentence}, status, headers=getattr(refusal, "headers", None))


async def gone(request: Request, error: ClientDisconnect) -> Response:
    """Answer nobody: who asked has gone in the middle of a sentence."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def broken(request: Request, error: Exception) -> Response:
    """Answer what is a bug of ours; the server prints it and goes on."""
    return JSONResponse({"error": "the class server has made a mistake; its window says which"}, 500)
