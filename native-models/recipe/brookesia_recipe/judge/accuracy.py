"""How often the judge is right about held-out scenes, whose labels the renderer knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
import torch
from torch import Tensor

from brookesia_recipe.judge.instances import Instance, instances
from brookesia_recipe.judge.labels import ATTRIBUTES, CELL_KINDS
from brookesia_recipe.judge.pictures import batch_of, judged_scene
from brookesia_recipe.world import CELL, COLOURS, FIRST_HELD_OUT_SEED, Scene

FIRST_JUDGED = FIRST_HELD_OUT_SEED + 1_000_000
"""Far from the scenes of the suites."""

Judged = Mapping[str, np.ndarray]
"""The judge's scores for one picture by name."""


def true_instances(scene: Scene) -> list[Instance]:
    return [
        Instance(
            CELL_KINDS.index(thing.kind),
            COLOURS.index(thing.colour),
            tuple(side // CELL for side in thing.box),
        )
        for thing in scene.things
    ]


def iou(a: Instance, b: Instance) -> float:
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.box, b.box
    common = max(0, min(ax1, bx1) - max(ax0, bx0)) * max(0, min(ay1, by1) - max(ay0, by0))
    return common / ((ax1 - ax0) * (ay1 - ay0) + (bx1 - bx0) * (by1 - by0) - common)


def verdicts(scene: Scene, judged: Judged) -> dict[str, list[bool]]:
    """Every attribute, right or wrong. `things` is the whole list with kinds and colours; the others are per thing."""
    found = instances(judged["kinds"], judged["colours"], judged["joined"])
    true = true_instances(scene)
    nearest = [max(found, key=lambda other: iou(other, thing), default=None) for thing in true]
    met = [(thing, other) for thing, other in zip(true, nearest) if other and iou(thing, other) >= 0.5]
    things = Counter((thing.kind, thing.colour) for thing in found)
    pairs = {
        name: [int(judged[name].argmax()) == values.index(getattr(scene, name))]
        for name, values in ATTRIBUTES.items()
    }
    return {
        "kind": [thing.kind == other.kind for thing, other in met] + [False] * (len(true) - len(met)),
        "colour": [thing.colour == other.colour for thing, other in met] + [False] * (len(true) - len(met)),
        "count": [len(found) == len(true)],
        "things": [things == Counter((thing.kind, thing.colour) for thing in true)],
        "box": [thing.box == other.box for thing, other in met] + [False] * (len(true) - len(met)),
        **pairs,
    }


def measure(
    judge: Callable[[Tensor], dict[str, Tensor]],
    count: int,
    soft: bool,
    redraw: Callable[[Tensor], Tensor] | None = None,
) -> dict[str, float]:
    """Shares of right verdicts. `soft`: on softened pictures; `redraw` may turn pixels [N,3,H,W] in 0..1 into others."""
    told: dict[str, list[bool]] = {}
    for start in range(0, count, 16):
        scenes = [judged_scene(FIRST_JUDGED + start + index) for index in range(min(16, count - start))]
        pixels, _ = batch_of(scenes, np.random.default_rng((start, 13)) if soft else None)
        real = pixels.float() / 255
        with torch.inference_mode():
            said = judge(redraw(real) if redraw else real)
        for index, scene in enumerate(scenes):
            one = {name: values[index].numpy() for name, values in said.items()}
            for name, right in verdicts(scene, one).items():
                told.setdefault(name, []).extend(right)
    return {name: round(float(np.mean(right)), 4) for name, right in told.items()}
