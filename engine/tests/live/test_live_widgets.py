"""The quiz, the explorer of claims and an exercise against a running server: Notebook 7 and JupyterLab."""

import shutil

import pytest
from playwright.sync_api import expect

from jupyter_page import PATIENCE, errors_of, notebook_of, open_notebook, run_all, run_cell
from second_course import COURSE

QUIZ = """from fourteen_points import Quiz
quiz = Quiz("the_points", items=["first-point"])
quiz"""
pytestmark = pytest.mark.xdist_group("live")


def alone(page):
    """Expect one quiz on the page, not its readable form beside it."""
    expect(page.locator(".bb-item:visible")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".bb-fallback:visible")).to_have_count(0)


def save(page):
    """Press Ctrl+S and wait until nothing is left to save."""
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=PATIENCE)


def test_a_quiz_and_python_tell_each_other_in_notebook_7(server, page):
    """An answer given in the page is in Python; what Python sets is in the page; a reload loses nothing."""
    server.write("quiz.ipynb", QUIZ, 'print("score", quiz.score)', "quiz.answers = {}", 'print("after", quiz.score)')
    address = f"{server.address}notebooks/quiz.ipynb"
    open_notebook(page, address)
    tally = page.locator(".bb-tally")
    run_cell(page, 0)
    alone(page)

    page.get_by_text("open treaties").click()
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".bb-status")).to_contain_text("Right.", timeout=PATIENCE)
    run_cell(page, 1)
    assert notebook_of(page)["cells"][1]["outputs"][0]["text"] == "score 1.0\n"

    save(page)
    open_notebook(page, address)
    alone(page)
    expect(tally).to_contain_text("1 of 1 answered", timeout=PATIENCE)

    run_cell(page, 2)
    expect(tally).to_contain_text("0 of 1 answered", timeout=PATIENCE)
    run_cell(page, 3)
    assert notebook_of(page)["cells"][3]["outputs"][0]["text"] == "after 0.0\n"
    assert page.outside == []


def test_the_next_day_running_the_cell_brings_the_quiz_back_once(server, page):
    """A saved notebook whose kernel is gone never shows both forms, and its cell works again."""
    server.write("next-day.ipynb", QUIZ)
    address = f"{server.address}notebooks/next-day.ipynb"
    open_notebook(page, address)
    run_cell(page, 0)
    alone(page)
    save(page)
    page.goto("about:blank")
    server.stop_kernels()
    open_notebook(page, address)
    expect(page.locator(".jp-OutputArea-output").first).to_be_visible(timeout=PATIENCE)
    assert page.locator(".bb-item:visible").count() <= 1
    page.locator(".jp-CodeCell .cm-content").first.click(timeout=PATIENCE)
    page.keyboard.press("Shift+Enter")  # the fresh kernel counts from one again, so the count tells nothing
    alone(page)


def test_the_explorer_of_claims_lives_in_notebook_7(server, page):
    """It comes up as a widget, once."""
    server.write("explorer.ipynb", "from fourteen_points import ClaimExplorer\nClaimExplorer()")
    open_notebook(page, f"{server.address}notebooks/explorer.ipynb")
    run_cell(page, 0)
    expect(page.locator(".jp-OutputArea [role=status].bb-said")).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".bb-fallback:visible")).to_have_count(0)
    assert errors_of(notebook_of(page)) == []
    assert page.outside == []


def test_a_solution_passes_every_visible_test_in_jupyterlab(server, page):
    """A solved exercise runs in JupyterLab from top to bottom without an error, and asks no other host."""
    shutil.copyfile(COURSE.answers / "the_points" / "the_points.ipynb", server.folder / "the_points.ipynb")
    open_notebook(page, f"{server.address}doc/tree/the_points.ipynb")
    run_all(page)
    assert errors_of(notebook_of(page)) == []
    assert page.outside == []
    server.stop_kernels()
