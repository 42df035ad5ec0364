"""Rendered pictures by seed: what the tokenizer trains on and what is tokenised."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np

from brookesia_recipe.world import (
    CONTROLS,
    FIRST_HELD_OUT_SEED,
    Edit,
    Scene,
    control,
    render,
    sample_edit,
    sample_scene,
    segmentation,
)

CELL = 16


def scene_of(seed: int, world: str) -> Scene:
    return sample_scene(seed, world)


def pictures(seeds: Sequence[int], world: str) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [n,256,256,3] and bool [n,256,256]: the pictures, and where a thing is drawn."""
    return drawn([scene_of(seed, world) for seed in seeds])


def drawn(scenes: Sequence[Scene]) -> tuple[np.ndarray, np.ndarray]:
    return np.stack([render(scene) for scene in scenes]), covered(scenes)


def covered(scenes: Sequence[Scene]) -> np.ndarray:
    """bool [n,256,256]: where a thing is drawn."""
    return np.stack([segmentation(scene) >= 2 for scene in scenes])


def edit_of(scene: Scene, world: str) -> Edit | None:
    """The one edit of a scene whose outcome is tokenised; None where none was found."""
    return sample_edit(scene, random.Random(f"edit {scene.seed}"), world, typos=0.05)


def edited(seeds: Sequence[int], world: str) -> tuple[np.ndarray, np.ndarray]:
    """As `pictures`, of what the edits ask for; a scene without an edit stays as it is."""
    scenes = [scene_of(seed, world) for seed in seeds]
    edits = [edit_of(scene, world) for scene in scenes]
    return drawn([edit.target if edit else scene for edit, scene in zip(edits, scenes, strict=True)])


def control_of(seed: int) -> str:
    """The one control of the scene of this seed that is tokenised."""
    return CONTROLS[seed % len(CONTROLS)]


def controls(seeds: Sequence[int], world: str) -> tuple[np.ndarray, np.ndarray]:
    """As `pictures`, of the scenes' controls."""
    scenes = [scene_of(seed, world) for seed in seeds]
    made = [
        control(control_of(seed), scene, random.Random(f"control {seed}"))
        for seed, scene in zip(seeds, scenes, strict=True)
    ]
    return np.stack(made), covered(scenes)


def object_cells(objects: np.ndarray, share: float = 0.2) -> np.ndarray:
    """bool [n,256,256] -> bool [n,256]: cells of which a thing covers at least this share."""
    side = objects.shape[1] // CELL
    means = objects.reshape(len(objects), side, CELL, side, CELL).mean((2, 4))
    return (means >= share).reshape(len(objects), -1)


def held_out(count: int) -> range:
    return range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + count)
