"""What the judge is to say about a scene: a class per token cell, and what holds for the whole picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from brookesia_recipe.world import (
    CELL,
    CELLS,
    COLOURS,
    GROUNDS,
    KINDS,
    RELIEFS,
    SKIES,
    TIMES,
    WEATHERS,
    Scene,
)  # fmt: skip

CELL_KINDS = ("none", *KINDS)
ATTRIBUTES = {"ground": GROUNDS, "time": TIMES, "weather": WEATHERS, "sky": SKIES, "relief": RELIEFS}
"""What is said of the whole picture, with the values it may have."""


@dataclass(frozen=True)
class Labels:
    """`kinds` and `colours` int64 [16,16]; colours count where a kind is. `attributes`: an index each.

    `joined` float32 [2,16,16]: 1 where the cell and its left, its upper neighbour are of one thing. It tells alike
    things apart that stand side by side.
    """

    kinds: np.ndarray
    colours: np.ndarray
    joined: np.ndarray
    attributes: np.ndarray


def labels_of(scene: Scene) -> Labels:
    """Every cell of a thing's box shows the thing."""
    owners, kinds, colours = (np.zeros((CELLS, CELLS), np.int64) for _ in range(3))
    for number, thing in enumerate(scene.things, 1):
        x0, y0, x1, y1 = (side // CELL for side in thing.box)
        owners[y0:y1, x0:x1] = number
        kinds[y0:y1, x0:x1] = CELL_KINDS.index(thing.kind)
        colours[y0:y1, x0:x1] = COLOURS.index(thing.colour)
    joined = np.zeros((2, CELLS, CELLS), np.float32)
    joined[0, :, 1:] = (owners[:, 1:] == owners[:, :-1]) & (owners[:, 1:] > 0)
    joined[1, 1:] = (owners[1:] == owners[:-1]) & (owners[1:] > 0)
    attributes = [values.index(getattr(scene, name)) for name, values in ATTRIBUTES.items()]
    return Labels(kinds, colours, joined, np.array(attributes, np.int64))
