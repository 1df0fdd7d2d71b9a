"""Who belongs to which bloc on a day, how far blocs overlap, and who stands between them."""

from itertools import combinations

import networkx as nx

from betweenblocs import tables
from betweenblocs.tables.rows import Membership
from seminar.quiz import country_names

SIX = ("BRICS", "SCO", "EAEU", "CSTO", "CIS", "OTS")
ARTICLE_DAY = "2024-10-24"
STATES = country_names() | {"ARE": "UAE"}  # the full name is too long for a row of a figure


def in_force(row: Membership, day: str) -> bool:
    """Say whether a row of membership.csv holds on a day: joined by then, and not left by then."""
    return row["joined"] is not None and row["joined"] <= day and (row["left"] is None or row["left"] > day)


def is_full(status: str) -> bool:
    """Say whether a status is or was full membership.

    Who was a party to the Treaty of 1992 only never belonged to the organisation that the CSTO's
    Charter made of it in 2002.
    """
    return status.startswith(("member", "former")) and "Treaty only" not in status


def members(bloc: str, day: str = ARTICLE_DAY, joining: tuple[str, ...] = ()) -> set[str]:
    """Return the ISO codes of a bloc's full members on a day.

    A member whose participation is frozen, or who is moving away, is a member. A former member is
    one until the day it left. Observers, associates and invited states are not members.

    Parameters
    ----------
    bloc : str
        A name in the column ``organisation`` of membership.csv.
    day : str
        ISO date.
    joining : tuple of str
        States to add to BRICS, whatever the table says: "what if". Before 2009 there is nothing to join.
    """
    found = {
        row["iso3"]
        for row in tables.membership()
        if row["organisation"] == bloc and is_full(row["status"]) and in_force(row, day)
    }
    return found | set(joining) if bloc == "BRICS" and found else found


def overlap(first: set[str], second: set[str]) -> float | None:
    """Return the Jaccard index |A ∩ B| / |A ∪ B| (Jaccard 1901), or ``None`` if both are empty."""
    return len(first & second) / len(first | second) if first | second else None


def overlaps(day: str = ARTICLE_DAY, joining: tuple[str, ...] = ()) -> dict[tuple[str, str], float | None]:
    """Return the overlap of each pair of the six blocs on a day."""
    blocs = {bloc: members(bloc, day, joining) for bloc in SIX}
    return {pair: overlap(blocs[pair[0]], blocs[pair[1]]) for pair in combinations(SIX, 2)}


def network(day: str = ARTICLE_DAY, joining: tuple[str, ...] = ()) -> nx.Graph:
    """Return the graph of the six blocs and their members: an edge is a membership."""
    graph = nx.Graph()
    for bloc in SIX:
        graph.add_edges_from((bloc, state) for state in sorted(members(bloc, day, joining)))
    return graph


def bridging(day: str = ARTICLE_DAY, joining: tuple[str, ...] = ()) -> dict[str, float]:
    """Return the normalised betweenness of each state in the graph of blocs and states (Freeman 1977)."""
    scores = nx.betweenness_centrality(network(day, joining))
    return {node: score for node, score in scores.items() if node not in SIX}
