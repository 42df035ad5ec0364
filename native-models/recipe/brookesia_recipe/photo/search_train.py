"""Trains the bi-encoder on photos and captions; half of each batch are photos that look alike."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.efficientnet import COLOURS, load_efficientnet
from brookesia_recipe.photo.features import Features, load_features
from brookesia_recipe.photo.neutral import neutral, without_identity
from brookesia_recipe.photo.reader import reader_vocabulary, reader_weights
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.photo.towers import PhotoTower, Towers
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.retriever.train import in_halves
from brookesia_recipe.text.bpe import load_bpe
from brookesia_recipe.training.device import half_precision
from brookesia_recipe.training.loop import Budget, Training, load_averaged, split_parameters
from brookesia_recipe.training.muon import Optimiser

BLOCKS = {"embedding": 0, "places": 0, "qkv": 3, "gate_up": 2}
ALIKE = 3
"""Photos that go with one that they look like."""
DROPPED_WORDS, DROPPED_PATCHES = 0.1, 0.2


def build(preset: PhotoPreset, work: Path, wheels: Path | None) -> Towers:
    head = load_efficientnet(preset.encoder.lite, wheels).head
    vocabulary = reader_vocabulary(load_bpe(work / "tokenizer.json")).location_start
    # Of colours the encoder's own last layer knows nothing.
    weight = F.pad(head.weight[:, :, 0, 0], (0, COLOURS))
    return Towers(preset.search, vocabulary, weight, head.bias, preset.encoder.grid)


def load_towers(work: Path, preset: PhotoPreset, wheels: Path | None) -> Towers | None:
    """The averaged weights of WORK/search.pt; None where none was trained."""
    if not (work / "search.pt").exists():
        return None
    model = build(preset, work, wheels)
    model.load_state_dict(load_averaged(work / "search.pt"))
    return model.eval()


@dataclass(frozen=True)
class Patches:
    """`views`: float16 [N,P,E] for each view of the photos; `texts`: what is said of each."""

    views: list[Tensor]
    texts: list[list[str]]


def patches_of(tower: PhotoTower, features: Features, data: Path, split: str) -> Patches:
    told = read_captions(data, split)
    texts = []
    for name in features.names:
        plain = [without_identity(caption) for caption in told[name]]
        texts.append([*dict.fromkeys([*plain, *neutral(told[name])])])
    with torch.inference_mode():
        views = [
            torch.cat([tower.patches(torch.from_numpy(part.astype(np.float32))).half()
                       for part in np.array_split(view, max(1, len(view) // 100))])
            for view in features.views
        ]  # fmt: skip
    return Patches([view.clone() for view in views], texts)


def neighbours(patches: Tensor) -> Tensor:
    """int64 [N,ALIKE]: the photos whose mean patches point the same way."""
    mean = patches.float().mean(1)
    mean = F.normalize(mean - mean.mean(0), dim=-1)
    found = [(part @ mean.T).topk(min(ALIKE + 1, len(mean))).indices[:, 1:] for part in mean.split(500)]
    return torch.cat(found)


class SearchBatches:
    """Drawn by step number alone."""

    def __init__(self, source: Patches, bpe: Tokenizer, preset: PhotoPreset) -> None:
        self.source, self.bpe, self.settings = source, bpe, preset.search
        self.alike = neighbours(source.views[0]).tolist()

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """(patches float32 [N,P,E], tokens int64 [N,S]) of N different photos."""
        rng, count = random.Random(f"search {step}"), len(self.source.texts)
        size = min(self.settings.batch, count)
        firsts = rng.sample(range(count), size)
        group = firsts[: size // (2 * (ALIKE + 1))]
        chosen = dict.fromkeys([place for first in group for place in (first, *self.alike[first])] + firsts)
        places = list(chosen)[:size]
        view = self.source.views[rng.randrange(len(self.source.views))]
        patches = view[places].float()
        kept = torch.rand(patches.shape[:2], generator=torch.Generator().manual_seed(step)) >= DROPPED_PATCHES
        texts = [thinned(rng.choice(self.source.texts[place]), rng) for place in places]
        return patches * kept[..., None], token_rows(self.bpe, texts, self.settings.max_tokens)


def thinned(text: str, rng: random.Random) -> str:
    """Without some of its words; with a capital now and then, as people type."""
    words = [word for word in text.split() if rng.random() >= DROPPED_WORDS] or text.split()
    said = " ".join(words)
    return said.capitalize() if rng.random() < 0.2 else said


def contrast(model: Towers, patches: Tensor, tokens: Tensor) -> Tensor:
    """Mean nats of the right text for each photo and of the right photo for each text."""
    with half_precision("cpu"):
        pictures, texts = model.image.read(patches), in_halves(model.text, tokens)
    scores, right = model.scale * pictures @ texts.T, torch.arange(len(pictures))
    return (F.cross_entropy(scores, right) + F.cross_entropy(scores.T, right)) / 2


def recall(texts: Tensor, pictures: Tensor, owner: Tensor) -> dict[str, float]:
    """Recall@1, 5 and 10 in both directions; vectors [T,D] and [N,D], `owner` int64 [T]: the text's own picture."""
    scores = texts @ pictures.T
    own = scores.gather(1, owner[:, None])
    rank = (scores > own).sum(1)
    best = torch.full((pictures.shape[0],), 1 << 30)
    order = scores.T.argsort(1, descending=True).argsort(1)
    best.scatter_reduce_(0, owner, order[owner, torch.arange(len(owner))], "amin")
    found = {}
    for most in (1, 5, 10):
        found[f"textToPicture{most}"] = round((rank < most).float().mean().item(), 4)
        found[f"pictureToText{most}"] = round((best < most).float().mean().item(), 4)
    return found


