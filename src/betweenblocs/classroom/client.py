"""The class server as a notebook sees it: ask, close, and read what the class said. Standard library only."""

import json
from html import escape
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from betweenblocs.errors import ClassError

PATIENCE = 10  # seconds
# A class server stands on this machine or in this room; a proxy for the outside has no part in it.
OPENER = build_opener(ProxyHandler({}))


class Room:
    """A running ``betweenblocs class``.

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

    def __init__(self, address: str, key: str):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ClassError(f"“{address}” is no address; write it as the server printed it: http://127.0.0.1:8300")
        self.address = f"{parts.scheme}://{parts.netloc}"
        self._key = key.strip()
        self._call("room")

    def ask(self, item_id: str) -> int:
        """Open a round of an item of the server's bank: the first, or after its closing the next; return its number.

        Raises
        ------
        ClassError
            If the bank has no such item, it cannot be voted on, or another round is still open.
        """
        return self._call("ask", {"item": item_id})["round"]

    def close(self) -> int:
        """Close the open round and return how many answered.

        Raises
        ------
        ClassError
            If no round is open.
        """
        return self._call("close", {})["answered"]

    def responses(self, item_id: str, number: int) -> list:
        """Return what was answered in a closed round, one ``Responses`` for each student who answered.

        A round that was never opened has none.

        Raises
        ------
        ClassError
            If the bank has no such item, or the round is still open.
        """
        from betweenblocs.quiz.responses import Responses, moment

        answered = self._call(f"responses/{quote(item_id, safe='')}/{number:d}")["responses"]
        # No file lies behind them; the path says where they come from.
        path = Path(f"{item_id}-round-{number}")
        return [Responses(one["student"], moment(one["created"]), one["banks"], path) for one in answered]

    def join_html(self) -> str:
        """Return the way in as HTML for a projector: the QR code as inline SVG, the address and the code."""
        invitation = self._call("invitation")
        address, code = escape(invitation["address"]), escape(invitation["code"])
        return (
            '<div class="bb-join" style="display:flex;flex-wrap:wrap;gap:2rem;align-items:center">'
            f'<div role="img" aria-label="QR code of {address}" style="width:15rem">{invitation["svg"]}</div>'
            f'<div style="font-size:1.6rem;line-height:1.4"><p>Open <strong>{address}</strong></p>'
            f"<p>and type the code <strong>{code}</strong></p></div></div>"
        )

    @property
    def joined(self) -> int:
        """How many students have a seat."""
        return self._call("room")["joined"]

    @property
    def answered(self) -> int:
        """How many answered in the round that is open, or was closed last."""
        return self._call("room")["answered"]

    def _call(self, path: str, content: dict | None = None) -> dict:
        """Ask the server, by POST where there is content; what it refuses is a ClassError with its own sentence."""
        headers = {"Authorization": f"Bearer {quote(self._key)}", "Content-Type": "application/json"}
        body = None if content is None else json.dumps(content).encode()
        request = Request(f"{self.address}/api/{path}", body, headers)  # noqa: S310 - only http and https, see above
        try:
            with OPENER.open(request, timeout=PATIENCE) as answer:
                found = json.load(answer)
        except HTTPError as refusal:
            raise ClassError(said(refusal, self.address)) from None
        except (URLError, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            why = getattr(reason, "strerror", None) or reason or type(error).__name__
            message = f"no class server answers at {self.address} ({why}); start one with `betweenblocs class BANK`"
            raise ClassError(message) from None
        except (ValueError, OSError):
            found = None
        if not isinstance(found, dict):
            raise ClassError(f"what answers at {self.address} is no class server")
        return found


def said(refusal: HTTPError, address: str) -> str:
    """Return the sentence with which the server refused."""
    try:
        return json.load(refusal)["error"]
    except (ValueError, KeyError, TypeError, OSError):
        return f"what answers at {address} is no class server (it says {refusal.code})"
