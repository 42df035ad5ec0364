"""Naming one thing of a scene so that no other can be meant."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .language import COLOUR_WORDS, KIND_WORDS, SIZE_WORDS
from .scene import Scene, Thing

TAKEN_FOR = {
    "tree": ("tree", "pine", "palm"), "bird": ("bird", "duck", "penguin"), "boat": ("boat", "submarine"),
    "rocket": ("rocket", "ufo"),
}  # fmt: skip
"""Kinds whose words may be taken for other kinds too: a pine is a tree to most people."""
ANYTHING = ("thing", "object")
PLACED = {
    "left": ("on the left", "on the left side", "at the left", "on the left-hand side"),
    "middle": ("in the middle", "in the centre", "in the center"),
    "right": ("on the right", "on the right side", "at the right", "on the right-hand side"),
}
SIDED = {"left": ("left", "left-hand"), "middle": ("middle", "central"), "right": ("right", "right-hand")}
"""A slot as an adjective."""


@dataclass(frozen=True)
class Reference:
    """The attributes that are said; None is unsaid. Without a kind it is 'the thing'."""

    kind: str | None = None
    colour: str | None = None
    size: str | None = None
    slot: str | None = None

    def fits(self, thing: Thing) -> bool:
        return (
            (self.kind is None or thing.kind in TAKEN_FOR.get(self.kind, (self.kind,)))
            and self.colour in (None, thing.colour)
            and self.size in (None, thing.size)
            and self.slot in (None, thing.slot)
        )


SAYINGS = {
    ("kind",): 6.0, ("kind", "colour"): 5.0, ("kind", "slot"): 2.0, ("kind", "colour", "slot"): 1.0,
    ("kind", "size"): 1.0, ("kind", "colour", "size"): 0.5, ("colour",): 0.4, ("slot",): 0.4,
}  # fmt: skip
"""Which attributes people say together, and how often."""


def references(scene: Scene, thing: Thing, unsaid: tuple[str, ...] = ()) -> dict[Reference, float]:
    """Every reference, with its weight, that fits this thing of the scene and no other."""
    found = {}
    for names, weight in SAYINGS.items():
        reference = Reference(**{name: getattr(thing, name) for name in names})
        if not set(names) & set(unsaid) and [t for t in scene.things if reference.fits(t)] == [thing]:
            found[reference] = weight
    return found


def worded(reference: Reference, rng: random.Random) -> str:
    """'the small red boat on the left', in one of its wordings."""
    noun = rng.choice(KIND_WORDS[reference.kind] if reference.kind else ANYTHING)
    if reference.colour:
        noun = f"{rng.choice(COLOUR_WORDS[reference.colour])} {noun}"
    if reference.size:
        noun = f"{rng.choice(SIZE_WORDS[reference.size])} {noun}"
    if not reference.slot:
        return f"the {noun}"
    if rng.random() < 0.25:
        return f"the {rng.choice(SIDED[reference.slot])} {noun}"
    return f"the {noun} {rng.choice(PLACED[reference.slot])}"


def refer(scene: Scene, thing: Thing, rng: random.Random, unsaid: tuple[str, ...] = ()) -> str | None:
    """Words that mean this thing alone, never by an attribute in `unsaid`; None where there are none."""
    found = references(scene, thing, unsaid)
    return worded(rng.choices(list(found), list(found.values()))[0], rng) if found else None
