from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from brookesia_recipe.export.tiny import SENTENCES, scatter
from brookesia_recipe.text.bpe import train_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.cm3 import Part
from brookesia_recipe.transformer.model import ModelSettings, Transformer
from brookesia_recipe.transformer.sequences import Row, Writer

IMAGE_START = 100
STILL = 0.4


@pytest.fixture
def model() -> Transformer:
    """Random, two layers; texts use ids below 100."""
    made = Transformer(ModelSettings(2688, IMAGE_START, width=32, layers=2, heads=2, hidden=48, still=STILL))
    scatter(made, torch.Generator().manual_seed(3))
    return made.eval()


@pytest.fixture
def row() -> Row:
    """A short caption and the first cells of a picture."""
    codes = np.random.default_rng(0).integers(0, 2560, 12)
    return drawn_after([20, 31, 42], sequences.picture(codes, IMAGE_START))


@pytest.fixture(scope="session")
def writer() -> Writer:
    bpe = train_bpe(SENTENCES * 4, 300)
    return Writer(bpe, vocabulary_of(bpe, 2560))


def drawn_after(words: list[int], image: Part) -> Row:
    """`<bos> words <break> PICTURE <eos>`."""
    parts = [
        sequences.text([BOS]),
        sequences.text(words),
        sequences.text([BREAK]),
        image,
        sequences.text([EOS]),
    ]
    return sequences.lay_out(parts)


def as_written(value: Any) -> Any:
    """Ids to the letter; a number may end in another digit, since processors add up in other orders."""
    if isinstance(value, dict):
        return {name: as_written(part) for name, part in value.items()}
    if isinstance(value, list):
        return [as_written(part) for part in value]
    return pytest.approx(value, abs=1e-5) if isinstance(value, float) else value
