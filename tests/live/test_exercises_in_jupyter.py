"""The course's explorers and every exercise against a running server: Notebook 7 and JupyterLab."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from jupyter_page import PATIENCE, errors_of, notebook_of, open_notebook, run_all, run_cell

ROOT = Path(__file__).parents[2]
STEMS = sorted(path.stem for path in (ROOT / "answers").glob("*/*.ipynb"))
pytestmark = pytest.mark.xdist_group("live")


def test_explorers_live_in_notebook_7(server, page):
    """Both explorers come up as widgets, each once."""
    imports = "from betweenblocs import BlocExplorer, ClaimExplorer\n"
    server.write("explorers.ipynb", imports + "BlocExplorer()", "ClaimExplorer()")
    open_notebook(page, f"{server.address}notebooks/explorers.ipynb")
    for cell in (0, 1):
        run_cell(page, cell)
        live = page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea [role=status].bb-said")
        expect(live).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".bb-fallback:visible")).to_have_count(0)
    assert errors_of(notebook_of(page)) == []
    assert page.outside == []


@pytest.mark.parametrize("stem", STEMS)
def test_a_solution_passes_every_visible_test_in_jupyterlab(server, page, stem):
    """A solved exercise runs in JupyterLab from top to bottom without an error, and asks no other host."""
    shutil.copyfile(ROOT / "answers" / stem / f"{stem}.ipynb", server.folder / f"{stem}.ipynb")
    open_notebook(page, f"{server.address}doc/tree/{stem}.ipynb")
    run_all(page)
    assert errors_of(notebook_of(page)) == []
    assert page.outside == []
    server.stop_kernels()
