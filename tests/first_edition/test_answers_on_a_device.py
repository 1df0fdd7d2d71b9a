"""What a device kept from the first edition stands in this edition's pages."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

import first_edition
from betweenblocs.engine import COURSE
from browsing import reload
from quiz_page import answer, opened, question
from second_course import TINY

KEY, EARLIER = f"seminar:v1:{COURSE.slug}:tiny", f"{COURSE.formerly}:v1:tiny"


def built(folder: Path, edition: str) -> Path:
    """Build a book of one page that asks the first edition's bank, as it was or changed since."""
    shutil.copyfile(TINY / "conf.py", folder / "conf.py")
    (folder / "index.md").write_text("# Every type once\n\n```{quiz} tiny\n```\n", encoding="utf-8")
    first_edition.BANKS[edition](folder / "quizzes")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "html"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The first edition's questions as they were."""
    return built(tmp_path_factory.mktemp("first"), "as it was")


@pytest.fixture(scope="module", params=["with ids by hand", "mended"])
def later_site(request, tmp_path_factory):
    """The same with other ids of the options, or with other words in each of them."""
    return built(tmp_path_factory.mktemp("later"), request.param)


def test_answers_that_the_first_edition_kept_are_shown_and_right(browser, later_site):
    """Each question stands answered as it was, on the option that it was; a draft stands as it was left."""
    page = opened(browser, later_site, stored=first_edition.STORAGE[EARLIER], key=EARLIER)
    items = json.loads(first_edition.STORAGE[EARLIER])["items"]
    for name in items:
        state = {"think-on": "saved", "what-first": "open"}.get(name, "right")
        expect(question(page, name)).to_have_attribute("data-state", state)
    marked = page.locator("#q-one-of-four input:checked + .bb-words")
    expect(marked).to_contain_text("outreach")
    assert page.locator("#q-who-what select").evaluate_all("all => all.every(one => one.value)")
    steps = page.locator("#q-what-first .bb-step .bb-words").all_inner_texts()
    assert [step.split()[0] for step in steps] == ["Kazakhstan", "EAEU", "CSTO", "SCO"]
    page.context.close()


def record(day: str, response: str) -> dict:
    """A wrong answer of a day in January, as a page keeps it."""
    at = f"2026-01-0{day}T00:00:00.000Z"
    return {"response": response, "attempts": 1, "score": 0, "certainty": None, "at": at}


def test_of_the_first_edition_and_this_one_the_later_answer_stays(browser, site):
    """What was kept under the former name is joined item by item, and stays where it was."""
    before = {"which-word": record("2", "before"), "think-on": record("2", "before"), "how-many": record("1", "11")}
    now = {"which-word": record("1", "now"), "think-on": record("3", "now")}
    page = opened(browser, site, stored=json.dumps({"version": 1, "seed": 5, "items": before}), key=EARLIER)
    given = {"key": KEY, "text": json.dumps({"version": 1, "seed": 5, "items": now})}
    page.evaluate("({ key, text }) => localStorage.setItem(key, text)", given)
    reload(page)
    for name, response in {"which-word": "before", "think-on": "now", "how-many": "11"}.items():
        expect(question(page, name).get_by_label("Your answer")).to_have_value(response)
    answer(page, "one-of-four", "outreach")
    expect(question(page, "one-of-four")).to_have_attribute("data-state", "right")
    items = {**json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))["items"]}
    assert set(items) == {"which-word", "think-on", "how-many", "one-of-four"}
    assert json.loads(page.evaluate("key => localStorage.getItem(key)", EARLIER))["items"] == before
    page.context.close()
