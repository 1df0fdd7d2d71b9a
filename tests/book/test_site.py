"""The built book as a reader's browser sees it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from browsing import remember

BOOK = Path(__file__).parents[2] / "book"
COLOURS = ["color-contrast", "link-in-text-block"]
PAGES = ["index", *re.findall(r"- file: (\w+)", (BOOK / "_toc.yml").read_text())]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_serves_every_reader(site_with_lab, browser, name, scheme):
    """A page opened from disk on a small screen asks no other host, complains of nothing, fits, and has no barrier.

    One visit checks it all, because a visit is what takes time.
    """
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 800})
    page = remember(context.new_page())
    page.goto((site_with_lab / f"{name}.html").as_uri())
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    # axe-core reads the style sheets anew, which a page from disk may not.
    outside, complaints = list(page.outside), list(page.complaints)
    # Only colours differ from scheme to scheme.
    rules = {"runOnly": {"type": "rule", "values": COLOURS}} if scheme == "dark" else {}
    found = Axe().run(page, context="main", options={"resultTypes": ["violations"], **rules})
    context.close()
    assert outside == []
    assert complaints == []
    assert width <= 320
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_pictures_speak_to_those_who_do_not_see_them(site_with_lab, name):
    """Every picture in a page has a text that stands for it."""
    soup = BeautifulSoup((site_with_lab / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article")
    silent = [str(image)[:80] for image in article.select("img") if not image.get("alt")]
    for svg in article.select("svg[role=img]"):
        said = svg.get("aria-label") or article.select_one(f"#{svg['aria-labelledby']}").get_text()
        silent += [] if said.strip() else [str(svg)[:80]]
    assert silent == []
