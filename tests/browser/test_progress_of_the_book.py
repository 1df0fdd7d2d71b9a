"""The page Progress of this book: every chapter stands there and counts as on its own page."""

import re
from pathlib import Path

from progress_page import chapters_of, expect_same_counts

BOOK = Path(__file__).parents[2] / "book"


def test_every_chapter_stands_on_progress_and_counts_the_same(site, page):
    """In every chapter the tally asks for as many questions as Progress does."""
    page.goto((site / "progress.html").as_uri())
    listed = re.findall(r"- file: (\w+)", (BOOK / "_toc.yml").read_text(encoding="utf-8"))
    asking = [name for name in listed if (BOOK / "quizzes" / f"{name}.yml").is_file()]
    assert [chapter["stem"] for chapter in chapters_of(page)] == asking
    expect_same_counts(page)
