"""Cards with a few words, who says them, and the claims where they stand."""

from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from betweenblocs import tables
from betweenblocs.figures.style import GROUND, INK, MUTED, SMALL

NAMES = {"Orda.kz narrator": "narrator", "Unnamed experts (via narrator)": "unnamed experts"}


def speaker(ids: str) -> str:
    """Return the surname of who makes some claims, written ``C07 C08``; the register must agree on one."""
    (name,) = {claim["speaker"] for claim in tables.claims() if claim["id"] in ids.split()}
    return NAMES.get(name, name.split()[-1])


def card(axes: Axes, box: tuple[float, float, float, float], words: str, ids: str, chars: int) -> None:
    """Draw a card at left, top, width, height; the words are wrapped at `chars` characters.

    Unnamed sources have a dashed edge.
    """
    left, top, width, height = box
    who = speaker(ids)
    edge = (0, (4, 3)) if who == "unnamed experts" else "solid"
    shape: dict[str, Any] = {"facecolor": GROUND, "edgecolor": INK, "linestyle": edge}
    axes.add_patch(FancyBboxPatch((left, top), width, height, boxstyle="round,pad=0,rounding_size=6", **shape))
    lines = wrap(words, chars)
    for number, line in enumerate(lines):
        axes.text(left + 12, top + 22 + 18 * number, line)
    axes.text(left + 12, top + 24 + 18 * len(lines), f"{who} · {ids.replace(' ', ', ')}", fontsize=SMALL, color=MUTED)
