"""What holds for every request and every answer, whoever asks."""

import json
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from seminar.classroom.server.network import is_ours

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Refuse requests under a name that is not ours or from another site's page, and add the headers.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    hosts : set of str
        The names under which it may be asked, beside addresses in numbers and this machine's own.
    """

    def __init__(self, app: ASGIApp, hosts: set[str]) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        asked = Headers(scope=scope)
        host, origin = asked.get("host", ""), asked.get("origin")
        if not is_ours(host, self.hosts):
            await refuse(
                answer, HTTPStatus.MISDIRECTED_REQUEST, "This class is reached by its address, not under this name."
            )
        elif origin is not None and origin.partition("://")[2] != host:
            await refuse(answer, HTTPStatus.FORBIDDEN, "A page of another site asked for this.")
        else:
            await self.app(scope, receive, answer)


async def refuse(send: Send, status: int, sentence: str) -> None:
    """Answer with one sentence."""
    body = json.dumps({"error": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
