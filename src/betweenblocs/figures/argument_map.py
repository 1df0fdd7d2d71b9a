"""The arguments for and against joining now, as the voices of the article make them."""

from matplotlib.figure import Figure

from betweenblocs.figures.cards import card
from betweenblocs.figures.style import INK, MUTED, SMALL, drawn, page

FOR = [
    ("Openings for cooperation, China and India first", "C07"),
    ("More standing and economic advantages", "C39"),
]
AGAINST = [
    ("Gains may disappoint: unequal members, uneven coordination", "C08 C09"),
    ("New obligations that could weigh", "C40"),
    ("Neither charter nor fixed organisation", "C32"),
    ("Bodies that Kazakhstan is in come first", "C25"),
    ("Membership for its own sake has been given up", "C18"),
    ("A sovereign right to stay out, with no one harmed", "C50 C52 C53"),
]
DEPENDS = [
    ("Are there concrete gains?", "C19"),
    ("Are charter, organs and strategy on paper?", "C34 C35"),
    ("Is there a charter, and on good terms?", "C38"),
]
CARD, STEP = 90, 100


@drawn
def argument_map() -> Figure:
    """Draw what speaks for joining on the left, against it on the right, and what it depends on below."""
    figure, axes = page(700, 536)
    axes.text(12, 26, "For joining now", weight="bold", fontsize=16)
    axes.text(242, 26, "Against joining now", weight="bold", fontsize=16)
    for place, (words, ids) in enumerate(FOR):
        card(axes, (12, 42 + STEP * place, 216, CARD), words, ids, 25)
    for place, (words, ids) in enumerate(AGAINST):
        card(axes, (242 + 228 * (place % 2), 42 + STEP * (place // 2), 218, CARD), words, ids, 25)
    axes.plot([12, 688], [352, 352], color=INK, linewidth=1)
    axes.text(12, 384, "It depends", weight="bold", fontsize=16)
    for place, (words, ids) in enumerate(DEPENDS):
        card(axes, (12 + 228 * place, 400, 218, CARD), words, ids, 25)
    axes.text(12, 520, "Dashed: the article names no one. A card’s words are ours.", fontsize=SMALL, color=MUTED)
    return figure
