"""A chapter stands still while its questions and explorers come alive."""

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("stem", "width"), [("the_decision", 1280), ("the_decision", 320), ("expert_viewpoints", 1280)]
)
def test_nothing_moves_when_questions_and_explorers_come_alive(site, page, stem, width):
    """A chapter that is opened at its last question shifts by less than what counts as good (0.1), wide and narrow."""
    chapter = site / f"{stem}.html"
    last = re.findall(r'class="bb-item" id="(q-[\w-]+)"', chapter.read_text(encoding="utf-8"))[-1]
    page.set_viewport_size({"width": width, "height": 900})
    page.add_init_script(
        """window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"{chapter.as_uri()}#{last}")
    expect(page.locator(f".bb-live > div > .bb-quiz #{last}")).to_be_in_viewport()
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.1
