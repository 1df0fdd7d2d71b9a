"""The notebook's client believes no server: each lie ends in one sentence, in time, and nothing of it is run."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest

from seminar.classroom.notebook import room_client as client
from seminar.classroom.notebook.room_client import Room
from seminar.errors import ClassError

BOARD = b'{"joined": 3, "answered": 2, "open": null, "items": [{"id": "a", "answered": [2]}]}'
EVIL = "<script>alert(1)</script>"


@contextmanager
def server(answers: dict[str, bytes], status=200, head=(), drip=False):
    """Serve what is given for each path, ``BOARD`` for the room; remember what was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("Authorization")))
            body = answers.get(self.path.rpartition("/")[2], answers.get("*", BOARD))
            self.send_response(status)
            for name, value in head:
                self.send_header(name, value)
            self.end_headers()
            try:
                if drip:
                    for _ in range(200):
                        self.wfile.write(b" ")
                        self.wfile.flush()
                        sleep(0.05)
                self.wfile.write(body)
            except OSError:
                pass

        def do_POST(self):
            self.do_GET()

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"",
        b"[]",
        b"null",
        b"7",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 10_000,
        b'{"joined": "3"}',
        b'{"joined": 3, "answered": 2, "open": null, "items": {}}',
        b'{"joined": 3, "answered": 2, "open": null, "items": [1]}',
        b'{"joined": 3, "answered": true, "open": null, "items": []}',
        b'{"joined": -1, "answered": 2, "open": null, "items": []}',
        b'{"joined": 3, "answered": 2, "open": null, "items": [{"id": "a", "answered": "2"}]}',
    ],
)
def test_what_is_no_room_is_not_taken_for_one(body):
    """A mistyped port that leads to something else, any JSON among it, is said in a sentence."""
    with server({"*": body}) as (address, _), pytest.raises(ClassError, match="is no class server"):
        Room(address, key="x")


@pytest.mark.parametrize(
    ("call", "lies"),
    [
        (lambda room: room.ask("a"), [b"{}", b'{"round": "1"}', b'{"round": null}', b'{"round": 1e9}']),
        (lambda room: room.close(), [b"{}", b'{"answered": []}', b'{"answered": true}']),
        (
            lambda room: room.responses("a", 1),
            [
                b"{}",
                b'{"responses": 1}',
                b'{"responses": [1]}',
                b'{"responses": [{}]}',
                b'{"responses": [{"format": "seminar-responses", "version": 1, "student": 1}]}',
                b'{"responses": [{"format": "seminar-responses", "version": 1, "student": "A", "created": "x",'
                b' "banks": {}}]}',
            ],
        ),
        (
            lambda room: room.join_html(),
            [
                b"{}",
                b'{"address": "http://x", "code": "A", "svg": "<svg onload=alert(1)>"}',
                b'{"address": "http://x", "code": "A", "qr": ["<b"]}',
                b'{"address": "http://x", "code": "A", "qr": ["1", "1"]}',
                b'{"address": "javascript:alert(1)", "code": "A", "qr": ["1"]}',
                b'{"address": "http://x", "code": 7, "qr": ["1"]}',
            ],
        ),
    ],
    ids=["ask", "close", "responses", "invitation"],
)
def test_a_lie_of_another_shape_is_one_sentence(call, lies):
    """Whatever stands where a number, a list or a drawing should, there is no other error."""
    for lie in lies:
        with server({"room": BOARD, "*": lie}) as (address, _):
            room = Room(address, key="x")
            with pytest.raises(ClassError, match="is no class server"):
                call(room)


def test_what_is_drawn_into_the_notebook_is_drawn_here():
    """Address and code are text, the QR code comes from rows of 0 and 1; no markup of the server's arrives."""
    body = b'{"address": "http://x/<script>alert(1)</script>", "code": "<img src=x>", "qr": ["10", "01"]}'
    with server({"room": BOARD, "invitation": body}) as (address, _):
        html = Room(address, key="x").join_html()
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert html.count("<svg") == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_with_the_key(status):
    """The key stays with the address for which it was given."""
    with server({}) as (other, asked), server({}, status, [("Location", other)]) as (address, _):
        with pytest.raises(ClassError, match=f"it says {status}"):
            Room(address, key="secret")
        assert asked == []


def test_an_answer_that_does_not_end_is_left(monkeypatch):
    """Not after each piece anew, but after a time for all of it; and what is too large is not kept."""
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    with server({}, drip=True) as (address, _):
        began = monotonic()
        with pytest.raises(ClassError, match="it does not come to an end"):
            Room(address, key="x")
        assert monotonic() - began < 5
    monkeypatch.setattr(client, "LARGEST", 100)
    with server({"*": b" " * 1000}) as (address, _), pytest.raises(ClassError, match="is no class server"):
        Room(address, key="x")


@pytest.mark.parametrize("said", [b'{"error": 7}', b'{"error": ""}', b"{}", b"[]", b"no", b"\xff"])
def test_a_refusal_without_a_sentence_gets_one(said):
    """A refusal is said with its number where it says nothing itself."""
    with server({"*": said}, 500) as (address, _), pytest.raises(ClassError, match="it says 500"):
        Room(address, key="x")


def test_a_refusal_is_cleaned_and_cut():
    """No escape sequence reaches the notebook's terminal, and no book of a sentence."""
    body = b'{"error": "no\\u001b[31m \\u202e' + b"x" * 9000 + b'"}'
    with server({"*": body}, 403) as (address, _), pytest.raises(ClassError) as refused:
        Room(address, key="x")
    assert "\x1b" not in str(refused.value)
    assert "\u202e" not in str(refused.value)
    assert len(str(refused.value)) <= 500


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "file:///etc/passwd", "http://[::1", "http://a@b", None, 7, "http://"]
)
def test_what_is_no_address_is_said(address):
    """Before anything is asked."""
    with pytest.raises(ClassError, match="is no address"):
        Room(address, key="x")
