"""Draws the map of the quiz anew: ``python tools/world_map.py countries-110m.json`` writes world.json.

The input is Natural Earth 1:110m (public domain) as npm's ``world-atlas`` 2 packs it (TopoJSON, ISC). The
codes come from pycountry, which only this script needs. The projection is Equal Earth (Savric, Patterson,
Jenny 2018), so that no state looks larger than it is.
"""

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

import pycountry

TARGET = Path(__file__).parents[1] / "engine/src/seminar/quiz/static/world.json"
NAMES = {  # shorter, or as the chapters write them
    "BOL": "Bolivia",
    "BRN": "Brunei",
    "CIV": "Côte d'Ivoire",
    "COD": "DR Congo",
    "COG": "Republic of the Congo",
    "CZE": "Czechia",
    "FLK": "Falkland Islands (Malvinas)",
    "GBR": "United Kingdom",
    "IRN": "Iran",
    "KOR": "South Korea",
    "LAO": "Laos",
    "MDA": "Moldova",
    "PRK": "North Korea",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SYR": "Syria",
    "TUR": "Türkiye",
    "TWN": "Taiwan",
    "TZA": "Tanzania",
    "USA": "United States",
    "VEN": "Venezuela",
    "VNM": "Viet Nam",
}
TOLERANCE = 0.12  # degrees; borders are thinned arc by arc, so that neighbours still meet
SMALLEST = 1.2  # square degrees; smaller islands are left out unless they are all of a state


def main(source: str) -> None:
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    arcs = [thin(arc) for arc in decoded(topology)]
    states, other = {}, []
    for shape in topology["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] == "Antarctica":
            continue
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [ring(arcs, polygon[0]) for polygon in polygons]
        largest = max(area(points) for points in rings)
        rings = [points for points in rings if area(points) in (largest,) or area(points) > SMALLEST]
        if shape["properties"]["name"] == "Russia":
            # Natural Earth draws who holds Crimea; we draw it as land that no state here is asked for.
            crimea = [points for points in rings if inside(points, 32, 37, 44, 46.5)]
            rings = [points for points in rings if points not in crimea]
            other += [path(points) for points in crimea]
        found = pycountry.countries.get(numeric=shape["id"]) if shape.get("id") else None
        if found is None:  # Kosovo, Northern Cyprus, Somaliland: drawn, without a code to ask for
            other += [path(points) for points in rings]
            continue
        name = NAMES.get(found.alpha_3, found.name)
        states[found.alpha_3] = {"name": name, "rings": [path(points) for points in rings]}
    world = {
        "source": "Natural Earth 1:110m (public domain) by world-atlas 2.0.2 (ISC); Equal Earth projection",
        "states": dict(sorted(states.items())),
        "other": other,
    }
    TARGET.write_text(json.dumps(world, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def decoded(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def thin(points):
    """Drop points that lie near the line of their neighbours (Douglas and Peucker 1973)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)

    def distance(point):
        x, y = point
        if length < 1e-9:
            return math.hypot(x - ax, y - ay)
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    far = max(range(len(points)), key=lambda i: distance(points[i]))
    if distance(points[far]) <= TOLERANCE or far in (0, len(points) - 1):
        return [points[0], points[-1]]
    return thin(points[: far + 1])[:-1] + thin(points[far:])


def ring(arcs, indices):
    points = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    turned, turn = [], 0
    for (x, y), (last, _) in zip(points, [points[0], *points], strict=False):
        # A ring over the 180th meridian goes on beyond it, so that Chukotka stays with the rest of Russia.
        turn += 360 * ((x - last < -180) - (x - last > 180))
        turned.append((x + turn, y))
    return turned


def area(points):
    closed = pairwise([*points, points[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in closed)) / 2


def inside(points, west, east, south, north):
    return all(west < x < east and south < y < north for x, y in points)


def equal_earth(longitude, latitude):
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    y = a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t
    return round((x + 2.7066) * 369), round((1.3174 - y) * 369)


def path(points):
    """Return one ring as flat whole numbers x, y, x, y …, 2000 units wide for the whole world."""
    flat, last = [], None
    for point in points[:-1]:
        xy = equal_earth(*point)
        if xy != last:
            flat += xy
        last = xy
    return flat


if __name__ == "__main__":
    main(sys.argv[1])
