"""Rendered pictures by seed: what the tokenizer trains on and what is tokenised."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from brookesia_recipe.world import FIRST_HELD_OUT_SEED, Scene, render, sample_scene, segmentation

CELL = 16


def scene_of(seed: int, world: str) -> Scene:
    return sample_scene(seed, world)


def pictures(seeds: Sequence[int], world: str) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [n,256,256,3] and bool [n,256,256]: the pictures, and where a thing is drawn."""
    scenes = [scene_of(seed, world) for seed in seeds]
    return np.stack([render(scene) for scene in scenes]), np.stack(
        [segmentation(scene) >= 2 for scene in scenes]
    )


def object_cells(objects: np.ndarray, share: float = 0.2) -> np.ndarray:
    """bool [n,256,256] -> bool [n,256]: cells of which a thing covers at least this share."""
    side = objects.shape[1] // CELL
    means = objects.reshape(len(objects), side, CELL, side, CELL).mean((2, 4))
    return (means >= share).reshape(len(objects), -1)


def held_out(count: int) -> range:
    return range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + count)
