"""How sure the voices are: claims on a ladder from certain to open."""

from matplotlib.figure import Figure

from betweenblocs.figures.cards import card
from betweenblocs.figures.style import MUTED, SMALL, SOFT, drawn, page

# A rung, the article's words that mark it, and the claims that stand on it.
RUNGS = [
    (
        "certain",
        "“inevitably”, “undoubtedly”",
        [("New obligations come with membership.", "C40"), ("Farm curbs show growing pressure.", "C42")],
    ),
    (
        "certain, on a condition",
        "“would”, “when”",
        [("No charter: unclear terms.", "C37"), ("Documents first, then a talk.", "C35")],
    ),
    (
        "possible",
        "“may”, “could”",
        [
            ("Gains may stay below hopes.", "C08"),
            ("New openings in trade.", "C07"),
            ("The duties could weigh.", "C40"),
            ("More standing, more gains.", "C39"),
        ],
    ),
    ("possible, on a condition", "“might”", [("A charter and good terms: a second thought.", "C38")]),
]


@drawn
def modality_ladder() -> Figure:
    """Draw a rung a degree of certainty, the most certain on top."""
    figure, axes = page(700, 536)
    y = 16
    axes.annotate("", (16, 524), (16, 16), arrowprops={"arrowstyle": "-|>", "color": MUTED, "linewidth": 2})
    for rung, words, claims in RUNGS:
        height = 84 * ((len(claims) + 1) // 2)
        axes.axhspan(y, y + height + 12, 36 / 700, 692 / 700, color=SOFT, zorder=0)
        axes.text(48, y + 34, rung.split(",")[0], weight="bold")
        if "," in rung:
            axes.text(48, y + 53, rung.split(", ")[1], weight="bold")
        axes.text(48, y + (74 if "," in rung else 56), words, fontsize=SMALL, color=MUTED)
        for place, (text, ids) in enumerate(claims):
            card(axes, (226 + 232 * (place % 2), y + 12 + 84 * (place // 2), 222, 72), text, ids, 26)
        y += height + 26
    return figure
