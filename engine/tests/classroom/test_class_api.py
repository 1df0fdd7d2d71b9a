"""What the server answers to students, to instructors, and to those who are neither."""

import json
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from seminar.classroom.server import student_api
from seminar.classroom.server.app import Server
from seminar.classroom.server.door import rate_limit
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.parts.option_ids import option_id

SINGLE, RIGHT, WRONG = "one-of-four", option_id("openness"), option_id("brevity")
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


def test_no_student_answers_for_another(teacher, student, device, server, room):
    """Not with another's name, not with a made-up token, not without a seat; each device has an answer of its own."""
    teacher.post("/api/ask", json={"item": SINGLE})
    answer(student, RIGHT)
    namesake = joined(device(), room.code, "Aru")
    assert namesake.get("/api/seat").json() == {"label": "Aru (seat 2)", "title": "Every type once", "answer": None}
    answer(namesake, WRONG)
    assert student.get("/api/seat").json()["answer"]["response"] == RIGHT
    stranger = device()
    for token in ("", "1", "Aru", room.code, room.invitation, room.key):
        stranger.cookies = {server.cookie("seat"): token}
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
        ("GET", "/api/seats"),
        ("GET", f"/api/responses/{SINGLE}/1"),
        ("POST", "/api/ask"),
        ("POST", "/api/close"),
        ("POST", "/api/show"),
        ("POST", "/api/reset"),
        ("POST", "/api/lock"),
        ("POST", "/api/renew"),
        ("POST", "/api/remove"),
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


def test_wrong_codes_are_limited_and_the_right_one_always_opens(device, room, monkeypatch):
    """However many wrong ones came from the same address, and while the room is full or locked: nothing adds up."""
    monkeypatch.setattr(student_api, "WAIT", 0)
    guesses = [device().post("/api/join", json={"code": "AAAAAA"}) for _ in range(70)]
    assert guesses[0].status_code == 403
    assert guesses[-1].status_code == 429
    assert "look at the screen" in guesses[-1].json()["error"]
    for code in (room.code, room.invitation, f" {room.code.lower()}"):
        joined(device(), code)
    room.lock()
    assert {device().post("/api/join", json={"code": room.code}).status_code for _ in range(80)} == {423}
    room.lock(False)
    joined(device(), room.code)


def test_a_typed_code_waits_where_many_were_wrong_and_the_scanned_one_does_not(device, room):
    """Who guesses gets one guess a second; who scans the screen comes in at once."""
    for _ in range(60):
        device().post("/api/join", json={"code": "AAAAAA"})
    began = monotonic()
    joined(device(), room.invitation)
    scanned = monotonic()
    joined(device(), room.code)
    assert scanned - began < student_api.WAIT <= monotonic() - scanned


def test_seats_are_not_given_out_by_the_thousand(device, room, monkeypatch):
    """A class of 600 comes in at one moment; who goes on taking seats from there is slowed, and told so."""
    moment = monotonic()
    monkeypatch.setattr(rate_limit, "monotonic", lambda: moment)
    client = device()
    statuses = []
    for _ in range(602):
        client.cookies.clear()
        statuses.append(client.post("/api/join", json={"code": room.code}).status_code)
    assert statuses == [200] * 600 + [429] * 2


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
        assert [secret for secret in (room.code, room.invitation, room.key) if secret in text] == []


def test_scripts_and_stages_come_packed_where_that_is_understood(student, teacher):
    """A map with its outlines weighs a quarter of what it says."""
    teacher.post("/api/ask", json={"item": "where-is"})
    packed = student.get("/api/now", headers={"Accept-Encoding": "gzip"})
    plain = student.get("/api/now", headers={"Accept-Encoding": "identity"})
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])


HOSTILE = [
    "9" * 5000,
    "-1",
    "1e400",
    "NaN",
    "٣",
    "²",
    "..",
    "../../etc/passwd",
    "%00",
    "%0d%0aSet-Cookie: a=b",
    "a" * 5000,
    "\ud83d\ude00",
    "\u202e",
    "{item}",
    "one-of-four",
]


def test_whatever_stands_in_an_address_no_route_breaks(teacher, student, server, caplog):
    """Every route, with and without the key, with hostile pieces of path, question and body: no 500, no trace."""
    server.room.ask(SINGLE)
    server.room.close()
    found = []
    for route in server.application("0.0.0.0").routes:
        for hostile in HOSTILE:
            said = quote(hostile.encode("utf-8", "surrogatepass"), safe="%")
            path = route.path.replace("{item}", said).replace("{round}", said)
            paths = {path, path.replace(said, SINGLE, 1), f"{path}?after={said}", f"{path}/{said}"}
            for client in (teacher, student):
                for path in sorted(paths):
                    for method in sorted(route.methods):
                        body = json.dumps(dict.fromkeys(("item", "round", "what", "seats", "code", "key"), hostile))
                        found.append((client.request(method, path, content=body).status_code, method, path[:80]))
    assert [one for one in found if one[0] >= 500] == []
    assert len(found) > 1000
    assert "Traceback" not in caplog.text


