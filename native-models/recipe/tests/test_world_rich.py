"""The level 'rich' has a wider vocabulary that no other level knows."""

import random
from dataclasses import replace

import numpy as np
import pytest

from brookesia_recipe.world import (
    COLOURS,
    FIRST_HELD_OUT_SEED,
    KINDS,
    Scene,
    Thing,
    attributes,
    boxes,
    caption_canonical,
    captions,
    parse_caption,
    render,
    sample_scene,
    thing_mask,
)  # fmt: skip
from brookesia_recipe.world.language import STYLE_WORDS
from brookesia_recipe.world.palette import thing_paints
from brookesia_recipe.world.rich import RICH_COLOURS, RICH_KINDS, STYLES
from brookesia_recipe.world.scene import MOST_COVERED, covered
from brookesia_recipe.world.settings import ALL_COLOURS, ALL_KINDS, SIZES

SCENES = [sample_scene(seed, "rich") for seed in range(700)]
EMPTY = Scene(0, "day", "clear", "blue", "meadow", "none", 9, "right", ())


def test_the_vocabulary_is_wide() -> None:
    things = [thing for scene in SCENES for thing in scene.things]
    assert len(ALL_KINDS) >= 40 and {thing.kind for thing in things} == set(ALL_KINDS)
    assert len(ALL_COLOURS) == 12 and {thing.colour for thing in things} == set(ALL_COLOURS)
    assert {scene.style for scene in SCENES} == set(STYLES)
    assert max(len(scene.things) for scene in SCENES) == 5


@pytest.mark.parametrize("level", ["toy", "calm", "free", "lively"])
def test_other_levels_never_draw_from_it(level: str) -> None:
    for seed in range(400):
        scene = sample_scene(seed, level)
        assert scene.style == "flat"
        assert all(thing.kind in KINDS and thing.colour in COLOURS for thing in scene.things)


@pytest.mark.parametrize("kind", RICH_KINDS)
def test_a_rich_thing_fills_its_box_and_shows_its_colour(kind: str) -> None:
    for i, size in enumerate(SIZES):
        colour = RICH_COLOURS[(len(kind) + i) % 4]
        scene = replace(EMPTY, things=(Thing(kind, colour, size, 4, 3),))
        picture, mask = render(scene), thing_mask(scene.things[0])
        changed = (picture != render(EMPTY)).any(-1)
        x0, y0, x1, y1 = boxes(scene)[0]
        assert changed[y0:y1, x0:x1].sum() == changed.sum() > 0.25 * (x1 - x0) * (y1 - y0)
        near = np.abs(picture.astype(int) - np.array(thing_paints(colour, "day")["main"])).max(-1) < 12
        assert (near & mask).sum() > 0.13 * mask.sum()
        ys, xs = np.nonzero(mask)
        assert abs(xs.min() - x0) <= 3 and abs(xs.max() + 1 - x1) <= 3
        assert abs(ys.min() - y0) <= 3 and abs(ys.max() + 1 - y1) <= 3


def test_scattered_things_stay_in_sight() -> None:
    overlaps = 0
    for scene in SCENES:
        for i, thing in enumerate(scene.things):
            x0, y0, x1, y1 = thing.box
            assert 0 <= x0 < x1 <= 256 and 0 <= y0 < y1 <= 256
            assert thing.flies or y1 > scene.horizon * 16
            shares = [covered(thing, other) for other in scene.things[:i]]
            assert all(share <= MOST_COVERED for share in shares)
            overlaps += any(shares)
    assert overlaps > 60


@pytest.mark.parametrize("style", STYLES[1:])
def test_a_style_changes_the_picture_and_is_said(style: str) -> None:
    plain = replace(EMPTY, things=(Thing("duck", "red", "big", 4, 8),))
    scene = replace(plain, style=style)
    assert (render(scene) != render(plain)).any()
    assert STYLE_WORDS[style][0] in caption_canonical(scene)


def test_captions_read_back_and_stay_short() -> None:
    for seed in range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 300):
        scene = sample_scene(seed, "rich")
        assert parse_caption(caption_canonical(scene)) == attributes(scene)
        assert len(captions(scene, random.Random(seed)).split()) <= 24
