"""The page Progress, from the file system, as a student uses it."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import once, reload
from progress_page import chapters_of, expect_same_counts
from second_course import COURSE, FOLDER, TINY, lay_course

PAGE = "progress.html"


def moment(days_ago: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record(score: float, certainty: str, days_ago: float) -> dict:
    """One checked answer, as the page keeps it."""
    tried = {"at": moment(days_ago), "score": score, "certainty": certainty}
    return {**tried, "response": "x", "hints": 0, "attempts": 1, "shown": False, "first": tried, "history": [tried]}


def build_three_chapters(out: Path):
    """Build the small book with two chapters more and the page Progress."""
    book = lay_course(out / "course") / "book"
    shutil.copytree(TINY, book)
    pages = "\n".join(("the_points", "once_more", "tiny", "progress", "claims"))
    (book / "index.md").write_text(f"# Three chapters\n\n```{{toctree}}\n{pages}\n```\n", encoding="utf-8")
    (book / "tiny.md").write_text("# Every type once\n\n```{quiz} tiny\n```\n", encoding="utf-8")
    for stem in ("the_points", "once_more"):
        shutil.copyfile(FOLDER / "book" / "quizzes" / "the_points.yml", book / "quizzes" / f"{stem}.yml")
        (book / f"{stem}.md").write_text(f"# Chapter {stem}\n\n```{{quiz}} {stem}\n```\n", encoding="utf-8")
    (book / "progress.md").write_text("# Progress\n\n```{progress}\n```\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(book), str(out / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """A book of three chapters, built once."""
    return once(tmp_path_factory, "three-chapters", build_three_chapters) / "html"


@pytest.fixture
def progress(page, site):
    """Open the page with some answers on the device; the first item of two chapters and more of the first."""

    def open_(answers=None, **viewport):
        if viewport:
            page.set_viewport_size(viewport)
        page.goto(f"file://{site / PAGE}")
        page.chapters = chapters_of(page)
        if answers:
            kept = {
                f"seminar:v1:{COURSE.slug}:{stem}": json.dumps({"version": 1, "seed": 1, "items": items})
                for stem, items in answers(page.chapters).items()
            }
            # Before the page's own scripts, so that no slow write can come after they have read.
            given = (
                "for (const [k, v] of Object.entries(KEPT)) if (!localStorage.getItem(k)) localStorage.setItem(k, v);"
            )
            page.add_init_script(given.replace("KEPT", json.dumps(kept)))
            page.reload()
        page.wait_for_selector(".bb-progress")
        return page

    return open_


def scored(chapter: dict) -> list[str]:
    return [item["id"] for item in chapter["items"] if not item["ungraded"]]


def some(chapters) -> dict:
    """Sure and wrong, wrong, guessed and right, in the first chapter; the second is done."""
    ids = scored(chapters[0])
    return {
        chapters[0]["stem"]: {
            ids[0]: record(1, "think", 0.1),
            ids[1]: record(0, "guess", 2),
            ids[2]: record(0, "sure", 0.1),
            ids[3]: record(1, "guess", 2),
            ids[4]: record(1, "sure", 2),
        },
        chapters[1]["stem"]: {name: record(1, "sure", 0.1) for name in scored(chapters[1])},
    }


def cells(page, row: int) -> list[str]:
    """What a chapter's row says after its title: answered, mastered, right at first, points."""
    return page.locator(".bb-table").first.locator("tbody tr").nth(row).locator("td").all_inner_texts()


def test_every_chapter_stands_with_its_state_and_its_points(progress):
    """Begun, mastered, not begun: a sign and a word, with digits beside the bar."""
    page = progress(some)
    rows = page.locator(".bb-table").first.locator("tbody tr")
    assert rows.count() == len(page.chapters) == 3
    assert "Begun" in rows.nth(0).inner_text()
    assert f"5 of {len(scored(page.chapters[0]))}" in rows.nth(0).inner_text()
    assert "Mastered" in rows.nth(1).inner_text()
    assert "Not begun" in rows.nth(2).inner_text()


