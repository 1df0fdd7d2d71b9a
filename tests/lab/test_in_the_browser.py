"""The lab in the browser: every exercise, with Python in the page and nothing from outside."""

from pathlib import Path

import pytest

from browsing import remember
from jupyter_page import errors_of, notebook_of, open_file, run_all, stop_kernels

ROOT = Path(__file__).parents[2]
STEMS = sorted(path.stem for path in (ROOT / "exercises").glob("*/*.ipynb"))
# What JupyterLite itself says on a good day.
USUAL = (
    "Skipping {command",
    "Menu entry for command",
    "Uploader widget not found",
    "No exact match found for",
    "Disabling terminals plugin",
    "Item with index",  # did not scroll into view in ten seconds: a slow machine
)
pytestmark = pytest.mark.xdist_group("lab")


@pytest.fixture(scope="module")
def reader(browser):
    """A reader's browser, which keeps what it has fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="module")
def workspace(reader, solved_lab):
    """The lab with its file browser, in which the exercises are solved."""
    page = remember(reader.new_page())
    page.goto(f"{solved_lab}lab/lab/index.html")
    return page


def unusual(complaints: list[str]) -> list[str]:
    """Return the complaints that JupyterLite does not always make."""
    return [text for text in complaints if not text.startswith(USUAL)]


def test_there_are_exercises():
    """The book's seven exercises are the ones that are opened below."""
    assert len(STEMS) >= 7


@pytest.mark.parametrize("stem", STEMS)
def test_a_solution_runs_offline_and_passes_every_visible_test(workspace, stem):
    """A solved exercise runs in the lab from top to bottom without an error, and asks no other host."""
    open_file(workspace, f"{stem}.ipynb")
    run_all(workspace)
    assert errors_of(notebook_of(workspace)) == []
    stop_kernels(workspace)
    assert workspace.outside == []
    assert unusual(workspace.complaints) == []
