"""A page that holds one explorer, from the disk, and what every explorer owes its readers there."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from seminar.book.site.static import ENGINE, STYLES, classic

# What the theme says of light and dark pages; the explorers take their text and ground from it.
THEME = """
html { --pst-color-text-base: #222832; --pst-color-text-muted: #48566b; --pst-color-background: #fff; }
html[data-theme=dark] { --pst-color-text-base: #ced6dd; --pst-color-text-muted: #9ca4af;
  --pst-color-background: #121212; }
html[data-theme=dark] a { color: #8fb8ff; }
body { background: var(--pst-color-background); color: var(--pst-color-text-base); font-family: sans-serif; }
"""
#: Light and dark, from right to left, and on a small screen.
in_every_look = pytest.mark.parametrize(
    ("theme", "direction", "width"),
    [("light", "ltr", 1280), ("dark", "ltr", 1280), ("light", "rtl", 1280), ("light", "ltr", 320)],
    ids=["light", "dark", "right to left", "320 pixels"],
)


def open_explorer(page, folder: Path, place: str, script: Path, theme: str = "light", direction: str = "ltr"):
    """Write a page into a folder with what a book's page holds of an explorer and its script, and open it."""
    css = "".join((ENGINE / style).read_text("utf-8") for style in STYLES)
    (folder / "page.html").write_text(
        f'<!doctype html><html lang="en" dir="{direction}" data-theme="{theme}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>x</title><style>{THEME}{css}</style></head>'
        f"<body><main><h1>Explorer</h1>{place}</main>"
        f"<script>{classic(script)}</script></body></html>",
        encoding="utf-8",
    )
    page.goto((folder / "page.html").as_uri())
    return page


def expect_no_barrier(page, width: int) -> None:
    """Axe finds nothing, the page does not scroll sideways, and nothing complains or asks other hosts."""
    assert page.locator(".bb-controls").first.is_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], node["html"][:90]) for one in found for node in one["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (page.outside, page.complaints) == ([], [])


def expect_targets_for_a_finger(page) -> None:
    """Every control is at least 24 pixels high and wide."""
    boxes = [control.bounding_box() for control in page.locator(".bb-controls :is(input, select, button)").all()]
    assert boxes
    assert min(min(box["width"], box["height"]) for box in boxes) >= 24


def expect_table_without_script(browser, page, words: str) -> None:
    """Who has no JavaScript reads these words in the table; in print it takes the place of the controls."""
    table = page.locator(".bb-fallback table").first
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert not page.locator(".bb-controls").first.is_visible()
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(page.url)
    assert words in plain.locator(".bb-fallback").inner_text()
    context.close()
