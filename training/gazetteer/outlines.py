#!/usr/bin/env python3
"""Writes crates/outputs/src/drawing/outlines.tsv, the states' outlines behind the map of a brief.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 training/gazetteer/outlines.py package/countries-50m.json

Run from the repository's root. The package holds Natural Earth's countries at 1:50,000,000 (public domain) as TopoJSON.
Borders are those of Natural Earth, which shows who holds what, not who claims it. Arcs are thinned (Douglas and Peucker
1973) before rings are made of them, so that neighbours keep one border; rings of less than 0.02 square degrees go.

Each line, with tabs between: ISO3 (or `-` where there is none), then the name and a point near the centre, degrees north and
east, of knowledge/countries.toml, then rings with spaces between. A ring is pairs of whole numbers, hundredths
of degrees east and north, `x,y` with `;` between; the first pair is a point, the others are steps.
"""

import json
import re
import sys
from pathlib import Path

TOLERANCE = 0.04
LEAST_AREA = 0.02
TARGET = Path("crates/outputs/src/drawing/outlines.tsv")
# States without a number in ISO 3166-1; the others are drawn without a code.
CODES = {"Kosovo": "XKX"}


def thinned(points):
    """Douglas-Peucker without recursion; both ends stay."""
    keep, stack = {0, len(points) - 1}, [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        worst, at = 0.0, None
        for i in range(first + 1, last):
            x, y = points[i]
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if off > worst:
                worst, at = off, i
        if at is not None and worst > TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def decoded(topology):
    """Arcs in degrees, from the quantized steps of TopoJSON."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield thinned(points)


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2


def written(ring):
    """The ring in hundredths of degrees; steps of nothing are left out."""
    whole = [(round(x * 100), round(y * 100)) for x, y in ring]
    steps, before = [f"{whole[0][0]},{whole[0][1]}"], whole[0]
    for point in whole[1:]:
        if point != before:
            steps.append(f"{point[0] - before[0]},{point[1] - before[1]}")
            before = point
    return ";".join(steps)


def main():
    topology = json.loads(Path(sys.argv[1]).read_text())
    arcs = list(decoded(topology))
    text = Path("knowledge/countries.toml").read_text()
    iso3 = {n: c for c, n in re.findall(r'iso3 = "(\w+)"\niso2 = "\w+"\nname = "([^"]+)"', text)}
    centres = {}
    aliases = {}
    for block in text.split("[[country]]")[1:]:
        code = re.search(r'iso3 = "(\w+)"', block)[1]
        centres[code] = [re.search(rf'^{key} = "?([^"\n]+)', block, re.M)[1] for key in ("name", "lat", "lon")]
        for name in re.findall(r'"([^"]+)"', block.split("adjectives")[0]):
            aliases[name.lower()] = code
    short = {"congo": "COG", "dem. rep. congo": "COD", "central african rep.": "CAF", "s. sudan": "SSD", "bosnia and herz.": "BIH", "dominican rep.": "DOM",
             "eq. guinea": "GNQ", "solomon is.": "SLB", "w. sahara": "ESH", "czechia": "CZE", "macedonia": "MKD", "united states of america": "USA"}
    lines = []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        code = CODES.get(name) or short.get(name.lower()) or iso3.get(name) or aliases.get(name.lower()) or "-"
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = []
        for ring in (r for polygon in polygons for r in polygon):
            points = []
            for arc in ring:
                part = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
                points += part[1:] if points else part
            if area(points) >= LEAST_AREA:
                rings.append(written(points))
        if rings:
            about = "\t".join(centres.get(code, ["-", "-", "-"]))
            lines.append(f"{code}\t{about}\t{' '.join(rings)}\n")
    head = "# States' outlines: Natural Earth 1:50m (public domain), written by training/gazetteer/outlines.py\n"
    TARGET.write_text(head + "".join(sorted(lines)))
    print(len(lines), "states,", TARGET.stat().st_size, "bytes; without a code:", sum(l.startswith("-") for l in lines))


if __name__ == "__main__":
    main()
