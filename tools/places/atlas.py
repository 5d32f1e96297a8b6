"""Outlines of countries from the TopoJSON of the npm package world-atlas."""
import json


def rings(path):
    """Yields (ISO number, [ring of (longitude, latitude)]) for each polygon:
    the outer ring first."""
    with open(path, encoding="utf-8") as file:
        topology = json.load(file)
    (sx, sy), (tx, ty) = (topology["transform"][k]
                          for k in ("scale", "translate"))
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(indices):
        out = []
        for i in indices:
            points = arcs[i] if i >= 0 else arcs[~i][::-1]
            out += points[1:] if out else points
        return unwrapped(out)

    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": lambda a: [a], "MultiPolygon": lambda a: a}.get(
            shape.get("type"), lambda a: [])(shape.get("arcs"))
        for polygon in polygons:
            yield int(shape.get("id") or -1), [ring(r) for r in polygon]


def unwrapped(ring):
    """A ring across the date line goes on beyond 180 degrees."""
    out, turn = ring[:1], 0
    for (west, _), (east, y) in zip(ring, ring[1:]):
        turn += 360 * ((east - west < -180) - (east - west > 180))
        out.append((east + turn, y))
    return out


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1]
               for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def inner_point(ring):
    """A point well inside: the middle of the longest stretch of a parallel."""
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    best = (0, 0, 0)
    for n in range(1, 16):
        y = low + (high - low) * n / 16
        xs = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
                    for a, b in zip(ring, ring[1:] + ring[:1])
                    if (a[1] > y) != (b[1] > y))
        for west, east in zip(xs[::2], xs[1::2]):
            # The middle parallels are preferred where they are nearly as wide.
            width = (east - west) * (1 - abs(n - 8) / 24)
            best = max(best, (width, (west + east) / 2, y))
    return round(best[2], 2), round(best[1], 2)


def points(path):
    """ISO number to (latitude, longitude) within its greatest polygon."""
    greatest = {}
    for number, polygon in rings(path):
        size = abs(area(polygon[0]))
        if size > greatest.get(number, (0,))[0]:
            greatest[number] = (size, polygon[0])
    found = {n: inner_point(ring) for n, (_, ring) in greatest.items()}
    return {n: (lat, (lon + 180) % 360 - 180) for n, (lat, lon)
            in found.items()}
