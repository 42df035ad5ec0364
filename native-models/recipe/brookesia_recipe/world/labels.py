"""Which class of the world each pixel shows: a finer label map than `segmentation`, the same for every scene."""

from __future__ import annotations

import cv2
import numpy as np

from .background import DISC, draw_clouds, draw_lights, draw_relief
from .canvas import SHIFT, Canvas
from .palette import RGB, sky_colours
from .render import drawing_order, thing_mask
from .scene import Scene
from .settings import ALL_KINDS, CELL, GROUNDS, PIXELS

BACKGROUND_CLASSES = ("sky", "light", "cloud", "hills", "mountains", "skyline", *GROUNDS)
"""'light' is the sun or moon, 'skyline' the houses at the end of a city."""
CLASSES = (*BACKGROUND_CLASSES, *ALL_KINDS)
"""A class's id is its index here."""


class LabelCanvas(Canvas):
    """Takes the outlines the background draws, but paints the id `label`; `only` lets a single colour through."""

    def __init__(self, pixels: int = PIXELS) -> None:
        super().__init__(pixels)
        self.image = np.zeros((pixels, pixels), np.uint8)
        self.scale = pixels / PIXELS
        self.label = 0
        self.only: RGB | None = None

    def fill(self, points: np.ndarray, colour: RGB) -> None:
        label = self.label if self.only in (None, colour) else CLASSES.index("sky")
        cv2.fillPoly(self.image, [self._fixed(points)], label, cv2.LINE_8, SHIFT)


def background_map(scene: Scene, pixels: int = PIXELS) -> np.ndarray:
    """uint8 (pixels, pixels): the background class of every pixel, as if no thing stood before it."""
    canvas = LabelCanvas(pixels)
    zenith, low = sky_colours(scene.sky, scene.time, scene.weather)
    horizon = scene.horizon * CELL
    canvas.mirror = scene.light == "left"
    canvas.label, canvas.only = CLASSES.index("light"), DISC[scene.time]
    draw_lights(canvas, scene, zenith, low, horizon)
    canvas.only = None
    if scene.weather == "cloudy":
        canvas.label = CLASSES.index("cloud")
        draw_clouds(canvas, scene, zenith)
    if scene.ground == "city" or scene.relief != "none":
        canvas.label = CLASSES.index("skyline" if scene.ground == "city" else scene.relief)
        draw_relief(canvas, scene, low, horizon)
    canvas.image[scene.horizon * pixels // 16 :] = CLASSES.index(scene.ground)
    return canvas.image


def class_map(scene: Scene, pixels: int = PIXELS) -> np.ndarray:
    """uint8 (pixels, pixels): the class of every pixel."""
    labels = background_map(scene, pixels)
    for thing in drawing_order(scene):
        labels[thing_mask(thing, pixels)] = CLASSES.index(thing.kind)
    return labels
