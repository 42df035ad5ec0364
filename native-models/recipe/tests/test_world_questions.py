"""Answers are true, and knowing the question alone does not give them away."""

import random
import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from world_reader import phrases, the_one

from brookesia_recipe.world import Scene, Thing, sample_scene
from brookesia_recipe.world.questions import TOPICS, Question, sample_question, sample_questions

KEYWORDS = {
    "cloud": ("weather", "cloudy"), "hill": ("relief", "hills"), "mountain": ("relief", "mountains"),
    "snow": ("ground", "snow"), "winter": ("ground", "snow"), "desert": ("ground", "desert"), "beach": ("ground", "beach"),
    "at sea": ("ground", "sea"), "open sea": ("ground", "sea"), "ocean": ("ground", "sea"), "city": ("ground", "city"),
    "town": ("ground", "city"), "meadow": ("ground", "meadow"), "grass": ("ground", "meadow"), "night": ("time", "night"),
    "stars": ("time", "night"), "sunset": ("time", "sunset"), "evening": ("time", "sunset"),
    "going down": ("time", "sunset"), "day": ("time", "day"),
}  # fmt: skip


@cache
def drawn(level: str, count: int = 1600) -> tuple[tuple[Scene, Question], ...]:
    scenes = [sample_scene(seed, level) for seed in range(count)]
    pairs = [(scene, sample_question(scene, random.Random(f"q{scene.seed}"), level)) for scene in scenes]
    return tuple((scene, question) for scene, question in pairs if question)


def centre(thing: Thing) -> float:
    return (thing.box[0] + thing.box[2]) / 2


def extent(thing: Thing) -> int:
    x0, y0, x1, y1 = thing.box
    return (x1 - x0) * (y1 - y0)


@pytest.mark.parametrize("level", ("calm", "rich"))
def test_the_things_that_a_question_is_about_are_of_the_scene_and_answer_it(level):
    seen = Counter()
    for scene, question in drawn(level):
        about = question.about
        assert len(set(about)) == len(about) and set(about) <= set(scene.things)
        if question.topic == "count":
            assert question.answer == str(len(about))
        elif question.topic == "colour":
            assert [thing.colour for thing in about] == [question.answer]
        elif question.topic == "kind":
            assert [thing.kind for thing in about] == ([] if question.answer == "nothing" else [question.answer])
        elif question.topic in ("place", "presence"):
            assert len(about) <= 1 if question.topic == "place" else not about or question.answer == "yes"
        elif question.topic == "relation":
            assert len(about) == 2 and (question.answer in ("yes", "no") or is_of(question.answer, about))
        seen[question.topic] += bool(about)
    assert all(seen[topic] for topic in ("count", "colour", "kind", "place", "presence", "relation", "comparison"))
    assert not any(seen[topic] for topic in ("time", "weather", "ground", "sky"))


def is_of(answer: str, things: tuple[Thing, ...]) -> bool:
    return any(answer in (thing.kind, thing.colour) for thing in things)


def yes(truth: bool) -> str:
    return "yes" if truth else "no"


def read_presence(scene: Scene, text: str) -> str:
    for phrase in phrases(text):
        return yes(bool(phrase.meant(scene)))
    name, value = next(fact for word, fact in KEYWORDS.items() if word in text)
    return yes(getattr(scene, name) == value)


def read_place(scene: Scene, text: str) -> str:
    return (
        scene.light if re.search("the (sun|moon)\\b", text) else the_one(phrases(text)[0], scene, False).slot
    )


def read_kind(scene: Scene, text: str) -> str:
    if any(phrase.kind == "thing" and phrase.article == "the" for phrase in phrases(text)):
        return the_one(phrases(text.replace("kind of thing", ""))[0], scene).kind
    slot = "middle" if re.search("middle|cent", text) else "left" if "left" in text else "right"
    there = [thing.kind for thing in scene.things if thing.slot == slot]
    return there[0] if there else "nothing"


