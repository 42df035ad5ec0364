"""CM3Leon's transformer as the paper describes it: sizes, initialisation, causality."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from brookesia_recipe.transformer.paper import SIZES, PaperSettings, PaperTransformer, parameter_counts

SMALL = PaperSettings(layers=2, width=64, heads=4, rate=1e-3, vocabulary=512, length=48)


@pytest.mark.parametrize(
    ("name", "blocks", "tables"),
    [
        # 12 C^2 a layer; 65,536 ids in and out and 4,096 positions, each of C numbers.
        ("350m", 301_989_888, 138_412_032),
        ("760m", 679_477_248, 207_618_048),
        ("7b", 6_442_450_944, 553_648_128),
    ],
)
def test_the_paper_sizes_have_their_parameters(name, blocks, tables):
    counts = parameter_counts(SIZES[name])
    assert counts["blocks"] == blocks
    assert counts["embedding"] + counts["positions"] + counts["head"] == tables
    assert counts["all"] == blocks + tables


def test_the_sizes_are_the_papers():
    found = {name: (size.layers, size.width, size.rate, size.length) for name, size in SIZES.items()}
    assert found == {
        "350m": (24, 1024, 6e-4, 4096),
        "760m": (24, 1536, 5e-4, 4096),
        "7b": (32, 4096, 1.2e-4, 4096),
    }


def test_nothing_has_a_bias_a_norm_weight_or_dropout():
    model = PaperTransformer(SMALL)
    assert all(parameter.dim() == 2 for parameter in model.parameters())
    assert not any(isinstance(part, nn.Dropout | nn.LayerNorm) for part in model.modules())


def test_weights_start_as_the_paper_says():
    torch.manual_seed(0)
    model = PaperTransformer(SMALL)
    # A normal cut at three standard deviations keeps 98.66 % of its own.
    for weight, deviation in ((model.embedding.weight, 0.006), (model.positions.weight, 0.0002)):
        assert weight.abs().max() <= 3 * deviation
        assert weight.std().item() == pytest.approx(0.9866 * deviation, rel=0.02)
    assert model.blocks[1].narrow.weight.std().item() == pytest.approx(0.9866 * 0.006, rel=0.02)
    assert not model.head.weight.any()


def test_before_training_every_id_is_equally_likely():
    logits = PaperTransformer(SMALL)(torch.randint(0, 512, (2, 10)))
    assert F.cross_entropy(logits.flatten(0, 1), torch.zeros(20, dtype=torch.long)).item() == pytest.approx(
        math.log(512)
    )


def test_no_token_sees_a_later_one_and_place_matters():
    torch.manual_seed(1)
    model = PaperTransformer(SMALL)
    for parameter in model.parameters():
        nn.init.normal_(parameter, std=0.2)
    tokens = torch.randint(0, 512, (1, 20))
    changed = tokens.clone()
    changed[0, 12] = (tokens[0, 12] + 1) % 512
    with torch.no_grad():
        before, after, shifted = model(tokens), model(changed), model(tokens[:, 1:])
    torch.testing.assert_close(after[:, :12], before[:, :12])
    assert (after[:, 12:] - before[:, 12:]).abs().amax(-1).min() > 1e-3
    assert (shifted - before[:, 1:]).abs().max() > 1e-2


def test_it_learns_a_sequence_by_heart():
    torch.manual_seed(2)
    model = PaperTransformer(SMALL)
    tokens = torch.randint(0, 512, (4, 24))
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.95))
    for _ in range(60):
        loss = F.cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 2
