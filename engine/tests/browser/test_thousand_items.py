"""A bank of a thousand items, asked in one page."""

import json
import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from second_course import TINY_BANK, lay_course
from seminar.book.site.static import classic
from seminar.quiz.bank.bank import read_bank
from seminar.quiz.page.live import live_html
from seminar.quiz.page.widget import STATIC

COUNT = 1000
LIVE = ".bb-live > div:not(.bb-fallback)"


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    """The items of the small bank again and again, each time with ids of their own."""
    head, *items = re.split(r"(?m)^(?=- id: )", TINY_BANK.read_text(encoding="utf-8"))
    numbered = [re.sub(r"- id: (\S+)", rf"- id: \1-{n}", item, count=1) for n, item in zip(range(COUNT), cycle(items))]
    path = lay_course(tmp_path_factory.mktemp("large")) / "thousand.yml"
    path.write_text(head + "".join(item.rstrip() + "\n" for item in numbered), encoding="utf-8")
    return path


def test_the_last_of_a_thousand_questions_is_answered_and_kept(thousand, page, tmp_path):
    """All stand in the page, the last can be answered, and its answer is kept on the device."""
    bank = read_bank(thousand)
    scripts = f"<style>{(STATIC / 'quiz.css').read_text(encoding='utf-8')}</style>"
    body = f"{live_html(bank, list(bank.items))}<script>{classic(STATIC / 'quiz.js')}</script>"
    (tmp_path / "page.html").write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'>{scripts}<body>{body}</body></html>", encoding="utf-8"
    )
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.locator(f"{LIVE} .bb-item")).to_have_count(COUNT)
    last = page.locator(f'{LIVE} .bb-item[data-type="single"]').last
    last.get_by_label("openness").check()
    last.locator(".bb-primary").click()
    expect(last).to_have_attribute("data-state", "right")
    assert len(json.loads(page.evaluate("localStorage.getItem('seminar:v1:fourteen-points:thousand')"))["items"]) == 1
    assert page.complaints == []