def read_relation(scene: Scene, text: str) -> str:
    """By the boxes' centres: whose lies further in the named direction."""
    direction = -1 if "left" in text else 1
    ones = [
        the_one(p, scene, False)
        for p in phrases(re.sub(r"\b(on )?(to )?(the )?(left|right)\b", "#", text))
        if p.article
    ]
    if len(ones) == 1:
        (found,) = [t for t in scene.things if (centre(t) - centre(ones[0])) * direction > 0]
        return found.kind
    first, second = ones
    if text.startswith(("is ", "does ", "can ")):
        return yes((centre(first) - centre(second)) * direction > 0)
    found = max(ones, key=lambda thing: centre(thing) * direction)
    return found.kind if first.kind != second.kind else found.colour


def read_comparison(scene: Scene, text: str) -> str:
    if "more" in text:
        first, second = (len(phrase.meant(scene)) for phrase in phrases(text))
        return yes(first > second)
    first, second = (the_one(phrase, scene) for phrase in phrases(text) if phrase.article)
    if text.startswith(("is ", "does ")):
        return yes(extent(first) > extent(second))
    found = max(first, second, key=extent)
    return found.kind if first.kind != second.kind else found.colour


def read(scene: Scene, question: Question) -> str:
    text = question.text.lower()
    readers = {"presence": read_presence, "place": read_place, "kind": read_kind, "relation": read_relation,
               "comparison": read_comparison}  # fmt: skip
    if question.topic in readers:
        return readers[question.topic](scene, text)
    if question.topic == "count":
        return str(len(phrases(text)[0].meant(scene)))
    if question.topic == "colour":
        return the_one(next(p for p in phrases(text) if p.article == "the"), scene).colour
    return getattr(scene, question.topic)


@pytest.mark.parametrize("level", ["calm", "lively", "rich"])
def test_answers_agree_with_an_independent_reading(level: str) -> None:
    for scene, question in drawn(level):
        assert question.answer == read(scene, question), (question, scene)


def test_the_same_seed_gives_the_same_question() -> None:
    scene = sample_scene(5)
    assert sample_questions(scene, random.Random(1), 4) == sample_questions(scene, random.Random(1), 4)


def test_questions_about_one_scene_differ() -> None:
    for seed in range(60):
        found = sample_questions(sample_scene(seed, "lively"), random.Random(f"q{seed}"), 5, "lively")
        assert len(found) == 5 and len({question.text.lower() for question in found}) == 5


def test_all_topics_occur_in_varied_words() -> None:
    pairs = drawn("calm")
    assert {question.topic for _, question in pairs} == set(TOPICS)
    assert len({question.text for _, question in pairs}) > 0.6 * len(pairs)


@pytest.mark.parametrize("level", ["calm", "lively", "rich"])
def test_a_blind_guesser_does_badly(level: str) -> None:
    """No answer is so common in its topic that always giving it would do."""
    bound = {"presence": 0.56, "weather": 0.6, "comparison": 0.56, "count": 0.5, "place": 0.43, "time": 0.45,
             "sky": 0.4, "ground": 0.3, "relation": 0.35, "colour": 0.2, "kind": 0.22}  # fmt: skip
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for _, question in drawn(level):
        counts[question.topic][question.answer] += 1
    for topic, answers in counts.items():
        assert max(answers.values()) <= bound[topic] * answers.total(), (topic, answers)


def test_the_words_of_a_yes_or_no_question_tell_little() -> None:
    """A guesser that knows how often each kind or fact was a yes gains little over a coin."""
    learned: dict[str, Counter[str]] = defaultdict(Counter)
    asked = []
    for seed in range(2000):
        scene = sample_scene(seed)
        question = sample_question(scene, random.Random(f"p{seed}"), topic="presence")
        if question:
            text = question.text.lower()
            found = phrases(text)
            key = found[0].kind if found else next(word for word in KEYWORDS if word in text)
            asked.append((key, question.answer))
    for key, answer in asked[::2]:
        learned[key][answer] += 1
    right = [learned[key].most_common(1)[0][0] == answer for key, answer in asked[1::2] if learned[key]]
    assert sum(right) < 0.58 * len(right)


def test_an_empty_scene_can_be_asked_about() -> None:
    empty = Scene(0, "night", "clear", "navy", "snow", "none", 9, "left", ())
    assert sample_question(empty, random.Random(0), topic="colour") is None
    assert all(sample_question(empty, random.Random(i)) for i in range(40))
