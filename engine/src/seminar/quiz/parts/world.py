"""Cuts the outlines that a map item needs out of ``static/world.json`` (made by ``tools/world_map.py``)."""

from functools import cache
from importlib.resources import files
from itertools import pairwise
from json import loads
from typing import Any, TypedDict

NOTE = (
    "Boundaries after Natural Earth (1:110m); the map takes no position on any of them. Land whose status is "
    "disputed may be drawn without belonging to a state that can be marked."
)
MARGIN = 24  # of 2000 units for the whole world


Ring = list[int]  # x and y by turns
Box = tuple[float, float, float, float]  # left, top, right, bottom


class State(TypedDict):
    """A state that can be marked."""

    name: str
    rings: list[Ring]


class World(TypedDict):
    """The map: the states that can be marked, by their codes, and all other land."""

    states: dict[str, State]
    other: list[Ring]


@cache
def world() -> World:
    """Return the map of the world, read once."""
    found: World = loads((files("seminar.quiz") / "static" / "world.json").read_text(encoding="utf-8"))
    return found


def country_names() -> dict[str, str]:
    """Return the English names of the states that can be marked, by ISO 3166-1 alpha-3 code."""
    return {code: state["name"] for code, state in world()["states"].items()}


def outlines(codes: list[str]) -> dict[str, Any]:
    """Return the part of the map in which some states lie.

    Parameters
    ----------
    codes : list of str
        ISO 3166-1 alpha-3 codes of the states that can be marked.

    Returns
    -------
    dict
        ``view`` (the SVG's viewBox), ``states`` (SVG paths by code), ``land`` (one path, everything
        else) and ``note``, a sentence on the boundaries.
    """
    states = world()["states"]
    left, top, right, bottom = view([max(states[code]["rings"], key=len) for code in codes])
    others = [ring for code, state in states.items() if code not in codes for ring in state["rings"]]

    def draw(rings: list[Ring]) -> str:
        return "".join(path(ring) for ring in rings if meets(box(ring), (left, top, right, bottom)))

    return {
        "view": f"{left} {top} {right - left} {bottom - top}",
        "states": {code: draw(states[code]["rings"]) for code in codes},
        "land": draw([*others, *world()["other"]]),
        "note": NOTE,
    }


def view(rings: list[list[int]]) -> tuple[int, int, int, int]:
    """Return the box about some rings; one that is wider than all the rest does not count.

    Else Russia would make the small states in every map of its neighbours too small to touch.
    """
    rings = sorted(rings, key=width)
    rest = [number for ring in rings[:-1] for number in ring]
    whole = rest if rest and width(rings[-1]) > width(rest) else rest + rings[-1]
    left, top, right, bottom = box(whole)
    return left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN


def width(ring: list[int]) -> int:
    """Return how far flat coordinates reach from left to right."""
    return max(ring[::2]) - min(ring[::2])


def box(ring: list[int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of flat coordinates."""
    return min(ring[::2]), min(ring[1::2]), max(ring[::2]), max(ring[1::2])


def meets(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def path(ring: list[int]) -> str:
    """Return a ring as an SVG path with relative steps, which are shorter."""
    points = list(zip(ring[::2], ring[1::2], strict=True))
    steps = [f"{x - a} {y - b}" for (a, b), (x, y) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")
