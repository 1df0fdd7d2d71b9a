"""Who says what about the missing charter, and what would follow if there were one."""

from matplotlib.figure import Figure

from betweenblocs.figures.cards import card, speaker
from betweenblocs.figures.style import INK, MUTED, RULE, drawn, page

# What is said, its claims; what a charter would lead to, its claims.
ROWS = [
    ("describes", "There is none; so far it is a club.", "C31 C32", "Nothing stated; Astana watches.", "C29"),
    ("demands", "Wants charter, organs, strategy.", "C33 C34", "Only then a serious talk.", "C35"),
    ("makes it a condition", "Without one, terms are unclear.", "C37", "Might rethink, on good terms.", "C38"),
    ("notes", "BRICS is short on structure.", "C27", "", ""),
]
COLUMNS, TOP, ROW = (12, 168, 434), 56, 80


@drawn
def charter_voices() -> Figure:
    """Draw a row a voice; the words are ours, the claims say where each stands."""
    figure, axes = page(700, TOP + ROW * len(ROWS))
    for x, heading in zip(COLUMNS, ("Who", "says of the missing charter", "what would follow from one"), strict=True):
        axes.text(x, 30, heading, weight="bold")
    for row, (act, said, said_in, follows, follows_in) in enumerate(ROWS):
        y = TOP + ROW * row
        axes.plot([12, 688], [y - 10, y - 10], color=RULE, linewidth=1)
        axes.text(COLUMNS[0], y + 22, speaker(said_in).capitalize(), weight="bold")
        axes.text(COLUMNS[0], y + 42, act, color=MUTED)
        card(axes, (COLUMNS[1], y, 252, 58), said, said_in, 38)
        if follows:
            axes.annotate(
                "", (COLUMNS[2] - 2, y + 29), (COLUMNS[1] + 252, y + 29), arrowprops={"arrowstyle": "->", "color": INK}
            )
            card(axes, (COLUMNS[2], y, 254, 58), follows, follows_in, 38)
        else:
            axes.text(COLUMNS[2], y + 34, "nothing stated", color=MUTED)
    return figure
