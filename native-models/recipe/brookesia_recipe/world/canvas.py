"""Anti-aliased filled outlines, in coordinates of the 256 px picture whatever its real size."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from .palette import RGB
from .settings import PIXELS

SHIFT = 4
"""Fraction bits of OpenCV's fixed-point coordinates."""
SUPERSAMPLE = 2
"""Drawn at twice the size and averaged: OpenCV's own anti-aliased fill leaves wobbly edges."""


@cache
def circle(steps: int = 48) -> np.ndarray:
    angles = np.linspace(0, 2 * np.pi, steps, endpoint=False)
    return np.stack([np.cos(angles), np.sin(angles)], 1)


class Canvas:
    """`finished` gives uint8 (pixels, pixels, 3) RGB. `mirror` flips all that is drawn from left to right."""

    def __init__(self, pixels: int = PIXELS) -> None:
        side = pixels * SUPERSAMPLE
        self.pixels = pixels
        self.image = np.zeros((side, side, 3), np.uint8)
        self.scale = side / PIXELS
        self.mirror = False

    def finished(self) -> np.ndarray:
        return cv2.resize(self.image, (self.pixels, self.pixels), interpolation=cv2.INTER_AREA)

    def _fixed(self, points: np.ndarray) -> np.ndarray:
        p = np.array(points, np.float64)
        if self.mirror:
            p[:, 0] = PIXELS - p[:, 0]
        return np.round((p * self.scale - 0.5) * (1 << SHIFT)).astype(np.int32)

    def fill(self, points: np.ndarray, colour: RGB) -> None:
        cv2.fillPoly(self.image, [self._fixed(points)], colour, cv2.LINE_AA, SHIFT)

    def stroke(self, points: np.ndarray, colour: RGB, width: float, closed: bool = True) -> None:
        """A line of a width in 256ths of the picture's side, on both sides of the outline."""
        thickness = max(1, round(width * self.scale))
        cv2.polylines(self.image, [self._fixed(points)], closed, colour, thickness, cv2.LINE_AA, SHIFT)

    def oval(self, cx: float, cy: float, rx: float, ry: float, colour: RGB) -> None:
        self.fill(circle() * (rx, ry) + (cx, cy), colour)

    def gradient(self, y0: float, y1: float, top: RGB, bottom: RGB) -> None:
        """Fill whole rows from y0 to y1 with a vertical blend."""
        a, b = round(y0 * self.scale), round(y1 * self.scale)
        share = np.linspace(0, 1, max(1, b - a))[:, None]
        rows = np.array(top) * (1 - share) + np.array(bottom) * share
        self.image[a:b] = np.round(rows).astype(np.uint8)[:, None]
