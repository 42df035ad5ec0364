"""What a sentence of the world's grammar says, read from its words alone: only what was said may be scored."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from brookesia_recipe.world import Scene
from brookesia_recipe.world.language import (
    COLOUR_WORDS,
    GROUND_NAMES,
    GROUND_WORDS,
    KIND_WORDS,
    NUMBERS,
    RELIEF_WORDS,
    SKY_WORDS,
    SLOT_WORDS,
    TIME_WORDS,
    WEATHER_WORDS,
    plural,
    strip_preposition,
)  # fmt: skip

Words = tuple[str, ...]
Meaning = tuple[str, str]
"""('ground', 'snow'), ('kind', 'boat'), ('count', '2') ..."""


@dataclass
class SaidThing:
    kind: str
    colour: str | None
    count: int = 1
    slot: str | None = None


@dataclass
class Said:
    """`background`: ground, time, weather, sky and relief, as far as they were named."""

    things: list[SaidThing] = field(default_factory=list)
    background: dict[str, str] = field(default_factory=dict)

    def counts(self) -> Counter[tuple[str, str | None]]:
        """How many things of each kind and colour."""
        found: Counter[tuple[str, str | None]] = Counter()
        for thing in self.things:
            found[thing.kind, thing.colour] += thing.count
        return found


def words_of(text: str) -> Words:
    return tuple(re.findall(r"[a-z0-9'-]+", text.lower()))


@cache
def dictionary() -> dict[Words, Meaning]:
    """Every phrase with its meaning; refuses a phrase with two."""
    known: dict[Words, Meaning] = {}
    for meaning, phrase in meanings():
        words = words_of(phrase)
        if known.setdefault(words, meaning) != meaning:
            raise ValueError(f"'{phrase}' means {known[words]} and {meaning}")
    return known


def meanings() -> list[tuple[Meaning, str]]:
    found = []
    for name, tables in (("ground", (GROUND_WORDS, GROUND_NAMES)), ("time", (TIME_WORDS,)), ("weather", (WEATHER_WORDS,)),
                         ("relief", (RELIEF_WORDS,))):  # fmt: skip
        for table in tables:
            for value, phrases in table.items():
                found += [
                    ((name, value), form)
                    for phrase in phrases
                    for form in (phrase, strip_preposition(phrase))
                ]
    found += [(("relief", value), value) for value in RELIEF_WORDS]
    found += [(("sky", value), f"{word} sky") for value, words in SKY_WORDS.items() for word in words]
    found += [(("slot", value), phrase) for value, phrases in SLOT_WORDS.items() for phrase in phrases]
    found += [(("count", str(number)), word) for number, words in NUMBERS.items() for word in words]
    found += [(("colour", value), word) for value, words in COLOUR_WORDS.items() for word in words]
    for value, words in KIND_WORDS.items():
        found += [(("kind", value), form) for word in words for form in (word, plural(word))]
    return found


def read(sentence: str) -> Said:
    """Takes the longest known phrase at each place; what is not known says nothing."""
    said, words, place = Said(), words_of(sentence), 0
    longest = max(map(len, dictionary()))
    colour, count = None, 1
    while place < len(words):
        lengths = range(min(longest, len(words) - place), 0, -1)
        length = next((n for n in lengths if words[place : place + n] in dictionary()), 0)
        if length == 0:
            place += 1
            continue
        name, value = dictionary()[words[place : place + length]]
        place += length
        if name == "colour":
            colour = value
        elif name == "count":
            count = int(value)
        elif name == "kind":
            said.things.append(SaidThing(value, colour, count))
            colour, count = None, 1
        elif name == "slot" and said.things:
            said.things[-1].slot = value
        elif name != "slot":
            said.background[name] = value
    return said


def contradictions(said: Said, scene: Scene) -> list[str]:
    """What was read from a sentence about the scene but does not hold; empty unless the reader misread."""
    shown = Counter((thing.kind, thing.colour) for thing in scene.things)
    placed = {(thing.kind, thing.colour, thing.slot) for thing in scene.things}
    wrong = [f"{name} {value}" for name, value in said.background.items() if getattr(scene, name) != value]
    wrong += [f"{count} {thing}" for thing, count in said.counts().items() if shown[thing] != count]
    wrong += [f"{t}" for t in said.things if t.slot and (t.kind, t.colour, t.slot) not in placed]
    return wrong + ([] if said.counts().total() == len(scene.things) else ["a thing was not read"])
