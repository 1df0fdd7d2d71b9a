"""A class as it is seen: one projector and the students' devices, in a real browser."""

import json
import re

import httpx
import pytest
import segno
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import remember
from hands import Keyboard
from seminar.cli import main
from seminar.quiz.page.compiled import compile_item

expect.set_options(timeout=20_000)
SINGLE = "one-of-four"
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 720}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 720}},
    "narrow": {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}},
}


@pytest.fixture
def device(browser):
    """Return a page in a context of its own, as another device has it."""
    contexts = []

    def device_(**look):
        contexts.append(browser.new_context(**look))
        return remember(contexts[-1].new_page())

    yield device_
    for context in contexts:
        context.close()


def teach(page, running):
    """Open the projector's page."""
    page.goto(running.teach)
    page.locator(".bb-list button").first.wait_for()
    return page


def come_in(page, running, name):
    """Come, with the code in the address, write a name, and join, all by keyboard."""
    page.goto(f"{running.address}/#{running.code}")
    expect(page.get_by_label("Code on the screen")).to_have_value(running.code)
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="You are in.")).to_be_visible()
    return page


def vote(page, option, certainty="I think so"):
    """Answer by keyboard, and see that the answer is saved."""
    hands = Keyboard(page, page.locator(".bb-vote"))
    hands.press(page.get_by_label(option, exact=True))
    hands.press(page.get_by_label(certainty, exact=True))
    expect(page.locator('.bb-item[data-state="saved"]')).to_be_visible()


def press(page, name):
    """Press a button by keyboard."""
    button = page.get_by_role("button", name=name)
    button.wait_for()
    Keyboard(page, page.locator("body")).reach(button)
    page.keyboard.press("Enter")


def received(page) -> list:
    """Return the list in which the answers that a page receives are kept."""
    kept = []
    page.on("requestfinished", lambda request: kept.append(request.response()))
    return kept


def test_peer_instruction_by_keyboard_from_the_code_to_the_files(start, bank, device, tmp_path, capsys):
    """Two rounds, what is hidden until when, no key on the way to a student, and the shifts shown are the files'."""
    out = tmp_path / "said"
    running = start("--out", out)
    projector = teach(device(), running)
    assert running.teach.partition("#")[2] not in projector.url
    aru, dana = device(), device()
    answers = [received(aru), received(dana)]
    come_in(aru, running, "Aru")
    come_in(dana, running, "<img src=x onerror=alert(1)>")
    expect(projector.locator(".bb-counts")).to_have_text("2 joined")

    press(projector, "Which word names what")
    vote(aru, "brevity")
    vote(dana, "brevity")
    vote(dana, "openness", "Sure")
    expect(projector.locator(".bb-counts")).to_have_text("2 joined2 answered")
    assert projector.locator(".bb-bar").count() == 0
    assert projector.get_by_role("button", name="Show the distribution").count() == 0

    press(projector, "Close the round")
    expect(aru.get_by_text("The round is closed. Your answer counts.")).to_be_visible()
    assert aru.locator(".bb-bar").count() == 0
    press(projector, "Show the distribution")
    for page in (projector, aru):
        expect(page.locator(".bb-option").filter(has_text="openness")).to_contain_text("1 of 2 (50 %)")

    press(projector, "Open round 2")
    expect(aru.get_by_text("Round 2: answer again")).to_be_visible()
    expect(aru.locator("input:checked")).to_have_count(0)
    vote(aru, "openness", "Sure")
    vote(dana, "openness", "Sure")
    press(projector, "Close the round")
    expect(aru.get_by_text("The round is closed. Your answer counts.")).to_be_visible()
    assert projector.get_by_role("button", name="Show the shifts").count() == 0

    whole = compile_item(bank.item(SINGLE))
    told = [*whole["feedback"].values(), whole["explanation"], *(hint["html"] for hint in whole["hints"])]
    for responses in answers:
        bodies = [(response.url, response.text()) for response in responses]
        assert any("/student.js" in url for url, _ in bodies)
        assert sum("openness" in body for _, body in bodies) >= 4
        for url, body in bodies:
            assert [words for words in [*told, '"key"'] if words in body] == [], url

    press(projector, "Reveal the key")
    expect(dana.get_by_text(whole["explanation"])).to_be_visible()
    expect(aru.locator(".bb-status")).to_contain_text("Right.")
    expect(projector.locator('.bb-option[data-mark="missed"]')).to_contain_text("openness")
    press(projector, "Show the shifts")
    for page in (projector, aru):
        expect(page.get_by_text("Right: 50 % before, 100 % after")).to_be_visible()
    shown = projector.locator(".bb-shifts td").all_inner_texts()[1:]
    assert dana.get_by_text("You are here as <img src=x onerror=alert(1)>.").is_visible()

    running.stop()
    expect(aru.get_by_text("The class is over.")).to_be_visible()
    rounds = [str(out / SINGLE / f"round-{number}") for number in (1, 2)]
    assert main(["quiz", "merge-rounds", *rounds, "--bank", str(bank.path)]) == 0
    head, row = (line.split(",") for line in capsys.readouterr().out.splitlines())
    moved = dict(zip(head, row, strict=True))
    assert shown == [moved[way] for way in ("right→right", "right→wrong", "wrong→right", "wrong→wrong")]
    assert shown == ["1", "0", "1", "0"]
    assert [page.outside for page in (projector, aru, dana)] == [[], [], []]
    assert aru.complaints == dana.complaints == []


