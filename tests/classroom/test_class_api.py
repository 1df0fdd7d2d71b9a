"""What the server answers to students, to instructors, and to those who are neither."""

import json

import pytest
from starlette.testclient import TestClient

from betweenblocs.classroom.server import Server
from betweenblocs.quiz.compiled import compile_item
from betweenblocs.quiz.option_ids import option_id

SINGLE, RIGHT, WRONG = "one-of-four", option_id("outreach"), option_id("plenary")
TELLING = ('"key":', '"feedback":', '"hints":', '"evidence":', '"correct":', '"near":')
HOST = "http://192.168.1.20:8300"


@pytest.fixture
def server(room):
    """A server of a room, without a socket."""
    return Server(room, HOST)


@pytest.fixture
def device(server):
    """Return a fresh device: a client with cookies of its own."""
    application = server.application("0.0.0.0")
    return lambda: TestClient(application, base_url=HOST, raise_server_exceptions=False)


@pytest.fixture
def teacher(device, room):
    """A device that has the instructor's key."""
    client = device()
    client.headers["Authorization"] = f"Bearer {room.key}"
    return client


@pytest.fixture
def student(device, room):
    """A device that has a seat."""
    return joined(device(), room.code, "Aru")


def joined(client, code, name=""):
    """Give a device a seat."""
    assert client.post("/api/join", json={"code": code, "name": name}).status_code == 200
    return client


def answer(client, response, **more):
    """Send an answer to the first round of the single-choice item."""
    return send(client, "/api/answer", {"item": SINGLE, "round": 1, "response": response} | more)


def send(client, path, content):
    """Send JSON as any program could write it, half characters and all."""
    return client.post(path, content=content if isinstance(content, bytes) else json.dumps(content))


def test_a_vote_from_the_code_to_the_responses(teacher, student):
    """Join, wait, answer, change the answer, close: it is there once, and named."""
    assert student.get("/api/now").json()["phase"] == "waiting"
    assert teacher.post("/api/ask", json={"item": SINGLE}).json() == {"round": 1}
    stage = student.get("/api/now").json()
    assert (stage["phase"], stage["item"]["id"]) == ("open", SINGLE)
    assert answer(student, WRONG).json() == {"saved": True}
    assert answer(student, RIGHT, certainty="sure").json() == {"saved": True}
    assert student.get("/api/seat").json()["answer"]["response"] == RIGHT
    board = teacher.get("/api/room").json()
    assert (board["joined"], board["answered"]) == (1, 1)
    assert teacher.post("/api/close", json={}).json() == {"answered": 1}
    assert answer(student, WRONG).status_code == 409
    (one,) = teacher.get(f"/api/responses/{SINGLE}/1").json()["responses"]
    kept = one["banks"]["tiny"]["items"][SINGLE]
    assert (one["student"], kept["response"], kept["certainty"]) == ("Aru", RIGHT, "sure")
    assert teacher.get(f"/api/responses/{SINGLE}/2").json() == {"responses": []}


def test_no_student_answers_for_another(teacher, student, device, room):
    """Not with another's name, not with a made-up token, not without a seat; each device has an answer of its own."""
    teacher.post("/api/ask", json={"item": SINGLE})
    answer(student, RIGHT)
    namesake = joined(device(), room.code, "Aru")
    assert namesake.get("/api/seat").json() == {"label": "Aru (seat 2)", "title": "Every type once", "answer": None}
    answer(namesake, WRONG)
    assert student.get("/api/seat").json()["answer"]["response"] == RIGHT
    stranger = device()
    for token in ("", "1", "Aru", room.code, room.key):
        stranger.cookies = {f"seat-{room.code}": token}
        assert answer(stranger, WRONG).status_code == 401
        assert stranger.get("/api/now").status_code == 401
    assert teacher.get("/api/room").json()["answered"] == 2


def test_a_device_keeps_its_seat(student, room, device):
    """Joining again, or from a second tab, makes no second voter; the token is out of reach of scripts."""
    joined(student, room.code, "Somebody else")
    assert student.get("/api/seat").json()["label"] == "Aru"
    assert len(room.seats) == 1
    cookie = device().post("/api/join", json={"code": room.code}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/room"),
        ("GET", "/api/stage"),
        ("GET", "/api/invitation"),
        ("GET", f"/api/responses/{SINGLE}/1"),
        ("POST", "/api/ask"),
        ("POST", "/api/close"),
        ("POST", "/api/show"),
    ],
)
def test_what_is_the_instructors_needs_the_key(student, room, method, path):
    """No key, a piece of it, the code, or letters that no header should have: refused, and nothing done."""
    room.ask(SINGLE)
    before = room.version
    for key in ("", room.key[:-1], room.code, "ключ", None):
        headers = {} if key is None else {"Authorization": f"Bearer {key}".encode()}
        refused = student.request(method, path, headers=headers)
        assert (refused.status_code, "key" in refused.json()["error"]) == (403, True)
    assert room.version == before