def test_the_printed_address_opens_the_instructors_page_once(device, server, room):
    """What a browser's history keeps of it opens nothing; the key, typed, does; no script can read the cookie."""
    first, second, third = device(), device(), device()
    entered = first.post("/api/teach", json={"ticket": server.ticket or ""})
    assert entered.status_code == 200
    assert "httponly" in entered.headers["set-cookie"].lower()
    assert first.get("/api/room").status_code == 200
    assert server.ticket is None
    for wrong in ({"ticket": ""}, {"ticket": None}, {"key": room.code}, {"key": ""}, {}, {"key": ["x"]}):
        assert second.post("/api/teach", json=wrong).status_code == 403
    assert second.get("/api/room").status_code == 403
    assert third.post("/api/teach", json={"key": f" {room.key} "}).status_code == 200
    assert third.post("/api/ask", json={"item": SINGLE}).json() == {"round": 1}


def test_a_round_that_is_closed_elsewhere_stays_closed_and_another_one_stays_open(teacher):
    """Projector and notebook may both close; closing one question does not close the next."""
    teacher.post("/api/ask", json={"item": SINGLE})
    for _ in range(2):
        assert teacher.post("/api/close", json={"item": SINGLE, "round": 1}).json() == {"answered": 0}
    teacher.post("/api/ask", json={"item": "yes-or-no"})
    assert teacher.post("/api/close", json={"item": SINGLE, "round": 1}).json() == {"answered": 0}
    assert teacher.get("/api/room").json()["open"] == {"item": "yes-or-no", "round": 1}
    assert teacher.post("/api/close", json={"item": SINGLE, "round": 2}).status_code == 409
    assert teacher.post("/api/reset", json={"item": SINGLE}).json() == {"reset": SINGLE}
    assert teacher.get("/api/room").json()["items"][0]["answered"] == []


def test_an_answer_that_was_on_its_way_when_the_round_closed_counts(teacher, student, server):
    """While the round is closing the last letters still come; after it nothing does."""
    teacher.post("/api/ask", json={"item": SINGLE})
    with ThreadPoolExecutor(1) as other:
        closing = other.submit(teacher.post, "/api/close", json={})
        while student.get("/api/now").json()["phase"] == "open":
            sleep(0.01)
        assert student.get("/api/now").json()["phase"] == "closing"
        assert answer(student, RIGHT).status_code == 200
        assert closing.result(10).json() == {"answered": 1}
    assert answer(student, WRONG).status_code == 409


def test_the_instructor_sees_who_is_in_and_can_remove_them(teacher, student, device, room):
    """With all votes; the seat's next request is refused, and the door can be closed behind it."""
    stuffed = joined(device(), room.code, "\u202eevil" + "Z\u0300\u0301\u0302\u0303\u0304" * 80)
    teacher.post("/api/ask", json={"item": SINGLE})
    assert answer(stuffed, WRONG).status_code == answer(student, RIGHT).status_code == 200
    seats = teacher.get("/api/seats").json()["seats"]
    assert [(seat["label"][:5], seat["answers"]) for seat in seats] == [("Aru", 1), ("evilZ", 1)]
    assert "\u202e" not in seats[1]["label"]
    assert len(seats[1]["label"]) < 60 * 5
    assert teacher.post("/api/lock", json={"on": True}).json() == {"locked": True}
    assert teacher.post("/api/remove", json={"seats": [2]}).json() == {"removed": [2]}
    assert answer(stuffed, WRONG).status_code == stuffed.get("/api/now").status_code == 401
    assert stuffed.post("/api/join", json={"code": room.code}).status_code == 423
    assert teacher.post("/api/close", json={}).json() == {"answered": 1}
    for wrong in ({}, {"seats": "2"}, {"seats": ["2"]}, {"seats": [[]]}):
        assert teacher.post("/api/remove", json=wrong).status_code == 400


def test_a_proxy_in_front_is_reached_under_the_name_that_was_given(room):
    """The named host is ours then, and cookies go over https only; any other name is refused as before."""
    server = Server(room, "https://class.example.org", proxied=True)
    client = TestClient(server.application("127.0.0.1"), base_url="https://class.example.org")
    origin = {"Origin": "https://class.example.org"}
    joined_ = client.post("/api/join", json={"code": room.code}, headers=origin)
    assert joined_.status_code == 200
    assert "secure" in joined_.headers["set-cookie"].lower()
    assert client.get("/api/seat", headers={"Host": "other.example.org"}).status_code == 421
