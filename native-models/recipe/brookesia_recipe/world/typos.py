"""Slips of the fingers, one at most in a sentence."""

from __future__ import annotations

import random
import re

from .language import COLOUR_WORDS, GROUND_NAMES, KIND_WORDS, SKY_WORDS
from .settings import RELIEFS, SLOTS, TIMES

SHORTEST = 4
"""Letters of the shortest word that may get a typo: shorter ones would become other words."""
NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "adw", "d": "sfe", "f": "dgr", "g": "fht", "h": "gjy", "j": "hku", "k": "jli",
    "l": "ko", "z": "xa", "x": "zcs", "c": "xvd", "v": "cbf", "b": "vng", "n": "bmh", "m": "nj",
}  # fmt: skip
"""The keys beside each key."""
KNOWN = {
    word
    for table in (KIND_WORDS, COLOUR_WORDS, SKY_WORDS, GROUND_NAMES)
    for phrases in table.values()
    for word in re.findall("[a-z]+", " ".join(phrases))
} | {*SLOTS, *TIMES, *RELIEFS, "pines", "then", "than"}
"""Words with a meaning of their own: a typo never makes one of them."""


def mistyped(word: str, rng: random.Random) -> str:
    """The word with one letter doubled, dropped, swapped with the next or hit beside; its first letter stays."""
    i = rng.randrange(1, len(word) - 1)
    slip = rng.choice(("swap", "drop", "double", "neighbour"))
    if slip == "swap":
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if slip == "drop":
        return word[:i] + word[i + 1 :]
    if slip == "double":
        return word[: i + 1] + word[i:]
    return word[:i] + rng.choice(NEIGHBOURS[word[i]]) + word[i + 1 :]


def with_typo(text: str, rng: random.Random, probability: float = 0.0) -> str:
    """The text, with the given probability (0..1) one of its longer words mistyped; at 0 nothing is drawn from `rng`."""
    if probability <= 0 or rng.random() >= probability:
        return text
    words = list(re.finditer(rf"\b[a-z]{{{SHORTEST},}}\b", text))
    if not words:
        return text
    found = rng.choice(words)
    slip = mistyped(found[0], rng)
    return text if slip in KNOWN else text[: found.start()] + slip + text[found.end() :]