def answer_each(page, kind):
    """Give any answer to an item of this type."""
    question = page.locator(".bb-vote .bb-item:not(.bb-closed)")
    question.wait_for()
    if kind in ("numeric", "text"):
        question.locator('input[type="text"]').fill("<img src=x onerror='window.hit=1'>")
    elif kind == "match":
        for row in question.locator("select").all():
            row.select_option(index=1)
    elif kind == "order":
        question.get_by_role("button", name="Save the answer").click()
    else:
        question.locator('.bb-option input, .bb-row input[type="radio"]').first.check()
    expect(page.locator('.bb-item[data-state="saved"]')).to_be_visible()


def test_other_types_are_asked_answered_and_shown_and_nothing_typed_is_run(start, bank, device):
    """Each type that the other tests leave out: two answers, the distribution, the key; what is typed stays text."""
    running = start()
    projector = teach(device(), running)

    def click(name):
        projector.get_by_role("button", name=name).click()

    students = [come_in(device(viewport={"width": 320, "height": 640}), running, name) for name in "AB"]
    for item in [item for item in bank.items if item.type not in ("single", "true_false", "match", "reflect")]:
        projector.locator(".bb-question-button").nth(list(bank.items).index(item)).click()
        for student in students:
            expect(student.locator(f"#q-{item.id}")).to_be_visible()
            answer_each(student, item.type)
        click("Close the round")
        click("Show the distribution")
        expect(projector.locator(".bb-bar").first).to_be_visible()
        assert "of 2 (" in students[0].locator(".bb-bar").first.inner_text()
        if item.type in ("numeric", "text"):
            typed = projector.locator(".bb-shares li").filter(has_text="<img src=x onerror='window.hit=1'>")
            expect(typed).to_contain_text("2 of 2")
        expect(projector.get_by_label("How many were right")).to_have_count(0)
        click("Reveal the key")
        expect(projector.locator(".bb-explanation")).to_be_visible()
        expect(students[1].locator(".bb-explanation")).to_be_visible()
        assert students[0].evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        click("Questions and code")
    for page in (projector, *students):
        assert page.locator("img").count() == 0
        assert page.evaluate("window.hit") is None
        assert (page.outside, page.complaints) == ([], [])


def test_a_reload_keeps_seat_and_answer_and_the_projector_its_place(start, device):
    """Also on another tab of the same device; the projector needs no key a second time."""
    running = start()
    projector, aru = teach(device(), running), come_in(device(), running, "Aru")
    press(projector, "Which word names what")
    vote(aru, "secrecy", "A guess")
    tab = remember(aru.context.new_page())
    aru.reload()
    tab.goto(running.address)
    for page in (aru, tab):
        expect(page.get_by_label("secrecy", exact=True)).to_be_checked()
        expect(page.get_by_label("A guess", exact=True)).to_be_checked()
        expect(page.get_by_text("You are here as Aru.")).to_be_visible()
    projector.reload()
    expect(projector.locator(".bb-counts")).to_have_text("1 joined1 answered")
    assert projector.locator(".bb-list").is_hidden()


def test_a_device_that_was_away_catches_up_by_itself(start, device):
    """Offline while a round opens: the page says so, and shows the round when the network is back."""
    running = start()
    projector, aru = teach(device(), running), come_in(device(), running, "Aru")
    aru.context.set_offline(True)
    press(projector, "Which word names what")
    aru.evaluate("dispatchEvent(new Event('online'))")  # lets the held request go at once
    expect(aru.get_by_text("No connection to the class.")).to_be_visible()
    aru.context.set_offline(False)
    expect(aru.locator(".bb-item")).to_be_visible()
    expect(aru.get_by_text("No connection to the class.")).to_be_hidden()
    aru.context.set_offline(True)
    aru.get_by_label("openness", exact=True).check()
    expect(aru.get_by_text("Not saved yet")).to_be_visible()
    assert aru.locator('.bb-item[data-state="saved"]').count() == 0
    aru.context.set_offline(False)
    expect(aru.locator('.bb-item[data-state="saved"]')).to_be_visible()
    expect(projector.locator(".bb-counts")).to_have_text("1 joined1 answered")