def test_no_byte_that_a_student_gets_tells_the_key(teacher, student, bank):
    """Every item in turn, open and closed, with its distribution: no feedback, hint, explanation or accepted form."""
    for item in bank.items:
        if item.type == "reflect":
            continue
        whole = compile_item(item)
        told = [*whole["feedback"].values(), whole["explanation"], *(hint["html"] for hint in whole["hints"])]
        told += [near["html"] for near in whole.get("near", ())]
        told += getattr(item.body, "accept", ())
        teacher.post("/api/ask", json={"item": item.id})
        texts = [student.get("/api/now").text, student.get("/api/seat").text]
        teacher.post("/api/close", json={})
        teacher.post("/api/show", json={"what": "distribution"})
        texts.append(student.get("/api/now").text)
        for text in texts:
            assert item.id in text or '"label"' in text
            assert [words for words in told if words in text] == []
            assert [name for name in TELLING if name in text.replace(" ", "")] == []
        teacher.post("/api/show", json={"what": "key"})
        assert student.get("/api/now").json()["item"]["explanation"] == whole["explanation"]


def test_what_cannot_be_read_is_a_sentence(student, teacher, device, room):
    """Broken JSON, lists, depths, half characters, wrong shapes: 400 with a sentence, and the server goes on."""
    teacher.post("/api/ask", json={"item": SINGLE})
    bodies = [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 10_000, b"9" * 10_000, b'{"item": NaN}']
    for path in ("/api/join", "/api/answer"):
        for body in bodies:
            refused = send(student, path, body) if path != "/api/join" else anew(student, body)
            assert refused.status_code in (400, 409), (path, body[:20])
            assert refused.json()["error"]
    for response in (1, True, [], {}, [["x"]], {"x": {}}, "\ud800", "gone"):
        assert answer(student, response).status_code == 400
    assert answer(student, RIGHT, certainty=["sure"]).status_code == 400
    for body in ({}, {"item": []}, {"item": SINGLE, "round": {}}):
        assert student.post("/api/answer", json=body).status_code == 409
    for body in ({}, {"what": []}, {"what": "everything"}):
        assert teacher.post("/api/show", json=body).status_code == 400
    for name in ("\ud800", {"a": 1}, 5):
        assert anew(student, {"code": room.code, "name": name}).status_code in (200, 400)
    assert answer(joined(device(), room.code), RIGHT).status_code == 200
    assert teacher.get("/api/room").json()["answered"] == 1


def anew(client, content):
    """Try to join as somebody without a seat."""
    return send(TestClient(client.app, base_url=HOST), "/api/join", content)


def test_too_much_and_too_often_are_refused(student, device, room):
    """A body beyond 16 KB, answers or polls without pause, codes in a row; the right code works from elsewhere."""
    room.ask(SINGLE)
    assert student.post("/api/answer", content=b"x" * 20_000).status_code == 413
    assert 429 in {answer(student, RIGHT).status_code for _ in range(60)}
    assert 429 in {student.get("/api/now").status_code for _ in range(60)}
    guesses = [device().post("/api/join", json={"code": "AAAAAA"}).status_code for _ in range(70)]
    assert guesses[0] == 403
    assert guesses[-1] == 429
    assert device().post("/api/join", json={"code": room.code}).status_code == 429
    elsewhere = TestClient(device().app, base_url=HOST, client=("10.0.0.9", 1))
    assert elsewhere.post("/api/join", json={"code": room.code}).status_code == 200


def test_a_class_behind_one_address_comes_in_at_once(device, room):
    """A university's network shows one address for all: only wrong codes are held against it."""
    for _ in range(300):
        joined(device(), room.code)
    assert len(room.seats) == 300


def test_a_foreign_name_or_a_foreign_page_is_refused(teacher):
    """DNS rebinding brings a foreign Host, a foreign page a foreign Origin; addresses and localhost are ours."""
    for host in ("evil.example", "evil.example:8300", "192.168.1.20.evil.example", "", "127.0.0.1.nip.example"):
        assert teacher.get("/api/room", headers={"Host": host}).status_code == 421
    for host in ("127.0.0.1:8300", "localhost:8300", "10.1.2.3", "[::1]:8300", "[fe80::1]"):
        assert teacher.get("/api/room", headers={"Host": host}).status_code == 200
    for origin in ("http://evil.example", "null", "http://192.168.1.20", ""):
        refused = teacher.post("/api/ask", json={"item": SINGLE}, headers={"Origin": origin})
        assert refused.status_code == 403
    assert teacher.post("/api/ask", json={"item": SINGLE}, headers={"Origin": HOST}).status_code == 200


def test_every_answer_forbids_what_the_pages_do_not_need(student, teacher):
    """A strict policy, no framing, no guessing of types, no referrer, nothing kept in a cache; refusals too."""
    for path in ("/", "/teach", "/student.js", "/class.css", "/api/seat", "/api/room", "/nowhere"):
        headers = student.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
    assert student.get("/nowhere").json() == {"error": "Not Found"}


def test_the_pages_hold_neither_code_nor_key(device, room):
    """Who reaches the address learns nothing from it."""
    for path in ("/", "/teach", "/student.js", "/teach.js"):
        text = device().get(path).text
        assert room.code not in text
        assert room.key not in text


def test_scripts_and_stages_come_packed_where_that_is_understood(student, teacher):
    """A map with its outlines weighs a quarter of what it says."""
    teacher.post("/api/ask", json={"item": "where-is"})
    packed = student.get("/api/now", headers={"Accept-Encoding": "gzip"})
    plain = student.get("/api/now", headers={"Accept-Encoding": "identity"})
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])
