"""Dated events down a page: true to time on the axis, with the words spread so that they can be read."""

from datetime import date

from matplotlib.axes import Axes

from betweenblocs.figures.style import GROUND, MUTED, SMALL


def written(iso: str) -> str:
    """Return a date as in the text: 16 Oct 2024."""
    return f"{date.fromisoformat(iso):%-d %b %Y}"


def days(first: str, last: str) -> int:
    """Return the number of days from one ISO date to another."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def spread(wanted: list[float], gap: float, top: float, bottom: float) -> list[float]:
    """Return heights near the wanted ones, in the same order, at least `gap` apart, within the page."""
    heights: list[float] = []
    for height in wanted:
        heights.append(max(height, heights[-1] + gap if heights else top))
    for place in reversed(range(len(heights))):
        limit = heights[place + 1] - gap if place + 1 < len(heights) else bottom
        heights[place] = min(heights[place], limit)
    return heights


def event(axes: Axes, at: tuple[float, float], words_at: tuple[float, float], words: str, **look: str) -> None:
    """Draw a mark on the time axis, a line to its words, and the words: the date, two spaces, the rest."""
    when, what = words.split("  ")
    elbow = words_at[0] - 14
    axes.plot([at[0], elbow, words_at[0] - 4], [at[1], words_at[1], words_at[1]], color=MUTED, linewidth=0.8, zorder=1)
    axes.plot(*at, look["shape"], markersize=10, mew=2, color=look["colour"], markerfacecolor=look.get("fill", GROUND))
    axes.text(*words_at, when, va="center_baseline", fontsize=SMALL, color=MUTED)
    axes.text(words_at[0] + 88, words_at[1], what, va="center_baseline")
