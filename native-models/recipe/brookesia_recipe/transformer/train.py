"""Trains the transformer on the stored scenes. Figures are kept apart: backgrounds are easy and hide what objects do."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.data.tokenise import load_scenes
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.training.loop import Budget, Training, mean_figures, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Batch, Sequences, collate
from brookesia_recipe.transformer.model import ModelSettings, Transformer

CODEBOOK = 2560
BLOCKS = {
    "embedding": 0, "head": 0, "digits": 0, "kind": 0, "qkv": 3, "gate_up": 2,
}  # fmt: skip
"""Muon sees fused weights as the matrices they are; tables go to AdamW."""


def build_model(preset: Preset, vocabulary: Vocabulary) -> Transformer:
    s = preset.transformer
    return Transformer(
        ModelSettings(
            vocabulary.size, vocabulary.image_start, s.width, s.layers, s.heads, s.hidden, still=s.still
        )
    )


def load_transformer(work: Path, preset: Preset) -> Transformer:
    """The averaged weights of the checkpoint."""
    model = build_model(preset, vocabulary_of(load_bpe(work / "tokenizer.json"), CODEBOOK))
    model.load_state_dict(torch.load(work / "transformer.pt", weights_only=False)["averaged"])
    return model.eval()


def group_weights(preset: Preset) -> Tensor:
    """Loss weight of each of `sequences.GROUPS`."""
    s = preset.transformer
    weights = {"none": 0.0, "object": s.object_weight, "background": 1.0, "unconditional": s.unconditional_weight,
               "caption": s.caption_weight, "prompt": s.prompt_weight,
               "plan": s.plan_weight}  # fmt: skip
    return torch.tensor([weights[name] for name in sequences.GROUPS])


def losses(model: Transformer, batch: Batch, weights: Tensor) -> tuple[Tensor, Tensor]:
    """Nats [n] of all tokens that count, and their groups [n]. Picture positions are scored over picture ids only."""
    groups, targets = batch.groups.flatten(), batch.targets.flatten()
    features = model(batch.inputs).flatten(0, 1)
    start = model.settings.image_start
    counted, pictured = weights[groups] > 0, targets >= start
    nats, found = [], []
    for chosen, low, high in ((counted & pictured, start, start + CODEBOOK), (counted & ~pictured, 0, start)):
        places = chosen.nonzero().squeeze(1)
        scores = model.logits(features[places], low, high).float()
        nats.append(F.cross_entropy(scores, targets[places] - low, reduction="none"))
        found.append(groups[places])
    return torch.cat(nats), torch.cat(found)


def figures_of(nats: Tensor, groups: Tensor) -> dict[str, float]:
    """Mean nats of each group that occurs."""
    return {name: nats[groups == number].mean().item() for number, name in enumerate(sequences.GROUPS)
            if (groups == number).any()}  # fmt: skip


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    settings, work = preset.transformer, arguments.work
    torch.manual_seed(preset.seed)
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    model = build_model(preset, vocabulary)
    print(f"transformer: {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    budget = Budget(
        arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps, settings.decay
    )
    training = Training("transformer", work, model, optimiser, budget, settings.ema)
    source = Sequences(load_scenes(work, "train-*"), bpe, vocabulary, preset)
    held_out = Sequences(load_scenes(work, "held-out"), bpe, vocabulary, preset)
    weights = group_weights(preset)

    def step(number: int) -> dict[str, float]:
        batches = (source.batch(number), source.plans(number))
        with torch.autocast("cpu", torch.bfloat16):
            parts = [losses(model, batch, weights) for batch in batches]
        nats, groups = (torch.cat(column) for column in zip(*parts, strict=True))
        share = weights[groups]
        loss = (nats * share).sum() / share.sum()
        loss.backward()
        return {
            "loss": loss.item(),
            **figures_of(nats.detach(), groups),
            "count": float(sum(batch.targets.numel() for batch in batches)),
        }

    training.run(step, lambda: measure(averaged(training, preset, vocabulary), held_out, weights), every=5.0)


def averaged(training: Training, preset: Preset, vocabulary: Vocabulary) -> Transformer:
    model = build_model(preset, vocabulary)
    model.load_state_dict(training.averaged.weights)
    return model.eval()


@torch.inference_mode()
def measure(model: Transformer, source: Sequences, weights: Tensor, count: int = 48) -> dict[str, float]:
    """Nats per group on held-out scenes, every form of each, always the same sentences."""
    figures = []
    places = range(min(count, len(source.scenes)))
    for form in ("generate", "caption", "plan"):
        if form == "plan":
            rows = [source.plan(int(source.scenes.seeds[place])) for place in places]
        else:
            rows = [source.make(form, place, fixed_rng(place)) for place in places]
        rows.sort(key=len)
        for start in range(0, len(rows), 16):
            with torch.autocast("cpu", torch.bfloat16):
                figures.append(figures_of(*losses(model, collate(rows[start : start + 16]), weights)))
    return {f"held_out_{name}": value for name, value in mean_figures(figures).items()}


def fixed_rng(place: int) -> np.random.Generator:
    return np.random.default_rng((11, place))
