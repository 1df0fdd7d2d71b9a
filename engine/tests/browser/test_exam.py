"""An exam: nothing in the page tells the key, each student gets the drawn items, and the file can be graded."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import reload
from second_course import COURSE, TINY, TINY_BANK, lay_course
from seminar.cli import main
from seminar.quiz.bank.bank import bank_path, read_bank
from seminar.quiz.bank.item import Exam
from seminar.quiz.bank.pool import draw, scorable
from seminar.quiz.page.compiled import compile_item
from seminar.quiz.page.exam import exam_html, exam_page
from seminar.quiz.parts.option_ids import option_id
from seminar.quiz.reading.inline import to_text

STEM = "the_points"


@pytest.fixture(scope="module")
def bank():
    """A bank that has every type."""
    return read_bank(bank_path(STEM, COURSE))


@pytest.fixture
def exam(page, bank, tmp_path):
    """Open the exam as a page of its own, from the file system."""

    def open_(draw=None, seed="spring", **viewport):
        path = tmp_path / "exam.html"
        path.write_text(exam_page(replace(bank, exam=Exam(draw=draw, seed=seed))), encoding="utf-8")
        if viewport:
            page.set_viewport_size(viewport)
        page.goto(f"file://{path}")
        return page

    return open_


def begin(page, code: str):
    """Write a code and begin, by keyboard."""
    page.locator(".bb-exam-who input").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector(".bb-exam .bb-item")


def test_nothing_in_the_page_tells_the_key(bank):
    """No feedback, hint, explanation, near miss or accepted form, and no field that is named like one."""
    page = exam_page(replace(bank, exam=Exam(draw=5, seed="spring")))
    state = json.loads(re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[1])
    for item, compiled in zip(scorable(bank), state["items"], strict=True):
        whole = compile_item(item)
        for name in ("key", "feedback", "hints", "explanation", "evidence", "near", "answer", "model_answer"):
            assert name not in compiled
        told = [text for text in item.body.feedback().values() if text]
        told += [hint["html"] for hint in whole["hints"]] + [whole["explanation"]]
        told += [near["html"] for near in whole.get("near", ())]
        asked = json.dumps(compiled, ensure_ascii=False)
        for text in told:
            assert text not in page
        for form in getattr(item.body, "accept", ()):
            assert form not in asked


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A small book whose page asks an exam from a bank outside of its quizzes."""
    folder = lay_course(tmp_path_factory.mktemp("exam-book"))
    shutil.copytree(TINY, folder / "source", ignore=shutil.ignore_patterns("quizzes"))
    shutil.copytree(TINY / "quizzes", folder / "exams")
    page = "# Exam\n\n```{quiz} ../exams/tiny\n:exam:\n```\n\n```{toctree}\nclaims\n```\n"
    (folder / "source" / "index.md").write_text(page, encoding="utf-8")
    bank = folder / "exams" / "tiny.yml"
    bank.write_text(f"exam: {{draw: 4, seed: spring}}\n{bank.read_text(encoding='utf-8')}", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder / "source"), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_no_file_of_a_built_book_tells_the_key(book):
    """Not the page, not its source, not the search index: all that is built is searched."""
    bank = read_bank(book / "exams" / "tiny.yml")
    told = [item.explanation for item in scorable(bank)]
    told += [text for item in scorable(bank) for text in item.body.feedback().values() if text]
    told += [hint.text for item in scorable(bank) for hint in item.hints]
    built = [path for path in (book / "html").rglob("*") if path.suffix in (".html", ".js", ".json", ".txt", ".inv")]
    assert any(path.name == "searchindex.js" for path in built)
    for path in built:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert [sentence for sentence in told if to_text(sentence) in text] == []
    page = (book / "html" / "index.html").read_text(encoding="utf-8")
    state = json.loads(re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)[1])
    assert (state["draw"], state["seed_text"]) == (4, "spring")
    assert len(state["items"]) == len(scorable(bank))
    assert not any("key" in item for item in state["items"])


def test_the_order_of_the_options_tells_nothing(bank):
    """An author may put the key first: in the page options stand by their ids, right or wrong."""
    state = json.loads(re.search(r">(\{.*?\})</script>", exam_html(bank), re.DOTALL)[1])
    choosing = [item for item in state["items"] if item["type"] in ("single", "multiple", "evidence", "match")]
    for item in choosing:
        for part in ("options", "rows"):
            ids = [option["id"] for option in item.get(part, ())]
            # Claims stand in the order of the text.
            assert ids == sorted(ids, key=None if item["type"] == "evidence" else option_id)
    assert choosing


def test_each_student_gets_the_items_drawn_for_the_code(exam, bank):
    """Five of all, the five that grading will draw."""
    page = exam(draw=5)
    begin(page, "Дана Қ.")
    shown = page.eval_on_selector_all(".bb-exam .bb-item", "all => all.map(e => e.id.slice(2))")
    assert shown == draw([item.id for item in scorable(bank)], 5, "spring", "Дана Қ.")


