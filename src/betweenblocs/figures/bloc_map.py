"""How many of the six blocs each state belonged to on 24 October 2024, on a map."""

from collections import Counter

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from betweenblocs.explorers.blocs import SIX, STATES, members
from betweenblocs.figures.style import GROUND, INK, MUTED, ON_STEPS, SMALL, SOFT, STATE, STEPS, drawn, page
from seminar.quiz import box, meets, world

NAMES = STATES | {"UZB": "Uzb."}  # as much as fits into the state
LEADER = {"linewidth": 1, "markersize": 6, "markeredgecolor": GROUND, "markeredgewidth": 1}
FILL = [SOFT, *STEPS]  # by number of blocs
# Left, top, right, bottom in the units of the map, and the distance below which points are left out.
WORLD, REGION = (0, 0, 2000, 900, 5), (1090, 100, 1580, 404, 1.2)
# Where a state's name stands in the region, and the state itself if the name stands beside it.
LABELS = {
    "RUS": [(1363, 112)], "KAZ": [(1316, 150)], "BLR": [(1129, 119)], "UZB": [(1308, 190)],
    "TUR": [(1172, 214)], "IRN": [(1268, 248)], "PAK": [(1354, 276)], "IND": [(1402, 310)],
    "CHN": [(1490, 235)], "EGY": [(1148, 300)], "ETH": [(1204, 386)], "ARE": [(1312, 330), (1288, 315)],
    "KGZ": [(1415, 205), (1366, 199)], "TJK": [(1415, 227), (1352, 217)], "MDA": [(1160, 181), (1134, 158)],
    "ARM": [(1196, 232), (1217, 196)], "AZE": [(1228, 258), (1240, 204)],
}  # fmt: skip


def outline(shapes: list[list[int]], gap: float) -> Path:
    """Return outlines as one path, without points that lie closer than `gap` to the one before."""
    paths = []
    for shape in shapes:
        points = []
        for point in zip(shape[::2], shape[1::2], strict=True):
            if not points or max(abs(point[0] - points[-1][0]), abs(point[1] - points[-1][1])) >= gap:
                points.append(point)
        if len(points) > 2:
            paths.append(Path(points, closed=False))
            paths[-1] = Path([*points, points[0]], closed=True)
    return Path.make_compound_path(*paths)


def land(axes: Axes, view: tuple, count: Counter, width: float) -> None:
    """Draw all states in view, shaded by their number of blocs; Kazakhstan has an edge of its own."""
    left, top, right, bottom, gap = view
    axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal")
    levels = {level: [] for level in range(6)}
    levels[0] += world()["other"]
    for code, state in world()["states"].items():
        levels[count[code]] += state["rings"]
    for level, shapes in levels.items():
        seen = [shape for shape in shapes if meets(box(shape), (left, top, right, bottom))]
        axes.add_patch(PathPatch(outline(seen, gap), facecolor=FILL[level], edgecolor=MUTED, linewidth=width))
    kazakhstan = outline(world()["states"]["KAZ"]["rings"], gap)
    axes.add_patch(PathPatch(kazakhstan, fill=False, edgecolor=STATE["KAZ"], linewidth=4 * width))


@drawn
def bloc_map() -> Figure:
    """Draw the region with a number in each state, and the world in small above it."""
    count = Counter(state for bloc in SIX for state in members(bloc))
    figure, frame = page(700, 700)
    for place, view, width in (((0, 0.64, 0.74, 0.36), WORLD, 0.3), ((0, 0, 1, 0.62), REGION, 0.7)):
        axes = figure.add_axes(place)
        axes.set_axis_off()
        land(axes, view, count, width)
    for code, (place, *state) in LABELS.items():
        label = f"{NAMES[code]} {count[code]}"
        for dot in state:
            axes.plot(*zip(dot, place, strict=True), "o-", markevery=[0], color=INK, **LEADER)
        beside = {"ha": "left" if place[0] > state[0][0] else "right", "color": INK} if state else {"ha": "center"}
        axes.text(*place, label, va="center", fontsize=SMALL, **({"color": ON_STEPS[count[code] - 1]} | beside))
    for level in range(6):
        y = 60 + 26 * level
        frame.plot(560, y, "s", markersize=16, color=MUTED, markerfacecolor=FILL[level])
        frame.text(578, y, f"{level or 'none'} of the six", va="center_baseline")
    return figure
