"""Questions about photos and their answers, read from the photos' captions.

A fact counts where at least two of a photo's captions say it and none of the others says another one of its kind. What is
asked about a photo's facts is flattened against guessing: within a type, answers (and things asked about) that are frequent
are asked for less often, so that a model that sees no photo gains little. "Is there ...?" is asked of each thing as often
where it is as where no caption has a word for it, and of all other questions about a thing the same share is asked where it is
missing: what is asked about tells nothing of whether there is an answer.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from brookesia_recipe.photo import question_words as words
from brookesia_recipe.photo.neutral import WORD

UNSURE = "not sure"
UNSURE_SHARE = 0.35
"""Questions about what is not there for each one in the same words that has an answer."""
TYPES = ("presence", "count", "colour", "what", "where", "doing", "unsure")


@dataclass(frozen=True)
class Question:
    """`about`: the thing that is asked about; answers are balanced among questions about the same."""

    kind: str
    about: str
    asked: str
    answer: str


PATTERNS = {name: words.compiled(table) for name, table in {
    "place": words.PLACES, "deed": words.DEEDS, "ridden": words.RIDDEN, "carried": words.CARRIED,
    "sport": words.SPORTS, "animal": words.ANIMALS,
}.items()}  # fmt: skip

COLOUR = "|".join((*words.COLOURS, *words.SAME_COLOUR))
COLOUR_PATTERNS = {
    thing: re.compile(rf"\b({COLOUR}),? (?:and ({COLOUR}) )?(?:\w+ )?(?:{'|'.join(nouns)})\b")
    for thing, nouns in words.COLOURED.items()
}


def facts(captions: Sequence[str]) -> list[Question]:
    """Every question that the captions of a photo answer, in its plainest words."""
    said = [set(WORD.findall(caption.replace("-", " "))) for caption in captions]
    found = [Question("presence", thing, "is there", "yes") for thing in present(said)]
    found += [Question("count", things, "how many", number) for things, number in counts(captions)]
    found += [Question("colour", thing, "what colour", colour) for thing, colour in colours(captions)]
    subject = subject_of(said)
    found += [Question("what", *pair) for pair in whats(captions, said)]
    place, deed = agreed(captions, "place"), agreed(captions, "deed")
    located = [thing for thing in present(said) if thing in words.LOCATED] if place else []
    found += [Question("where", f"the {thing}", "where", place) for thing in located]
    found += [Question("doing", subject, "doing", deed)] if deed and subject else []
    return found


def present(said: Sequence[set[str]]) -> list[str]:
    return [thing for thing, possible in words.THINGS.items()
            if sum(bool(spoken & set(words.SURE.get(thing, possible))) for spoken in said) > 1]  # fmt: skip


def absent(captions: Sequence[str]) -> list[str]:
    spoken = set().union(*(WORD.findall(caption.replace("-", " ")) for caption in captions))
    return [thing for thing, possible in words.THINGS.items() if not spoken & set(possible)]


def counts(captions: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for things, (one, several) in words.COUNTED.items():
        numbers = [number for caption in captions if (number := count(WORD.findall(caption), one, several))]
        if len(numbers) > 1 and len(set(numbers)) == 1:
            found.append((things, words.NUMBER_WORDS[numbers[0]]))
    return found


def count(spoken: Sequence[str], one: Sequence[str], several: Sequence[str]) -> int | None:
    """How many a caption says there are, all that it names taken together; None where it leaves that open."""
    total = 0
    for place, word in enumerate(spoken):
        if word in one or word in several:
            before = [words.NUMBERS[w] for w in spoken[max(place - 4, 0) : place] if w in words.NUMBERS]
            if not before or (word in several) != (before[-1] > 1):
                return None
            total += before[-1]
    return total if 0 < total < len(words.NUMBER_WORDS) else None


def colours(captions: Sequence[str]) -> list[tuple[str, str]]:
    """What one caption says of a colour is enough, if no other one gives the thing a colour that has nothing of it."""
    found = []
    for thing, pattern in COLOUR_PATTERNS.items():
        told = []
        for match in (match for caption in captions for match in pattern.finditer(caption)):
            told.append(frozenset(words.SAME_COLOUR.get(word, word) for word in match.groups() if word))
        if told and frozenset.intersection(*told):
            likeliest = Counter(told).most_common(1)[0][0]
            found.append((thing, " and ".join(sorted(likeliest))))
    return found


def agreed(captions: Sequence[str], table: str, least: int = 2) -> str | None:
    """The one entry of a table that `least` captions or more speak of, if no caption speaks of another one."""
    spoken = Counter(
        answer
        for caption in captions
        for answer, pattern in PATTERNS[table].items()
        if pattern.search(caption)
    )
    return next(iter(spoken)) if len(spoken) == 1 and max(spoken.values()) >= least else None


def subject_of(said: Sequence[set[str]]) -> str | None:
    """Who the photo is about: "the dog" or "the person", where only one of the two is there."""
    dogs, people = (
        sum(bool(spoken & set(words.THINGS[name])) for spoken in said) for name in ("dog", "person")
    )
    if (dogs > 1) == (people > 1):
        return None
    return ("the dog" if dogs > 1 else "the person") if min(dogs, people) == 0 else None


def whats(captions: Sequence[str], said: Sequence[set[str]]) -> Iterable[tuple[str, str, str]]:
    """(about, asked, answer)."""
    for about, asked, table, least in (
        ("riding", "ridden", "ridden", 3), ("sport", "sport", "sport", 2), ("animal", "animal", "animal", 2),
    ):  # fmt: skip
        answer = agreed(captions, table, least)
        if answer and (about != "riding" or any("rid" in " ".join(spoken) for spoken in said)):
            yield about, asked, answer
    dog = sum(bool(spoken & set(words.THINGS["dog"])) for spoken in said) > 1
    carried = agreed(
        [c for c in captions if re.search(r"mouth|carr|hold|fetch|catch|retriev|chew|chas", c)], "carried"
    )
    if dog and carried:
        yield "carried", "carried", carried


class QuestionSet:
    """All facts of a split's photos, and how often each is to be asked."""

    def __init__(self, captions: Mapping[str, Sequence[str]]) -> None:
        self.names = list(captions)
        self.facts = {name: facts(told) for name, told in captions.items()}
        self.absent = {name: absent(told) for name, told in captions.items()}
        counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for found in self.facts.values():
            for question in found:
                counted[question.kind, question.about][question.answer] += 1
        self.weight = {
            (kind, about, answer): weight_of(count, answers)
            for (kind, about), answers in counted.items() for answer, count in answers.items()
        }  # fmt: skip
        self.away, self.kept = self.presence_weights()
        self.missing, self.missing_kept = self.unsure_weights()

    def presence_weights(self) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
        """How a thing is chosen where it is not, and how often a choice is kept, by thing and answer.

        A thing that is there is chosen evenly. In all, each thing is asked about as often where it is as where it is not.
        """
        things = sorted({q.about for found in self.facts.values() for q in found if q.kind == "presence"})
        there = np.array([[self.is_there(name, thing) for thing in things] for name in self.names], float)
        away = np.array([[thing in self.absent[name] for thing in things] for name in self.names], float)
        yes = expected(there, np.ones(len(things)))
        weights, no = fitted(away, yes)
        kept = {}
        for number, thing in enumerate(things):
            kept[thing, "yes"] = min(1.0, no[number] / max(yes[number], 1e-9))
            kept[thing, "no"] = min(1.0, yes[number] / max(no[number], 1e-9))
        return dict(zip(things, weights.tolist(), strict=True)), kept

    def unsure_weights(self) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
        """How a question about what is not there is chosen, and how often a choice is kept, by its plain words and its thing.

        In all, each is asked `UNSURE_SHARE` times as often as the same words where they have an answer.
        """
        possible = {name: {(q.asked, q.about) for q in self.unanswerable(name)} for name in self.names}
        keys = sorted(set().union(*possible.values()))
        answered = self.answered()
        wanted = np.array([UNSURE_SHARE * answered[key] for key in keys])
        missing = np.array([[key in possible[name] for key in keys] for name in self.names], float)
        weights, drawn = fitted(missing, wanted)
        kept = np.minimum(1.0, wanted / np.maximum(drawn, 1e-9))
        return dict(zip(keys, weights.tolist(), strict=True)), dict(zip(keys, kept.tolist(), strict=True))

    def answered(self) -> Counter[tuple[str, str]]:
        """How often questions that have an answer are drawn, by their plain words and their thing."""
        found: Counter[tuple[str, str]] = Counter()
        for facts_of in self.facts.values():
            kinds: dict[str, list[tuple[float, Question]]] = defaultdict(list)
            for question in facts_of:
                weight = self.weight[question.kind, question.about, question.answer]
                kinds[question.kind].append((weight, question))
            for each in kinds.values():
                weights = [weight for weight, _ in each]
                for weight, question in each:
                    found[question.asked, question.about] += weight / sum(weights) * max(weights)
        return found

    def is_there(self, name: str, thing: str) -> bool:
        return any(q.kind == "presence" and q.about == thing for q in self.facts[name])

    def draw(self, name: str, rng: random.Random, count: int) -> list[Question]:
        """`count` questions or fewer about one photo, of different kinds."""
        choices: dict[str, list[tuple[float, Question]]] = defaultdict(list)
        for question in self.facts[name]:
            weight = self.weight[question.kind, question.about, question.answer]
            weight = 1.0 if question.kind == "presence" else weight
            choices[question.kind].append((weight, question))
        for thing in self.absent[name]:
            if thing in self.away:
                choices["absence"].append((self.away[thing], Question("presence", thing, "is there", "no")))
        for question in self.unanswerable(name):
            if weight := self.missing[question.asked, question.about]:
                choices["unsure"].append((weight, question))
        kinds = [kind for kind in choices if choices[kind]]
        rng.shuffle(kinds)
        drawn = []
        for kind in kinds:
            weights = [weight for weight, _ in choices[kind]]
            question = rng.choices([question for _, question in choices[kind]], weights)[0]
            # An answer that is to be asked for at a third of its rate is left out in two of three draws.
            if rng.random() < self.rate(question, max(weights)):
                drawn.append(question)
        return drawn[:count]

    def rate(self, question: Question, heaviest: float) -> float:
        """How often a choice is kept."""
        if question.kind == "presence":
            return self.kept[question.about, question.answer]
        return self.missing_kept[question.asked, question.about] if question.kind == "unsure" else heaviest

    def unanswerable(self, name: str) -> list[Question]:
        """Questions about what is not there, in the words of those that have an answer."""
        missing = set(self.absent[name])
        found = [
            Question("unsure", f"the {thing}", "where", UNSURE) for thing in words.LOCATED if thing in missing
        ]
        found += [Question("unsure", "the dog", "doing", UNSURE)] if "dog" in missing else []
        found += [Question("unsure", "the person", "doing", UNSURE)] if "person" in missing else []
        coloured = missing & words.COLOURED.keys()
        return found + [Question("unsure", thing, "what colour", UNSURE) for thing in sorted(coloured)]


def expected(possible: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How often each thing is drawn if every photo draws one of its possible things [photos,things] by weight."""
    rows = possible * weights
    return (rows / np.maximum(rows.sum(1, keepdims=True), 1e-12)).sum(0)


def fitted(possible: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(weights by which things are drawn in the proportions of `wanted` [things], how often each is drawn by them)."""
    weights = wanted.copy()
    for _ in range(30):
        drawn = expected(possible, weights)
        # Only proportions can be met; without the sums of both, weights would shrink below what `expected` tells from nothing.
        share = wanted.sum() / max(drawn.sum(), 1e-9)
        weights *= wanted / np.maximum(share * drawn, 1e-9)
    return weights, expected(possible, weights)


def weight_of(count: int, answers: Counter[str]) -> float:
    """1 for the rarer answers about a thing, less for those that are said more often than twice the median."""
    middle = sorted(answers.values())[len(answers) // 2] if len(answers) > 2 else min(answers.values())
    return min(1.0, 2 * max(middle, 8) / count)
