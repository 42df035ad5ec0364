"""The illustration world: what seeds, pictures, boxes and labels promise."""

import random
from dataclasses import replace

import numpy as np
import pytest

from brookesia_recipe.world import (
    CELL,
    COLOURS,
    DEFAULT_SKY,
    FIRST_HELD_OUT_SEED,
    GROUNDS,
    KINDS,
    RELIEFS,
    SIZES,
    SKY_CHOICES,
    STANDS,
    TIMES,
    Scene,
    Thing,
    WorldSettings,
    boxes,
    is_held_out,
    may_stand,
    overlap,
    place,
    render,
    sample_scene,
    segmentation,
    thing_mask,
)  # fmt: skip
from brookesia_recipe.world.palette import thing_paints

EMPTY = Scene(0, "day", "clear", "blue", "meadow", "none", 9, "right", ())


def lone(kind: str, colour: str, size: str = "big") -> Scene:
    ground = "sea" if "ground" not in STANDS[kind] and "sky" not in STANDS[kind] else "meadow"
    return replace(EMPTY, ground=ground, things=(Thing(kind, colour, size, 4, 3),))


def test_a_seed_is_one_scene_and_one_picture() -> None:
    for seed in (0, 7, FIRST_HELD_OUT_SEED):
        assert sample_scene(seed) == sample_scene(seed)
        assert np.array_equal(render(sample_scene(seed)), render(sample_scene(seed)))
    assert len({sample_scene(seed) for seed in range(50)}) == 50


def test_the_picture_depends_on_the_scene_and_not_on_its_seed() -> None:
    scene = sample_scene(3)
    assert np.array_equal(render(scene), render(replace(scene, seed=99)))


@pytest.mark.parametrize("pixels", [256, 512])
def test_a_picture_has_the_asked_size(pixels: int) -> None:
    picture = render(sample_scene(1), pixels)
    assert picture.shape == (pixels, pixels, 3)
    assert picture.dtype == np.uint8
    assert segmentation(sample_scene(1), pixels).shape == (pixels, pixels)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_a_thing_changes_pixels_only_in_its_box(kind: str, size: str) -> None:
    for colour in COLOURS:
        scene = lone(kind, colour, size)
        changed = (render(scene) != render(replace(scene, things=()))).any(-1)
        x0, y0, x1, y1 = boxes(scene)[0]
        inside = changed[y0:y1, x0:x1].sum()
        assert inside == changed.sum()
        assert inside > 0.25 * (x1 - x0) * (y1 - y0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("colour", COLOURS)
def test_a_thing_shows_its_colour(kind: str, colour: str) -> None:
    scene = lone(kind, colour)
    main = np.array(thing_paints(colour, "day")["main"])
    near = np.abs(render(scene).astype(int) - main).max(-1) < 12
    mask = thing_mask(scene.things[0])
    assert (near & mask).sum() > 0.13 * mask.sum()


@pytest.mark.parametrize("kind", KINDS)
def test_the_mask_touches_all_sides_of_the_box(kind: str) -> None:
    for size in SIZES:
        thing = Thing(kind, "red", size, 4, 3)
        ys, xs = np.nonzero(thing_mask(thing))
        x0, y0, x1, y1 = thing.box
        assert abs(xs.min() - x0) <= 3 and abs(xs.max() + 1 - x1) <= 3
        assert abs(ys.min() - y0) <= 3 and abs(ys.max() + 1 - y1) <= 3


def test_sampled_things_lie_on_the_grid_apart_and_where_they_may() -> None:
    counts = [0, 0, 0]
    for seed in range(600):
        scene = sample_scene(seed)
        counts[len(scene.things)] += 1
        for i, thing in enumerate(scene.things):
            x0, y0, x1, y1 = thing.box
            assert 0 <= x0 < x1 <= 256 and 0 <= y0 < y1 <= 256
            assert x0 % CELL == 0 and y0 % CELL == 0
            assert x1 - x0 >= 3 * CELL
            assert may_stand(thing.kind, scene.ground)
            assert not any(overlap(thing, other) for other in scene.things[:i])
            assert y1 <= scene.horizon * CELL if thing.flies else y1 > scene.horizon * CELL
    assert counts[1] > counts[2] > 150


def test_every_word_of_the_vocabulary_occurs() -> None:
    scenes = [sample_scene(seed) for seed in range(1500)]
    things = [thing for scene in scenes for thing in scene.things]
    assert {t.kind for t in things} == set(KINDS)
    assert {t.colour for t in things} == set(COLOURS)
    assert {s.ground for s in scenes} == set(GROUNDS)
    assert {s.relief for s in scenes} == set(RELIEFS)
    assert {s.sky for s in scenes} == {s for t in TIMES for s in (*SKY_CHOICES[t], DEFAULT_SKY[t])}


def test_labels_are_sky_ground_and_things() -> None:
    scene = sample_scene(4)
    labels = segmentation(scene)
    assert set(np.unique(labels)) == set(range(2 + len(scene.things)))
    for i, thing in enumerate(scene.things):
        assert np.array_equal(labels == 2 + i, thing_mask(thing))


def sky_mean(**changes: str) -> np.ndarray:
    return render(replace(EMPTY, **changes))[:96, :128].reshape(-1, 3).mean(0)


def test_the_sky_tells_the_time() -> None:
    day, sunset, night = (sky_mean(time=time, sky=DEFAULT_SKY[time]) for time in TIMES)
    assert day[2] > day[1] > day[0] and day.mean() > 150
    assert sunset[0] > sunset[1] > sunset[2] and sunset[0] - sunset[2] > 90
    assert night[2] > night[0] and night.mean() < 90


def test_a_named_sky_has_its_colour() -> None:
    pink, purple, green, grey = (sky_mean(sky=sky) for sky in ("pink", "purple", "green", "grey"))
    assert pink[0] > pink[2] > pink[1]
    assert purple[2] > purple[0] > purple[1]
    assert green[1] > max(green[0], green[2]) + 20
    assert np.ptp(grey) < 30


def test_held_out_seeds_are_told_apart() -> None:
    assert not is_held_out(FIRST_HELD_OUT_SEED - 1)
    assert is_held_out(FIRST_HELD_OUT_SEED)


def test_a_level_outside_the_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="kinds"):
        WorldSettings(kinds=("dragon",))
    with pytest.raises(ValueError, match="sum to 1"):
        WorldSettings(count_weights=(0.5, 0.2))


def test_toy_scenes_stay_in_their_level() -> None:
    for seed in range(60):
        scene = sample_scene(seed, "toy")
        assert len(scene.things) == 1 and scene.things[0].kind in ("house", "tree", "ball")
        assert scene.relief == "none" and not scene.names_sky


def test_no_free_place_gives_nothing() -> None:
    blocker = Thing("house", "red", "big", 0, 8)
    assert place(random.Random(0), "house", "blue", "big", "left", 9, [blocker]) is None
