"""A classroom notebook in a real JupyterLab, as it stands on the projector."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from betweenblocs.engine import COURSE
from jupyter_page import PATIENCE, errors_of, notebook_of, open_notebook, run_all
from seminar.quiz.bank.bank import bank_path, read_bank
from simulated import simulate

ROOT = Path(__file__).parents[2]
STEM = "the_decision"
pytestmark = pytest.mark.xdist_group("live")


def test_a_classroom_notebook_on_the_projector(server, page):
    """Every slide is shown in big type, inside the window, and what is for the instructor is folded away."""
    folder = server.folder / "class"
    folder.mkdir()
    shutil.copyfile(ROOT / "classroom" / f"{STEM}.ipynb", folder / f"{STEM}.ipynb")
    for number in (1, 2):
        simulate(read_bank(bank_path(STEM, COURSE)), folder / STEM / f"round-{number}", students=8, seed=number)
    open_notebook(page, f"{server.address}doc/tree/class/{STEM}.ipynb")
    run_all(page)
    assert errors_of(notebook_of(page)) == []
    slides = page.locator(".bb-slide")
    expect(slides).to_have_count(18, timeout=PATIENCE)
    sizes = slides.evaluate_all(
        "all => all.map((one) => [parseFloat(getComputedStyle(one).fontSize), one.scrollWidth - one.clientWidth])"
    )
    assert all(size >= 24 and over <= 0 for size, over in sizes)
    expect(page.locator(".jp-InputPlaceholder")).to_have_count(2)  # why a question was chosen is not for the class

    folded = page.locator(".jp-RenderedMarkdown details").first
    told = folded.get_by_text("Fewer than 30 %.")
    expect(told).to_be_hidden()
    folded.get_by_text("For the instructor: what to say now").click(timeout=PATIENCE)
    expect(told).to_be_visible()
    assert page.outside == []
    server.stop_kernels()
