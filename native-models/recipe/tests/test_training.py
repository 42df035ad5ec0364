from __future__ import annotations

import csv

import torch
from torch import nn

from brookesia_recipe.training.loop import Budget, Training, split_parameters
from brookesia_recipe.training.muon import Optimiser, orthogonalise


def test_orthogonalising_brings_singular_values_near_one():
    matrices = torch.randn(3, 24, 60, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalise(matrices).float())
    assert 0.6 < values.min() < values.max() < 1.3


def test_the_rate_follows_the_used_share_of_the_budget():
    budget = Budget(minutes=100, decay=0.25)
    assert budget.factor < 0.01
    budget.used_minutes, budget.used_steps = 50, 5000
    assert budget.factor == 1
    budget.used_minutes = 87.5
    assert budget.factor == 0.5
    budget.minutes = 200
    assert budget.factor == 1


def make(work, steps: int) -> tuple[Training, list[int]]:
    torch.manual_seed(0)
    model = nn.Linear(4, 3)
    optimiser = Optimiser(*split_parameters(model, {}), 0.01, 0.001)
    training, seen = Training("test", work, model, optimiser, Budget(1, steps), 0.9), []

    def step(number: int) -> dict[str, float]:
        seen.append(number)
        loss = model(torch.randn(5, 4)).square().mean()
        loss.backward()
        return {"loss": loss.item()}

    training.run(step, lambda: {"held_out": 1.0}, every=99)
    return training, seen


def test_a_stopped_training_resumes_where_it_was_and_ends_as_an_unbroken_one(tmp_path):
    for name in ("whole", "broken"):
        (tmp_path / name).mkdir()
    whole, _ = make(tmp_path / "whole", 8)
    _, first = make(tmp_path / "broken", 3)
    resumed, second = make(tmp_path / "broken", 8)
    assert (first, second) == ([0, 1, 2], [3, 4, 5, 6, 7])
    assert resumed.budget.used_steps == whole.budget.used_steps == 8
    assert list(csv.reader((tmp_path / "broken" / "test.csv").open()))[-1][2] == "held_out"
