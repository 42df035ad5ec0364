"""The PyTorch model against the NumPy one, and its cached against its full pass."""

from __future__ import annotations

import numpy as np
import torch
from conftest import IMAGE_START, STILL
from numpy_reference import Reference

from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import KINDS, Cache
from brookesia_recipe.transformer.sample import Sampling, choose, draw_pictures, guided, inputs_of


def all_logits(model, row):
    inputs, _ = inputs_of([row], [(9, -8, -8)], KINDS["text"])
    with torch.no_grad():
        return inputs, model.logits(model(inputs))[0].numpy()


def test_agrees_with_the_plain_numpy_model_to_five_digits(model, row):
    """In float64 on both sides, so that only a difference of meaning can show."""
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    inputs, _ = inputs_of([row], [(9, -8, -8)], KINDS["text"])
    exact = model.double()
    with torch.no_grad():
        logits = exact.logits(exact(inputs))[0].numpy()
    queries, following = row.following((9, -8, -8), KINDS["text"])
    reference = Reference(state, heads=2, layers=2, image_start=IMAGE_START, still=STILL)
    for place in range(len(row)):
        expected = reference.step(
            row.tokens[place], row.positions[place], queries[place], row.kinds[place], following[place]
        )
        np.testing.assert_allclose(logits[place], expected, rtol=1e-5, atol=1e-5 * np.abs(expected).max())


def test_stepping_with_a_cache_is_the_full_pass(model, row):
    inputs, logits = all_logits(model, row)
    cache, parts = Cache(), []
    for start, stop in ((0, 5), (5, 6), (6, 10), (10, len(row))):
        with torch.no_grad():
            parts.append(model.logits(model(inputs[:, start:stop], cache))[0].numpy())
    np.testing.assert_allclose(np.concatenate(parts), logits, atol=1e-4)


def test_padding_on_the_left_changes_nothing(model, row):
    short = sequences.unconditional_prompt()
    inputs, valid = inputs_of([row, short], [(9, 0, 0), (3, 0, 0)], KINDS["image"])
    alone, _ = inputs_of([short], [(3, 0, 0)], KINDS["image"])
    with torch.no_grad():
        together = model(inputs, Cache(valid=valid))[1, -1]
        np.testing.assert_allclose(together, model(alone)[0, -1], atol=1e-5)


def test_folding_for_export_keeps_the_function(model, row):
    _, logits = all_logits(model, row)
    _, folded = all_logits(model.folded(), row)
    assert np.sqrt(np.square(folded - logits).mean()) < 0.005 * logits.std()


def test_a_later_token_changes_no_earlier_one(model, row):
    inputs, logits = all_logits(model, row)
    inputs.tokens[0, 8] = 3
    with torch.no_grad():
        changed = model.logits(model(inputs))[0].numpy()
    np.testing.assert_array_equal(changed[:8], logits[:8])
    assert np.abs(changed[8:] - logits[8:]).max() > 0.01


def test_guidance_and_top_p():
    rows = torch.tensor([[1.0, 2.0], [0.0, 3.0]])
    assert guided(rows, 2.0).tolist() == [[2.0, 1.0]]
    nearly_sure = torch.tensor([[0.0, 5.0, 0.0]]).expand(200, 3)
    drawn = choose(nearly_sure, Sampling(1.0, 0.9, 1.0), torch.Generator().manual_seed(0))
    assert drawn.unique().tolist() == [1]


def test_one_seed_gives_one_picture(model):
    def draw(seed):
        generator = torch.Generator().manual_seed(seed)
        prompt = sequences.lay_out([sequences.text([0, 20, 21, 3])])
        return draw_pictures(
            model, [prompt], sequences.unconditional_prompt(), Sampling(), generator, cells=12
        ).tolist()

    assert draw(1) == draw(1) != draw(2)
