from __future__ import annotations

import pytest

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.evaluate.captions import f1
from brookesia_recipe.world import attributes, caption_canonical, parse_caption


def test_right_captions_score_one():
    scenes = [scene_of(seed, "calm") for seed in range(200)]
    assert f1([attributes(s) for s in scenes], [parse_caption(caption_canonical(s)) for s in scenes]) == 1


def test_a_wrong_colour_costs_one_statement_on_both_sides():
    described = {"things": [("boat", "red", "left")], "ground": "sea"}
    told = {"things": [("boat", "blue", "left")], "ground": "sea"}
    assert f1([described], [told]) == pytest.approx(0.5)
