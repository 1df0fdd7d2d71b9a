"""States and the six blocs as a network: as it was on 24 October 2024, and with Kazakhstan in BRICS."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from betweenblocs.explorers.blocs import SIX, STATES, bridging, network
from betweenblocs.figures.style import GROUND, HALO, INK, MUTED, SMALL, SOFT, STATE, drawn, page

# Places by hand, in pixels of one panel, so that both panels can be compared dot by dot.
PLACE = {
    "BRA": (36, 66), "ZAF": (88, 60), "EGY": (140, 58), "ETH": (192, 60), "ARE": (244, 66),
    "BRICS": (140, 140), "CHN": (34, 204), "IND": (72, 222), "IRN": (112, 238), "RUS": (236, 214),
    "SCO": (70, 318), "PAK": (28, 384), "KAZ": (164, 330), "KGZ": (206, 398), "BLR": (182, 268),
    "TJK": (168, 386), "UZB": (112, 410), "EAEU": (276, 284), "ARM": (318, 336), "CSTO": (258, 340),
    "CIS": (274, 418), "OTS": (142, 478), "AZE": (226, 470), "MDA": (318, 470), "TUR": (64, 500),
}  # fmt: skip


def panel(axes: Axes, left: float, title: str, joining: tuple[str, ...]) -> None:
    """Draw one network: blocs as boxes, states as dots whose area is their betweenness."""
    scores = bridging(joining=joining)
    place = {node: (left + x, y) for node, (x, y) in PLACE.items()}
    axes.text(left + 4, 20, title, weight="bold")
    for one, other in network(joining=joining).edges:
        new = {one, other} == {"KAZ", "BRICS"}
        line: dict[str, Any] = {"color": STATE["KAZ"], "linewidth": 4} if new else {"color": MUTED, "linewidth": 0.8}
        axes.plot(*zip(place[one], place[other], strict=True), zorder=1, **line)
    for bloc in SIX:
        box = {"boxstyle": "square,pad=0.35", "facecolor": SOFT, "edgecolor": INK}
        axes.text(*place[bloc], bloc, ha="center", va="center", fontsize=SMALL, weight="bold", bbox=box)
    for state, score in scores.items():
        radius = max(5, 36 * score**0.5)
        colour = STATE.get(state if state in {"KAZ", "RUS"} else "", INK)
        x, y = place[state]
        axes.plot(x, y, "o", markersize=2 * radius, color=colour, markeredgecolor=GROUND, zorder=3)
        large = score > 0.1 or state == "KAZ"
        label = f"{STATES[state]} {score:.3f}".replace(" 0.", " .") if large else state
        text = axes.text(x, y + radius + 13, label, ha="center", fontsize=SMALL if large else 11, zorder=2)
        text.set(color=colour, weight="bold" if large else "normal", bbox=HALO)


@drawn
def bloc_network() -> Figure:
    """Draw the two networks side by side."""
    figure, axes = page(700, 540)
    panel(axes, 0, "24 October 2024", ())
    panel(axes, 356, "If Kazakhstan joined BRICS", ("KAZ",))
    return figure
