"""Nothing that a student answered is lost without a word, whatever the device does."""

import json

import pytest
from playwright.sync_api import expect
from test_quiz_page import UNKEPT

from browsing import reload
from quiz_page import KEY, LIVE, answer, kept, opened, question
from seminar.quiz.answers.response_file import read_all

BLOCKED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_device_that_keeps_nothing_is_told_of_and_answers_can_be_saved(browser, tiny_site, script, tmp_path):
    """The quiz works, says that nothing is kept, and hands the answers over as a file that can be graded."""
    page = opened(browser, tiny_site, script)
    answer(page, "one-of-four", "openness")
    expect(question(page, "one-of-four")).to_have_attribute("data-state", "right")
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text(UNKEPT)
    page.locator(f"{LIVE} .bb-notice").get_by_label("Your name or code").fill("Дана")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers as a file").click()
    download.value.save_as(tmp_path / "handed-in.json")
    (read_file,), problems = read_all([tmp_path])
    assert (read_file.student, problems) == ("Дана", [])
    saved = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (saved["format"], saved["version"]) == ("seminar-responses", 1)
    assert saved["banks"]["tiny"]["items"]["one-of-four"]["score"] == 1
    page.context.close()


@pytest.mark.parametrize("text", ["{not json", "[]", '{"version": 1}', '{"version": 1, "items": {"a": 5}}', "null"])
def test_what_cannot_be_read_is_put_aside(browser, tiny_site, text):
    """Corrupt answers are kept under another key, the student is told, and new answers are kept."""
    page = opened(browser, tiny_site, stored=text)
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text("could not be read")
    aside = page.evaluate(
        "key => Object.entries(localStorage).filter(([k]) => k.startsWith(`${key}:unread:`)).map(([, text]) => text)",
        KEY,
    )
    assert aside == [text]
    answer(page, "one-of-four", "openness")
    assert kept(page)["items"]["one-of-four"]["score"] == 1
    page.context.close()


def test_answers_of_another_version_are_taken_over_and_a_copy_is_kept(browser, tiny_site):
    """Records of an older version are shown, the student is told, and the old text is still there."""
    record = {"response": "true", "attempts": 1, "score": 0, "at": "2025-01-01T00:00:00.000Z"}
    old = json.dumps({"version": 0, "items": {"yes-or-no": record}})
    page = opened(browser, tiny_site, stored=old)
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text("another version")
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "wrong")
    copies = page.evaluate("key => Object.keys(localStorage).filter(k => k.startsWith(`${key}:unread:`))", KEY)
    assert [page.evaluate("key => localStorage.getItem(key)", copy) for copy in copies] == [old]
    reload(page)
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "wrong")
    page.context.close()


def test_unreadable_answers_on_a_full_device_are_left_as_they_are(browser, tiny_site):
    """Where nothing can be put aside, nothing is written over either."""
    page = opened(browser, tiny_site, FULL, stored="{not json")
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text("left as they are")
    answer(page, "one-of-four", "openness")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) == "{not json"
    page.context.close()


def test_a_response_that_no_longer_fits_the_question_does_no_harm(browser, tiny_site):
    """Options that an author has since removed count as not given; the page works."""
    record = {"attempts": 1, "score": 0, "at": "2026-01-01T00:00:00.000Z", "certainty": None, "hints": 9}
    stale = {
        "one-of-four": record | {"response": "deadbeef"},
        "some-of-four": record | {"response": "not a list"},
        "who-what": record | {"response": {"gone": "gone"}},
        "what-first": record | {"response": ["gone"]},
        "how-many": record | {"response": None},
    }
    page = opened(browser, tiny_site, stored=json.dumps({"version": 1, "seed": 1, "items": stale}))
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer(page, "one-of-four", "openness")
    expect(question(page, "one-of-four")).to_have_attribute("data-state", "right")
    expect(page.locator(f"{LIVE} .bb-item")).to_have_count(11)
    assert errors == []
    page.context.close()


def test_two_tabs_lose_nothing_to_each_other(browser, tiny_site):
    """What is answered in one tab shows in the other, and both answers are kept."""
    one = opened(browser, tiny_site)
    other = one.context.new_page()
    other.goto(one.url)
    answer(one, "one-of-four", "openness")
    expect(question(other, "one-of-four")).to_have_attribute("data-state", "right")
    answer(other, "yes-or-no", "False")
    expect(question(one, "yes-or-no")).to_have_attribute("data-state", "right")
    assert set(kept(one)["items"]) == {"one-of-four", "yes-or-no"}
    one.context.close()