def test_the_exam_is_taken_handed_in_and_graded(exam, bank, tmp_path, capsys):
    """Answer the radio buttons, save the file, grade it: the marks are those of the answers."""
    page = exam()
    begin(page, "Aru")
    item = next(i for i in bank.items if i.type == "single" and not i.ungraded)
    key = next(to_text(choice.text) for choice in item.body.choices if choice.correct)
    question = page.locator(f"#q-{item.id}")
    question.get_by_label(key, exact=True).check()
    question.get_by_label("Sure", exact=True).check()
    text = page.inner_text(f"#q-{item.id}")
    assert "Saved." in text
    assert "Right" not in text
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file to hand in").click()
    handed_in = tmp_path / "handed_in.json"
    download.value.save_as(handed_in)
    assert download.value.suggested_filename == f"Aru-{STEM}.json"
    assert "no answer" in page.locator(".bb-exam-who .bb-status").inner_text()
    content = json.loads(handed_in.read_text())
    assert content["banks"][STEM]["exam"] == {"seed": "spring", "draw": None}
    assert content["banks"][STEM]["items"][item.id]["score"] is None
    assert main(["quiz", "grade", str(handed_in), "--bank", str(bank.path)]) == 0
    row = capsys.readouterr().out.splitlines()[1].split(",")
    assert (row[0], row[3], float(row[4])) == ("Aru", "1", item.points)
    assert page.outside == []
    assert page.complaints == []


def test_every_type_can_be_answered_without_a_key(exam, bank):
    """Each control saves a response, and no page error speaks of a missing key."""
    page = exam()
    begin(page, "Aru")
    for item in scorable(bank):
        question = page.locator(f"#q-{item.id}")
        if question.locator("select").count():
            question.locator("select").first.select_option(index=1)
        elif item.type in ("numeric", "text"):
            question.locator('input[type="text"]').fill("12")
            question.locator('input[type="text"]').blur()
        elif item.type == "order":
            question.locator(".bb-move:not([aria-disabled=true])").first.click()
        else:
            question.locator('input[type="radio"], input[type="checkbox"]').first.check()
        assert question.get_attribute("data-state") == "saved"
    assert page.complaints == []


def test_answers_are_still_there_after_a_reload_and_apart_from_the_self_check(exam):
    """Under a key of the exam's own; the same code brings them back."""
    page = exam()
    begin(page, "Aru")
    first = page.locator('.bb-exam .bb-item input[type="radio"]').first
    first.check()
    reload(page)
    expect(page.locator(".bb-exam-who input")).to_have_value("Aru")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator('.bb-exam .bb-item input[type="radio"]').first).to_be_checked()
    keys = page.evaluate("Object.keys(localStorage)")
    assert f"seminar:v1:fourteen-points:exam-{STEM}" in keys
    assert f"seminar:v1:fourteen-points:{STEM}" not in keys


def test_two_tabs_of_an_exam_hold_the_same_answers(exam):
    """What is answered in one tab shows in the other, and the file holds the answers of both."""
    one = exam()
    begin(one, "Aru")
    other = one.context.new_page()
    other.goto(one.url)
    other.get_by_role("button", name="Begin").click()
    first, second = ('.bb-exam .bb-item[data-type="single"]', '.bb-exam .bb-item[data-type="true_false"]')
    one.locator(first).locator("input").first.check()
    expect(other.locator(first)).to_have_attribute("data-state", "saved")
    other.locator(second).locator("input").first.check()
    expect(one.locator(second)).to_have_attribute("data-state", "saved")
    with one.expect_download() as download:
        one.get_by_role("button", name="Save the file to hand in").click()
    assert len(json.loads(download.value.path().read_text())["banks"][STEM]["items"]) == 2


def test_nobody_begins_without_a_code(exam):
    """The draw and the grade need one."""
    page = exam()
    page.get_by_role("button", name="Begin").click()
    assert page.locator(".bb-exam .bb-item").count() == 0


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_no_barrier_and_no_sideways_scroll(exam, look):
    """The axe rules on the exam's page in light, dark and at 320 px."""
    page = exam(width=320 if look == "narrow" else 1200, height=900)
    if look == "dark":
        page.emulate_media(color_scheme="dark")
        page.reload()
    begin(page, "Aru")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_compile_writes_one_page_that_asks_as_the_bank_says(tmp_path):
    """One file, without another address, that draws what the bank's `exam` draws."""
    out, path = tmp_path / "exam.html", lay_course(tmp_path) / "tiny.yml"
    path.write_text("exam: {draw: 3, seed: x}\n" + TINY_BANK.read_text(encoding="utf-8"))
    assert main(["quiz", "compile", str(path), "--out", str(out)]) == 0
    assert "http" not in re.sub(r"http://www\.w3\.org/2000/svg", "", out.read_text(encoding="utf-8"))
    state = json.loads(re.search(r">(\{.*?\})</script>", out.read_text(encoding="utf-8"), re.DOTALL)[1])
    assert (state["draw"], state["seed_text"]) == (3, "x")


@pytest.mark.parametrize("option", [":draw: 3", ":seed: x", ":items: yes-or-no"])
def test_a_page_that_says_itself_how_an_exam_is_drawn_is_refused(book, tmp_path, option):
    """Grading could not know it; the error says where it belongs."""
    lay_course(tmp_path)
    shutil.copytree(book / "source", tmp_path / "source")
    shutil.copytree(book / "exams", tmp_path / "exams")
    index = tmp_path / "source" / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace(":exam:\n", f":exam:\n{option}\n"), encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dummy", str(tmp_path / "source"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "of an exam stands in the bank, such as `exam: {draw: 5, seed: spring}`" in done.stderr
