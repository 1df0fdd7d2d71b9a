"""The quiz as a live widget in a real JupyterLab: state both ways, saved notebooks, one form at a time."""

import json
import time

import nbformat
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import remember
from jupyter_page import open_notebook, run_all, run_cell
from second_course import QUIZ_CELL

ASK = "print({name: (r['score'], r['attempts']) for name, r in quiz.answers.items()}, quiz.score)"
SET = (
    "quiz.answers = {'yes-or-no': {'response': 'true', 'attempts': 1, 'score': 0.0, 'certainty': None,\n"
    "    'hints': 0, 'shown': False, 'first': None, 'at': '2026-01-01T00:00:00.000Z'}}"
)


def wait_for(path, text: str):
    """Wait until a file on disk holds a text."""
    for _ in range(200):
        if text in path.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError(f"{path.name} does not hold {text}")


def test_a_student_and_a_cell_change_the_same_answers(browser, saving_server):
    """What is answered is in `quiz.answers`; what a cell sets is on the screen; running again loses nothing."""
    saving_server.write("both_ways.ipynb", QUIZ_CELL, ASK, SET)
    page = remember(browser.new_context(viewport={"width": 1100, "height": 900}).new_page())
    open_notebook(page, f"{saving_server.address}doc/tree/both_ways.ipynb?reset")
    run_all(page)
    quiz = page.locator(".jp-OutputArea .bb-quiz")
    expect(quiz.locator("#q-yes-or-no")).to_have_attribute("data-state", "wrong", timeout=60_000)
    quiz.locator("#q-one-of-four").get_by_label("openness").check()
    quiz.locator("#q-one-of-four .bb-primary").click()
    run_cell(page, 1)
    printed = page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")
    expect(printed).to_have_text("{'yes-or-no': (0, 1), 'one-of-four': (1, 1)} 1.0")
    run_cell(page, 0)
    expect(quiz.locator("#q-one-of-four")).to_have_attribute("data-state", "right")
    assert page.outside == []
    page.context.close()


def test_a_saved_notebook_shows_its_answers_when_it_is_opened_again(browser, saving_server):
    """Without running anything, a reopened notebook shows the quiz as it was left, and shows it once."""
    saving_server.write("saved.ipynb", QUIZ_CELL)
    page = remember(browser.new_context(viewport={"width": 1100, "height": 900}).new_page())
    open_notebook(page, f"{saving_server.address}doc/tree/saved.ipynb?reset")
    run_all(page)
    question = page.locator(".jp-OutputArea .bb-quiz #q-one-of-four")
    question.get_by_label("openness").check(timeout=60_000)
    question.locator(".bb-primary").click()
    expect(question).to_have_attribute("data-state", "right")
    page.keyboard.press("Control+s")
    wait_for(saving_server.folder / "saved.ipynb", '"attempts": 1')
    page.context.close()
    page = remember(browser.new_context(viewport={"width": 1100, "height": 900}).new_page())
    open_notebook(page, f"{saving_server.address}doc/tree/saved.ipynb?reset")
    again = page.locator(".jp-OutputArea .bb-quiz #q-one-of-four")
    expect(again).to_have_attribute("data-state", "right", timeout=60_000)
    expect(page.locator(".bb-item#q-one-of-four")).to_have_count(1)
    found = Axe().run(page, context=".bb-quiz")
    assert found.violations_count == 0, found.generate_report()
    page.context.close()
    saved = nbformat.read(saving_server.folder / "saved.ipynb", as_version=4)
    assert "bb-fallback" in json.dumps(saved.cells[0].outputs)


FRESH = QUIZ_CELL.replace(".yml')", ".yml', answers={})")


def test_answers_outlive_the_kernel_and_are_one_in_all_widgets_of_a_bank(browser, saving_server):
    """Two widgets of one bank and another notebook show one set of answers, in a new kernel too.

    A quiz that was given its answers shows only those.
    """
    assert FRESH != QUIZ_CELL
    saving_server.write("two.ipynb", QUIZ_CELL, QUIZ_CELL, FRESH)
    saving_server.write("next.ipynb", QUIZ_CELL, ASK)
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = remember(context.new_page())
    open_notebook(page, f"{saving_server.address}doc/tree/two.ipynb?reset")
    run_all(page)
    one, other, fresh = (page.locator(".jp-CodeCell").nth(n).locator(".bb-quiz") for n in range(3))
    one.locator("#q-one-of-four").get_by_label("openness").check(timeout=60_000)
    one.locator("#q-one-of-four .bb-primary").click()
    expect(other.locator("#q-one-of-four")).to_have_attribute("data-state", "right")
    other.locator("#q-yes-or-no").get_by_label("True", exact=True).check()
    other.locator("#q-yes-or-no .bb-primary").click()
    expect(one.locator("#q-yes-or-no")).to_have_attribute("data-state", "wrong")
    expect(fresh.locator("#q-one-of-four")).to_have_attribute("data-state", "open")
    run_cell(page, 0)
    expect(one.locator("#q-yes-or-no")).to_have_attribute("data-state", "wrong")
    expect(one.locator("#q-one-of-four")).to_have_attribute("data-state", "right")
    page.close()

    page = remember(context.new_page())  # another notebook has another kernel
    open_notebook(page, f"{saving_server.address}doc/tree/next.ipynb?reset")
    run_all(page)
    again = page.locator(".jp-OutputArea .bb-quiz")
    expect(again.locator("#q-one-of-four")).to_have_attribute("data-state", "right", timeout=60_000)
    expect(again.locator("#q-yes-or-no")).to_have_attribute("data-state", "wrong")
    run_cell(page, 1)
    printed = page.locator(".jp-CodeCell").nth(1).locator(".jp-OutputArea-output")
    expect(printed).to_contain_text("'one-of-four': (1, 1)")
    assert page.outside == []
    context.close()
