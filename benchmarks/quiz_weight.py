"""A quiz in a static page: weight of scripts and styles, and time until it can be answered.

The same single-choice questions three times: ours, jupyterquiz as its own code renders it, and ipywidgets' own embed
(radio buttons, without any scoring). Weight is what the page loads beyond its questions, gzipped as a server sends
it. Time runs from DOMContentLoaded, in Chromium, from the disk, to the moment when the last question stands in the
page. A negative time means that it stood there before: a deferred script, as ours is, runs before that event and
delays it, so the time from the start of the navigation stands beside it.
"""

import gzip
import json
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from betweenblocs.engine import COURSE
from browsing import QUIET, chromium
from foreign_packages import from_npm, from_pypi
from seminar.book.site.static import classic
from seminar.quiz.bank.bank import bank_paths, read_bank
from seminar.quiz.bank.item import Bank
from seminar.quiz.exchange.jupyterquiz import jupyterquiz_writer as jupyterquiz
from seminar.quiz.page.live import live_html
from seminar.quiz.page.widget import STATIC
from seminar.quiz.reading.inline import to_text

ROUNDS = 7
STYLE = STATIC / "quiz.css"
PAGE = (
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><title>x</title>{head}</head><body>{body}</body></html>"
)
# Notes when as many questions as are asked can be answered.
WATCH = """
window.ready = null;
const look = () => {
  if (window.ready === null && document.querySelectorAll(SELECTOR).length >= COUNT) window.ready = performance.now();
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
"""


def questions() -> Bank:
    """Return the single-choice questions of all banks as one bank."""
    banks = [read_bank(path) for path in bank_paths(COURSE).values()]
    items = tuple(item for bank in banks for item in bank.items if item.type == "single")
    return Bank("Single choice", "single", items, banks[0].path, COURSE)


def ours(bank: Bank, folder: Path) -> tuple[str, int, str]:
    """Write our page; return its name, the weight in bytes gzipped, and what a question that can be answered is."""
    script = classic(STATIC / "quiz.js")
    (folder / "quiz.js").write_text(script, encoding="utf-8")
    (folder / "quiz.css").write_text(STYLE.read_text(encoding="utf-8"), encoding="utf-8")
    head = "<link rel='stylesheet' href='quiz.css'><script defer src='quiz.js'></script>"
    (folder / "ours.html").write_text(PAGE.format(head=head, body=live_html(bank, list(bank.items))), encoding="utf-8")
    return (
        "ours.html",
        zipped(script) + zipped(STYLE.read_text(encoding="utf-8")),
        ".bb-live > div:not(.bb-fallback) .bb-item",
    )


def theirs(bank: Bank, folder: Path) -> tuple[str, int, str]:
    """Write jupyterquiz's page as its own modules render it."""
    sys.path.insert(0, str(from_pypi("jupyterquiz", "2.9.6.4")))
    renderer = import_module("jupyterquiz.dynamic.renderer")
    asked = json.loads(jupyterquiz.write(bank)[0])
    place = renderer.render_div("quiz", False, True, False, 1_000_000, 600, 10, "left") + "</div>"
    styles = renderer.build_styles("quiz", {})
    opening = "\nif (typeof Question === 'undefined') {\n"
    bare = renderer.build_script(opening, True, "", "quiz", True)
    script = f"var questionsquiz={json.dumps(asked)};{bare}"
    body = f"{place}{styles}<script>{script}</script>"
    (folder / "jupyterquiz.html").write_text(PAGE.format(head="", body=body), encoding="utf-8")
    return "jupyterquiz.html", zipped(bare) + zipped(styles), "#quiz .Quiz"


def embedded(bank: Bank, folder: Path) -> tuple[str, int, str]:
    """Write a page of radio buttons as ipywidgets embeds them, with its script beside it."""
    import ipywidgets
    from ipywidgets.embed import dependency_state, embed_snippet

    script = (from_npm("@jupyter-widgets/html-manager", "1.0.15") / "dist" / "embed.js").read_text(encoding="utf-8")
    (folder / "embed.js").write_text(script, encoding="utf-8")
    views = [
        ipywidgets.RadioButtons(options=[to_text(c.text) for c in item.body.choices], description=to_text(item.prompt))
        for item in bank.items
    ]
    body = embed_snippet(views, state=dependency_state(views), embed_url="embed.js", requirejs=False, cors=False)
    (folder / "embed.html").write_text(PAGE.format(head="", body=body), encoding="utf-8")
    return "embed.html", zipped(script), ".widget-radio-box"


def zipped(text: str) -> int:
    """Return the size of a text in bytes, gzipped."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def times(browser: Browser, url: str, selector: str, count: int) -> tuple[float, float]:
    """Return the medians of the milliseconds from DOMContentLoaded, and from the start, until all can be answered."""
    found = []
    for _ in range(ROUNDS):
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(WATCH.replace("SELECTOR", json.dumps(selector)).replace("COUNT", str(count)))
        page.goto(url)
        page.wait_for_function("window.ready !== null", timeout=30_000)
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        ready = page.evaluate("window.ready")
        found.append((ready - loaded, ready))
        context.close()
    return median(after for after, _ in found), median(ready for _, ready in found)


def run() -> list[dict]:
    """Return a row for each of the three, with its ratio to ours."""
    bank = questions()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        measured = []
        for label, make in (("ours", ours), ("jupyterquiz", theirs), ("ipywidgets embed", embedded)):
            page, weight, selector = make(bank, folder)
            after, ready = times(browser, (folder / page).as_uri(), selector, len(bank.items))
            measured.append((label, weight, after, ready))
        browser.close()
    _, least, _, soonest = measured[0]
    return [
        {
            f"{len(bank.items)} questions": label,
            "JS + CSS, bytes gzipped": weight,
            "times ours": weight / least,
            "ms after DOMContentLoaded": after,
            "ms from the start": ready,
            "times ours ": ready / soonest,
        }
        for label, weight, after, ready in measured
    ]