def test_a_wrong_code_and_a_wrong_key_are_said(start, device):
    """The student may try again; the projector says which address to open."""
    running = start()
    student, projector = device(), device()
    student.goto(running.address)
    student.get_by_label("Code on the screen").fill("wrong")
    student.keyboard.press("Enter")
    expect(student.get_by_role("alert")).to_have_text(re.compile("not the code on the screen"))
    assert student.evaluate("document.activeElement.id") == "code"
    student.keyboard.press("Control+A")
    student.keyboard.type(running.code.lower())
    student.keyboard.press("Enter")
    expect(student.get_by_text("You are here as Seat 1.")).to_be_visible()
    projector.goto(f"{running.address}/teach")
    expect(projector.get_by_role("alert")).to_have_text(re.compile("not the instructor's key"))
    projector.get_by_label("The key that").fill(running.key)
    projector.keyboard.press("Enter")
    expect(projector.locator(".bb-list button").first).to_be_visible()


def test_no_barrier_on_a_phone_or_a_projector(start, device):
    """The axe rules and no sideways scroll, in light, dark and at 320 px, left to right and right to left."""
    running = start()
    pages = {}
    for name, look in LOOKS.items():
        page = pages[f"projector {name}"] = device(**look)
        page.goto(f"{running.address}/teach")
        page.get_by_label("The key that").fill(running.key)
        page.keyboard.press("Enter")
        page.locator(".bb-list button").first.wait_for()
    students = {f"student {name}": device(**look) for name, look in LOOKS.items()}
    projector = pages["projector light"]

    def look_at(moment, looked_at):
        for name, page in looked_at.items():
            violations = Axe().run(page).response["violations"]
            assert [found["id"] for found in violations] == [], (moment, name, violations)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (moment, name)

    for page in students.values():
        page.goto(f"{running.address}/#{running.code}")
        page.locator("#code").wait_for()
    look_at("before", pages | students)
    for name, page in students.items():
        come_in(page, running, name)
        page.evaluate("document.documentElement.dir = 'rtl'")
    for item, answered in (("Match each point", "match"), ("Which word names what", "single")):
        press(projector, item)
        for page in students.values():
            answer_each(page, answered)
        expect(projector.locator(".bb-counts")).to_have_text("3 joined3 answered")
        if answered == "match":
            look_at("open", pages | students)
            press(projector, "Close the round")
            press(projector, "Questions and code")
    press(projector, "Close the round")
    press(projector, "Open round 2")
    for page in students.values():
        answer_each(page, "single")
    for button in ("Close the round", "Show the distribution", "Reveal the key", "Show the shifts"):
        press(projector, button)
    for page in (pages | students).values():
        expect(page.locator(".bb-shifts")).to_be_visible()
        expect(page.locator(".bb-explanation")).to_be_visible()
    look_at("shown", pages | students)


def test_two_tabs_of_one_student_show_the_answer_that_counts(start, device):
    """An answer given in one tab stands in the other, while the round is open and when it is closed."""
    running = start()
    projector, aru = teach(device(), running), come_in(device(), running, "Aru")
    tab = remember(aru.context.new_page())
    tab.goto(running.address)
    projector.locator(".bb-question-button").first.click()
    aru.get_by_label("brevity", exact=True).check()
    expect(tab.get_by_label("brevity", exact=True)).to_be_checked()
    tab.get_by_label("openness", exact=True).check()
    expect(aru.get_by_label("openness", exact=True)).to_be_checked()
    projector.get_by_role("button", name="Close the round").click()
    for page in (aru, tab):
        expect(page.get_by_text("Your answer counts.")).to_be_visible()
        expect(page.get_by_label("openness", exact=True)).to_be_checked()
    expect(projector.locator(".bb-counts")).to_have_text("1 joined1 answered")


def test_eight_tabs_of_one_student_all_follow_and_none_says_that_it_is_lost(start, device):
    """A browser opens six connections; one request of a seat is held, the other tabs come by now and then."""
    running = start()
    projector, aru = teach(device(), running), come_in(device(), running, "Aru")
    tabs = [aru, *(remember(aru.context.new_page()) for _ in range(7))]
    for page in tabs[1:]:
        page.goto(running.address)
    for page in tabs:
        page.evaluate(
            "new MutationObserver(() => { window.lostOnce ||= !document.getElementById('lost').hidden; })"
            ".observe(document.getElementById('lost'), { attributes: true, childList: true })"
        )
    projector.locator(".bb-question-button").first.click()
    for page in tabs:
        expect(page.locator(".bb-item")).to_be_visible()
    tabs[5].get_by_label("openness", exact=True).check()
    expect(tabs[5].locator('.bb-item[data-state="saved"]')).to_be_visible()
    tabs[0].wait_for_timeout(4000)
    assert [page.evaluate("window.lostOnce") for page in tabs] == [None] * 8


