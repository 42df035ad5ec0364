"""Control pictures have their form, and show what the scene holds."""

import hashlib
import random
from dataclasses import replace

import cv2
import numpy as np
import pytest

from brookesia_recipe.world import Scene, Thing, render, sample_scene, segmentation, thing_mask
from brookesia_recipe.world.controls import CLASS_COLOURS, CONTROLS, classes, control, depth, edges, sketch
from brookesia_recipe.world.labels import CLASSES, background_map, class_map

SCENES = [sample_scene(seed, "lively") for seed in range(12)]
HASHES = {
    "toy": "8ad3ba7304fa36a1d95c599d79921d45",
    "calm": "81f081d7c62b3d3eb4b934d847a37677",
    "free": "0fe813e18863f961e864eb2bdfe8bd3b",
    "lively": "f97e0f01fd31377763a34e057f6cd39c",
}
"""Per level, of the pictures of 25 seeds."""


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_is_a_picture_and_repeatable(name: str) -> None:
    for scene in SCENES[:4]:
        picture = control(name, scene, random.Random(1))
        assert picture.shape == (256, 256, 3) and picture.dtype == np.uint8
        assert np.array_equal(picture, control(name, scene, random.Random(1)))
        assert picture.std() > 5


def test_edges_are_dark_lines_on_white() -> None:
    for scene in SCENES:
        lines = edges(render(scene))
        assert set(np.unique(lines)) == {0, 255}
        assert 0.005 < (lines == 0).mean() < 0.35


def test_class_colours_are_far_apart() -> None:
    table = np.array([CLASS_COLOURS[name] for name in CLASSES], int)
    distance = np.abs(table[:, None] - table[None]).max(-1) + 999 * np.eye(len(table), dtype=int)
    assert distance.min() >= 20


def test_class_colours_say_what_the_label_map_says() -> None:
    table = np.array([CLASS_COLOURS[name] for name in CLASSES], np.uint8)
    for scene in SCENES:
        labels = class_map(scene)
        assert np.array_equal(classes(scene), table[labels])
        things = segmentation(scene)
        for i, thing in enumerate(scene.things):
            assert set(labels[things == 2 + i]) == {CLASSES.index(thing.kind)}


def test_backgrounds_hold_the_classes_they_name() -> None:
    bare = Scene(0, "day", "cloudy", "blue", "beach", "hills", 9, "left", ())
    for changes, expected in (
        ({}, {"sky", "light", "cloud", "hills", "beach"}),
        ({"weather": "clear", "relief": "none", "ground": "sea"}, {"sky", "light", "sea"}),
        (
            {"relief": "mountains", "time": "night", "sky": "navy"},
            {"sky", "light", "cloud", "mountains", "beach"},
        ),
        ({"relief": "none", "ground": "city", "weather": "clear"}, {"sky", "light", "skyline", "city"}),
    ):
        found = {CLASSES[i] for i in np.unique(background_map(replace(bare, **changes)))}
        assert found == expected


def test_the_sun_is_where_the_light_is() -> None:
    for time, sky in (("day", "blue"), ("sunset", "orange"), ("night", "navy")):
        for light in ("left", "right"):
            scene = Scene(0, time, "clear", sky, "meadow", "none", 9, light, ())
            columns = np.nonzero(background_map(scene) == CLASSES.index("light"))[1]
            assert (columns.mean() < 128) == (light == "left")


def test_what_is_nearer_is_brighter() -> None:
    near, far = Thing("house", "red", "small", 1, 11), Thing("house", "red", "small", 11, 9)
    scene = Scene(0, "day", "clear", "blue", "meadow", "mountains", 9, "left", (near, far))
    picture = depth(scene)
    assert np.array_equal(picture[..., 0], picture[..., 2])
    near_grey, far_grey = (picture[thing_mask(thing)].max() for thing in (near, far))
    assert near_grey > far_grey > picture[130, 128, 0] > picture[0, 128, 0]
    assert (np.diff(picture[144:, 128, 0].astype(int)) >= 0).all()


def test_a_sketch_is_dark_lines_on_white_that_wobble() -> None:
    for scene in SCENES[:6]:
        one, other = (sketch(scene, random.Random(i)) for i in (1, 2))
        assert (one > 240).mean() > 0.75 and (one < 100).any()
        assert not np.array_equal(one, other)
        near = cv2.erode(other, np.ones((11, 11), np.uint8))
        dark = one.min(-1) < 100
        assert (near.min(-1)[dark] < 200).mean() > 0.99


@pytest.mark.parametrize("level", sorted(HASHES))
def test_native_pictures_never_change(level: str) -> None:
    """Packs are trained on these very pixels: a tokenizer or a stored scene would no longer fit."""
    digest = hashlib.sha256()
    for seed in (*range(20), *range(10_000_000, 10_000_005)):
        digest.update(render(sample_scene(seed, level)).tobytes())
    assert digest.hexdigest()[:32] == HASHES[level]


def test_the_large_picture_is_the_same_picture() -> None:
    for scene in SCENES[:4]:
        small, large = render(scene), render(scene, 512)
        halved = cv2.resize(large, (256, 256), interpolation=cv2.INTER_AREA)
        assert np.abs(halved.astype(int) - small).mean() < 1.5
        labels = segmentation(scene, 512)[::2, ::2]
        assert (labels != segmentation(scene)).mean() < 0.02
