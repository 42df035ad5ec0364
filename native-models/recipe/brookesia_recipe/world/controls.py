"""Pictures that steer the making of a picture: edges, classes, depth, sketch. All uint8 [256,256,3] RGB."""

from __future__ import annotations

import random

import cv2
import numpy as np

from .canvas import SUPERSAMPLE, Canvas
from .labels import BACKGROUND_CLASSES, CLASSES, background_map
from .palette import RGB, WHITE
from .render import drawing_order, placed, render, thing_mask
from .scene import Scene, Thing
from .settings import CELL, PIXELS
from .things import unit_shapes

CANNY = (30, 90)
"""Lower and upper threshold of the edge detector, on channels of 0..255."""
CLASS_COLOURS: dict[str, RGB] = {
    "sky": (170, 212, 255), "light": (255, 255, 170), "cloud": (230, 230, 240), "hills": (90, 140, 110),
    "mountains": (130, 120, 160), "skyline": (90, 90, 120), "meadow": (150, 210, 90), "snow": (210, 240, 240),
    "desert": (230, 190, 110), "sea": (40, 110, 170), "beach": (255, 225, 180), "city": (150, 150, 150),
    "house": (200, 40, 40), "tree": (0, 110, 0), "pine": (0, 70, 60), "lighthouse": (255, 120, 120),
    "tent": (170, 0, 110), "boat": (120, 60, 20), "car": (0, 0, 0), "rocket": (255, 0, 0), "balloon": (255, 0, 255),
    "bird": (80, 0, 160), "duck": (255, 200, 0), "cat": (255, 120, 0), "flower": (255, 130, 220), "mushroom": (140, 0, 0),
    "umbrella": (0, 0, 220), "ball": (0, 230, 230),
    "cactus": (0, 255, 45), "palm": (135, 45, 255), "snowman": (90, 180, 0), "dog": (90, 255, 180),
    "rabbit": (90, 135, 255), "penguin": (0, 90, 255), "turtle": (0, 225, 135), "fish": (180, 255, 0),
    "whale": (225, 45, 180), "crab": (180, 135, 45), "butterfly": (90, 255, 45), "castle": (255, 0, 90),
    "windmill": (0, 0, 135), "bench": (90, 225, 255), "lamp": (180, 135, 255), "gift": (0, 180, 45),
    "kite": (135, 45, 180), "plane": (90, 180, 180), "helicopter": (255, 255, 90), "ufo": (90, 0, 90),
    "submarine": (180, 0, 225), "bus": (180, 255, 135), "truck": (90, 0, 225), "train": (0, 135, 90),
    "robot": (0, 180, 180), "apple": (45, 0, 45), "pumpkin": (45, 45, 0), "cake": (45, 45, 225),
    "flag": (45, 135, 45), "cup": (45, 180, 135),
}  # fmt: skip
"""The fixed palette of the segmentation control: pale or muted for the background, strong for kinds."""
LAYER_DEPTH = {"sky": 12, "light": 20, "cloud": 40, "mountains": 64, "hills": 80, "skyline": 80}
"""Grey of what lies beyond the ground, which begins with NEAR[0] at the horizon and ends with NEAR[1]."""
NEAR = (100, 250)
FLIGHT_DEPTH = {"small": 130, "big": 170}
"""Grey of flying things: they have no foot on the ground, so the big ones count as near."""
INK: RGB = (40, 40, 48)
OUTLINE, INNER = 2.2, 1.4
"""Widths in pixels of a sketch's lines."""
QUIET = ("main", "shade", "light")
"""Details of a drawing that a sketch leaves out."""
WOBBLE = 2.4
"""The furthest a line of a sketch strays, in pixels."""


def edges(picture: np.ndarray) -> np.ndarray:
    """Dark lines on white, two pixels wide, by Canny's detector, of any uint8 [n,n,3] picture.

    In each pixel the channel with the strongest gradient counts: a blue thing by night has hardly an edge in grey. Dark on
    white, like a sketch, because a tokenizer of coloured pictures keeps nothing of fine bright lines on black.
    """
    lines = cv2.Canny(cv2.GaussianBlur(picture, (3, 3), 0), *CANNY)
    return np.repeat(255 - cv2.dilate(lines, np.ones((2, 2), np.uint8))[..., None], 3, 2)


def classes(scene: Scene) -> np.ndarray:
    """Every pixel in the colour of its class."""
    picture = np.array([CLASS_COLOURS[name] for name in BACKGROUND_CLASSES], np.uint8)[background_map(scene)]
    for thing in drawing_order(scene):
        picture[thing_mask(thing)] = CLASS_COLOURS[thing.kind]
    return picture


def ground_depth(row: float, horizon: int) -> int:
    """Grey of the ground at a row of pixels."""
    share = (row - horizon * CELL) / (PIXELS - horizon * CELL)
    return round(NEAR[0] + (NEAR[1] - NEAR[0]) * min(max(share, 0.0), 1.0))


def thing_depth(thing: Thing, horizon: int) -> int:
    """A thing is flat: as near as the ground at its foot."""
    return FLIGHT_DEPTH[thing.size] if thing.flies else ground_depth(thing.box[3], horizon)


def depth(scene: Scene) -> np.ndarray:
    """Grey, near is bright."""
    far = np.array([LAYER_DEPTH.get(name, 0) for name in BACKGROUND_CLASSES], np.uint8)
    grey = far[background_map(scene)]
    for row in range(scene.horizon * CELL, PIXELS):
        grey[row] = ground_depth(row, scene.horizon)
    for thing in drawing_order(scene):
        grey[thing_mask(thing)] = thing_depth(thing, scene.horizon)
    return np.repeat(grey[..., None], 3, 2)


def sketch(scene: Scene, rng: random.Random) -> np.ndarray:
    """Dark outlines on white as if by hand: what the background and the things are made of, slightly wobbly."""
    canvas = Canvas()
    labels = background_map(scene, PIXELS * SUPERSAMPLE)
    borders = cv2.morphologyEx(labels, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    canvas.image[:] = WHITE
    canvas.image[cv2.dilate(borders.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = INK
    for thing in drawing_order(scene):
        sketch_thing(canvas, thing)
    return wobbled(canvas.finished(), rng)


def sketch_thing(canvas: Canvas, thing: Thing) -> None:
    for shape in unit_shapes(thing.kind):
        points = placed(thing, shape.points)
        if shape.edge:
            canvas.fill(points, WHITE)
            canvas.stroke(points, INK, OUTLINE)
        elif shape.paint not in QUIET:
            canvas.stroke(points, INK, INNER)


def wobbled(picture: np.ndarray, rng: random.Random) -> np.ndarray:
    """The picture bent by a smooth random field."""
    coarse = np.array([rng.uniform(-WOBBLE, WOBBLE) for _ in range(2 * 10 * 10)], np.float32).reshape(
        2, 10, 10
    )
    shifts = [cv2.resize(field, (PIXELS, PIXELS), interpolation=cv2.INTER_LINEAR) for field in coarse]
    y, x = np.mgrid[:PIXELS, :PIXELS].astype(np.float32)
    return cv2.remap(picture, x + shifts[0], y + shifts[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def control(name: str, scene: Scene, rng: random.Random) -> np.ndarray:
    """The control of a name in CONTROLS."""
    if name == "edges":
        return edges(render(scene))
    return sketch(scene, rng) if name == "sketch" else {"classes": classes, "depth": depth}[name](scene)


CONTROLS = ("edges", "classes", "depth", "sketch")

assert set(CLASS_COLOURS) == set(CLASSES)
