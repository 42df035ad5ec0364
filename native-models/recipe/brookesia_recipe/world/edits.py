"""Edits: a scene, an instruction in a person's words, the scene it asks for. One thing changes, nothing else."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from .changes import CHANGES
from .choosing import first_found
from .instructions import instruct
from .render import render
from .scene import Scene
from .settings import CELL, CELLS, LEVELS, WorldSettings


@dataclass(frozen=True)
class Edit:
    """`operation` is one of `changes.CHANGES`."""

    operation: str
    source: Scene
    instruction: str
    target: Scene


@dataclass(frozen=True, eq=False)
class EditPictures:
    """source, target: uint8 [256,256,3] RGB; changed: bool [256,256], pixels that differ; cells: bool [16,16]."""

    source: np.ndarray
    target: np.ndarray
    changed: np.ndarray
    cells: np.ndarray


def edit_pictures(edit: Edit) -> EditPictures:
    source, target = render(edit.source), render(edit.target)
    changed = (source != target).any(-1)
    return EditPictures(source, target, changed, changed_cells(changed))


def changed_cells(changed: np.ndarray) -> np.ndarray:
    """bool [256,256] -> bool [16,16]: the cells with any changed pixel."""
    return changed.reshape(CELLS, CELL, CELLS, CELL).any((1, 3))


def sample_edit(
    scene: Scene,
    rng: random.Random,
    level: str | WorldSettings = "calm",
    operation: str | None = None,
    typos: float = 0.0,
) -> Edit | None:
    """An edit of the scene within its level, of the given operation if one is named; None where none is possible.

    `typos` is the probability of a typo in the instruction.
    """
    world = LEVELS[level] if isinstance(level, str) else level

    def attempt(name: str) -> Edit | None:
        change = CHANGES[name][0](scene, rng, world)
        text = instruct(scene, change, rng, world, typos) if change else None
        return Edit(name, scene, text, change.target) if change and text else None

    names = [operation] if operation else list(CHANGES)
    return first_found({name: CHANGES[name][1] for name in names}, rng, attempt)
