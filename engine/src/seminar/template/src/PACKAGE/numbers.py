"""The numbers that the chapters state, computed from the tables. Add a function for each kind of number."""

from @PACKAGE@ import tables


def copies_with_phrase() -> int:
    """Return how many of the manuscripts hold the words "under God"."""
    return sum(row["under_god"] for row in tables.copies())
