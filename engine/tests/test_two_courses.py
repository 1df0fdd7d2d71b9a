"""Two courses below one address do not meet: not on the device, not between tabs, not in the files handed in."""

import json
import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect

from seminar.course import Course
from seminar.errors import ResponseError
from seminar.quiz.answers.response_file import read, read_all

COURSE = Path(__file__).parent / "course"
CONF = """project = "A course"
extensions = ["myst_parser", "seminar.book.extension"]
html_theme = "sphinx_book_theme"
html_context = {"default_mode": "auto"}
html_math_renderer = "mathml"
"""
LIVE = ".bb-live > div > .bb-quiz"


def make(root: Path, slug: str) -> Course:
    """Write a course with two pages and one bank, the same for every slug, and build its book below ``site/``."""
    folder = root / slug
    shutil.copytree(COURSE, folder, ignore=shutil.ignore_patterns("_build", "*.egg-info"))
    settings = (folder / "course.toml").read_text(encoding="utf-8")
    (folder / "course.toml").write_text(settings.replace('"fourteen-points"', f'"{slug}"'), encoding="utf-8")
    book = folder / "small"
    (book / "quizzes").mkdir(parents=True)
    (book / "conf.py").write_text(CONF, encoding="utf-8")
    tree = "```{toctree}\nbank\nprogress\n```\n"
    (book / "index.md").write_text(f"# A course\n\n{tree}", encoding="utf-8")
    (book / "bank.md").write_text("# The bank\n\n```{quiz} bank\n```\n", encoding="utf-8")
    (book / "progress.md").write_text("# Progress\n\n```{progress}\n```\n", encoding="utf-8")
    shutil.copyfile(COURSE / "book" / "quizzes" / "the_points.yml", book / "quizzes" / "bank.yml")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(book), str(root / "site" / slug)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return Course.find(folder)


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two courses served from one address, and that address."""
    root = tmp_path_factory.mktemp("two")
    courses = {slug: make(root, slug) for slug in ("one-course", "other-course")}
    handler = partial(SimpleHTTPRequestHandler, directory=root / "site")
    handler.log_message = lambda *said: None
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield courses, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answer(page) -> None:
    """Answer the question that takes a text."""
    item = page.locator(f"{LIVE} #q-which-strait")
    item.get_by_label("Your answer").fill("the Dardanelles")
    item.locator(".bb-primary").click()
    expect(item).to_have_attribute("data-state", "right")


def export(page, address: str, student: str, path: Path) -> Path:
    """Write a name on Progress, export the answers, and return the file."""
    page.goto(address)
    page.get_by_label("Your name or code").fill(student)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export a file").click()
    download.value.save_as(path)
    return path


def test_an_answer_in_one_course_is_none_in_the_other(two, page, tmp_path):
    """Banks of one name and items of one id: answers, names and tabs of two courses stay apart."""
    _, address = two
    other = page.context.new_page()
    other.goto(f"{address}/other-course/bank.html")
    page.goto(f"{address}/one-course/bank.html")
    answer(page)
    expect(page.locator(f"{LIVE} .bb-tally")).to_contain_text("1 of")
    expect(other.locator(f"{LIVE} .bb-tally")).to_contain_text("0 of")
    other.reload()
    expect(other.locator(f"{LIVE} .bb-tally")).to_contain_text("0 of")
    export(page, f"{address}/one-course/progress.html", "Dana", tmp_path / "file.json")
    other.goto(f"{address}/other-course/progress.html")
    expect(other.get_by_label("Your name or code")).to_have_value("")
    expect(other.locator(".bb-table tbody tr")).to_contain_text("Not begun")
    page.goto(f"{address}/one-course/progress.html")
    expect(page.get_by_label("Your name or code")).to_have_value("Dana")
    expect(page.locator(".bb-table tbody tr").first).not_to_contain_text("Not begun")


def test_a_file_of_one_course_is_refused_by_the_other(two, page, tmp_path):
    """Progress and the instructor's commands name both courses, and what was there stays."""
    courses, address = two
    page.goto(f"{address}/one-course/bank.html")
    answer(page)
    path = export(page, f"{address}/one-course/progress.html", "Dana", tmp_path / "file.json")
    assert json.loads(path.read_text(encoding="utf-8"))["course"] == "one-course"
    page.goto(f"{address}/other-course/progress.html")
    page.locator("#bb-import").set_input_files(path)
    said = "This file is of the course one-course, and this book is other-course."
    expect(page.locator(".bb-tools .bb-status")).to_have_text(said)
    assert read(path, [courses["one-course"]]).student == "Dana"
    with pytest.raises(ResponseError, match="answers are to the course one-course, the questions are of other-course"):
        read(path, [courses["other-course"]])
    everybody, problems = read_all([path], [courses["other-course"]])
    assert everybody == []
    assert len(problems) == 1
