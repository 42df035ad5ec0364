"""Sentences tell the truth about their scene, and the canonical one can be read back."""

import random

import pytest

from brookesia_recipe.world import (
    FIRST_HELD_OUT_SEED,
    Scene,
    Thing,
    attributes,
    caption_canonical,
    captions,
    parse_caption,
    sample_scene,
)  # fmt: skip
from brookesia_recipe.world.language import (
    COLOUR_WORDS,
    GROUND_NAMES,
    GROUND_WORDS,
    KIND_WORDS,
    MAX_WORDS,
    RELIEF_WORDS,
    SKY_WORDS,
    TIME_WORDS,
    article,
    plural,
    told,
)  # fmt: skip

BALLS = (Thing("ball", "red", "small", 1, 11), Thing("ball", "red", "small", 11, 11))
SCENE = Scene(0, "sunset", "cloudy", "pink", "sea", "hills", 9, "left",
              (Thing("boat", "orange", "big", 1, 8), Thing("bird", "white", "small", 10, 1)))  # fmt: skip


def test_the_canonical_caption_says_all_in_one_order() -> None:
    assert caption_canonical(SCENE) == (
        "an orange boat on the left and a white bird in the sky on the right, "
        "on the sea with hills at sunset, cloudy, under a pink sky"
    )


@pytest.mark.parametrize("level", ["toy", "calm", "lively"])
def test_canonical_captions_read_back(level: str) -> None:
    for seed in range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 500):
        scene = sample_scene(seed, level)
        assert parse_caption(caption_canonical(scene)) == attributes(scene)


@pytest.mark.parametrize(
    "text", ["", "a", ", , ,", "a red dragon on the left, in the snow", "a mauve cat in the middle"]
)
def test_reading_nonsense_finds_no_things(text: str) -> None:
    assert parse_caption(text)["things"] == []


def test_sentences_name_every_thing_with_its_colour() -> None:
    for seed in range(800):
        scene = sample_scene(seed)
        text = captions(scene, random.Random(seed)).lower()
        assert len(text.split()) <= MAX_WORDS
        for thing in scene.things:
            assert any(word in text or plural(word) in text for word in KIND_WORDS[thing.kind]), text
            assert any(word in text for word in COLOUR_WORDS[thing.colour]), text


def test_sentences_say_nothing_untrue() -> None:
    for seed in range(800):
        scene = sample_scene(seed)
        text = captions(scene, random.Random(seed), "full").lower()
        for table, truth in (
            (GROUND_WORDS, scene.ground),
            (TIME_WORDS, scene.time),
            (RELIEF_WORDS, scene.relief),
        ):
            for name, phrases in table.items():
                if name != truth:
                    assert not any(phrase in text for phrase in phrases), (text, name)


def test_a_sky_unlike_its_time_is_always_said() -> None:
    for seed in range(400):
        scene = sample_scene(seed)
        if scene.names_sky:
            text = captions(scene, random.Random(seed)).lower()
            assert any(word + " sky" in text for word in SKY_WORDS[scene.sky]), text


def test_alike_things_are_counted() -> None:
    scene = Scene(0, "day", "clear", "blue", "beach", "none", 9, "left", BALLS)
    texts = [captions(scene, random.Random(i)).lower() for i in range(60)]
    assert any("two red" in text and "balls" in text for text in texts)


def test_sentences_vary_and_are_repeatable() -> None:
    texts = {captions(SCENE, random.Random(i)) for i in range(300)}
    assert len(texts) > 280
    assert captions(SCENE, random.Random(5)) == captions(SCENE, random.Random(5))


def test_an_empty_scene_is_described_by_its_ground() -> None:
    scene = Scene(0, "night", "clear", "navy", "snow", "none", 9, "left", ())
    text = captions(scene, random.Random(1)).lower()
    assert any(name in text for name in GROUND_NAMES["snow"])


def test_articles_and_plurals() -> None:
    assert article("orange boat") == "an orange boat"
    assert article("red boat") == "a red boat"
    assert [plural(w) for w in ("ball", "fox", "kitty", "toy", "blossom")] == [
        "balls",
        "foxes",
        "kitties",
        "toys",
        "blossoms",
    ]


def test_things_are_told_in_the_order_in_which_the_sentence_names_them():
    looked_at = 0
    for scene in map(sample_scene, range(400)):
        sentence, things = told(scene, random.Random(scene.seed))
        assert sorted(things, key=repr) == sorted(scene.things, key=repr)
        assert sentence == captions(scene, random.Random(scene.seed))
        if len({thing.kind for thing in things}) == 2:
            first, second = (said_at(thing, sentence) for thing in things)
            assert first < second
            looked_at += things != scene.things
    assert looked_at > 10


def said_at(thing: Thing, sentence: str) -> int:
    """Where the first of the kind's longest names begins."""
    places = [(len(word), sentence.lower().find(word)) for word in KIND_WORDS[thing.kind] if word in sentence.lower()]
    return max(places)[1]
