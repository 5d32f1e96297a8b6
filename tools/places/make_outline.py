#!/usr/bin/env python3
"""Makes assets/outline.path: make_outline.py WORLD_ATLAS > FILE

WORLD_ATLAS is countries-110m.json of the npm package world-atlas (2.0.2):
Natural Earth, public domain.  The file is one SVG path: tenths of a degree, x
to the east and y to the south; points nearer than TOLERANCE to the line
between their neighbours are left out, and islands smaller than LEAST.
"""
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import atlas  # noqa: E402

TOLERANCE, LEAST = 0.12, 0.05  # degrees, square degrees


def off_line(p, a, b):
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    if length == 0:
        return math.hypot(p[0] - a[0], p[1] - a[1])
    return abs((b[0] - a[0]) * (a[1] - p[1])
               - (a[0] - p[0]) * (b[1] - a[1])) / length


def simplified(points):
    """Douglas and Peucker."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last),
                  key=lambda i: off_line(points[i], points[first],
                                         points[last]))
        if off_line(points[far], points[first], points[last]) > TOLERANCE:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def path(ring):
    half = len(ring) // 2  # a ring has no ends of its own
    ring = simplified(ring[:half + 1]) + simplified(ring[half:])[1:]
    grid = [(round(x * 10), round(-y * 10)) for x, y in ring]
    out, at = "", None
    for x, y in grid:
        if at is None:
            out = f"M{x} {y}l"
        elif (x, y) != at:
            dx, dy = x - at[0], y - at[1]
            out += f"{dx}{'' if dy < 0 else ' '}{dy} "
        at = (x, y)
    return out.strip().replace(" -", "-") + "z"


def main(world):
    for _, polygon in atlas.rings(world):
        if abs(atlas.area(polygon[0])) >= LEAST:
            for ring in polygon:
                print(path(ring))


if __name__ == "__main__":
    main(*sys.argv[1:])