@torch.inference_mode()
def vectors_of(tower, rows: Sequence[Tensor] | Tensor) -> Tensor:
    return torch.cat([tower(part) for part in rows.split(200)])


def caption_tokens(
    captions: Sequence[Sequence[str]], bpe: Tokenizer, max_tokens: int
) -> tuple[Tensor, Tensor]:
    """(tokens of all captions, the number of the photo that each is about)."""
    flat = [caption for told in captions for caption in told]
    owner = torch.tensor([number for number, told in enumerate(captions) for _ in told])
    return token_rows(bpe, flat, max_tokens), owner


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work, data = preset.search, arguments.work, arguments.data
    torch.manual_seed(preset.seed)
    bpe, model = load_bpe(work / "tokenizer.json"), build(preset, work, arguments.wheels)
    if (work / "reader.pt").exists():
        read = reader_weights(work)
        model.start_from(read["embedding"], read["projection.down.weight"])
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    steps = None if arguments.minutes else settings.steps
    training = Training(
        "search", work, model, optimiser, Budget(arguments.minutes or settings.minutes, steps, settings.decay), settings.ema
    )  # fmt: skip
    source = patches_of(model.image, load_features(work, preset, data, "train"), data, "train")
    batches = SearchBatches(source, bpe, preset)
    dev_features = load_features(work, preset, data, "dev")
    dev = patches_of(model.image, dev_features, data, "dev").views[0].float()
    told = read_captions(data, "dev")
    tokens, owner = caption_tokens([told[name] for name in dev_features.names], bpe, settings.max_tokens)

    def step(number: int) -> dict[str, float]:
        patches, texts = batches.batch(number)
        loss = contrast(model, patches, texts)
        loss.backward()
        return {"loss": loss.item(), "scale": model.scale.item(), "count": float(len(texts))}

    judged = build(preset, work, arguments.wheels).eval()

    def evaluate() -> dict[str, float]:
        judged.load_state_dict(training.averaged.weights)
        return recall(vectors_of(judged.text, tokens), vectors_of(judged.image.read, dev), owner)

    training.run(step, evaluate, every=8.0)
