"""Batches that other processes make are those that the training would have made itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from brookesia_recipe.settings import load_preset
from brookesia_recipe.training.ahead import Ahead
from brookesia_recipe.training.device import device, placed
from brookesia_recipe.transformer.model import Inputs


def squares(offset: int):
    return lambda step: [torch.arange(3) + offset + step * step]


@pytest.mark.parametrize("workers", (0, 2))
def test_a_step_gets_its_batch_whoever_makes_it_and_wherever_the_training_begins(workers):
    ahead = Ahead(workers, squares, 10)
    try:
        for step in (5, 6, 7, 8):
            assert torch.equal(ahead.batch(step)[0], torch.arange(3) + 10 + step * step)
    finally:
        ahead.close()


@dataclass
class Nested:
    inputs: Inputs
    named: dict[str, Tensor]
    pair: tuple[Tensor, int]


def test_every_tensor_of_a_batch_is_placed():
    zeros = torch.zeros(1, 2)
    inputs = Inputs(zeros, zeros, zeros, zeros, zeros)
    found = placed([Nested(inputs, {"a": zeros}, (zeros, 3))])[0]
    tensors = [found.inputs.tokens, found.named["a"], found.pair[0]]
    assert {tensor.device.type for tensor in tensors} == {device()}
    assert found.pair[1] == 3 and found.inputs.features is None


def test_the_preset_for_a_card_is_complete():
    preset = load_preset("gpu")
    assert preset.world == "rich" and preset.transformer.workers and preset.transformer.pool == 1
