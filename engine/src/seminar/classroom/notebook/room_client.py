"""The class server as a notebook sees it: ask, close, and read what the class said. Standard library only.

Nothing that answers is believed: it may be another server, or none of ours at all.
"""

import json
from html import escape
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from seminar.classroom.notebook import told
from seminar.errors import ClassError

if TYPE_CHECKING:
    from seminar.quiz import Responses

PATIENCE = 10  # seconds, for all of an answer
LARGEST = 20_000_000  # bytes; a round of a full room weighs some 1,200,000
CHUNK = 65_536
LONGEST_ID = 200


class NoRedirect(HTTPRedirectHandler):
    """Follows nobody: the key is for the address that was given."""

    def redirect_request(self, *_: object) -> None:
        """Return no other request."""
        return


# A class server stands on this machine or in this room; a proxy for the outside has no part in it.
OPENER = build_opener(ProxyHandler({}), NoRedirect)


class Room:
    """A running ``seminar class``.

    Parameters
    ----------
    address : str
        Where it runs, such as ``http://127.0.0.1:8300``.
    key : str
        The instructor's key, which the server printed when it started.

    Raises
    ------
    ClassError
        If there is no class server at the address, or the key is another one's.
    """

    def __init__(self, address: str, key: str) -> None:
        try:
            parts = urlsplit(address)
            fine = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and parts.port != 0
        except (ValueError, AttributeError):
            fine = False
        if not fine:
            raise ClassError(f"“{address}” is no address; write it as the server printed it: http://127.0.0.1:8300")
        self.address = f"{parts.scheme}://{parts.netloc}"
        self._key = str(key).strip()
        self._board()

    def ask(self, item_id: str, number: int | None = None) -> int:
        """Open a round of an item of the server's bank and return its number.

        Parameters
        ----------
        item_id : str
            The item.
        number : int, optional
            Which round. One that was opened before stays as it is. Without it the next round is opened.

        Raises
        ------
        ClassError
            If the bank has no such item, it cannot be voted on, or another round is still open.
        """
        return told.count(self._call("ask", {"item": item_id, "round": number}), "round", self.address)

    def close(self, item_id: str | None = None, number: int | None = None) -> int:
        """Close a round and return how many answered.

        Parameters
        ----------
        item_id : str, optional
            Of which item; without it the round that is open.
        number : int, optional
            Which round; without it the last one. One that is closed stays so, and another's stays open.

        Raises
        ------
        ClassError
            If no round is open, or this one was never opened.
        """
        return told.count(self._call("close", {"item": item_id, "round": number}), "answered", self.address)

    def reset(self, item_id: str) -> None:
        """Forget the rounds of an item, such as those of a rehearsal.

        Raises
        ------
        ClassError
            If the bank has no such item, or one of its rounds is open.
        """
        self._call("reset", {"item": item_id})

    def held(self, item_id: str, number: int) -> bool:
        """Say whether a round was opened and closed before."""
        board = self._board()
        rounds: list[int] = next((item["answered"] for item in board["items"] if item["id"] == item_id), [])
        return len(rounds) >= number and board["open"] != {"item": item_id, "round": number}

    def responses(self, item_id: str, number: int) -> "list[Responses]":
        """Return what was answered in a closed round, one ``Responses`` for each student who answered.

        A round that was never opened has none.

        Raises
        ------
        ClassError
            If the bank has no such item, or the round is still open.
        """
        found = self._call(f"responses/{quote(str(item_id)[:LONGEST_ID], safe='')}/{number:d}")
        return told.responses(found, f"{item_id}-round-{number}", self.address)

    def join_html(self) -> str:
        """Return the way in as HTML for a projector: the QR code as inline SVG, the address and the code.

        The drawing is made here from rows of 0 and 1, so that no server can put anything else into a notebook.
        """
        invitation = told.invitation(self._call("invitation"), self.address)
        address, code = escape(invitation["address"]), escape(invitation["code"])
        return (
            '<div class="bb-join" style="display:flex;flex-wrap:wrap;gap:2rem;align-items:center">'
            f'<div role="img" aria-label="QR code of {address}" style="width:15rem">{drawn(invitation["qr"])}</div>'
            f'<div style="font-size:1.6rem;line-height:1.4"><p>Open <strong>{address}</strong></p>'
            f"<p>and type the code <strong>{code}</strong></p></div></div>"
        )

    @property
    def joined(self) -> int:
        """How many students have a seat."""
        return int(self._board()["joined"])

    @property
    def answered(self) -> int:
        """How many answered in the round that is open, or was closed last."""
        return int(self._board()["answered"])

    def _board(self) -> dict[str, Any]:
        return told.board(self._call("room"), self.address)

    def _call(self, path: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
        """Ask the server, by POST where there is content; what it refuses is a ClassError with its own sentence."""
        headers = {"Authorization": f"Bearer {quote(self._key)}", "Content-Type": "application/json"}
        body = None if content is None else json.dumps(content).encode()
        request = Request(f"{self.address}/api/{path}", body, headers)  # noqa: S310 - only http and https, see above
        until = monotonic() + PATIENCE
        try:
            with OPENER.open(request, timeout=PATIENCE) as answer:
                return told.read(received(answer, until), self.address)
        except HTTPError as refusal:
            with refusal:
                raise ClassError(self._refused(refusal, until)) from None
        except (URLError, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            why = getattr(reason, "strerror", None) or str(reason) or type(error).__name__
            message = f"no class server answers at {self.address} ({why[:200]}); start one with `seminar class BANK`"
            raise ClassError(message) from None
        except (HTTPException, OSError, ValueError):
            raise ClassError(f"what answers at {self.address} is no class server") from None

    def _refused(self, refusal: HTTPError, until: float) -> str:
        """Return the sentence with which the server refused."""
        try:
            return told.sentence(told.read(received(refusal, until), self.address))
        except (ClassError, HTTPException, OSError, ValueError, KeyError):
            return f"what answers at {self.address} is no class server (it says {refusal.code})"


def received(answer: HTTPResponse | HTTPError, until: float) -> bytes:
    """Return an answer's body.

    Raises
    ------
    TimeoutError
        If it is not whole in time, however steadily it drips.
    ValueError
        If it is too large.
    """
    found = bytearray()
    while piece := answer.read1(CHUNK):
        found += piece
        if len(found) > LARGEST:
            raise ValueError(len(found))
        if monotonic() > until:
            raise TimeoutError("it does not come to an end")
    return bytes(found)


def drawn(rows: list[str]) -> str:
    """Return a QR code as SVG."""
    edge = 3
    size = len(rows) + 2 * edge
    dark = "".join(
        f"M{x + edge} {y + edge}h1v1h-1z" for y, row in enumerate(rows) for x, one in enumerate(row) if one == "1"
    )
    ground = f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
    return f'<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges">{ground}<path d="{dark}"/></svg>'
