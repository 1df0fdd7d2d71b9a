"""The small book with every type of item, in a page and in a real JupyterLab, and three ways of handling it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import once, remember
from hands import HANDS
from lab import QUIZ_CELL, TINY, address, notebook, open_notebook, run_all

# A machine that does much at once answers late; what is expected does not change.
expect.set_options(timeout=20_000)


# Widgets are saved with the notebook, and JupyterLab does not ask its makers for news.
SETTINGS = {
    "@jupyter-widgets/jupyterlab-manager/plugin": {"saveState": True},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


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


@pytest.fixture(scope="session")
def jupyterlab(tmp_path_factory) -> tuple[str, Path]:
    """A real JupyterLab with settings of its own: its address with a token, and the folder that it shows."""
    home = tmp_path_factory.mktemp("lab")
    for plugin, setting in SETTINGS.items():
        file = home / "settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(setting), encoding="utf-8")
    folder = home / "notebooks"
    folder.mkdir()
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0"]
    command += [f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=tiny"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield address(home, server), folder
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()  # its kernels end by themselves when their parent is gone


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
def in_lab(request, browser, jupyterlab):
    """The quiz as a live widget in JupyterLab, with one way of handling it."""
    url, folder = jupyterlab
    notebook(folder, f"{request.param}.ipynb", QUIZ_CELL)
    context = context_for(browser, request.param)
    page = remember(context.new_page())
    open_notebook(page, url, f"{request.param}.ipynb")
    run_all(page)
    page.locator(".bb-quiz .bb-item").first.wait_for(timeout=60_000)
    yield HANDS[request.param](page, page.locator(".jp-OutputArea .bb-quiz"))
    context.close()


@pytest.fixture(scope="session")
def tiny_bank():
    """The bank of the small book."""
    from seminar.quiz.bank.bank import read_bank

    return read_bank(TINY / "quizzes" / "tiny.yml")
