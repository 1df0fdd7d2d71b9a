"""Drives a real JupyterLab."""

import contextlib
import json
import subprocess
import time
import urllib.request
from pathlib import Path

import nbformat

TINY = Path(__file__).parents[1] / "books" / "tiny"


def address(home: Path, server: subprocess.Popen) -> str:
    """Wait until the server answers and return where."""
    for _ in range(300):
        assert server.poll() is None, (home / "log").read_text()
        for found in (home / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                url = json.loads(found.read_text())["url"].rstrip("/")
                urllib.request.urlopen(f"{url}/api?token=tiny", timeout=5)
                return url
        time.sleep(0.1)
    raise TimeoutError((home / "log").read_text())


def notebook(folder: Path, name: str, *cells: str) -> None:
    """Write a notebook of code cells."""
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    document.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(document, folder / name)


def open_notebook(page, url: str, name: str):
    """Open a notebook in JupyterLab, alone in the window."""
    page.goto(f"{url}/doc/tree/{name}?token=tiny&reset")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)


def run_all(page):
    """Run every cell of the open notebook."""
    page.get_by_text("| Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


QUIZ_CELL = f"from betweenblocs import Quiz\nquiz = Quiz({str(TINY / 'quizzes' / 'tiny.yml')!r})\nquiz"
