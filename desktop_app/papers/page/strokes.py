"""Handwriting as filled outlines: the pen's pressure becomes the width of the line (paper notes §6)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Sample = tuple[float, float, float, float]
"""One sample of the pen: x and y in mm (y grows downwards), pressure 0..1, ms since the first touch."""
Strokes = tuple[tuple[Sample, ...], ...]
Outline = list[tuple[float, float]]

THIN, THICK = 0.25, 0.5
"""Width of the line in mm at no and at full pressure."""
_ROUND = 8  # points of a half circle at the ends
_SAME_PLACE = 0.02  # mm
_STEP = 0.25  # mm between the points of the smoothed line; no chord strays 0.01 mm from the curve


def outlines(strokes: Strokes, x: float, baseline: float, wide: float, high: float) -> list[Outline]:
    """Return the outlines of *strokes*, made smaller to fit *wide* × *high* mm and standing on *baseline*.

    Handwriting is never enlarged: it would show a line nobody drew.
    """
    samples = [sample for stroke in strokes for sample in stroke]
    if not samples:
        return []
    left, right = min(s[0] for s in samples), max(s[0] for s in samples)
    top, bottom = min(s[1] for s in samples), max(s[1] for s in samples)
    scale = min(1.0, wide / max(right - left, 1e-6), high / max(bottom - top, 1e-6))
    placed = [
        [(x + (sx - left) * scale, baseline - (bottom - sy) * scale, pressure) for sx, sy, pressure, _ in stroke]
        for stroke in strokes
        if stroke
    ]
    return [shape for stroke in placed for shape in _thicken(_smooth(stroke))]


def _smooth(stroke: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Return points on the curve through the middles of the samples, at most about _STEP mm apart.

    The curve never leaves the samples' hull, so no line appears where the pen was not.
    """
    points = [stroke[0], *(b for a, b in pairwise(stroke) if math.dist(a[:2], b[:2]) > _SAME_PLACE)]
    if len(points) < 3:
        return points
    curve = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        first, last = _middle(before, here), _middle(here, after)
        steps = max(1, math.ceil((math.dist(first[:2], here[:2]) + math.dist(here[:2], last[:2])) / _STEP))
        curve.extend(_bend(first, here, last, step / steps) for step in range(steps + 1))
    return [*curve, points[-1]]


def _middle(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float, float]:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


def _bend(
    a: tuple[float, float, float], b: tuple[float, float, float], c: tuple[float, float, float], t: float
) -> tuple[float, float, float]:
    """Return a point of the quadratic curve from *a* to *c* pulled by *b*."""
    u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (u * a[0] + v * b[0] + w * c[0], u * a[1] + v * b[1] + w * c[1], u * a[2] + v * b[2] + w * c[2])


def _radius(pressure: float) -> float:
    return (THIN + (THICK - THIN) * min(1.0, max(0.0, pressure))) / 2


def _thicken(line: list[tuple[float, float, float]]) -> list[Outline]:
    """Return the outline of a line of varying width; a dot becomes a disc."""
    if len(line) == 1:
        x, y, pressure = line[0]
        return [_arc(x, y, _radius(pressure), 0, 2 * math.pi)]
    left: Outline = []
    right: Outline = []
    for number, (x, y, pressure) in enumerate(line):
        before, after = line[max(0, number - 1)], line[min(len(line) - 1, number + 1)]
        angle = math.atan2(after[1] - before[1], after[0] - before[0])
        r = _radius(pressure)
        left.append((x + r * math.sin(angle), y - r * math.cos(angle)))
        right.append((x - r * math.sin(angle), y + r * math.cos(angle)))
    (x0, y0, p0), (x1, y1, _), (xn, yn, pn), (xm, ym, _) = line[0], line[1], line[-1], line[-2]
    end = math.atan2(yn - ym, xn - xm)
    start = math.atan2(y1 - y0, x1 - x0)
    caps = (
        _arc(xn, yn, _radius(pn), end - math.pi / 2, end + math.pi / 2),
        _arc(x0, y0, _radius(p0), start + math.pi / 2, start + 3 * math.pi / 2),
    )
    return [[*left, *caps[0], *reversed(right), *caps[1]]]


def _arc(x: float, y: float, r: float, first: float, last: float) -> Outline:
    return [
        (x + r * math.cos(a), y + r * math.sin(a))
        for a in (first + (last - first) * step / _ROUND for step in range(_ROUND + 1))
    ]