def test_nothing_in_storage_is_taken_for_markup(browser, tiny_site):
    """A record with tags in it is text on the page."""
    text = "<img src=x onerror=document.title=1>"
    record = {"response": text, "attempts": 1, "score": 0, "at": "2026-01-01T00:00:00.000Z"}
    stored = json.dumps({"version": 1, "items": {"think-on": record, "which-word": record, "how-many": record}})
    page = opened(browser, tiny_site, stored=stored)
    expect(question(page, "think-on").get_by_label("Your answer")).to_have_value(text)
    assert page.locator(f"{LIVE} img").count() == 0
    page.context.close()


def test_one_broken_record_costs_itself_alone(browser, tiny_site):
    """The answers beside it are shown, and the text as it was is put aside."""
    good = {"response": "true", "attempts": 1, "score": 0, "at": "2026-01-01T00:00:00.000Z"}
    text = json.dumps({"version": 1, "seed": 3, "items": {"yes-or-no": good, "one-of-four": 5}})
    page = opened(browser, tiny_site, stored=text)
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "wrong")
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text("the others are here")
    page.context.close()


def test_fields_of_another_kind_do_no_harm(browser, tiny_site):
    """Counts, scores, dates and tries that are none are taken as not given."""
    odd = {
        "attempts": "many",
        "score": "1",
        "hints": -3,
        "certainty": 7,
        "shown": "no",
        "first": [],
        "history": {},
        "at": 5,
    }
    items = dict.fromkeys(["one-of-four", "some-of-four", "yes-or-no", "how-many"], odd | {"response": 5})
    page = opened(browser, tiny_site, stored=json.dumps({"version": 1, "seed": "x", "items": items}))
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer(page, "one-of-four", "openness")
    expect(question(page, "one-of-four")).to_have_attribute("data-state", "right")
    expect(page.locator(f"{LIVE} .bb-item")).to_have_count(11)
    assert errors == []
    page.context.close()


@pytest.mark.parametrize("at", ["2026-12-24T00:00:00.000Z", "2099-01-01T00:00:00.000Z", "+275760-09-12T00:00:00.000Z"])
def test_an_answer_goes_on_where_the_clock_was_put_back(browser, tiny_site, at):
    """An answer kept while the clock ran ahead does not come back over the ones that are given after it."""
    record = {"response": "true", "attempts": 1, "score": 0, "at": at}
    page = opened(browser, tiny_site, stored=json.dumps({"version": 1, "seed": 1, "items": {"yes-or-no": record}}))
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "wrong")
    answer(page, "yes-or-no", "False")
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "right")
    reload(page)
    expect(question(page, "yes-or-no")).to_have_attribute("data-state", "right")
    page.context.close()


def test_two_tabs_that_answer_one_question_agree_on_the_later_answer(browser, tiny_site):
    """Both show what was said last, and that is kept."""
    one = opened(browser, tiny_site)
    other = one.context.new_page()
    other.goto(one.url)
    answer(one, "one-of-four", "secrecy")
    expect(question(other, "one-of-four")).to_have_attribute("data-state", "wrong")
    answer(other, "one-of-four", "openness")
    for page in (one, other):
        expect(question(page, "one-of-four")).to_have_attribute("data-state", "right")
    assert kept(one)["items"]["one-of-four"]["attempts"] == 2
    one.context.close()


def test_a_storage_that_was_full_for_a_while_keeps_what_was_given_meanwhile(browser, tiny_site):
    """The first answer that can be kept takes the earlier ones along."""
    full = "window.full = true; const set = Storage.prototype.setItem; Storage.prototype.setItem = function (...all) {"
    page = opened(
        browser,
        tiny_site,
        full + " if (window.full) throw new DOMException('full', 'QuotaExceededError'); set.apply(this, all); };",
    )
    answer(page, "one-of-four", "openness")
    expect(page.locator(f"{LIVE} .bb-notice")).to_contain_text(UNKEPT)
    page.evaluate("window.full = false")
    answer(page, "yes-or-no", "False")
    expect(page.locator(f"{LIVE} .bb-notice")).to_be_hidden()
    assert set(kept(page)["items"]) == {"one-of-four", "yes-or-no"}
    page.context.close()
