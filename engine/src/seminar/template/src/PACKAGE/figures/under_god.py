"""Which manuscripts hold the words "under God"."""

from @PACKAGE@ import tables
from seminar.book import INK, canvas, drawn


@drawn
def under_god():
    """Draw one bar a manuscript, full where the words stand in it."""
    figure, axes = canvas(560, 220)
    rows = tables.copies()[::-1]
    axes.barh([row["name"] for row in rows], [int(row["under_god"]) for row in rows], color=INK)
    axes.set_xticks([0, 1], ["absent", "present"])
    axes.set_xlim(0, 1.05)
    return figure
