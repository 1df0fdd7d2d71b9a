"""How much of their membership each two of the six blocs share on 24 October 2024."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from betweenblocs.explorers.blocs import SIX, members, overlap
from betweenblocs.figures.style import GROUND, MUTED, ON_STEPS, SMALL, STEPS, drawn, page

ORDER = sorted(SIX, key=["EAEU", "CSTO", "CIS", "SCO", "OTS", "BRICS"].index)
LEFT, TOP, CELL = 74, 40, 78
BOUNDS = [0.2, 0.4, 0.6, 0.8]  # where the next colour begins


@drawn
def overlap_heatmap() -> Figure:
    """Draw the grid of Jaccard indices, darker for more; the diagonal holds the number of members."""
    figure, axes = page(560, 560)
    for row, first in enumerate(ORDER):
        axes.text(LEFT - 10, TOP + CELL * (row + 0.5), first, ha="right", va="center_baseline", weight="bold")
        axes.text(LEFT + CELL * (row + 0.5), TOP - 12, first, ha="center", weight="bold")
        for column, second in enumerate(ORDER):
            corner = (LEFT + CELL * column, TOP + CELL * row)
            middle = (corner[0] + CELL / 2, corner[1] + CELL / 2)
            if first == second:
                text = f"{len(members(first))} members"
                axes.text(*middle, text, ha="center", va="center_baseline", fontsize=SMALL, color=MUTED)
                continue
            share = overlap(members(first), members(second))
            assert share is not None, "every bloc had members on that day"
            step = sum(share >= bound for bound in BOUNDS)
            axes.add_patch(Rectangle(corner, CELL, CELL, facecolor=STEPS[step], edgecolor=GROUND, linewidth=2))
            text = f"{share:.2f}".removeprefix("0") if share else "0"
            axes.text(*middle, text, ha="center", va="center_baseline", fontsize=17, color=ON_STEPS[step])
    axes.text(LEFT, TOP + 6 * CELL + 28, "0: no member in common", fontsize=SMALL, color=MUTED)
    axes.text(LEFT + 6 * CELL, TOP + 6 * CELL + 28, "1: the same members", ha="right", fontsize=SMALL, color=MUTED)
    return figure
