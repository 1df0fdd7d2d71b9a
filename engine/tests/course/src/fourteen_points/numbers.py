"""The numbers that the chapter states, computed from the tables."""

from fourteen_points import tables


def points_put_as(force: str) -> int:
    """Return how many points are put with a verb: "must", "should" or "no verb"."""
    return sum(row["force"] == force for row in tables.points())
