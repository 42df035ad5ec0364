"""Half precision is used where it pays alone."""

from __future__ import annotations

import torch

from brookesia_recipe.training import device
from brookesia_recipe.training.device import half_precision
from brookesia_recipe.training.muon import orthogonalise


def product_kind(monkeypatch, able: bool) -> torch.dtype:
    monkeypatch.setattr(device, "has_half_precision", lambda kind: able)
    with half_precision("cpu"):
        return (torch.ones(2, 2) @ torch.ones(2, 2)).dtype


def test_a_processor_without_bfloat16_computes_in_floats(monkeypatch):
    assert product_kind(monkeypatch, able=False) is torch.float32
    assert product_kind(monkeypatch, able=True) is torch.bfloat16


def test_matrices_are_made_orthogonal_in_either_precision(monkeypatch):
    matrices = torch.randn(2, 16, 8, generator=torch.Generator().manual_seed(0))
    for able, kind in ((False, torch.float32), (True, torch.bfloat16)):
        monkeypatch.setattr("brookesia_recipe.training.muon.has_half_precision", lambda _, able=able: able)
        found = orthogonalise(matrices)
        assert found.dtype is kind
        values = torch.linalg.svdvals(found.float())
        assert values.min() > 0.6 and values.max() < 1.3