def test_answered_is_not_mastered(progress):
    """A chapter that is answered whole and mostly wrong is not done: each row says how much is mastered, and how."""

    def mostly_wrong(chapters):
        ids = scored(chapters[0])
        answers = {name: record(0, "think", 0.1) for name in ids}
        tried = {"at": moment(0.2), "score": 0, "certainty": "think"}
        answers[ids[0]] = record(1, "think", 0.1)
        answers[ids[1]] = record(1, "think", 0.1) | {"first": tried}  # at the second try
        answers[ids[2]] = record(1, "think", 0.1) | {"shown": True, "shown_at": moment(0.1), "score": 0}
        return {chapters[0]["stem"]: answers}

    page = progress(mostly_wrong)
    ids = scored(page.chapters[0])
    n = len(ids)
    answered, mastered, first, points = cells(page, 0)
    assert (answered, mastered, first) == (f"{n} of {n}", f"2 of {n}", f"2 of {n}")
    earned = sum(item["points"] for item in page.chapters[0]["items"] if item["id"] in ids[:2])
    assert points.startswith(f"{earned:g} of ")
    assert "Answered" in page.locator(".bb-table tbody th").first.inner_text()
    assert "Mastered: your latest answer is right." in page.inner_text(".bb-progress")
    again = page.locator(".bb-again a")
    expect(again).to_have_text(f"{page.chapters[0]['title']}: {n - 3} questions")
    assert f"Try the {n - 3} you got wrong again" in page.inner_text(".bb-progress")


def test_what_was_answered_wrong_is_offered_at_once(progress):
    """One click from Progress: the chapter shows the wrong ones alone and empty; all are one more click away."""
    page = progress(some)
    ids = scored(page.chapters[0])
    page.locator(".bb-again a").click()
    page.wait_for_selector("#again")
    live = page.locator(".bb-live > div > .bb-quiz .bb-item:visible")
    shown = [one.get_attribute("id") for one in live.all()]
    assert [name for name in shown if name.removeprefix("q-") in ids] == [f"q-{ids[1]}", f"q-{ids[2]}"]
    for name in (ids[1], ids[2]):
        assert page.locator(f".bb-live > div > .bb-quiz #q-{name}").get_attribute("data-state") == "open"
    page.get_by_role("button", name="Show all questions").click()
    assert live.count() > len(shown)
    expect(page.get_by_role("button", name="Try the 2 you got wrong again")).to_be_visible()
    assert page.complaints == []


def test_a_chapter_and_progress_count_the_same(progress):
    """In every chapter the tally asks for as many questions as Progress does, and neither counts what is not scored."""
    expect_same_counts(progress())


def test_sure_and_wrong_leads_and_what_is_not_due_waits(progress):
    """Due: sure and wrong first, then wrong, both at once, and guessed after a day; a fresh right answer waits."""
    page = progress(some)
    entries = page.locator(".bb-reviews").first.locator("li")
    starts = [entries.nth(n).inner_text() for n in range(entries.count())]
    assert "Sure, and wrong" in starts[0]
    assert "Not right yet" in starts[1]
    assert "Right, by a guess" in starts[2]
    assert len(starts) == 4
    assert page.locator("details summary").inner_text() == f"Later ({1 + len(scored(page.chapters[1]))})"


def test_a_review_leads_to_the_question(progress):
    """The link opens the chapter at the very question."""
    page = progress(some)
    name = scored(page.chapters[0])[2]
    page.locator(".bb-reviews a").first.click()
    page.wait_for_selector(f"#q-{name}")
    assert page.url.endswith(f"{page.chapters[0]['page']}#q-{name}")


def test_calibration_is_said_in_words_and_in_a_table(progress):
    """How often "sure" was right, counting first answers."""
    page = progress(some)
    done = len(scored(page.chapters[1]))
    assert f"Of {done + 2} first answers that you were sure of, {done + 1} were right." in page.inner_text(
        ".bb-progress"
    )
    row = page.locator(".bb-table").nth(1).locator("tbody tr").first
    assert row.inner_text().split("\t")[:3] == ["Sure", str(done + 2), str(done + 1)]


def export(page, name: str):
    """Write a name and export by keyboard alone; return the file."""
    page.locator("#bb-student").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value


def test_answers_travel_to_another_device(progress, page, browser, site):
    """Exported here, imported there: the same states, and nothing on the way leaves the device."""
    here = progress(some)
    download = export(here, "Дана Қ.")
    content = json.loads(download.path().read_text(encoding="utf-8"))
    assert (content["format"], content["version"], content["student"]) == ("seminar-responses", 1, "Дана Қ.")
    there = browser.new_context().new_page()
    there.goto(f"file://{site / PAGE}")
    there.locator("#bb-import").set_input_files(download.path())
    count = 5 + len(scored(here.chapters[1]))
    expect(there.locator(".bb-tools .bb-status")).to_contain_text(f"Imported: {count} answers.")
    assert there.input_value("#bb-student") == "Дана Қ."
    assert "Mastered" in there.locator(".bb-table").first.locator("tbody tr").nth(1).inner_text()
    reload(there)
    there.wait_for_selector(".bb-progress")
    assert "Mastered" in there.locator(".bb-table").first.locator("tbody tr").nth(1).inner_text()
    there.context.close()
    assert page.outside == []
    assert page.complaints == []


