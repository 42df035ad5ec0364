"""Questions about a scene with short answers, balanced so that guessing without the picture does badly.

The generator passed in must not be the one of the scene's own seed: the draws would know the scene.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from . import question_words as words
from .choosing import first_found
from .question_pairs import comparison, relation
from .question_things import Asked, colour, count, kind, place, presence
from .scene import Scene, Thing
from .settings import LEVELS, WorldSettings
from .wording import asked


@dataclass(frozen=True)
class Question:
    """`topic` is one of TOPICS. Answers: digits, yes, no, left, middle, right, or a word of the vocabulary.

    `about`: the things that it can be answered from, none twice; none where it asks about none or no such thing is there.
    """

    topic: str
    text: str
    answer: str
    about: tuple[Thing, ...] = ()


TOPICS: dict[str, tuple[Callable[[Scene, random.Random, WorldSettings], Asked | None], float]] = {
    "count": (count, 2.0), "colour": (colour, 3.0), "presence": (presence, 3.0), "place": (place, 2.0),
    "kind": (kind, 2.5), "relation": (relation, 3.5), "comparison": (comparison, 2.0),
    "time": (lambda s, rng, _: Asked(rng.choice(words.TIME), s.time), 0.7),
    "weather": (lambda s, rng, _: Asked(rng.choice(words.WEATHER), s.weather), 0.7),
    "ground": (lambda s, rng, _: Asked(rng.choice(words.GROUND), s.ground), 0.7),
    "sky": (lambda s, rng, _: Asked(rng.choice(words.SKY), s.sky), 0.7),
}  # fmt: skip
"""Every topic with its share of the questions that are drawn."""


def sample_question(
    scene: Scene,
    rng: random.Random,
    level: str | WorldSettings = "calm",
    topic: str | None = None,
    typos: float = 0.0,
) -> Question | None:
    """A question about the scene, on the given topic if one is named; None where that draw finds none.

    `typos` is the probability of a typo in the question.
    """
    world = LEVELS[level] if isinstance(level, str) else level

    def attempt(name: str) -> Question | None:
        found = TOPICS[name][0](scene, rng, world)
        return Question(name, asked(found.text, rng, typos), found.answer, found.about) if found else None

    names = [topic] if topic else list(TOPICS)
    return first_found({name: TOPICS[name][1] for name in names}, rng, attempt)


def sample_questions(
    scene: Scene,
    rng: random.Random,
    number: int,
    level: str | WorldSettings = "calm",
    typos: float = 0.0,
) -> tuple[Question, ...]:
    """Up to `number` questions about one scene, no two of them alike."""
    drawn = (sample_question(scene, rng, level, typos=typos) for _ in range(number * 3))
    different = {question.text.lower().rstrip("?"): question for question in drawn if question}
    return tuple(different.values())[:number]
