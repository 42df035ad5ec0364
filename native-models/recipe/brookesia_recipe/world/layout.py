"""A scene as a plan: its things as labelled boxes, and everything else in one phrase. What stands before a picture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from .language import COLOUR_WORDS, KIND_WORDS, canonical_background
from .scene import Scene, Thing

Box = tuple[float, float, float, float]
"""(x0, y0, x1, y1) in pixels of the 256 px picture."""


@dataclass(frozen=True)
class LabelledBox:
    label: str
    box: Box


@dataclass(frozen=True)
class Layout:
    """`things` in reading order; `background` for instance 'in a meadow with hills at sunset, cloudy'."""

    things: tuple[LabelledBox, ...]
    background: str


def layout(scene: Scene) -> Layout:
    """The canonical plan: one wording per fact, things from left to right."""
    return Layout(labelled(scene.things), canonical_background(scene))


def labelled(things: Sequence[Thing]) -> tuple[LabelledBox, ...]:
    """As the canonical plan has them."""
    return tuple(LabelledBox(canonical_label(thing), thing.box) for thing in things)


def canonical_label(thing: Thing) -> str:
    return f"{thing.colour} {thing.kind}"


def varied_label(thing: Thing, rng: random.Random) -> str:
    """A label as a person may write it: other words, sometimes without the colour."""
    kind = rng.choice(KIND_WORDS[thing.kind])
    return kind if rng.random() < 0.15 else f"{rng.choice(COLOUR_WORDS[thing.colour])} {kind}"


def varied_layout(scene: Scene, rng: random.Random, varied: float = 0.3) -> Layout:
    """As `layout`, in any order; each label in free words with the probability `varied`."""
    things = list(scene.things)
    rng.shuffle(things)
    boxes = [
        LabelledBox(varied_label(thing, rng) if rng.random() < varied else canonical_label(thing), thing.box)
        for thing in things
    ]
    return Layout(tuple(boxes), canonical_background(scene))
