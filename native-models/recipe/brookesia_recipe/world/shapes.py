"""What drawings are made of: filled outlines, in cells of the thing's big box, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    points: np.ndarray
    """(n, 2) float64, cells from the box's top left corner."""
    paint: str
    edge: bool


def oval(cx: float, cy: float, rx: float, ry: float, start: float = 0, stop: float = 360) -> list[Point]:
    """Points on an ellipse between two angles in degrees, clockwise on screen from the right."""
    angles = np.radians(np.linspace(start, stop, max(6, int(abs(stop - start) / 9) + 1)))
    return list(zip(cx + rx * np.cos(angles), cy + ry * np.sin(angles)))


def rect(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def post(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """An upright bar with a round top."""
    half = (x1 - x0) / 2
    return [*oval(x0 + half, y0 + half, half, half, 180, 360), (x1, y1), (x0, y1)]


def blob(*points: Point) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    p = np.array(points, float)
    before, after, beyond = np.roll(p, 1, 0), np.roll(p, -1, 0), np.roll(p, -2, 0)
    out = []
    for t in np.linspace(0, 1, 8, endpoint=False):
        out.append(0.5 * (2 * p + (after - before) * t + (2 * before - 5 * p + 4 * after - beyond) * t**2
                          + (3 * p - before - 3 * after + beyond) * t**3))  # fmt: skip
    return [tuple(q) for q in np.stack(out, 1).reshape(-1, 2)]


def edge(paint: str, points: list[Point]) -> Shape:
    return Shape(np.array(points, float), paint, True)


def detail(paint: str, points: list[Point]) -> Shape:
    return Shape(np.array(points, float), paint, False)
