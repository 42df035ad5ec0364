"""Captions are made likelier by what they gain over the photo's others."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from brookesia_recipe.export.tiny import scatter
from brookesia_recipe.photo.caption_scores import Cider
from brookesia_recipe.photo.reader import between
from brookesia_recipe.photo.reward_train import advantages, policy_loss
from brookesia_recipe.photo.rows import CAPTION, branch, collate
from brookesia_recipe.photo.writing import CAPTION_PROMPT, Search, search_beams, write_texts
from brookesia_recipe.transformer.model import ModelSettings, Transformer

GRID = (2, 2)


@pytest.fixture
def model() -> Transformer:
    made = Transformer(
        ModelSettings(
            128, 100, width=32, layers=2, heads=2, hidden=48, levels=(), features=8, feature_hidden=12
        )
    )
    scatter(made, torch.Generator().manual_seed(5))
    return made.eval()


@pytest.fixture
def features() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((2, 4, 8)).astype(np.float32)


def test_an_advantage_is_the_reward_beside_the_mean_of_the_others_in_standard_deviations():
    found = advantages(torch.tensor([[3.0, 1.0, 2.0]]))
    assert found.flatten().tolist() == pytest.approx([1.0, -1.0, 0.0], abs=1e-4)
    assert torch.allclose(advantages(torch.tensor([[30.0, 10.0, 20.0]])), found, atol=1e-4)


def test_the_loss_weighs_every_token_with_its_captions_gain(model, features):
    texts = [[[20, 21, 1], [22, 1]], [[23, 1], [24, 25, 26, 1]]]
    rows = [[branch(CAPTION_PROMPT, ids, CAPTION) for ids in each] for each in texts]
    gains = torch.tensor([[0.5, -1.0], [2.0, 0.0]])
    total, count = 0.0, 0
    for row, each in enumerate(texts):
        for column, ids in enumerate(each):
            alone = collate([[branch(CAPTION_PROMPT, ids, CAPTION)]], features[row : row + 1], GRID)
            nats = policy_loss(model, alone, torch.ones(1, 1)).item() * len(ids)
            total += gains[row, column].item() * nats
            count += len(ids)
    loss = policy_loss(model, collate(rows, features, GRID), gains)
    assert loss.item() == pytest.approx(total / count, abs=1e-4)


def test_the_captions_of_a_search_are_as_many_as_its_beams_and_all_others(model, features):
    found = search_beams(model, features, [CAPTION_PROMPT] * 2, GRID, Search(3, 0.7, 6), (10, 60))
    assert [len({tuple(ids) for _, ids in texts}) for texts in found] == [3, 3]
    assert all(len(ids) <= 6 and all(10 <= token < 60 for token in ids) for texts in found for _, ids in texts)
    assert all(texts == sorted(texts, reverse=True) for texts in found)
    best = write_texts(model, features, [CAPTION_PROMPT] * 2, GRID, Search(3, 0.7, 6), (10, 60))
    assert best == [ids for [(_, ids), *_] in found]


def test_a_caption_that_breaks_off_gains_less_than_a_whole_one():
    scorer = Cider([["a dog runs on grass"], ["two men sit down"]], ended=True)
    assert scorer.score("a dog runs on grass", 0) == pytest.approx(10)
    plain = Cider([["a dog runs on grass"], ["two men sit down"]])
    broken = "a dog runs on"
    assert scorer.score(broken, 0) < plain.score(broken, 0)


def test_the_pack_gets_weights_between_those_before_and_after_the_rewards():
    before, after = {"w": torch.tensor([0.0, 4.0])}, {"w": torch.tensor([1.0, 8.0])}
    assert between(before, after, 0.25)["w"].tolist() == [0.75, 7.0]
    assert between(before, after, 0)["w"].tolist() == [1.0, 8.0]
