"""The words in which a question is put: several ways for each, as people type."""

from __future__ import annotations

import random

from brookesia_recipe.photo.question_words import MASS
from brookesia_recipe.photo.questions import Question

SAYINGS: dict[str, tuple[str, ...]] = {
    "is there": ("is there {a} in the picture?", "is there {a}?", "can you see {a}?", "is {a} in this photo?", "do you see {a}?"),
    "how many": ("how many {about} are there?", "how many {about} are in the picture?", "how many {about} can you see?",
                 "what is the number of {about}?", "count the {about}"),
    "what colour": ("what colour is {the}?", "what color is {the}?",
                    "which colour does {the} have?", "what is the color of {the}?"),
    "where": ("where is {the}?", "where was this taken?", "where does this happen?", "where can {the} be found?"),
    "doing": ("what is {the} doing?", "what is happening?", "what does {the} do?", "what is going on?"),
    "ridden": ("what is the person riding?", "what are they riding?", "what is being ridden?"),
    "sport": ("what sport is this?", "which sport is being played?", "what sport do you see?", "what kind of sport is it?"),
    "animal": ("what animal is this?", "which animal is in the picture?",
               "what kind of animal is it?", "what animal do you see?"),
    "carried": ("what is the dog carrying?", "what does the dog have?", "what is the dog playing with?",
                "what is in the dog's mouth?"),
}  # fmt: skip


def put(question: Question, rng: random.Random | None = None) -> str:
    """The question in words; without a generator in the first of its ways."""
    sayings = SAYINGS[question.asked]
    thing = question.about.removeprefix("the ")
    article = "" if thing in MASS else "an " if thing[0] in "aeiou" else "a "
    if question.kind == "unsure" and rng is not None:
        sayings = tuple(saying for saying in sayings if "{the}" in saying)
    saying = sayings[0] if rng is None else rng.choice(sayings)
    said = saying.format(a=f"{article}{thing}", about=question.about, the=f"the {thing}")
    return said if rng is None else as_typed(said, rng)


def as_typed(said: str, rng: random.Random) -> str:
    """With a capital as often as not, and now and then without the question mark."""
    if rng.random() < 0.2:
        said = said.rstrip("?")
    return said[0].upper() + said[1:] if rng.random() < 0.5 else said
