"""The pages, scripts and styles, read and packed once."""

import gzip
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from seminar.web import joined

STATIC = Path(__file__).parent / "static"
QUIZ = Path(__file__).parents[2] / "quiz" / "static"


class Page:
    """Bytes that go to many: packed once, not for each.

    Parameters
    ----------
    body : bytes
        What is sent.
    kind : str
        Its media type.
    """

    def __init__(self, body: bytes, kind: str) -> None:
        self.body, self.kind = body, kind
        self.packed = gzip.compress(body, 6)

    def answer(self, request: Request) -> Response:
        """Return it to a browser or a program, packed where it can unpack."""
        headers = {"Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(self.body, media_type=self.kind, headers=headers)
        return Response(self.packed, media_type=self.kind, headers=headers | {"Content-Encoding": "gzip"})


def pages() -> dict[str, Page]:
    """Return what the server shows without being asked for anything, by path."""
    style = "\n".join(path.read_text(encoding="utf-8") for path in (QUIZ / "quiz.css", STATIC / "class.css"))
    return {
        "/": Page((STATIC / "student.html").read_bytes(), "text/html"),
        "/teach": Page((STATIC / "teach.html").read_bytes(), "text/html"),
        "/class.css": Page(style.encode(), "text/css"),
        "/student.js": Page(joined(STATIC / "student.js").encode(), "text/javascript"),
        "/teach.js": Page(joined(STATIC / "teach.js").encode(), "text/javascript"),
    }
