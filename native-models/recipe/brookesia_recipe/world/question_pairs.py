"""What can be asked about two things: relation and comparison."""

from __future__ import annotations

import random
from itertools import permutations

from . import question_words as words
from .facts import Fact, facts, fitting, nouns
from .question_things import Asked, elsewhere
from .reference import TAKEN_FOR, refer
from .scene import Scene, Thing
from .settings import SLOTS, WorldSettings

CLEARLY_BIGGER = 1.4
"""Ratio of two boxes' areas from which on one is called bigger."""


def two(
    scene: Scene, rng: random.Random, unsaid: tuple[str, ...] = ()
) -> tuple[Thing, str, Thing, str] | None:
    """Two things in random order, each with words that mean it alone."""
    if len(scene.things) < 2:
        return None
    one, other = rng.sample(scene.things, 2)
    a, b = refer(scene, one, rng, unsaid), refer(scene, other, rng, unsaid)
    return (one, a, other, b) if a and b else None


def telling(one: Thing, other: Thing) -> str | None:
    """The attribute by which an answer tells two things apart."""
    return "kind" if one.kind != other.kind else "colour" if one.colour != other.colour else None


def area(thing: Thing) -> int:
    columns, rows = thing.cells
    return columns * rows


def relation(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    pair = two(scene, rng, ("slot",))
    if not pair or pair[0].slot == pair[2].slot:
        return None
    one, it, other, that = pair
    left = SLOTS.index(one.slot) < SLOTS.index(other.slot)
    form, tell = rng.choice(("beside", "further", "next")), telling(one, other)
    if form == "beside" or not tell:
        mirrored = rng.random() < 0.5
        text = rng.choice(words.BESIDE).format(it=it, other=that)
        answer = "yes" if left != mirrored else "no"
        return Asked(mirror(text) if mirrored else text, answer, (one, other))
    if form == "further":
        mirrored = rng.random() < 0.5
        text = rng.choice(words.FURTHER).format(it=it, other=that)
        answer = getattr(one if left != mirrored else other, tell)
        return Asked(mirror(text) if mirrored else text, answer, (one, other))
    text = rng.choice(words.NEXT_TO).format(it=that)
    if beside(scene, other, left) != [one]:
        return None
    return Asked(text if left else mirror(text), one.kind, (other, one))


def beside(scene: Scene, other: Thing, left: bool) -> list[Thing] | None:
    """The things in slots left (or right) of another's; None where one that shares its slot makes it unclear."""
    steps = {thing: SLOTS.index(thing.slot) - SLOTS.index(other.slot) for thing in scene.things}
    if list(steps.values()).count(0) > 1:
        return None
    return [thing for thing, step in steps.items() if (step < 0 if left else step > 0)]


def mirror(text: str) -> str:
    return text.replace("left", "right")


def comparison(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    return (more if rng.random() < 0.5 else bigger)(scene, rng, world)


def apart(a: Fact, b: Fact) -> bool:
    """Whether neither of two kinds may pass for the other."""
    return b.value not in TAKEN_FOR.get(a.value, ()) and a.value not in TAKEN_FOR.get(b.value, ())


def more(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    family, stranger = rng.choice(("kind", "colour")), elsewhere(rng, world)
    found = {fact: fitting(scene, fact) for fact in facts(scene, family) + facts(stranger, family)}
    numbers = {fact: len(things) for fact, things in found.items() if things is not None}
    answer = rng.choice(("yes", "no"))
    pairs = [
        (a, b)
        for a, b in permutations(numbers, 2)
        if (family == "colour" or apart(a, b))
        and numbers[a] + numbers[b]
        and (numbers[a] > numbers[b]) == (answer == "yes")
    ]
    if not pairs:
        return None
    pair = rng.choice(pairs)
    many, fewer = (nouns(fact, rng, many=True) for fact in pair)
    about = tuple(thing for fact in pair for thing in found[fact] or ())
    return Asked(rng.choice(words.MORE).format(many=many, fewer=fewer), answer, about)


def bigger(scene: Scene, rng: random.Random, world: WorldSettings) -> Asked | None:
    pair = two(scene, rng, ("size",))
    if not pair:
        return None
    one, it, other, that = pair
    if max(area(one), area(other)) < CLEARLY_BIGGER * min(area(one), area(other)):
        return None
    tell = telling(one, other)
    if not tell or rng.random() < 0.4:
        text = rng.choice(words.IS_BIGGER).format(it=it, other=that)
        return Asked(text, "yes" if area(one) > area(other) else "no", (one, other))
    text = rng.choice(words.BIGGER).format(it=it, other=that)
    return Asked(text, getattr(max(one, other, key=area), tell), (one, other))
