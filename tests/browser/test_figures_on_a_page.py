"""The figures as a browser sets them: no label on another, none cut off, none too small on a phone."""

from importlib import import_module
from pathlib import Path

import pytest

from betweenblocs import figures
from seminar.book import drawing
from seminar.book.drawing import themed_svg

FOLDER = Path(figures.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.py") if f"def {path.stem}()" in path.read_text("utf-8"))
# Boxes of words that overlap by more than a pixel, or leave the drawing, or are lower than a phone can show.
FAULTS = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    return words.flatMap(([one, a], i) => {
        const faults = words.slice(0, i).filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3).map(([other]) => `${one} on ${other}`);
        if (a.left < frame.left - 1 || a.right > frame.right + 1) faults.push(`${one} is cut off`);
        if (a.height < 11) faults.push(`${one} is ${a.height} high`);
        return faults;
    });
})"""


@pytest.fixture(scope="module")
def drawings() -> str:
    """All figures, one below another, in the stylesheets that the book uses."""
    sheets = (Path(drawing.__file__).parent / "static" / "drawing.css", FOLDER / "figures.css")
    css = "".join(sheet.read_text("utf-8") for sheet in sheets)
    drawn = [getattr(import_module(f"betweenblocs.figures.{name}"), name)() for name in NAMES]
    svgs = [themed_svg(figure, name, figures.COLOURS) for figure, name in zip(drawn, NAMES, strict=True)]
    return f'<!doctype html><html lang="en"><style>body {{ margin: 8px }} {css}</style><body>{"".join(svgs)}'


@pytest.mark.parametrize("width", [780, 360])
@pytest.mark.parametrize("family", ["system-ui, sans-serif", "DejaVu Sans"])
def test_labels_stand_clear_of_each_other(page, drawings, width, family):
    """In the reader's font and in a wide one, on a screen and on a phone."""
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(drawings)
    page.evaluate("family => document.documentElement.style.setProperty('--pst-font-family-base', family)", family)
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_figure_is_moved_with_the_keyboard_on_a_phone(page, drawings):
    """The box around a figure takes the focus and scrolls with the arrow keys."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(drawings)
    box = page.locator(".bb-drawing").first
    box.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.bb-drawing').scrollLeft > 0")


@pytest.mark.parametrize(
    ("theme", "media", "ink"),
    [("light", "screen", "34, 40, 51"), ("dark", "screen", "206, 214, 221"), ("dark", "print", "34, 40, 51")],
)
def test_the_drawing_takes_the_colours_of_its_page(page, drawings, theme, media, ink):
    """Ink is dark on a light page, light on a dark one, and dark again on paper."""
    page.set_content(drawings.replace("<html", f'<html data-theme="{theme}"'))
    page.emulate_media(media=media)
    words = page.locator("svg text").filter(has_text="Kazakhstan limits wheat").first
    assert words.evaluate("text => getComputedStyle(text).fill") == f"rgb({ink})"


def test_forced_colours_leave_nothing_invisible(page, drawings):
    """With the reader's own two colours, words take the text colour of the system."""
    page.emulate_media(forced_colors="active")
    page.set_content(drawings)
    words = page.locator("svg text").filter(has_text="Kazakhstan limits wheat").first
    expected = page.evaluate("""() => { const p = document.body.appendChild(document.createElement("p"));
        p.style.color = "CanvasText"; return getComputedStyle(p).color; }""")
    assert words.evaluate("text => getComputedStyle(text).fill") == expected
