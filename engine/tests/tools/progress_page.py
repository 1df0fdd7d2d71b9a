"""The page Progress of a built book: the chapters that it holds, and that it counts as they do."""

import json


def chapters_of(page) -> list[dict]:
    """Return what Progress knows of each chapter: its bank's stem, its page, its title and its items."""
    return json.loads(page.locator('.bb-live[data-bb="progress"] script').text_content())["chapters"]


def expect_same_counts(page) -> None:
    """From Progress without an answer: each chapter's tallies ask for as many questions as its row says."""
    page.wait_for_selector(".bb-progress")
    chapters = chapters_of(page)
    rows = page.locator(".bb-table").first.locator("tbody tr")
    said = [rows.nth(row).locator("td").first.inner_text() for row in range(len(chapters))]
    for chapter, counted in zip(chapters, said, strict=True):
        page.goto(page.url.rsplit("/", 1)[0] + "/" + chapter["page"])
        tallies = [text for text in page.locator(".bb-tally").all_inner_texts() if text != "Not counted."]
        asked = sum(int(text.split(" of ")[1].split()[0]) for text in tallies)
        assert f"0 of {asked}" == counted, chapter["stem"]
        assert asked == sum(not item["ungraded"] for item in chapter["items"])
