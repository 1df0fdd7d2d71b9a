"""One look for all figures: the engine's, and the colours of states."""

from betweenblocs.figures import COLOURS
from seminar.book import (
    GROUND,
    HALO,
    INK,
    LATER,
    MUTED,
    ON_STEPS,
    RULE,
    SMALL,
    SOFT,
    STEPS,
    canvas,
    drawn,
    page,
)

__all__ = [
    "GROUND",
    "HALO",
    "INK",
    "LATER",
    "MUTED",
    "ON_STEPS",
    "RULE",
    "SMALL",
    "SOFT",
    "STATE",
    "STEPS",
    "canvas",
    "drawn",
    "page",
]

STATE = {name.upper(): colour for name, colour in COLOURS.items()}