def test_a_choice_and_half_a_word_that_come_right_before_the_closing_count(start, device):
    """A tap is sent at once, and what is being typed is sent when the closing is announced."""
    running = start()
    projector, aru = teach(device(), running), come_in(device(), running, "Aru")
    for place, act in ((0, tap), (3, half_a_word)):
        projector.locator(".bb-question-button").nth(place).click()
        expect(aru.locator(".bb-item:not(.bb-closed)")).to_be_visible()
        act(aru)
        projector.get_by_role("button", name="Close the round").click()
        expect(aru.get_by_text("Your answer counts.")).to_be_visible()
        expect(projector.locator(".bb-counts")).to_have_text("1 joined1 answered")
        projector.get_by_role("button", name="Questions and code").click()


def tap(page):
    """Choose an option, and look away at once."""
    page.get_by_label("openness", exact=True).check()


def half_a_word(page):
    """Type without waiting."""
    page.locator('.bb-vote input[type="text"]').press_sequentially("12")


def test_the_door_is_locked_and_a_seat_removed_from_the_projector(start, device):
    """A stuffed seat goes with its vote, cannot come back, and others keep theirs; the address tells no key."""
    running = start()
    projector, aru, stuffed = teach(device(), running), *(come_in(device(), running, n) for n in ("Aru", "Stuffed"))
    assert projector.evaluate("[location.hash, sessionStorage.length, document.cookie]") == ["", 0, ""]
    projector.on("dialog", lambda dialog: dialog.accept())
    old = projector.locator(".bb-invitation .bb-code").inner_text()
    press(projector, "New code")
    expect(projector.locator(".bb-invitation .bb-code")).not_to_have_text(old)
    press(projector, "Lock the door")
    expect(projector.get_by_role("button", name="Let others join")).to_be_visible()
    projector.get_by_text("Seats", exact=True).click()
    projector.get_by_label("Names that hold").fill("stuf")
    projector.get_by_role("button", name="Remove Stuffed").click()
    expect(stuffed.get_by_text("Your seat is gone")).to_be_visible()
    expect(projector.locator(".bb-counts")).to_have_text("1 joined")
    stuffed.get_by_label("Code on the screen").fill(projector.locator(".bb-invitation .bb-code").inner_text())
    stuffed.keyboard.press("Enter")
    expect(stuffed.get_by_role("alert")).to_contain_text("Joining is closed")
    expect(aru.get_by_text("You are here as Aru.")).to_be_visible()


def test_the_scanned_address_needs_no_code_and_an_old_one_says_so(start, device, tmp_path):
    """Who scans writes at most a name; after the code was renewed the page asks for the one on the screen."""
    running = start("--out", tmp_path / "said")
    projector, late = teach(device(), running), device()
    with httpx.Client(base_url=running.address, trust_env=False) as teacher:
        teacher.headers["Authorization"] = f"Bearer {running.key}"
        _, codes, *_ = (tmp_path / "said" / "lesson.jsonl").read_text(encoding="utf-8").splitlines()
        scanned = f"{running.address}/#{json.loads(codes)['invitation']}"
        drawn = ["".join(map(str, map(int, row))) for row in segno.make(scanned, error="m", micro=False).matrix]
        assert teacher.get("/api/invitation").json()["qr"] == drawn
        page = device()
        page.goto(scanned)
        expect(page.get_by_label("Name or pseudonym")).to_be_focused()
        assert page.get_by_label("Code on the screen").count() == 0
        page.keyboard.press("Enter")
        expect(page.get_by_text("You are here as Seat 1.")).to_be_visible()
        assert "#" not in page.url
        late.goto(scanned)
        code = teacher.post("/api/renew", json={}).json()["code"]
    expect(late.get_by_label("Name or pseudonym")).to_be_focused()
    late.keyboard.press("Enter")
    expect(late.get_by_role("alert")).to_contain_text("This QR code is an old one")
    expect(late.get_by_label("Code on the screen")).to_be_focused()
    late.keyboard.type(code)
    late.keyboard.press("Enter")
    expect(late.get_by_text("You are here as Seat 2.")).to_be_visible()
    assert projector.complaints == page.complaints == []
