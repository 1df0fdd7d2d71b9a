"""What was known when the article was written, and what came later."""

from matplotlib.figure import Figure

from betweenblocs import tables
from betweenblocs.explorers.blocs import ARTICLE_DAY
from betweenblocs.figures.dates import days, event, spread, written
from betweenblocs.figures.style import INK, LATER, MUTED, SMALL, drawn, page

WORDS = {
    "2024-10-16": "Uali: no application for now",
    "2024-10-17": "Russian restrictions on farm goods begin",
    "2024-10-22": "Kazan summit opens",
    "2024-10-23": "Kazan Declaration: category of partners",
    "2024-10-24": "Toqayev speaks at the outreach session",
    "2024-11-27": "Putin in Astana: an invitation has been sent",
    "2025-01-01": "Kazakhstan becomes a partner country",
    "2025-05-29": "Toqayev to Al Jazeera: no charter, no secretariat",
    "2025-11-06": "Leaders in Washington; Abraham Accords",
    "2025-11-29": "Sea drones damage a mooring at Novorossiysk",
}
AXIS, WORDS_AT, LINE, DAY = 110, 180, 206, 1.2  # pixels; where 24 October stands; pixels a day


def height(day: str) -> float:
    """Return how far down a day stands."""
    return LINE + DAY * (days(ARTICLE_DAY, day) - 6)


@drawn
def after_timeline() -> Figure:
    """Draw time downwards; a strong line parts what the article could know from what came later."""
    rows = [row for row in tables.timeline() if row["date"] >= "2024-10-16"]
    known = [row for row in rows if not row["after_article"]]
    later = [row for row in rows if row["after_article"]]
    figure, axes = page(660, 720)
    axes.plot([AXIS, AXIS], [height("2024-10-10"), height("2025-12-10")], color=MUTED, linewidth=1.5)
    axes.plot([10, 650], [LINE, LINE], color=INK, linewidth=3)
    axes.text(14, LINE - 12, "known", fontsize=SMALL, weight="bold")
    axes.text(14, LINE + 22, "later", fontsize=SMALL, weight="bold", color=LATER)
    for month in ("2025-01-01", "2025-04-01", "2025-07-01", "2025-10-01"):
        axes.plot([AXIS - 7, AXIS], [height(month)] * 2, color=MUTED, linewidth=1)
        axes.text(
            AXIS - 14, height(month), written(month)[2:], ha="right", va="center_baseline", fontsize=SMALL, color=MUTED
        )
    places = spread([height(row["date"]) for row in known], 30, 40, LINE - 26)
    places += spread([height(row["date"]) for row in later], 30, LINE + 30, 700)
    for row, y in zip(known + later, places, strict=True):
        colour = LATER if row["after_article"] else INK
        look = {"shape": "s" if row["after_article"] else "o", "colour": colour, "fill": colour}
        words = f"{written(row['date'])}  {row['track']}: {WORDS[row['date']]}"
        event(axes, (AXIS, height(row["date"])), (WORDS_AT, y), words, **look)
    return figure
