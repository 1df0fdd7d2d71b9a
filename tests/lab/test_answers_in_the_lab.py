"""What the box beside an exercise promises: work in the lab is kept."""

import pytest
from playwright.sync_api import expect

from browsing import remember
from jupyter_page import PATIENCE, open_notebook

STEM, ITEM = "multi_vector_policy", "votes-beijing"
QUIZ = f'from betweenblocs import Quiz\nQuiz("{STEM}", items=["{ITEM}"])'
ONE_CELL = """(source) => {
  const model = window.jupyterapp.shell.currentWidget.content.model.sharedModel;
  while (model.cells.length) model.deleteCell(0);
  model.insertCell(0, { cell_type: "code", source });
}"""
SOURCE = "() => window.jupyterapp.shell.currentWidget.content.model.cells.get(0).sharedModel.getSource()"
SAVED = "() => !window.jupyterapp.shell.currentWidget.context.model.dirty"
pytestmark = pytest.mark.xdist_group("lab")


def run_first(page):
    """Run the first cell; a fresh kernel counts from one again, so the count tells nothing."""
    page.locator(".jp-CodeCell .cm-content").first.click(timeout=PATIENCE)
    page.keyboard.press("Shift+Enter")


def test_answers_and_the_notebook_are_there_after_a_reload(browser, solved_lab):
    """Nobody saves: the notebook saves itself, its cell shows what was answered, and so does the book's page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = remember(context.new_page())
    address = f"{solved_lab}lab/notebooks/index.html?path={STEM}.ipynb"
    open_notebook(page, address)
    page.evaluate(ONE_CELL, QUIZ)
    run_first(page)
    question = page.locator(f".jp-OutputArea .bb-quiz #q-{ITEM}")
    question.locator(".bb-options input").first.check(timeout=PATIENCE)
    question.locator(".bb-primary").click()
    expect(question).not_to_have_attribute("data-state", "open")
    state = question.get_attribute("data-state")
    page.wait_for_function(SAVED, timeout=60_000)
    open_notebook(page, address)
    assert page.evaluate(SOURCE) == QUIZ
    run_first(page)
    expect(question).to_have_attribute("data-state", state, timeout=PATIENCE)
    page.goto(f"{solved_lab}{STEM}.html")
    expect(page.locator(f".bb-live > div > .bb-quiz #q-{ITEM}")).to_have_attribute("data-state", state)
    assert page.outside == []
    context.close()