def file_of(page, tmp_path, items: dict, **more):
    """Write a response file with answers to the first chapter."""
    content = {"format": "seminar-responses", "version": 1, "student": "", "created": moment(0)}
    path = tmp_path / "file.json"
    path.write_text(json.dumps(content | {"banks": {page.chapters[0]["stem"]: {"items": items}}} | more))
    return path


def imported(page, path) -> str:
    """Import a file and return what the page says."""
    page.locator("#bb-import").set_input_files(path)
    expect(page.locator(".bb-tools .bb-status")).not_to_be_empty()
    return page.inner_text(".bb-tools .bb-status")


def kept(page) -> dict:
    key = f"seminar:v1:{COURSE.slug}:{page.chapters[0]['stem']}"
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key))["items"]


def test_a_newer_answer_is_never_lost_to_an_import(progress, tmp_path):
    """Item by item the later answer stays, whichever side it is on."""
    page = progress(some)
    ids = scored(page.chapters[0])
    older, newer = record(0, "sure", 5), record(0.5, "think", 0.01)
    said = imported(page, file_of(page, tmp_path, {ids[0]: older, ids[1]: newer}))
    assert said == "Imported: 1 answer. 1 here was newer and stays."
    after = kept(page)
    assert (after[ids[0]]["score"], after[ids[1]]["score"]) == (1, 0.5)
    assert len(after) == 5


def test_an_answer_from_the_future_is_left_out(progress, tmp_path):
    """It would stay the newest for ever."""
    page = progress(some)
    name = scored(page.chapters[0])[0]
    said = imported(page, file_of(page, tmp_path, {name: record(0, "sure", -400)}))
    assert "1 could not be read" in said
    assert kept(page)[name]["score"] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("not json", "it is not JSON"),
        ('{"cells": []}', "is not a response file. Choose one that was exported here."),
        ('{"format": "seminar-responses", "version": 2}', "has version 2; this page reads version 1"),
        ('{"format": "seminar-responses", "version": 1, "banks": {"../x": 1}}', "holds no answers"),
        ("null", "is not a response file"),
    ],
    ids=["no JSON", "a notebook", "a later version", "nothing of ours", "null"],
)
def test_a_wrong_file_gets_a_clear_sentence_and_changes_nothing(progress, tmp_path, content, sentence):
    """The student learns what is wrong, and keeps what was there."""
    page = progress(some)
    before = kept(page)
    path = tmp_path / "wrong.json"
    path.write_text(content)
    assert sentence in imported(page, path)
    assert kept(page) == before
    assert page.complaints == []


def test_somebody_elses_file_is_imported_only_when_that_is_meant(progress, tmp_path):
    """Two names: the page asks first."""
    page = progress(some)
    page.fill("#bb-student", "Aru")
    name = scored(page.chapters[0])[0]
    said = imported(page, file_of(page, tmp_path, {name: record(0, "sure", 0.01)}, student="Dana"))
    assert "This file is by Dana, and you are Aru." in said
    assert kept(page)[name]["score"] == 1
    page.get_by_role("button", name="Import all the same").click()
    assert kept(page)[name]["score"] == 0


def test_a_hostile_file_is_shown_as_text(progress, tmp_path):
    """A name that is markup stays a name."""
    page = progress(some)
    page.fill("#bb-student", "Aru")
    file = file_of(page, tmp_path, {"x": record(0, "sure", 1)}, student="<img src=x onerror=document.title='hit'>")
    assert "<img" in imported(page, file)
    assert page.locator(".bb-tools img").count() == 0


def test_without_storage_the_page_says_so_and_an_import_holds_while_it_is_open(browser, site, tmp_path):
    """Blocked storage costs nothing but memory."""
    context = browser.new_context()
    blocked = "get() { throw new DOMException('blocked', 'SecurityError'); }"
    context.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {blocked} }})")
    page = context.new_page()
    page.goto(f"file://{site / PAGE}")
    page.wait_for_selector(".bb-progress")
    page.chapters = chapters_of(page)
    assert "cannot be kept on this device" in page.inner_text(".bb-notice")
    ids = scored(page.chapters[0])
    assert "Imported: 1 answer." in imported(page, file_of(page, tmp_path, {ids[0]: record(1, "sure", 1)}))
    assert f"1 of {len(ids)}" in page.locator(".bb-table").first.inner_text()
    context.close()


