"""The farm dispute and the statement on BRICS, day by day, without a word on what caused what."""

from matplotlib.figure import Figure

from betweenblocs import tables
from betweenblocs.figures.dates import days, event, spread, written
from betweenblocs.figures.style import GROUND, INK, MUTED, SMALL, STATE, drawn, page

# Date, who acts, what happens, and the row that says so: of facts.csv, or of timeline.csv on that day.
EVENTS = [
    ("2023-04-10", "KAZ", "Kazakhstan limits wheat imports by road", "F61"),
    ("2024-08-21", "KAZ", "Kazakhstan bars wheat imports by all transport", "trade"),
    ("2024-09-23", "RUS", "The certificates are to stop, as Russia asks", "F59"),
    ("2024-10-01", "", "The request is public", "F59"),
    ("2024-10-16", "", "Uali: no application to BRICS for now", "BRICS"),
    ("2024-10-17", "RUS", "Russia restricts wheat, lentils, flax, melons and more", "trade"),
    ("2024-10-18", "RUS", "Russia announces limits on cut flowers", "F60"),
    ("2024-10-23", "", "Euronews reports the two as linked", "F62"),
]
ACTORS = {
    "KAZ": ("o", STATE["KAZ"], "Kazakhstan acts"),
    "RUS": ("s", STATE["RUS"], "Russia acts"),
    "": ("D", INK, "words"),
}
AXIS, WORDS, START, DAY = 110, 180, "2024-08-15", 5.4  # pixels; the first day on the true scale; pixels a day


def height(day: str) -> float:
    """Return how far down a day stands; what lies before the true scale stands above the break."""
    return 150 + DAY * days(START, day) if day >= START else 70


@drawn
def farm_chronology() -> Figure:
    """Draw time downwards, with brackets for the two intervals that the text speaks of."""
    sure: dict[str | tuple[str, str], str] = {row["id"]: row["confidence"] for row in tables.facts()}
    sure |= {(row["date"], row["track"]): row["confidence"] for row in tables.timeline()}
    figure, axes = page(660, 618)
    axes.plot([AXIS, AXIS], [50, 104], [AXIS, AXIS], [116, height("2024-10-31")], color=MUTED, linewidth=1.5)
    for y in (104.0, 116.0):
        axes.plot([AXIS - 8, AXIS + 8], [y + 4, y - 4], color=MUTED, linewidth=1.5)
    axes.text(
        AXIS + 18,
        110,
        f"{days(EVENTS[0][0], START) // 30} months left out",
        va="center_baseline",
        fontsize=SMALL,
        color=MUTED,
    )
    month = height("2024-09-01")  # 1 October is an event
    axes.plot([AXIS - 6, AXIS], [month] * 2, color=MUTED, linewidth=1)
    axes.text(AXIS + 10, month, "1 Sep", va="center_baseline", fontsize=SMALL, color=MUTED)
    rows = spread([height(day) for day, *_ in EVENTS], 27, 40, 590)
    for (day, actor, words, key), y in zip(EVENTS, rows, strict=True):
        shape, colour, _ = ACTORS[actor]
        known = sure[key if key.startswith("F") else (day, key)] == "high"
        look = {"shape": shape, "colour": colour, "fill": colour if known else GROUND}
        event(axes, (AXIS, height(day)), (WORDS, y), f"{written(day)}  {words}", **look)
    axes.text(WORDS, rows[-1] + 27, "same day?", va="center_baseline", fontsize=SMALL, color=MUTED)
    axes.text(WORDS + 88, rows[-1] + 27, "Zhumangarin calls that link false", va="center_baseline")
    for first, last in (("2024-09-23", "2024-10-16"), ("2024-10-16", "2024-10-17")):
        top, bottom = height(first), height(last)
        axes.plot(
            [AXIS - 16, AXIS - 24, AXIS - 24, AXIS - 16],
            [top + 1, top + 1, bottom - 1, bottom - 1],
            color=INK,
            linewidth=1.5,
        )
        count = days(first, last)
        label = f"{count} day{'s' if count > 1 else ''}"
        axes.text(
            AXIS - 32,
            (top + bottom) / 2 + (6 if count == 1 else 0),
            label,
            ha="right",
            va="center_baseline",
            weight="bold",
        )
    for place, (shape, colour, meaning) in enumerate([*ACTORS.values(), ("o", MUTED, "hollow: medium confidence")]):
        x = 24 + 150 * place
        fill = GROUND if meaning.startswith("hollow") else colour
        axes.plot(x, 18, shape, markersize=10, mew=2, color=colour, markerfacecolor=fill)
        axes.text(x + 14, 18, meaning, va="center_baseline", fontsize=SMALL)
    return figure
