"""Reads what a sentence says about things, by its words alone: an independent check of what is said and asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brookesia_recipe.world import Scene, Thing
from brookesia_recipe.world.language import COLOUR_WORDS, KIND_WORDS, SIZE_WORDS, plural

SLOTS = {"left": "left", "left-hand": "left", "middle": "middle", "central": "middle", "centre": "middle",
         "center": "middle", "right": "right", "right-hand": "right"}  # fmt: skip
KINDS = {form: kind for kind, words in KIND_WORDS.items() for word in words for form in (word, plural(word))}
KINDS |= {word: "thing" for word in ("thing", "things", "object", "objects")}
COLOURS = {word: colour for colour, words in COLOUR_WORDS.items() for word in words}
SIZES = {word: size for size, words in SIZE_WORDS.items() for word in words}


def one_of(words: dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


PHRASE = re.compile(
    rf"(?:\b(?P<article>the|an?) )?(?P<adjectives>(?:(?:{one_of(SIZES)}|{one_of(SLOTS)}|{one_of(COLOURS)}) )*)"
    rf"\b(?P<noun>{one_of(KINDS)})\b(?: (?:on|in|at) the (?P<slot>{one_of(SLOTS)})(?: side)?\b)?"
)


LOOSE = {"thing": None, "tree": ("tree", "pine", "palm"), "bird": ("bird", "duck", "penguin"),
         "boat": ("boat", "submarine"), "rocket": ("rocket", "ufo")}  # fmt: skip
"""What a noun may mean beyond its kind; any thing is None."""


@dataclass(frozen=True)
class Phrase:
    """What one noun phrase says; None is unsaid."""

    article: str | None
    kind: str
    colour: str | None
    size: str | None
    slot: str | None

    def meant(self, scene: Scene, placed: bool = True) -> list[Thing]:
        """The things it may mean; a pine may pass for a tree. Without `placed` its slot is not part of it."""
        kinds = LOOSE.get(self.kind, (self.kind,))
        return [
            thing
            for thing in scene.things
            if (kinds is None or thing.kind in kinds)
            and self.colour in (None, thing.colour)
            and self.size in (None, thing.size)
            and (not placed or self.slot in (None, thing.slot))
        ]


def phrases(text: str) -> list[Phrase]:
    found = []
    for match in PHRASE.finditer(text.lower()):
        said = re.findall(rf"{one_of(SIZES)}|{one_of(SLOTS)}|{one_of(COLOURS)}", match["adjectives"])
        slot = next((SLOTS[word] for word in [*said, match["slot"]] if word in SLOTS), None)
        colour = next((COLOURS[word] for word in said if word in COLOURS), None)
        size = next((SIZES[word] for word in said if word in SIZES), None)
        found.append(Phrase(match["article"], KINDS[match["noun"]], colour, size, slot))
    return found


def the_one(phrase: Phrase, scene: Scene, placed: bool = True) -> Thing:
    """The only thing a phrase may mean."""
    (thing,) = phrase.meant(scene, placed)
    return thing
