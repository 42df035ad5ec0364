"""Rendered and softened pictures with their labels, one batch ahead of their use."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor

from brookesia_recipe.judge.labels import labels_of
from brookesia_recipe.judge.soften import soften
from brookesia_recipe.world import Scene, render, sample_scene

WORLDS = ("calm", "free", "lively")
"""Levels that the judge knows, in equal shares."""
FIRST_SEED = 2_000_000
"""Training seeds from here on; they end before the held-out ones."""
SEEDS = 7_000_000


def judged_scene(seed: int) -> Scene:
    return sample_scene(seed, WORLDS[seed % len(WORLDS)])


def batch_of(scenes: Sequence[Scene], rng: np.random.Generator | None) -> tuple[Tensor, dict[str, Tensor]]:
    """uint8 pixels [N,3,256,256], softened if there is a generator, and the labels by name."""
    pictures = [render(scene) for scene in scenes]
    if rng is not None:
        pictures = [soften(picture, rng) for picture in pictures]
    labels = [labels_of(scene) for scene in scenes]
    names = ("kinds", "colours", "joined", "attributes")
    true = {name: torch.from_numpy(np.stack([getattr(one, name) for one in labels])) for name in names}
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2), true


class Pictures:
    """Batches by the number of the step, so that a resumed training sees what an unbroken one would."""

    def __init__(self, batch: int) -> None:
        self.size = batch
        self.pool = ThreadPoolExecutor(1)
        self.next: tuple[int, Future] | None = None

    def make(self, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        first = step * self.size
        seeds = [FIRST_SEED + (first + index) % SEEDS for index in range(self.size)]
        return batch_of([judged_scene(seed) for seed in seeds], np.random.default_rng((step, 11)))

    def batch(self, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        ready = self.next[1].result() if self.next and self.next[0] == step else self.make(step)
        self.next = (step + 1, self.pool.submit(self.make, step + 1))
        return ready
