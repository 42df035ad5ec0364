"""A change put into words that cannot mean another one."""

from __future__ import annotations

import random

from .changes import Change, free_slots
from .edit_words import COMMANDS, PLACES, STATEMENTS, TIME_NOUNS, WAYS
from .language import (
    COLOUR_WORDS,
    GROUND_NAMES,
    KIND_WORDS,
    SIZE_WORDS,
    SKY_WORDS,
    SLOT_WORDS,
    TIME_WORDS,
    article,
)
from .reference import refer
from .scene import Scene, place
from .settings import WorldSettings
from .wording import finished, polite


def only_place(scene: Scene, change: Change, world: WorldSettings) -> bool:
    """Whether a new thing fits in one slot alone, so that its place may go unsaid."""
    thing = change.after
    assert thing is not None
    fits = [
        slot
        for slot in free_slots(scene)
        if place(
            random.Random(0),
            thing.kind,
            thing.colour,
            thing.size,
            slot,
            scene.horizon,
            scene.things,
            world.steady,
        )
    ]
    return len(fits) == 1


def newcomer(change: Change, rng: random.Random) -> str:
    """'a small red ball' for something added: big goes unsaid, small never does."""
    thing = change.after
    assert thing is not None
    noun = f"{rng.choice(COLOUR_WORDS[thing.colour])} {rng.choice(KIND_WORDS[thing.kind])}"
    said = thing.size == "small" or rng.random() < 0.3
    return article(f"{rng.choice(SIZE_WORDS[thing.size])} {noun}" if said else noun)


def successor(change: Change, rng: random.Random) -> str:
    """'a duck' for something replaced: the colour stays, and is said now and then."""
    thing = change.after
    assert thing is not None
    noun = rng.choice(KIND_WORDS[thing.kind])
    return article(f"{rng.choice(COLOUR_WORDS[thing.colour])} {noun}" if rng.random() < 0.25 else noun)


def thing_blanks(
    scene: Scene, change: Change, rng: random.Random, world: WorldSettings
) -> dict[str, str] | None:
    """The words for the things of a change; None where they could mean another thing too."""
    blanks: dict[str, str] = {}
    if change.before:
        it = refer(scene, change.before, rng)
        if it is None:
            return None
        blanks["it"] = it
    if change.after:
        slot = change.after.slot
        blanks |= {"colour": rng.choice(COLOUR_WORDS[change.after.colour]), "to": rng.choice(WAYS[slot])}
        blanks["where"] = rng.choice(SLOT_WORDS[slot])
        if change.operation == "add":
            blanks["a"] = newcomer(change, rng)
            blanks["where"] = (
                "" if only_place(scene, change, world) and rng.random() < 0.5 else blanks["where"]
            )
        else:
            blanks["a"] = successor(change, rng)
    return blanks


def background_blanks(scene: Scene, change: Change, rng: random.Random) -> dict[str, str]:
    new = change.target
    if change.operation == "time":
        return {"new": rng.choice(TIME_NOUNS[new.time]), "when": rng.choice(TIME_WORDS[new.time])}
    if change.operation == "sky":
        colour = rng.choice(SKY_WORDS[new.sky])
        return {"colour": colour, "a_new": article(colour)}
    if change.operation == "ground":
        old, fresh = rng.choice(GROUND_NAMES[scene.ground]), rng.choice(GROUND_NAMES[new.ground])
        return {"old": old, "a_new": article(fresh), "place": rng.choice(PLACES[new.ground])}
    return {"old": scene.relief, "new": new.relief}


def form(scene: Scene, change: Change, rng: random.Random) -> str:
    """Which words a change takes: snow is also a season."""
    if change.operation == "ground" and rng.random() < 0.5:
        if change.target.ground == "snow":
            return "winter"
        if (scene.ground, change.target.ground) == ("snow", "meadow"):
            return "summer"
    return change.operation


def instruct(
    scene: Scene, change: Change, rng: random.Random, world: WorldSettings, typos: float = 0.0
) -> str | None:
    """The change in words that cannot mean another; None where there are none."""
    about_things = change.before is not None or change.after is not None
    blanks = (
        thing_blanks(scene, change, rng, world) if about_things else background_blanks(scene, change, rng)
    )
    if blanks is None:
        return None
    name = form(scene, change, rng)
    command = rng.random() < 0.75
    text = rng.choice((COMMANDS if command else STATEMENTS)[name]).format(**blanks)
    text = " ".join((polite(text, rng) if command else text).split()).replace(" ?", "?")
    return finished(text, rng, typos)
