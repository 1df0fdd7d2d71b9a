"""The small book with every type of item, in a page and in a real JupyterLab, and three ways of handling it."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import once, remember
from hands import HANDS
from jupyter_page import open_notebook, run_all
from second_course import QUIZ_CELL, TINY, TINY_BANK

# A machine that does much at once answers late; what is expected does not change.
expect.set_options(timeout=20_000)


def build_tiny(out: Path):
    """Build the small book, warnings as errors."""
    command = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", "-b", "html", str(TINY), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory) -> Path:
    """A book of two pages whose quiz has an item of every type."""
    return once(tmp_path_factory, "tiny-site", build_tiny)


@pytest.fixture
def quiz(tiny_site, page):
    """The page with the quiz, fresh, from a folder."""
    page.goto((tiny_site / "index.html").as_uri())
    return page


def context_for(browser, hands: str):
    """Return a browser context that has what the hands need."""
    return browser.new_context(has_touch=hands == "touch", viewport={"width": 1100, "height": 900})


@pytest.fixture(params=list(HANDS))
def in_page(request, browser, tiny_site):
    """The quiz in a page of the book, with one way of handling it."""
    context = context_for(browser, request.param)
    page = remember(context.new_page())
    page.goto((tiny_site / "index.html").as_uri())
    yield HANDS[request.param](page, page.locator(".bb-live > div > .bb-quiz"))
    context.close()


@pytest.fixture(params=list(HANDS))
def in_lab(request, browser, saving_server):
    """The quiz as a live widget in JupyterLab, with one way of handling it."""
    saving_server.write(f"{request.param}.ipynb", QUIZ_CELL)
    context = context_for(browser, request.param)
    page = remember(context.new_page())
    open_notebook(page, f"{saving_server.address}doc/tree/{request.param}.ipynb?reset")
    run_all(page)
    page.locator(".bb-quiz .bb-item").first.wait_for(timeout=60_000)
    yield HANDS[request.param](page, page.locator(".jp-OutputArea .bb-quiz"))
    context.close()


@pytest.fixture(scope="session")
def tiny_bank():
    """The bank of the small book."""
    from seminar.quiz.bank.bank import read_bank

    return read_bank(TINY_BANK)