def test_corrupt_answers_are_put_aside_and_said(progress, page):
    """What cannot be read is kept under another name; the page goes on."""
    progress()
    stem = page.chapters[0]["stem"]
    page.evaluate("key => localStorage.setItem(key, '{broken')", f"seminar:v1:{COURSE.slug}:{stem}")
    page.reload()
    page.wait_for_selector(".bb-progress")
    assert "could not be read" in page.inner_text(".bb-notice")
    keys = page.evaluate("Object.keys(localStorage)")
    assert any(key.startswith(f"seminar:v1:{COURSE.slug}:{stem}:unread:") for key in keys)


def test_at_320_pixels_nothing_is_cut(progress):
    """A row folds: each number stands below the other with its head, and all of it is on the screen."""
    page = progress(some, width=320, height=900)
    assert page.locator(".bb-table").first.evaluate("table => table.scrollWidth <= table.clientWidth")
    ends = (
        page.locator(".bb-table")
        .first.locator("td > span")
        .evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    )
    assert max(ends) <= 320
    heads = (
        page.locator(".bb-table")
        .first.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("all => all.map((one) => getComputedStyle(one, '::before').content)")
    )
    assert heads == ['"Answered"', '"Mastered"', '"Right at first"', '"Points"']


@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_moves_while_the_page_comes_up(browser, site, width):
    """The layout shifts by less than .02, on a phone and on a desk."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.add_init_script(
        "window.shifted = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " window.shifted += one.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"file://{site / PAGE}")
    page.wait_for_selector(".bb-progress")
    page.wait_for_timeout(700)
    assert page.evaluate("window.shifted") < 0.02
    context.close()


@pytest.mark.parametrize("at", ["2026-99-99T00:00:00Z", "soon", 5, None, "+275760-09-13T00:00:00.000Z"])
def test_a_bad_date_costs_itself_alone(progress, tmp_path, at):
    """Kept on the device or in a file: the page comes up, and what has no date counts as old."""

    def odd(chapters):
        one = record(1, "sure", 1)
        ids = scored(chapters[0])
        return {chapters[0]["stem"]: {ids[0]: one | {"at": at}, ids[1]: one | {"history": [{"at": at, "score": 1}]},
                                      ids[2]: one | {"first": {"at": at, "score": 1}}, ids[3]: one}}  # fmt: skip

    page = progress(odd)
    assert cells(page, 0)[0].startswith("4 of ")
    said = imported(page, file_of(page, tmp_path, {scored(page.chapters[0])[4]: record(1, "sure", 1) | {"history": [
        {"at": at, "score": 1}]}}))  # fmt: skip
    assert said.startswith("Imported: 1 answer.")
    assert cells(page, 0)[0].startswith("5 of ")
    assert page.complaints == []


@pytest.mark.parametrize("look", ["light", "dark", "rtl", "narrow"])
def test_no_barrier_and_no_sideways_scroll(progress, look):
    """The axe rules in light, dark, right to left, and at 320 px."""
    page = progress(some, width=320 if look == "narrow" else 1200, height=900)
    if look == "dark":
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
    if look == "rtl":
        page.evaluate("document.documentElement.dir = 'rtl'")
    page.wait_for_timeout(200)
    result = Axe().run(page, context=".bb-progress")
    assert result.response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_on_paper_the_tables_stay_and_the_tools_go(progress):
    """What is printed is what is known, not what can be pressed."""
    page = progress(some)
    page.emulate_media(media="print")
    assert page.locator(".bb-table").first.is_visible()
    assert page.locator(".bb-reviews").first.is_visible()
    assert not page.locator(".bb-tools").is_visible()
    assert not page.locator('.bb-live[data-bb="progress"] .bb-fallback').is_visible()


def test_without_a_script_the_page_lists_the_chapters(browser, site):
    """Readable, with links."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{site / PAGE}")
    assert page.locator(".bb-fallback li a").count() == 3
    assert "needs JavaScript" in page.inner_text(".bb-fallback")
    context.close()


def test_the_page_tells_no_key(site):
    """Progress knows the questions, not the answers."""
    text = (site / PAGE).read_text(encoding="utf-8")
    start = text.index('data-bb="progress"')
    state = json.loads(text[text.index("{", start) : text.index("</script>", start)])
    for chapter in state["chapters"]:
        for item in chapter["items"]:
            assert set(item) == {"id", "anchor", "prompt", "ungraded", "points"}
