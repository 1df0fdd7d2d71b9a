"""The same trade as two sides count it, and figures that only one side gives."""

from matplotlib.figure import Figure

from betweenblocs import tables
from betweenblocs.figures.style import GROUND, HALO, MUTED, RULE, SMALL, STATE, canvas, drawn
from betweenblocs.tables.rows import Figure as Row

PAIRS = {"KAZ-CHN": "China", "KAZ-RUS": "Russia", "KAZ-EU": "the EU"}
SIDES = {"Kazakhstan": ("o", STATE["KAZ"]), "China": ("s", STATE["CHN"]), "RIA": ("D", STATE["RUS"])}


def reporter(row: Row) -> str:
    """Return which side counted, from the beginning of the reporter's name."""
    return next(side for side in SIDES if row["reported_by"].startswith(side))


@drawn
def rival_figures() -> Figure:
    """Draw a row a flow and period: two marks where two sides report, else one."""
    rows = [
        row
        for row in tables.trade_rival_figures()
        if row["unit"] == "USD billion" and row["pair"] in PAIRS and not row["after_article"]
    ]
    flows: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        flows.setdefault((row["pair"], row["period"]), []).append(row)
    order = sorted(flows, key=lambda flow: (len(flows[flow]) == 1, [*PAIRS].index(flow[0]), flow[1]))
    figure, axes = canvas(700, 460)
    for place, flow in enumerate(order):
        y = place + (1.2 if len(flows[flow]) == 1 else 0)
        values = [row["value"] for row in flows[flow]]
        axes.plot([0, 45], [y, y], color=RULE, linewidth=0.8, zorder=0)
        axes.plot([min(values), max(values)], [y, y], color=MUTED, linewidth=3, zorder=1)
        for row in flows[flow]:
            shape, colour = SIDES[reporter(row)]
            fill = colour if row["confidence"] == "high" else GROUND
            axes.plot(row["value"], y, shape, color=colour, markerfacecolor=fill, markersize=11, mew=2)
            axes.text(row["value"], y - 0.3, f"{row['value']:.1f}", ha="center", fontsize=SMALL, color=colour)
            if reporter(row) == "RIA":
                axes.text(row["value"] + 1.6, y, "RIA Novosti", va="center_baseline", color=colour, bbox=HALO)
        if len(values) == 2:
            axes.text(46, y, f"× {max(values) / min(values):.2f}", va="center_baseline", weight="bold")
        axes.text(-1, y, f"{PAIRS[flow[0]]}, {flow[1].replace('-', '–')}", ha="right", va="center_baseline")
    axes.text(-1, -0.85, "Two sides report the same flow", ha="right", weight="bold")
    axes.text(-1, 2.35, "One side only", ha="right", weight="bold")
    axes.text(26.5, -0.85, "Kazakhstan", ha="right", color=STATE["KAZ"])
    axes.text(28.5, -0.85, "China", ha="left", color=STATE["CHN"])
    axes.set(xlim=(0, 50), ylim=(len(order) + 1.6, -1.2), yticks=[], xticks=range(0, 50, 10))
    axes.set_xlabel("Turnover, USD billion")
    axes.text(-1, len(order) + 0.9, "hollow: medium confidence", ha="right", fontsize=SMALL, color=MUTED)
    axes.spines["left"].set_visible(False)
    return figure
