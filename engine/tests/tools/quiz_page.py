"""A page of a book with a quiz: what stands in it, how it is answered, what it keeps."""

import json

from second_course import COURSE, TINY_BANK

#: Under which name the small book keeps its answers on a device.
KEY = f"seminar:v1:{COURSE.slug}:{TINY_BANK.stem}"
LIVE = ".bb-live > div > .bb-quiz"
# Once in a tab, whose name outlives a reload: an empty storage after one must not be filled with the old answers.
GIVEN = "if (!window.name) { window.name = 'given'; localStorage.setItem(KEY, TEXT); }"


def opened(browser, site, before: str = "", stored: str | None = None, key: str = KEY):
    """Open a site's first page after a script has run in it, with something already stored."""
    context = browser.new_context()
    page = context.new_page()
    if stored is not None:  # by the page itself, so that no slow write comes after the page has read
        page.add_init_script(GIVEN.replace("KEY", json.dumps(key)).replace("TEXT", json.dumps(stored)))
    page.add_init_script(before or "0")
    page.goto((site / "index.html").as_uri())
    return page


def question(page, name: str):
    """Return one live question of the page."""
    return page.locator(f"{LIVE} #q-{name}")


def answer(page, name: str, *labels: str):
    """Pick options of a question and check."""
    for label in labels:
        question(page, name).get_by_label(label, exact=True).check()
    question(page, name).locator(".bb-primary").click()


def kept(page) -> dict:
    """Return what the page keeps on the device."""
    return json.loads(page.evaluate("key => localStorage.getItem(key)", KEY))
