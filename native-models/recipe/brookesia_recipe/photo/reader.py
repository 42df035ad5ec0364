"""The reader: the compact transformer with a photo's vectors in place of picture tokens."""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.efficientnet import EfficientNet
from brookesia_recipe.photo.rows import SPECIAL
from brookesia_recipe.photo.settings import PhotoPreset, ReaderTraining
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.training.loop import load_averaged
from brookesia_recipe.transformer.model import ModelSettings, Transformer

BLOCKS = {"embedding": 0, "head": 0, "digits": 0, "kind": 0, "qkv": 3, "gate_up": 2}


def reader_vocabulary(bpe: Tokenizer) -> Vocabulary:
    return vocabulary_of(bpe, 0, SPECIAL)


def build_reader(settings: ReaderTraining, vocabulary: Vocabulary, dimension: int) -> Transformer:
    """`dimension`: numbers in a cell's vector."""
    return Transformer(ModelSettings(
        vocabulary.size, vocabulary.image_start, settings.width, settings.layers, settings.heads, settings.hidden,
        settings.still, levels=(), features=dimension, feature_hidden=settings.feature_hidden,
        dropout=settings.dropout,
    ))  # fmt: skip


@torch.no_grad()
def start_projection(model: Transformer, encoder: EfficientNet) -> None:
    """The projection's first layer is the encoder's own last one, where there is room for it; colours start small."""
    weight = encoder.head.weight[:, :, 0, 0]
    if len(weight) == len(model.projection.up.weight):
        model.projection.up.weight[:, : weight.shape[1]] = weight
        model.projection.up.bias.copy_(encoder.head.bias)


def load_reader(work: Path, preset: PhotoPreset) -> tuple[Transformer, Tokenizer]:
    """The averaged weights of WORK/reader.pt, or where captions were rewarded a mean of these and of WORK/rewarded.pt."""
    bpe, rewarded = load_bpe(work / "tokenizer.json"), work / "rewarded.pt"
    weights: dict[str, Tensor] = load_averaged(work / "reader.pt")
    if rewarded.exists():
        weights = between(weights, load_averaged(rewarded), preset.reward.kept)
    return averaged(preset.reader, bpe, weights), bpe


def between(before: dict[str, Tensor], after: dict[str, Tensor], kept: float) -> dict[str, Tensor]:
    """The weights after a training with the share `kept` of those before it (Wortsman et al. 2022)."""
    return {name: value.lerp(before[name], kept) for name, value in after.items()}


def averaged(settings: ReaderTraining, bpe: Tokenizer, weights: dict[str, Tensor]) -> Transformer:
    model = build_reader(settings, reader_vocabulary(bpe), weights["projection.up.weight"].shape[1])
    model.load_state_dict(weights)
    return model.eval()
