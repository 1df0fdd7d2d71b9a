"""One look for all figures, and the way from a matplotlib figure to an SVG that follows the page's theme."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from io import StringIO
from types import MappingProxyType
from typing import Any
from zlib import crc32

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# The light theme's colours. `drawing.css` names each one as --bb-<key> and gives it a second value for dark pages.
# A course adds its own (`figures.COLOURS`), with a style sheet in its package; everything else is ink on paper.
COLOUR = {
    "ink": "#222833",
    "muted": "#48566c",
    "rule": "#c8ced7",
    "soft": "#edf0f4",
    "ground": "#ffffff",
    "later": "#8a5a00",
    # From little to much; ink can be read on the first three, the ground's colour on the last two.
    "step1": "#d3e2f4",
    "step2": "#aecae8",
    "step3": "#84aeda",
    "step4": "#3a6aa8",
    "step5": "#123a73",
}
INK, MUTED, RULE, SOFT, GROUND = (COLOUR[key] for key in ("ink", "muted", "rule", "soft", "ground"))
LATER = COLOUR["later"]  # as in the boxes on what came later
STEPS = [COLOUR[f"step{level}"] for level in range(1, 6)]
ON_STEPS = [INK, INK, INK, GROUND, GROUND]  # text on these colours
HALO = {"facecolor": GROUND, "edgecolor": "none", "pad": 1}  # keeps lines from running through a label
TEXT, SMALL = 14, 12.5  # sizes in pixels of the drawing

STYLE: dict[Any, Any] = {
    # The one font that comes with matplotlib: the layout is the same on every machine.
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "svg.fonttype": "none",
    "savefig.transparent": True,
    "figure.dpi": 72,
    "figure.constrained_layout.use": True,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.grid": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": TEXT,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "grid.color": RULE,
    "grid.linewidth": 1,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "lines.linewidth": 2.5,
    "lines.markersize": 8,
    "hatch.linewidth": 1,
}


def drawn(draw: Callable[[], Figure]) -> Callable[[], Figure]:
    """Draw a figure in the book's style and label it with the function's name."""

    @wraps(draw)
    def figure() -> Figure:
        with rc_context(STYLE):
            result = draw()
        result.set_label(draw.__name__)
        return result

    return figure


def canvas(width: float, height: float, rows: int = 1, columns: int = 1, **options: Any) -> tuple[Figure, Axes]:
    """Return a figure of `width` × `height` pixels and its axes (an array of them if there are several)."""
    figure = Figure(figsize=(width / 72, height / 72))
    return figure, figure.subplots(rows, columns, **options)


def page(width: float, height: float) -> tuple[Figure, Axes]:
    """Return a figure with bare axes that count in pixels from the top left, for diagrams made of boxes."""
    figure = Figure(figsize=(width / 72, height / 72), layout=None)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return figure, axes


def themed_svg(figure: Figure, alt: str, colours: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a figure as inline SVG whose colours are the variables of `drawing.css` and of the course's style.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn with the colours of `COLOUR` and those of the course.
    alt : str
        What the figure shows, in words; it becomes the accessible name.
    colours : mapping of str to str
        The course's own colours: "#rrggbb" by name.

    Returns
    -------
    str
        A box that scrolls sideways where the page is narrow, around one ``<svg role="img">``. The same
        figure and text always give the same string; two figures on a page share no id.
    """
    name = figure.get_label() or "figure"
    buffer = StringIO()
    with rc_context(STYLE | {"svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    for noise in (r"<metadata>.*?</metadata>", r"<!--.*?-->", r"<style.*?</style>", r"<defs>\s*</defs>"):
        svg = re.sub(noise, "", svg, flags=re.DOTALL)
    svg = with_own_ids(svg, f"bb-{name}-{crc32(alt.encode()):08x}")
    for key, value in (COLOUR | dict(colours)).items():
        svg = re.sub(value, f"var(--bb-{key})", svg, flags=re.IGNORECASE)
    svg = svg.replace("'DejaVu Sans'", "var(--bb-font)")
    svg = re.sub(r"<[^>]+>", shorter, svg)
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    return boxed(svg, figure, f"bb-{name}-{crc32(alt.encode()):08x}-alt", alt)


def shorter(tag: re.Match[str]) -> str:
    """Round the coordinates in a tag to hundredths of a pixel; the words between tags stay as they are."""
    return re.sub(r"-?\d+\.\d{2,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), tag[0])


def with_own_ids(svg: str, prefix: str) -> str:
    """Drop the ids that nothing refers to and give the others a prefix."""
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))

    def rename(match: re.Match[str]) -> str:
        return f' id="{prefix}-{match[1]}"' if match[1] in used else ""

    svg = re.sub(r'\sid="([^"]+)"', rename, svg)
    return re.sub(r'(href="#|url\(#)', rf"\g<1>{prefix}-", svg)


def boxed(svg: str, figure: Figure, alt_id: str, alt: str) -> str:
    """Replace the opening tag by one with a name and a size, and put the box around it."""
    width, height = (round(inches * 72) for inches in figure.get_size_inches())
    opening = (
        f'<svg role="img" aria-labelledby="{alt_id}" viewBox="0 0 {width} {height}" '
        f'style="--bb-width: {width}px" xmlns:xlink="http://www.w3.org/1999/xlink">'
        # A <desc>, since browsers show a <title> as a tooltip over the whole drawing.
        f'<desc id="{alt_id}">{escape(alt)}</desc>'
    )
    body = svg[svg.index(">") + 1 :]
    return f'<div class="bb-drawing" role="group" aria-label="Figure" tabindex="0">{opening}{body}</div>'
