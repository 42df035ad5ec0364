"""Layouts as tokens: their forms, their places, and the grammar under which a model writes them."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from brookesia_recipe.export.tiny import LAYOUT
from brookesia_recipe.text.vocabulary import BREAK, EOS
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import NEUTRAL
from brookesia_recipe.transformer.plans import MAX_BACKGROUND, MAX_LABEL, MAX_THINGS, PlanState, changes_state
from brookesia_recipe.transformer.sequences import location
from brookesia_recipe.world import Layout, layout, sample_scene, varied_layout


def test_a_plan_says_its_things_and_its_background(writer):
    row = writer.plan_form("a red boat", (), LAYOUT)
    told = writer.bpe.decode(row.tokens.tolist(), skip_special_tokens=False)
    assert told == (
        "<bos>a red boat<break><break> red boat<loc:4><loc:32><loc:28><loc:55> balloon<loc:43><loc:4><loc:59><loc:24>"
        "<break> on the sea at sunset<eos>"
    )
    assert (row.positions[:, 1:] == NEUTRAL).all()


def test_only_what_is_planned_carries_loss(writer):
    row = writer.plan_form("a red boat", LAYOUT.things[:1], Layout(LAYOUT.things[1:], LAYOUT.background))
    start = len(writer.plan_prompt("a red boat", LAYOUT.things[:1]))
    assert (row.groups[:start] == sequences.NONE).all()
    boxes = row.tokens[start:] >= writer.vocabulary.location_start
    names = np.array(sequences.GROUPS)[row.groups[start:]]
    assert (names == np.where(boxes, "plan_box", "plan")).all() and boxes.sum() == 4 * len(LAYOUT.things[1:])



def test_before_a_picture_a_label_lies_at_its_centre_and_its_locations_at_the_corners(writer):
    row = writer.generate_prompt(LAYOUT)
    boat = len(writer.words("red boat"))
    assert (row.positions[1 : 1 + boat, 1:] == (10.5, 3.5)).all()
    assert row.positions[1 + boat : 5 + boat, 1:].tolist() == [[8, 1], [8, 1], [13, 6], [13, 6]]
    assert row.positions[:, 0].tolist() == list(range(len(row)))
    words = len(writer.words(LAYOUT.background))
    assert (row.positions[-words - 2 :, 1:] == NEUTRAL).all()


def test_locations_span_the_side():
    assert [location(pixel) for pixel in (0, 128, 256)] == [0, 32, 63]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_drawn_under_the_grammar_is_a_plan(writer, seed):
    rng, state = np.random.default_rng(seed), PlanState(writer)
    while not state.done:
        allowed = state.allowed()
        assert (np.diff(allowed) > 0).all()
        state.take(int(rng.choice(allowed)))
    told = state.layout()
    assert len(told.things) <= MAX_THINGS and len(state.background or []) <= MAX_BACKGROUND
    for thing in told.things:
        x0, y0, x1, y1 = thing.box
        assert 0 <= x0 < x1 <= 256 and 0 <= y0 < y1 <= 256
    assert state.written.count(BREAK) == 1 and EOS not in state.written


def test_a_written_layout_is_read_back(writer):
    state = PlanState(writer)
    for token in [*sequences.joined([writer.plan_form("", (), LAYOUT)]).tokens[3:].tolist()]:
        assert token in state.allowed()
        state.take(token)
    told = state.layout()
    assert told.background == LAYOUT.background
    assert [thing.label for thing in told.things] == [thing.label for thing in LAYOUT.things]
    for thing, other in zip(told.things, LAYOUT.things, strict=True):
        np.testing.assert_allclose(thing.box, other.box, atol=256 / 63 / 2)


def test_a_label_ends_in_time(writer):
    state, word = PlanState(writer), writer.vocabulary.text_start
    for _ in range(MAX_LABEL):
        state.take(word)
    assert (state.allowed() >= writer.vocabulary.location_start).all()


def test_varied_layouts_say_the_same_boxes_in_any_order():
    scene = next(scene for scene in map(sample_scene, range(99)) if len(scene.things) == 2)
    plain, orders = layout(scene), set()
    for seed in range(40):
        varied = varied_layout(scene, random.Random(seed), varied=0)
        assert set(varied.things) == set(plain.things) and varied.background == plain.background
        orders.add(varied.things)
    assert len(orders) == 2


@pytest.mark.parametrize("seed", range(20))
def test_only_what_stands_there_can_go_and_each_only_once(writer, seed):
    rng, before = np.random.default_rng(seed), (*LAYOUT.things, LAYOUT.things[0])
    state = changes_state(writer, before)
    while not state.done:
        allowed = state.allowed()
        assert (np.diff(allowed) > 0).all()
        state.take(int(rng.choice(allowed)))
    assert all(state.chosen.count(thing) <= before.count(thing) for thing in state.chosen)
    gone = writer.things(state.chosen).tokens.tolist()
    assert state.written == [*gone, BREAK, *state.then.written]


def test_things_that_share_a_label_are_told_apart_by_their_boxes(writer):
    near, far = (replace(LAYOUT.things[0], box=box) for box in ((0, 0, 64, 64), (128, 0, 192, 64)))
    state = changes_state(writer, (near, far))
    for token in writer.words(near.label):
        state.take(token)
    start = writer.vocabulary.location_start
    assert state.allowed().tolist() == [start, start + location(128)]
    state.take(start + location(128))
    assert len(state.meant()) == 1
