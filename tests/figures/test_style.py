"""The figures' colours can be told apart and read: on light and dark pages, and with colour-blind eyes."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from betweenblocs import figures
from betweenblocs.figures import style
from seminar.book import drawing

# The engine's sheet, and the course's own.
CSS = [
    (Path(drawing.__file__).parent / "static" / "drawing.css").read_text("utf-8"),
    (Path(figures.__file__).with_name("figures.css")).read_text("utf-8"),
]
COLOUR = drawing.COLOUR | figures.COLOURS
GROUNDS = {"light": "#ffffff", "dark": "#121212"}  # the theme's
# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1, on linear RGB. One matrix a
# deficiency is a simple model: it stands for the strongest form, and eyes differ.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}


def values(rule: str) -> dict[str, str]:
    """Return the colours that one rule sets in the two stylesheets, by name."""
    blocks = "".join(css[css.index(rule) :].split("}")[0] for css in CSS)
    return dict(re.findall(r"--bb-([a-z0-9]+): (#[0-9a-f]{6});", blocks))


PALETTES = {
    "light": values(".bb-drawing {"),
    "dark": values('html[data-theme="dark"] .bb-drawing {'),
}


def linear(colour: str) -> np.ndarray:
    """Return linear RGB from 0 to 1 (IEC 61966-2-1)."""
    srgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    dark, light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """Return CIE L*a*b* (D65) of linear RGB."""
    matrix = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = (np.array(matrix) @ np.clip(rgb, 0, 1)) / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_the_stylesheet_names_every_colour_of_the_drawings():
    """What a drawing holds before it is themed is what a light page shows; a dark page has a value for each."""
    assert PALETTES["light"] == COLOUR
    assert set(PALETTES["dark"]) == set(COLOUR)


@pytest.mark.parametrize("theme", GROUNDS)
def test_words_can_be_read_on_the_page(theme):
    """Ink, muted words, the colours of states and of later events reach 4.5 : 1 against the ground."""
    words = {"ink", "muted", "later", *(iso3.lower() for iso3 in style.STATE)}
    assert min(contrast(PALETTES[theme][key], GROUNDS[theme]) for key in words) >= 4.5


@pytest.mark.parametrize("theme", GROUNDS)
def test_words_can_be_read_on_every_shade(theme):
    """The colour that `ON_STEPS` gives to words on a shade reaches 4.5 : 1 there; ink does on the soft ground."""
    palette = PALETTES[theme]
    name = {hexa: key for key, hexa in COLOUR.items()}
    pairs = [(name[word], name[step]) for word, step in zip(style.ON_STEPS, style.STEPS, strict=True)]
    for word, ground in [*pairs, ("ink", "soft"), ("muted", "soft")]:
        assert contrast(palette[word], palette[ground]) >= 4.5, (word, ground)


@pytest.mark.parametrize("theme", GROUNDS)
def test_marks_stand_out_from_the_shade_behind_them(theme):
    """Kazakhstan's marks on the band of its row reach 3 : 1."""
    assert contrast(PALETTES[theme]["kaz"], PALETTES[theme]["soft"]) >= 3


@pytest.mark.parametrize("theme", GROUNDS)
@pytest.mark.parametrize("sight", SIGHT)
def test_states_are_told_apart_by_colour_blind_readers(theme, sight):
    """Any two states' colours differ by 15 (CIE 1976) or more in the simulated sight."""
    seen = {iso3: lab(np.array(SIGHT[sight]) @ linear(PALETTES[theme][iso3.lower()])) for iso3 in style.STATE}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 15, (one, other)


@pytest.mark.parametrize("theme", GROUNDS)
def test_more_is_always_further_from_the_ground(theme):
    """The five shades rise in even order of lightness, so that they can be ranked without hue."""
    lightness = [lab(linear(PALETTES[theme][f"step{level}"]))[0] for level in range(1, 6)]
    ground = lab(linear(GROUNDS[theme]))[0]
    distance = [abs(value - ground) for value in lightness]
    assert min(b - a for a, b in pairwise(distance)) >= 7
