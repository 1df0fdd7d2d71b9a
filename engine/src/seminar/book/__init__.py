"""The Sphinx side of the book: what its pages can say beyond MyST, and how its figures are drawn.

A figure begins with a `canvas`, or with a `page` for what is made of boxes, and is `drawn`. Its colours
are `INK`, `MUTED`, `RULE`, `SOFT`, `GROUND`, `LATER`, the `STEPS` from little to much and what is written `ON_STEPS`;
`SMALL` is the size of small words, `HALO` the ground behind a label.
"""

from typing import TYPE_CHECKING

from seminar.face import face

if TYPE_CHECKING:
    from seminar.book.drawing import (
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
else:
    __getattr__ = face(
        __name__,
        {"drawing": "GROUND HALO INK LATER MUTED ON_STEPS RULE SMALL SOFT STEPS canvas drawn page"},
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
    "STEPS",
    "canvas",
    "drawn",
    "page",
]
