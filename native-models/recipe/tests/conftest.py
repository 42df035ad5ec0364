from __future__ import annotations

import numpy as np
import pytest
import torch

from brookesia_recipe.export.tiny import scatter
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import ModelSettings, Transformer
from brookesia_recipe.transformer.sequences import Row

IMAGE_START = 100


@pytest.fixture
def model() -> Transformer:
    """Random, two layers; texts use ids below 100."""
    made = Transformer(ModelSettings(2688, IMAGE_START, width=32, layers=2, heads=2, hidden=48))
    scatter(made, torch.Generator().manual_seed(3))
    return made.eval()


@pytest.fixture
def row() -> Row:
    """A short caption and the first cells of a picture."""
    codes = np.random.default_rng(0).integers(0, 2560, 12)
    return sequences.generate_form([20, 31, 42], sequences.picture(codes, IMAGE_START))
