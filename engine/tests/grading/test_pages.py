"""What students and instructors read in a browser: complete, escaped, and usable on a phone, on paper, by keyboard."""

import dataclasses
import json
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from counting import RIGHT, SECRETS, answers, as_bytes, cell, submission

from seminar.grading.assignment.assignment import read_assignment
from seminar.grading.pages import class_report, feedback
from seminar.grading.pages.notices import notices
from seminar.grading.running import this_machine
from seminar.grading.running.result.record import CellMark, GradeRecord
from seminar.grading.submissions.submission import Submission

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
MARKUP = "<script>alert(1)</script><b>bold</b>"


def handed_in():
    """Three students: one with a blank helper and markup, one who left all blank, one with everything right."""
    mixed = submission(
        {"regions": STUB, "share": f"x = '{MARKUP}{'long ' * 60}'\ndef share(rows, country):\n    return 0.125"},
        last="1 / 0",
    )
    cell(mixed, "essay")["source"] = f"Half of them.\n\n{MARKUP}"
    blank = submission(dict.fromkeys(RIGHT, STUB))
    return {"Aida": mixed, "Blank": blank, "Carla": submission()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The pages of a graded class."""
    out = tmp_path_factory.mktemp("graded")
    (out / "counting.ipynb").write_bytes(as_bytes(answers()))
    assignment = read_assignment(out / "counting.ipynb")
    submissions = [Submission(name, as_bytes(book), {}) for name, book in handed_in().items()]
    submissions.append(Submission("Dora", None, {}))
    records = sorted(this_machine.grade(assignment, submissions, "none"), key=lambda one: one.student)
    names = feedback.page_names(one.student for one in records)
    (out / "feedback").mkdir()
    for record, one in zip(records, sorted(submissions, key=lambda one: one.student), strict=True):
        (out / "feedback" / names[record.student]).write_text(feedback.to_html(assignment, record, one))
    (out / "report.html").write_text(class_report.to_html(assignment, records, submissions))
    return out


@pytest.fixture
def opened(page, folder):
    """Open one of the pages."""

    def of(name):
        page.goto((folder / name).as_uri())
        return page

    return of


def test_a_student_reads_question_answer_test_and_points_together(opened):
    """Beside each verdict stand the student's own code and the visible test, under the notebook's title."""
    page = opened("feedback/Aida.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Counting votes"
    share = page.get_by_role("region", name="test-share").inner_text()
    for words in ("0 of 2", "half of the votes agree, not 0.125", "return 0.125", "assert close(share(votes, 'FRA')"):
        assert words in share
    assert "A part of this test is not shown." in share
    assert "You have not filled in `regions`." in page.get_by_role("region", name="test-regions").inner_text()
    assert "A person will read this answer." in page.get_by_role("region", name="essay").inner_text()
    assert "ZeroDivisionError" in page.get_by_role("region", name="Errors in your other cells").inner_text()
    assert "In[" not in page.content()


def test_a_blank_notebook_is_told_so(opened):
    """Nobody reads that every test was tried where there was nothing to test."""
    said = opened("feedback/Blank.html").get_by_role("main").inner_text()
    assert "You have not filled in any cell" in said
    assert "every test was tried" not in said


def test_the_report_shows_the_spread_who_to_look_at_and_what_waits(opened):
    """Mean, median and deviation, a drawing with words, the missing student, and links to the pages."""
    page = opened("report.html")
    said = page.get_by_role("main").inner_text()
    assert "Handed in no notebook: 1" in said
    assert "waits for 1 mark" in said
    cells = [one.inner_text() for one in page.get_by_role("table").first.get_by_role("cell").all()]
    # 7, 0, 10 and 0 of 15 points.
    assert cells == ["4.2", "3.5", "4.4", "0 to 7.75"]
    assert "0–10 %: 2" in page.get_by_role("img").get_attribute("aria-label")
    page.get_by_role("link", name="Dora").click()
    assert "No notebook was handed in." in page.content()


@pytest.mark.parametrize("name", ["feedback/Aida.html", "feedback/Blank.html", "feedback/Dora.html", "report.html"])
def test_a_page_is_for_everybody(opened, name):
    """No rule of axe is broken in light, dark and at 320 px; nothing scrolls sideways, asks outside, or is a script."""
    page = opened(name)
    for scheme, width in (("light", 1000), ("dark", 1000), ("light", 320)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (page.outside, page.complaints) == ([], [])
    assert page.locator("script, b").count() == 0
    assert page.locator("html").get_attribute("lang") == "en"


def test_on_paper_nothing_is_cut(opened):
    """Long lines wrap, and what is folded on the screen is open."""
    page = opened("feedback/Aida.html")
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('pre')].every(one => one.scrollWidth <= one.clientWidth)")


def test_no_hidden_line_is_on_a_page(folder):
    """Neither a hidden test nor the model answer reaches a student's page by any way."""
    for name in ("Aida", "Blank", "Dora"):
        page = (folder / f"feedback/{name}.html").read_text()
        assert [secret for secret in (*SECRETS, "HIDDEN TESTS", "sum(own)") if secret in page] == []


def test_hundreds_of_copies_of_a_cell_cost_no_more_than_one(folder):
    """A notebook with 250 large copies of one cell holds up neither the report nor the page."""
    assignment = read_assignment(folder / "counting.ipynb")
    book = submission()
    share = cell(book, "share")
    share["source"] = "\n".join(f"value_{n} = [{n}, {n} + 1]" for n in range(2500))
    book["cells"] += [{**share, "source": share["source"] + f"\n{n}"} for n in range(250)]
    one = Submission("copies", as_bytes(book), {})
    record = GradeRecord("copies", "counting", "graded", 0.0, 15.0, {"test-share": CellMark(0.0, 2.0, "no")})
    started = time.process_time()
    page = feedback.to_html(assignment, record, one)
    class_report.to_html(assignment, [record], [one])
    assert time.process_time() - started < 10
    assert "246 more cells of this answer are not shown" in page


def test_what_was_noticed_is_counted_once():
    """One sentence for each thing, with the number of submissions, and without a stranger's words."""
    one = GradeRecord("a", "x", "timeout", 1.0, 2.0, {}, warnings=["The cell memo is missing."] * 3)
    strange = "The cell evil\nname does not belong to this assignment and was not graded."
    other = dataclasses.replace(one, student="b", status="graded", warnings=["The cell memo is missing.", strange])
    assert notices([one, other]) == [
        "2 submissions: The cell memo is missing.",
        "1 submission: A cell that does not belong to this assignment was not graded.",
        "1 submission: It did not end in time, so its marks come from a run that was cut short.",
    ]


def test_older_records_still_have_a_page(folder):
    """A line of grades.jsonl from before knows nothing of what was added since."""
    assignment = read_assignment(folder / "counting.ipynb")
    line = {"student": "old", "assignment": "counting", "status": "graded", "score": 1.0, "max_score": 15.0}
    line["cells"] = {"test-answer": {"score": 1.0, "max": 1.0, "message": None, "manual": False}}
    page = feedback.to_html(assignment, GradeRecord.from_json(json.dumps(line)))
    assert "1 of 1. All right." in page


def test_a_cell_that_shows_code_keeps_its_lines(folder):
    """A cell of the student's is shown as written, with its line breaks."""
    assert "def share(rows, country):\n    return 0.125" in (folder / "feedback/Aida.html").read_text()
