"""How many points there are of each kind."""

from collections import Counter

from fourteen_points import tables
from seminar.book import INK, canvas, drawn


@drawn
def points_by_kind():
    """Draw one bar a kind."""
    figure, axes = canvas(560, 220)
    counts = Counter(row["kind"] for row in tables.points()).most_common()[::-1]
    axes.barh([kind for kind, _ in counts], [count for _, count in counts], color=INK)
    return figure
