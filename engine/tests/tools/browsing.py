"""What tests in a browser need besides fixtures: a browser, a page that remembers, and things made once."""

import os
import shutil
import warnings
from pathlib import Path

from filelock import FileLock
from playwright.sync_api import Page

# Chromium's own calls home would otherwise look like the page's.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)


def once(tmp_path_factory, name: str, make) -> Path:
    """Return a folder that `make` fills once for all workers of this run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each worker has a folder of its own in that of the run
        shared = shared.parent
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not folder.exists():
            draft = shared / f"{name}.draft"
            make(draft)
            draft.rename(folder)
    return folder


def chromium() -> str | None:
    """Return a browser of this machine; without one, Playwright's own is used."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def remember(page: Page) -> Page:
    """Make a page keep its outside requests in `page.outside` and its complaints in `page.complaints`."""
    page.outside, page.complaints = [], []
    inside = ("file:", "data:", "blob:", "about:", "http://127.0.0.1", "ws://127.0.0.1", "http://localhost")
    page.on("request", lambda request: request.url.startswith(inside) or page.outside.append(request.url))
    page.on("requestfailed", lambda request: page.complaints.append(f"failed: {request.url}"))
    page.on("console", lambda said: said.type in {"error", "warning"} and page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def reload(page: Page) -> None:
    """Load a page anew, with what it keeps on the device.

    A Chromium that is short of time may end a page before it has passed on what the page wrote, or hand the next page
    an empty storage that is there again for the one after (1 reload in 60 at a load of ten processes a core, with a
    page that has no script but a `localStorage.setItem`). So a second tab sees first that all is written, and what
    counts is the storage that the page's own scripts met: it may be there again when the test looks.
    """
    kept = "JSON.stringify({ ...localStorage })"
    before = page.evaluate(kept)
    with page.context.new_page() as witness:
        for _ in range(20):
            witness.goto(page.url)
            if witness.evaluate(kept) == before:
                break
        page.add_init_script(f"window.metKept = {kept};")
        for _ in range(5):
            page.reload()
            if page.evaluate("metKept") != "{}" or before == "{}":
                break
            # Said in the run's summary: if it becomes frequent, it is no longer Chromium's haste.
            warnings.warn("a page came up with an empty storage and was loaded again", stacklevel=2)
