"""What each cell of a given picture shows, learned beside the tokens and thrown away before export.

A layout says in thirty tokens what is in 256 cells: a thin signal to learn reading from. Here the features in the middle of the
transformer, at the cells of a picture that is given and not drawn, also have to tell the thing that covers the cell: its
kind, its colour, its box. A cell sees those before it alone, so what lies ahead of it stays a guess.

The same teacher tells of the things in a layout whether they are meant: by the question or instruction before it. That is where
words are compared with labels; what is written long after says so in one token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.transformer.model import KINDS
from brookesia_recipe.transformer.sequences import GRID, Row
from brookesia_recipe.world import Scene
from brookesia_recipe.world.settings import ALL_COLOURS, ALL_KINDS

EDGES = GRID + 1
COLUMNS = {
    "kind": len(ALL_KINDS) + 1, "colour": len(ALL_COLOURS), "left": EDGES, "top": EDGES, "right": EDGES,
    "bottom": EDGES, "meant": 2,
}  # fmt: skip
"""What is told of a cell and how many answers there are; kind 0 is no thing, and no more is asked. Last: of a layout."""
MEANT = len(COLUMNS) - 1
UNTOLD = -1
RARE = 0.3
"""Weight of a cell without a thing: three cells in four are."""


def shown(scene: Scene, objects: np.ndarray) -> np.ndarray:
    """int64 [256, columns]: what the cells show. objects bool [256]: where a thing covers enough of the cell."""
    seen = np.full((GRID, GRID, len(COLUMNS)), UNTOLD)
    seen[..., 0] = 0
    for thing in scene.things:
        columns, rows = thing.cells
        box = thing.column, thing.row, thing.column + columns, thing.row + rows
        told = (ALL_KINDS.index(thing.kind) + 1, ALL_COLOURS.index(thing.colour), *box, UNTOLD)
        part = (slice(thing.row, thing.row + rows), slice(thing.column, thing.column + columns))
        seen[part][objects.reshape(GRID, GRID)[part]] = told
    return seen.reshape(-1, len(COLUMNS))


def noted(row: Row, kind: str, seen: np.ndarray) -> Row:
    """The row, told at each cell of its pictures of this kind (a name in `model.KINDS`) what that shows."""
    told = np.full((len(row), len(COLUMNS)), UNTOLD)
    places = np.flatnonzero(row.kinds == KINDS[kind])
    cells = row.positions[places, 1:].astype(np.int64)
    told[places] = seen[cells[:, 0] * GRID + cells[:, 1]]
    return replace(row, seen=told)


def noted_meant(row: Row, meant: Mapping[int, bool]) -> Row:
    """The row, told at some of its places whether the thing that ends there is meant."""
    told = np.full((len(row), len(COLUMNS)), UNTOLD)
    for place, is_meant in meant.items():
        told[place, MEANT] = is_meant
    return replace(row, seen=told)


class Sight(nn.Module):
    """Features [n,C] -> scores [n, number of answers] of each column."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(width)
        self.answers = nn.Linear(width, sum(COLUMNS.values()), bias=False)

    def forward(self, features: Tensor) -> tuple[Tensor, ...]:
        return self.answers(self.norm(features)).split(tuple(COLUMNS.values()), -1)


def sight_nats(sight: Sight, features: Tensor, seen: Tensor) -> dict[str, Tensor]:
    """Weighted mean nats of each column over the places that are told. features [n,C], seen [n,columns]."""
    told = (seen >= 0).any(1)
    if not told.any():
        return {}
    seen, scores = seen[told], sight(features[told].float())
    cell, thing, layout = seen[:, 0] >= 0, seen[:, 0] > 0, seen[:, MEANT] >= 0
    weights = torch.where(thing[cell], 1.0, RARE)
    found = {}
    for column, name in enumerate(COLUMNS):
        if name == "meant":
            if layout.any():
                found[name] = F.cross_entropy(scores[column][layout], seen[layout, column])
        elif not cell.any():
            continue
        elif name == "kind":
            nats = F.cross_entropy(scores[column][cell], seen[cell, column], reduction="none")
            found[name] = (nats * weights).sum() / weights.sum()
        elif thing.any():
            found[name] = F.cross_entropy(scores[column][thing], seen[thing, column])
    return found
