"""Regions are named so that no other can be meant, and typos stay small."""

import random

import pytest
from world_reader import phrases, the_one

from brookesia_recipe.world import Scene, Thing, parse_caption, sample_scene
from brookesia_recipe.world.edits import sample_edit
from brookesia_recipe.world.questions import sample_question
from brookesia_recipe.world.regions import LENGTHS, describe, description_request, identify, locate, regions
from brookesia_recipe.world.typos import KNOWN, with_typo

SCENES = [sample_scene(seed, "lively") for seed in range(200)]
SENTENCE = "could you please turn the purple lighthouse on the left into a yellow umbrella"


def test_a_region_is_named_for_one_thing_only() -> None:
    for scene in SCENES:
        found = regions(scene, random.Random(f"r{scene.seed}"))
        assert [region.box for region in found] == [thing.box for thing in scene.things]
        for region in found:
            (phrase,) = phrases(region.label)
            assert the_one(phrase, scene).box == region.box


def test_where_questions_have_the_box_of_what_they_name() -> None:
    for scene in SCENES:
        located = locate(scene, random.Random(f"l{scene.seed}"))
        assert (located is None) == (not scene.things)
        if located:
            thing = the_one(next(p for p in phrases(located.text) if p.article == "the"), scene)
            assert (thing.box, f"{thing.colour} {thing.kind}") == (located.box, located.label)


def test_what_questions_have_the_label_of_their_box() -> None:
    for scene in SCENES[:100]:
        asked = identify(scene, random.Random(f"i{scene.seed}"))
        if asked:
            assert asked.label in [f"{t.colour} {t.kind}" for t in scene.things if t.box == asked.box]


def test_things_that_no_words_tell_apart_are_not_named() -> None:
    twins = tuple(Thing("boat", "red", "small", column, 10) for column in (0, 3))
    scene = Scene(
        0, "day", "clear", "blue", "sea", "none", 9, "left", (*twins, Thing("duck", "red", "small", 11, 10))
    )
    assert len(regions(scene, random.Random(0))) == 1


def test_descriptions_come_in_three_lengths() -> None:
    for scene in SCENES:
        short, medium, long = (describe(scene, length) for length in LENGTHS)
        assert len(short.split()) < len(medium.split()) < len(long.split())
        assert parse_caption(medium)["ground"] == scene.ground
        for thing in scene.things:
            assert f"{thing.colour} {thing.kind}" in short
            assert f"{thing.size} {thing.colour} {thing.kind}" in long
        assert scene.sky in long and scene.time in long and scene.weather in long


def test_requests_for_descriptions_vary() -> None:
    for length in LENGTHS:
        assert len({description_request(length, random.Random(i)) for i in range(60)}) > 8


def edit_distance(a: str, b: str) -> int:
    """Damerau-Levenshtein, neighbours swapped at a cost of one."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            rows[i][j] = best
    return rows[-1][-1]


def test_a_typo_is_one_slip_in_one_longer_word() -> None:
    slips = 0
    for i in range(400):
        text = with_typo(SENTENCE, random.Random(i), 1.0)
        changed = [(a, b) for a, b in zip(SENTENCE.split(), text.split()) if a != b]
        assert len(text.split()) == len(SENTENCE.split()) and len(changed) <= 1
        for before, after in changed:
            assert len(before) > 3 and before[0] == after[0]
            assert edit_distance(before, after) == 1 and after not in KNOWN
        slips += len(changed)
    assert slips > 360


def test_typos_come_as_often_as_asked() -> None:
    texts = [with_typo(SENTENCE, random.Random(i), 0.2) for i in range(1000)]
    assert 140 < sum(text != SENTENCE for text in texts) < 260


def test_without_typos_nothing_is_drawn() -> None:
    rng = random.Random(3)
    state = rng.getstate()
    assert with_typo(SENTENCE, rng) == SENTENCE and rng.getstate() == state
    assert with_typo("a cat is on it", random.Random(0), 1.0) == "a cat is on it"


@pytest.mark.parametrize("draw", [sample_edit, sample_question])
def test_typos_touch_the_words_and_not_the_meaning(draw) -> None:
    for scene in SCENES[:60]:
        clean, hasty = (draw(scene, random.Random(f"t{scene.seed}"), "lively", typos=p) for p in (0.0, 1.0))
        assert getattr(clean, "target", None) == getattr(hasty, "target", None)
        assert getattr(clean, "answer", None) == getattr(hasty, "answer", None)
