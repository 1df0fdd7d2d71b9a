"""The lab in the browser: every exercise, with Python in the page and nothing from outside."""

import json
from pathlib import Path

import pytest

from browsing import remember
from jupyter_page import errors_of, notebook_of, open_file, open_in_same_kernel, run_all, see, show_cell

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
# A control of a live quiz or explorer; what stands there without a kernel has none.
WIDGET = '.jp-Cell[data-windowed-list-index="{}"] .jp-OutputArea :is(.bb-item button, .bb-explorer select)'
pytestmark = pytest.mark.xdist_group("lab")


@pytest.fixture(scope="module")
def reader(browser):
    """A reader's browser, which keeps what it has fetched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="module")
def workspace(reader, solved_lab):
    """The lab with its file browser, in which the exercises are solved; opening the first has started Python."""
    page = remember(reader.new_page())
    page.goto(f"{solved_lab}lab/lab/index.html")
    open_file(page, f"{STEMS[0]}.ipynb")
    return page


def unusual(complaints: list[str]) -> list[str]:
    """Return the complaints that JupyterLite does not always make."""
    return [text for text in complaints if not text.startswith(USUAL)]


def widget_cells(stem: str) -> list[int]:
    """Return the places of the cells that show a quiz or an explorer; there is one in every exercise."""
    cells = json.loads((ROOT / "exercises" / stem / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    found = [number for number, cell in enumerate(cells) if cell["id"] in {"explorer", "look-back-quiz"}]
    assert found
    return found


def test_there_are_exercises():
    """The book's seven exercises are the ones that are opened below."""
    assert len(STEMS) >= 7


@pytest.mark.parametrize("stem", STEMS)
def test_a_solution_runs_offline_and_passes_every_visible_test(workspace, stem):
    """A solved exercise runs in the lab without an error, shows its widgets live, and asks no other host."""
    open_in_same_kernel(workspace, f"{stem}.ipynb")
    run_all(workspace)
    assert errors_of(notebook_of(workspace)) == []
    for number in widget_cells(stem):
        show_cell(workspace, number)
        see(workspace, f".jp-NotebookPanel:not(.lm-mod-hidden) {WIDGET.format(number)}")
    assert workspace.outside == []
    assert unusual(workspace.complaints) == []
