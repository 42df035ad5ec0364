"""What can be asked about single things and about what is there: count, colour, presence, place, kind."""

from __future__ import annotations

import random
from typing import NamedTuple

from . import question_words as words
from .facts import FAMILIES, Fact, counted, facts, fitting, holds, nouns, strange_fact
from .reference import PLACED, refer
from .scene import Scene, Thing, sample_scene
from .settings import CELLS, FIRST_HELD_OUT_SEED, SLOTS, WorldSettings

COUNT_WEIGHTS = {0: 0.7, 1: 1.0, 2: 2.0, 3: 3.0, 4: 4.0, 5: 5.0, 6: 6.0}
"""How often each possible count is asked for, where the scene allows it: what is rare weighs more."""
PATIENCE = 12
"""Draws until a yes-or-no question is given up."""
LIGHT_CELLS = {"day": (11, 1, 15, 5), "sunset": (9, 6, 14, 10), "night": (11, 1, 15, 5)}
"""(x0, y0, x1, y1) in cells around the sun or moon on the right."""


class Asked(NamedTuple):
    """A question without its question mark, its answer, and the things that it can be answered from."""

    text: str
    answer: str
    about: tuple[Thing, ...] = ()


def elsewhere(rng: random.Random, world: WorldSettings) -> Scene:
    return sample_scene(rng.randrange(FIRST_HELD_OUT_SEED), world)


def shows_light(scene: Scene) -> bool:
    """Whether no thing's box comes near the sun or moon."""
    x0, y0, x1, y1 = LIGHT_CELLS[scene.time]
    if scene.light == "left":
        x0, x1 = CELLS - x1, CELLS - x0
    return not any(
        t.column < x1 and t.column + t.cells[0] > x0 and t.row < y1 and t.row + t.cells[1] > y0
        for t in scene.things
    )


def count(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    stranger = elsewhere(rng, world)
    candidates = [Fact("colour", "thing")]
    for family in ("kind", "colour", "pair"):
        candidates += facts(scene, family)
        strange = strange_fact(scene, stranger, family, rng)
        candidates += [strange] if strange else []
    known = {fact: number for fact in candidates if (number := counted(scene, fact)) is not None}
    numbers = sorted(set(known.values()))
    answer = rng.choices(numbers, [COUNT_WEIGHTS[number] for number in numbers])[0]
    fact = rng.choice([fact for fact, number in known.items() if number == answer])
    text = rng.choice(words.COUNT).format(many=nouns(fact, rng, many=True))
    return Asked(text, str(answer), fitting(scene, fact) or ())


def colour(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    thing = rng.choice(scene.things) if scene.things else None
    it = refer(scene, thing, rng, ("colour",)) if thing else None
    return Asked(rng.choice(words.COLOUR).format(it=it), thing.colour, (thing,)) if thing and it else None


def true_fact(scene: Scene, family: str, rng: random.Random) -> Fact | None:
    true = [fact for fact in facts(scene, family) if holds(scene, fact)]
    return rng.choice(true) if true else None


def false_fact(scene: Scene, family: str, rng: random.Random, world: WorldSettings) -> Fact | None:
    """Two tries make false facts about as easy to find as true ones."""
    first = strange_fact(scene, elsewhere(rng, world), family, rng)
    return first or strange_fact(scene, elsewhere(rng, world), family, rng)


def presence(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    """Yes or no is drawn first, then what is so or is not."""
    answer, fact = rng.choice(("yes", "no")), None
    for _ in range(PATIENCE):
        family = rng.choices(list(FAMILIES), list(FAMILIES.values()))[0]
        fact = true_fact(scene, family, rng) if answer == "yes" else false_fact(scene, family, rng, world)
        if fact:
            break
    if not fact:
        return None
    if fact.family in ("kind", "colour", "pair"):
        text = rng.choice(words.PRESENCE).format(a=nouns(fact, rng))
        return Asked(text, answer, fitting(scene, fact) or ())
    return Asked(rng.choice(words.FACTS[fact.family, fact.value]), answer)


def place(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    if shows_light(scene) and (not scene.things or rng.random() < 0.1):
        light = "the moon" if scene.time == "night" else "the sun"
        return Asked(rng.choice(words.LIGHT).format(it=light), scene.light)
    thing = rng.choice(scene.things) if scene.things else None
    it = refer(scene, thing, rng, ("slot",)) if thing else None
    return Asked(rng.choice(words.PLACE).format(it=it), thing.slot, (thing,)) if thing and it else None


def kind(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    """What is in a slot, 'nothing' now and then; or what the red thing is."""
    if rng.random() < 0.3 and scene.things:
        thing = rng.choice(scene.things)
        it = refer(scene, thing, rng, ("kind",))
        return Asked(rng.choice(words.KIND_OF).format(it=it), thing.kind, (thing,)) if it else None
    slot = rng.choice(SLOTS)
    there = tuple(thing for thing in scene.things if thing.slot == slot)
    if len(there) > 1 or (not there and rng.random() < 0.9):
        return None
    text = rng.choice(words.KIND_AT).format(where=rng.choice(PLACED[slot]))
    return Asked(text, there[0].kind if there else "nothing", there)
