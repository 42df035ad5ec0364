"""From a scene to pixels: things over their background, and the label map of the same drawing."""

from __future__ import annotations

import cv2
import numpy as np

from .background import draw_background
from .canvas import Canvas
from .palette import WHITE, ground_colours, mix, thing_paints
from .scene import Scene, Thing
from .settings import PIXELS
from .things import unit_shapes

OUTLINE = 2.6
"""Width in pixels of the line around a thing, half of it hidden beneath the thing."""

LINE_SHARE = {"bold": 2.0, "sticker": 2.0}
"""How much wider than usual a style's lines are; twice is all that fits into the box."""
PALE = 0.4
"""The share of white in a pastel picture."""

INSET = 2.6
"""Pixels between a thing's outermost points and its box: room for the line."""


def placed(thing: Thing, points: np.ndarray) -> np.ndarray:
    """Points in 0..1 of the drawing as pixels: the drawing with its line just fills the box."""
    x0, y0, x1, y1 = thing.box
    return points * (x1 - x0 - 2 * INSET, y1 - y0 - 2 * INSET) + (x0 + INSET, y0 + INSET)


def draw_thing(canvas: Canvas, thing: Thing, time: str, style: str = "flat") -> None:
    paints = thing_paints(thing.colour, time)
    line = WHITE if style == "sticker" else paints["outline"]
    shapes = [(shape, placed(thing, shape.points)) for shape in unit_shapes(thing.kind)]
    for shape, points in shapes:
        if shape.edge:
            canvas.stroke(points, line, OUTLINE * LINE_SHARE.get(style, 1))
    for shape, points in shapes:
        canvas.fill(points, paints[shape.paint])


def draw_contact(canvas: Canvas, thing: Thing, scene: Scene) -> None:
    """The shadow under a thing on the ground, the bright ring of a thing on water; both within its box."""
    x0, _, x1, y1 = thing.box
    far, near = ground_colours(scene.ground, scene.time)
    centre, reach = (x0 + x1) / 2, (x1 - x0) * 0.46
    if scene.ground == "sea":
        canvas.oval(centre, y1 - 7.5, reach * 1.04, 6, mix(far, (255, 255, 255), 0.3))
    else:
        share = 0.6 if scene.ground == "city" else 0.28
        canvas.oval(centre, y1 - 6.5, reach * 1.04, 5, mix(near, (30, 30, 70), share))


def render(scene: Scene, pixels: int = PIXELS) -> np.ndarray:
    """The picture as uint8 (pixels, pixels, 3) RGB; 512 gives the same picture at twice the size."""
    canvas = Canvas(pixels)
    draw_background(canvas, scene)
    for thing in drawing_order(scene):
        if not thing.flies:
            draw_contact(canvas, thing, scene)
        draw_thing(canvas, thing, scene.time, scene.style)
    return styled(canvas.finished(), scene.style)


def styled(picture: np.ndarray, style: str) -> np.ndarray:
    """The finished picture, paler where the style is pastel."""
    if style != "pastel":
        return picture
    return np.round(picture * (1 - PALE) + 255 * PALE).astype(np.uint8)


def drawing_order(scene: Scene) -> list[Thing]:
    """Far things first: by the lower edge of the box."""
    return sorted(scene.things, key=lambda thing: thing.box[3])


def thing_mask(thing: Thing, pixels: int = PIXELS) -> np.ndarray:
    """bool (pixels, pixels): where the thing is drawn, its outline included, its shadow not."""
    mask = np.zeros((pixels, pixels), np.uint8)
    for shape in unit_shapes(thing.kind):
        points = np.round(placed(thing, shape.points) * (pixels / PIXELS)).astype(np.int32)
        cv2.fillPoly(mask, [points], 1)
        if shape.edge:
            cv2.polylines(mask, [points], True, 1, max(1, round(OUTLINE * 0.5 * pixels / PIXELS)))
    return mask.astype(bool)


def segmentation(scene: Scene, pixels: int = PIXELS) -> np.ndarray:
    """uint8 (pixels, pixels): 0 sky and relief above the horizon, 1 ground, 2 + i the scene's i-th thing."""
    labels = np.zeros((pixels, pixels), np.uint8)
    labels[scene.horizon * pixels // 16 :] = 1
    for thing in drawing_order(scene):
        labels[thing_mask(thing, pixels)] = 2 + scene.things.index(thing)
    return labels
