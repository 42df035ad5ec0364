"""What makes one request sound like many people: politeness, capitals, full stops, and typos where they are asked for."""

from __future__ import annotations

import random

from .typos import with_typo

POLITE = (
    "{}", "{}", "{}", "{}", "{}", "{}", "please {}", "{} please", "{}, please", "can you {}?", "could you {}?",
    "could you {} please", "could you please {}", "can you please {}?", "would you {}?", "i want you to {}",
    "i'd like you to {}", "now {}", "let's {}", "just {}", "ok, {}", "{}, thanks", "{} now",
)  # fmt: skip
"""Around an imperative; most people are brief."""


def polite(imperative: str, rng: random.Random) -> str:
    """'add a ball' as 'could you add a ball please'."""
    return rng.choice(POLITE).format(imperative)


def finished(text: str, rng: random.Random, typos: float = 0.0) -> str:
    """Mostly lower case; now and then a capital or a full stop; with the probability `typos` a typo."""
    text = with_typo(text, rng, typos)
    if rng.random() < 0.3:
        text = text[0].upper() + text[1:]
    return text + ("." if text[-1] not in "?!." and rng.random() < 0.25 else "")


def asked(text: str, rng: random.Random, typos: float = 0.0) -> str:
    """A question as it is typed: its mark is left out now and then, and by a command."""
    mark = "" if text.startswith(("count ", "tell ")) or rng.random() < 0.15 else "?"
    text = with_typo(text, rng, typos)
    if rng.random() < 0.35:
        text = text[0].upper() + text[1:]
    return text + mark
