"""Words and boxes: what a thing is called, where it is, what a box holds; and a picture described in three lengths."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .language import GROUND_NAMES, article, caption_canonical, join
from .layout import Box, LabelledBox
from .reference import refer
from .scene import Scene, Thing
from .wording import asked, finished

LOCATE = (
    "where is {it}", "where is {it}", "where's {it}", "locate {it}", "find {it}", "point to {it}", "show me {it}",
    "mark {it}", "can you find {it}", "where can i see {it}", "draw a box around {it}", "where is {it} in the picture",
)  # fmt: skip
IDENTIFY = (
    "what is in this box", "what is in the box", "what is here", "what does this region show", "what is this",
    "what's in this area", "name the thing in the box", "what can you see in this box",
)  # fmt: skip
REQUESTS = {
    "short": (
        "describe the picture briefly", "what is in the picture in a few words", "a short caption, please",
        "give the picture a short title", "describe it in a few words",
    ),
    "medium": (
        "describe the picture", "describe the given picture", "what does the picture show", "write a caption",
        "what can you see in the picture",
    ),
    "long": (
        "describe the picture in detail", "a long description, please", "describe everything you see",
        "write a detailed caption", "tell me all about the picture",
    ),
}  # fmt: skip
LENGTHS = tuple(REQUESTS)


@dataclass(frozen=True)
class RegionQuestion:
    """`label` is the canonical 'red boat' of what is in `box`, (x0, y0, x1, y1) in pixels of the 256 px picture."""

    text: str
    label: str
    box: Box
    about: tuple[Thing, ...]
    """The thing itself."""


def label(thing: Thing) -> str:
    return f"{thing.colour} {thing.kind}"


def regions(scene: Scene, rng: random.Random) -> tuple[LabelledBox, ...]:
    """Every thing that can be named so that no other is meant, with its box."""
    named = [(refer(scene, thing, rng), thing.box) for thing in scene.things]
    return tuple(LabelledBox(words, box) for words, box in named if words)


def locate(scene: Scene, rng: random.Random, typos: float = 0.0) -> RegionQuestion | None:
    """'where is the red boat': the box is the answer. None where there is nothing to be named."""
    thing = rng.choice(scene.things) if scene.things else None
    it = refer(scene, thing, rng) if thing else None
    if not thing or not it:
        return None
    text = rng.choice(LOCATE).format(it=it)
    questions = text.startswith(("where", "can"))
    return RegionQuestion((asked if questions else finished)(text, rng, typos), label(thing), thing.box, (thing,))


def identify(scene: Scene, rng: random.Random, typos: float = 0.0) -> RegionQuestion | None:
    """'what is in this box': the label is the answer. None for an empty scene."""
    if not scene.things:
        return None
    thing = rng.choice(scene.things)
    return RegionQuestion(asked(rng.choice(IDENTIFY), rng, typos), label(thing), thing.box, (thing,))


def description_request(length: str, rng: random.Random, typos: float = 0.0) -> str:
    return finished(rng.choice(REQUESTS[length]), rng, typos)


def describe(scene: Scene, length: str, light: bool = True) -> str:
    """One wording per fact. Short: the things or the ground; medium: the canonical caption; long: all there is.

    `light`: whether the long one says where the sun or moon is, which no layout tells.
    """
    if length == "short":
        return (
            join([article(label(thing)) for thing in scene.things])
            or f"an empty {GROUND_NAMES[scene.ground][0]}"
        )
    return caption_canonical(scene) if length == "medium" else long_description(scene, light)


def long_description(scene: Scene, light: bool = True) -> str:
    """'A small red ball is on the left. ... The sky is blue and cloudy. The sun is on the right.'"""
    said = [f"{article(f'{t.size} {label(t)}')} {where(t)}." for t in scene.things] or [
        "there is nothing here."
    ]
    said.append(f"the place is {article(GROUND_NAMES[scene.ground][0])}{behind(scene)}.")
    said.append(f"it is {scene.time}, the sky is {scene.sky} and {scene.weather}.")
    if light:
        said.append(f"the {'moon' if scene.time == 'night' else 'sun'} is on the {scene.light}.")
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in said)


def where(thing: Thing) -> str:
    place = "in the middle" if thing.slot == "middle" else f"on the {thing.slot}"
    return f"flies in the sky {place}" if thing.flies else f"is {place}"


def behind(scene: Scene) -> str:
    if scene.ground == "city":
        return " with a skyline"
    return "" if scene.relief == "none" else f" with {scene.relief} behind"
