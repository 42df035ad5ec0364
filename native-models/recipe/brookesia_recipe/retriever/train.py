"""Trains the two towers on the stored scenes: what belongs together apart from what only nearly does."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.retriever.batches import Batch, Pairs, judged_scenes
from brookesia_recipe.retriever.model import Retriever, TextTower
from brookesia_recipe.retriever.recall import recall
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import PAD
from brookesia_recipe.training.device import device, half_precision, placed
from brookesia_recipe.training.loop import Budget, Training, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer.train import CODEBOOK

BLOCKS = {"embedding": 0, "codes": 0, "digits": 0, "places": 0, "qkv": 3, "gate_up": 2}


def build(preset: Preset, work: Path) -> Retriever:
    vocabulary = vocabulary_of(load_bpe(work / "tokenizer.json"), CODEBOOK)
    return Retriever(preset.retriever, vocabulary.location_start)


def load_retriever(work: Path, preset: Preset) -> Retriever | None:
    """The averaged weights of WORK/retriever.pt; None where none was trained."""
    if not (work / "retriever.pt").exists():
        return None
    state = torch.load(work / "retriever.pt", weights_only=False, map_location="cpu")
    return averaged(state["averaged"], preset, work)


def averaged(weights: dict[str, Tensor], preset: Preset, work: Path) -> Retriever:
    model = build(preset, work)
    model.load_state_dict(weights)
    return model.eval()


def contrast(model: Retriever, batch: Batch) -> tuple[Tensor, Tensor]:
    """(mean nats of the right text for each picture, of the right picture for each text).

    Lures are wrong answers for pictures only; they have no picture of their own.
    """
    pictures, texts = model.image(batch.codes), in_halves(model.text, batch.tokens)
    count = len(pictures)
    own = torch.eye(count, len(texts), dtype=torch.bool, device=pictures.device)
    scores = (model.scale * pictures @ texts.T).masked_fill(batch.same & ~own, -1e9)
    right = torch.arange(count, device=pictures.device)
    return F.cross_entropy(scores, right), F.cross_entropy(scores[:, :count].T, right)


def in_halves(tower: TextTower, tokens: Tensor) -> Tensor:
    """The shorter texts without the longer ones' padding, which would be a third of the work."""
    lengths = (tokens != PAD).sum(1)
    order = lengths.argsort()
    halves = [tower(tokens[part, : lengths[part].max()]) for part in order.tensor_split(2)]
    return torch.cat(halves)[order.argsort()]


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    settings, work = preset.retriever, arguments.work
    torch.manual_seed(preset.seed)
    bpe, model = load_bpe(work / "tokenizer.json"), build(preset, work).to(device())
    print(f"retriever: {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    budget = Budget(
        arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps, settings.decay
    )
    training = Training("retriever", work, model, optimiser, budget, settings.ema)
    source, judged = Pairs(work, bpe, preset), judged_scenes(work, preset)

    def step(number: int) -> dict[str, float]:
        batch = placed(source.batch(number))
        with half_precision():
            text, picture = contrast(model, batch)
        loss = (text + picture) / 2
        loss.backward()
        return {
            "loss": loss.item(),
            "to_text": text.item(),
            "to_picture": picture.item(),
            "scale": model.scale.item(),
            "count": float(len(batch.codes)),
        }

    def evaluate() -> dict[str, float]:
        figures = recall(averaged(training.averaged.weights, preset, work), judged, bpe, preset.world)
        return {f"recall_{name}": value for name, value in figures.items()}

    training.run(step, evaluate, every=5.0)
