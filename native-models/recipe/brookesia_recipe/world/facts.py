"""Single facts about a scene: what a yes-or-no question can be about, true or false."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .language import COLOUR_WORDS, KIND_WORDS, article, plural
from .reference import ANYTHING, TAKEN_FOR
from .scene import Scene, Thing

FAMILIES = {
    "kind": 4.0,
    "colour": 2.0,
    "pair": 4.0,
    "time": 1.0,
    "weather": 1.0,
    "relief": 1.0,
    "ground": 1.0,
}
"""What facts are about, with the share of each."""


@dataclass(frozen=True)
class Fact:
    """'a red boat is there' is Fact('pair', 'boat', 'red'); 'it is night' is Fact('time', 'night')."""

    family: str
    value: str
    colour: str | None = None


def facts(scene: Scene, family: str) -> list[Fact]:
    """The true facts of a family; the absence of clouds or relief is none."""
    if family == "kind":
        return [Fact(family, thing.kind) for thing in scene.things]
    if family == "colour":
        return [Fact(family, "thing", thing.colour) for thing in scene.things]
    if family == "pair":
        return [Fact(family, thing.kind, thing.colour) for thing in scene.things]
    value = getattr(scene, family)
    return [] if value in ("none", "clear") else [Fact(family, value)]


def fitting(scene: Scene, fact: Fact) -> tuple[Thing, ...] | None:
    """The things that fit the fact; None where people may disagree: a pine may pass for a tree."""
    taken = TAKEN_FOR.get(fact.value, (fact.value,))
    loose = [
        t
        for t in scene.things
        if (fact.value == "thing" or t.kind in taken) and fact.colour in (None, t.colour)
    ]
    strict = [thing for thing in loose if fact.value in ("thing", thing.kind)]
    return tuple(loose) if len(loose) == len(strict) else None


def counted(scene: Scene, fact: Fact) -> int | None:
    """How many things fit the fact; None as above."""
    found = fitting(scene, fact)
    return None if found is None else len(found)


def holds(scene: Scene, fact: Fact) -> bool | None:
    """Whether the fact is true; None where people may disagree."""
    if fact.family in ("kind", "colour", "pair"):
        count = counted(scene, fact)
        return None if count is None else count > 0
    return getattr(scene, fact.family) == fact.value


def strange_fact(scene: Scene, stranger: Scene, family: str, rng: random.Random) -> Fact | None:
    """A false fact taken from another scene, so that what is asked tells nothing about the answer.

    Half of the false pairs give a thing of this scene a colour of the other.
    """
    found = [Fact("weather", "cloudy")] if family == "weather" else facts(stranger, family)
    if not found:
        return None
    fact = rng.choice(found)
    if family == "pair" and scene.things and rng.random() < 0.5:
        fact = Fact(family, rng.choice(scene.things).kind, fact.colour)
    return fact if holds(scene, fact) is False else None


def nouns(fact: Fact, rng: random.Random, many: bool = False) -> str:
    """'red boats' or 'a red boat' for a fact about things."""
    noun = rng.choice(ANYTHING if fact.value == "thing" else KIND_WORDS[fact.value])
    noun = plural(noun) if many else noun
    phrase = f"{rng.choice(COLOUR_WORDS[fact.colour])} {noun}" if fact.colour else noun
    return phrase if many else article(phrase)
