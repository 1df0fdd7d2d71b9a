"""Who belonged to what on 24 October 2024: states by bodies, one mark for each kind of belonging."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from betweenblocs import tables
from betweenblocs.explorers.blocs import ARTICLE_DAY, STATES, in_force
from betweenblocs.figures.style import GROUND, INK, MUTED, SMALL, SOFT, STATE, drawn, page

BODIES = ["BRICS", "SCO", "EAEU", "CSTO", "CIS", "OTS", "CICA", "ECO", "OIC", "OSCE", "WTO", "C5+1"]
GROUPS = [
    ["KAZ", "KGZ", "TJK", "TKM", "UZB"],
    ["RUS", "BLR", "ARM", "AZE", "MDA", "TUR"],
    ["CHN", "IND", "IRN", "PAK", "MNG", "AFG"],
    ["BRA", "ZAF", "EGY", "ETH", "ARE", "SAU", "USA"],
]
# Status -> shape, filled?, letter. The letter tells what a shape alone would not.
MARKS = {
    "member": ("o", True, ""),
    "participating state": ("o", True, ""),
    "member (participation frozen)": ("o", True, "F"),
    "member (disengaging)": ("o", True, "D"),
    "observer": ("o", False, "o"),
    "observer (acceding)": ("o", False, "o"),
    "associate": ("o", False, "a"),
    "participant": ("D", True, ""),
    "invited (status disputed)": ("s", False, "?"),
}
KEY = [
    ("member", "member"),
    ("member (participation frozen)", "member, participation frozen"),
    ("member (disengaging)", "member, moving away"),
    ("participant", "takes part in a format"),
    ("observer", "observer"),
    ("associate", "associate"),
    ("invited (status disputed)", "invited, status disputed"),
]
LEFT, TOP, STEP, ROW = 138, 52, 46, 23


def mark(axes: Axes, x: float, y: float, status: str, colour: str) -> None:
    """Draw the mark of one status."""
    shape, filled, letter = MARKS[status]
    size = 8 if shape == "D" else 14
    axes.plot(x, y, shape, markersize=size, color=colour, markerfacecolor=colour if filled else GROUND)
    on_mark = GROUND if filled else colour
    axes.text(x, y + 0.5, letter, ha="center", va="center_baseline", fontsize=11, weight="bold", color=on_mark)


@drawn
def membership_matrix() -> Figure:
    """Draw a row a state and a column a body; Kazakhstan's row is picked out."""
    status = {
        (row["iso3"], row["organisation"]): row["status"]
        for row in tables.membership()
        # Without a date the row is the state of affairs of October 2024.
        if row["status"] in MARKS and (row["joined"] is None or in_force(row, ARTICLE_DAY))
    }
    figure, axes = page(700, 728)
    for column, body in enumerate(BODIES):
        axes.text(LEFT + STEP * column, TOP - 22, body, ha="center", weight="bold", fontsize=SMALL)
    axes.plot([LEFT + STEP * 5.5] * 2, [18, 622], color=MUTED, linewidth=1)
    axes.text(LEFT - 22, 12, "the six blocs compared in this book", fontsize=SMALL, color=MUTED)
    axes.text(LEFT + STEP * 5.5 + 8, 12, "wider bodies and a format", fontsize=SMALL, color=MUTED)
    y = TOP
    for group in GROUPS:
        for iso3 in group:
            colour, weight, band = (STATE["KAZ"], "bold", 22) if iso3 == "KAZ" else (INK, "normal", 2)
            axes.plot([LEFT - 22, 668], [y, y], color=SOFT, linewidth=band, zorder=0)
            axes.text(LEFT - 30, y, STATES[iso3], ha="right", va="center_baseline", color=colour, weight=weight)
            for column, body in enumerate(BODIES):
                if (iso3, body) in status:
                    mark(axes, LEFT + STEP * column, y, status[iso3, body], colour)
            y += ROW
        y += 12
    for place, (name, meaning) in enumerate(KEY):
        x, y = 24 + 226 * (place % 3), 648 + 26 * (place // 3)
        mark(axes, x, y, name, INK)
        axes.text(x + 14, y, meaning, va="center_baseline", fontsize=SMALL)
    axes.text(
        250,
        y,
        "No BRICS partner yet: the category was endorsed on 23 October.",
        va="center_baseline",
        fontsize=SMALL,
        color=MUTED,
    )
    return figure
