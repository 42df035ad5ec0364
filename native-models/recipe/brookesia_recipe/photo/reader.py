"""The reader: the compact transformer with a photo's vectors in place of picture tokens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.efficientnet import EfficientNet
from brookesia_recipe.photo.rows import SPECIAL, Batch, with_bos
from brookesia_recipe.photo.settings import PhotoPreset, ReaderTraining
from brookesia_recipe.photo.tail import TAIL_PREFIX, Tail
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.training.loop import load_averaged
from brookesia_recipe.transformer.model import ModelSettings, Transformer

BLOCKS = {"embedding": 0, "head": 0, "digits": 0, "kind": 0, "qkv": 3, "gate_up": 2}


def reader_vocabulary(bpe: Tokenizer) -> Vocabulary:
    return vocabulary_of(bpe, 0, SPECIAL)


class TunedReader(Transformer):
    """A reader and the last blocks of the encoder that it reads, which learn together."""

    def __init__(self, settings: ModelSettings, tail: Tail) -> None:
        super().__init__(settings)
        self.tail = tail

    def seeing(self, batch: Batch, maps: np.ndarray, hidden: np.ndarray) -> Batch:
        """The rows with the vectors that the tail makes of their maps [B,M,h,w]; none for hidden cells, bool [B,cells]."""
        features = self.tail(torch.from_numpy(maps.astype(np.float32)))
        features = features * torch.from_numpy(~hidden)[..., None]
        return replace(batch, inputs=replace(batch.inputs, features=with_bos(features)))

    @torch.inference_mode()
    def features_of(self, maps: np.ndarray) -> np.ndarray:
        """[N,M,h,w] -> float32 [N,cells,F]."""
        parts = np.array_split(maps, max(1, len(maps) // 50))
        return np.concatenate([self.tail(torch.from_numpy(part.astype(np.float32))).numpy() for part in parts])


def settings_of(settings: ReaderTraining, vocabulary: Vocabulary, dimension: int) -> ModelSettings:
    """`dimension`: numbers in a cell's vector."""
    return ModelSettings(
        vocabulary.size, vocabulary.image_start, settings.width, settings.layers, settings.heads, settings.hidden,
        settings.still, levels=(), features=dimension, feature_hidden=settings.feature_hidden,
        dropout=settings.dropout,
    )  # fmt: skip


def build_reader(settings: ReaderTraining, vocabulary: Vocabulary, dimension: int) -> Transformer:
    return Transformer(settings_of(settings, vocabulary, dimension))


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
    weights = reader_weights(work)
    if rewarded.exists():
        weights = between(weights, load_averaged(rewarded), preset.reward.kept)
    return averaged(preset.reader, bpe, weights), bpe


def reader_weights(work: Path) -> dict[str, Tensor]:
    """The averaged weights of WORK/reader.pt, without those of an encoder that learned with it."""
    return {
        name: value
        for name, value in load_averaged(work / "reader.pt").items()
        if not name.startswith(TAIL_PREFIX)
    }


def between(before: dict[str, Tensor], after: dict[str, Tensor], kept: float) -> dict[str, Tensor]:
    """The weights after a training with the share `kept` of those before it (Wortsman et al. 2022)."""
    return {name: value.lerp(before[name], kept) for name, value in after.items()}


def averaged(settings: ReaderTraining, bpe: Tokenizer, weights: dict[str, Tensor]) -> Transformer:
    model = build_reader(settings, reader_vocabulary(bpe), weights["projection.up.weight"].shape[1])
    model.load_state_dict(weights)
    return model.eval()
