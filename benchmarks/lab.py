"""The lab in the browser: from the click to the first output, cold cache, and what it weighs.

The site must be built (`make site`). Times are for Chromium on this machine with an empty cache, each stage beside
its share of the whole; weight is what lies on the disk.
"""

import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

from browsing import QUIET, chromium

SITE = Path(__file__).parents[1] / "_build" / "html"
PATIENCE = 180_000


class Quiet(SimpleHTTPRequestHandler):
    """The standard library's server, silent."""

    def log_message(self, *_):
        """Say nothing."""


def stages(address: str) -> dict[str, float]:
    """Return the seconds from the click to each stage."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        began, found = time.perf_counter(), {}
        page.on(
            "request",
            lambda request: (
                "pyodide.asm.wasm" in request.url
                and found.setdefault("the notebook is open, Python starts", time.perf_counter() - began)
            ),
        )
        page.goto(address)
        cell = page.locator(".jp-Notebook .jp-CodeCell .cm-content").nth(1)
        cell.click(timeout=PATIENCE)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".jp-OutputArea-output").first.wait_for(timeout=PATIENCE)
        found["first output"] = time.perf_counter() - began
        browser.close()
    return found


def megabytes(folder: Path) -> float:
    """Return what the files below a folder weigh."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def run() -> list[dict]:
    """Return one row for each stage and each part."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stem = next(SITE.glob("lab/files/*.ipynb")).name
    times = stages(f"http://127.0.0.1:{server.server_port}/lab/notebooks/index.html?path={stem}")
    server.shutdown()
    whole, lab = times["first output"], megabytes(SITE / "lab")
    rows = [{"what": name, "value": seconds, "unit": "s", "share": seconds / whole} for name, seconds in times.items()]
    parts = {"Python and packages": "lab/static/pyodide", "JupyterLab": "lab/build", "the whole lab": "lab"}
    for name, folder in parts.items():
        weight = megabytes(SITE / folder)
        rows.append({"what": name, "value": weight, "unit": "MB", "share": weight / lab})
    return rows
