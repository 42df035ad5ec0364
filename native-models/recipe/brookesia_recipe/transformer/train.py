"""Trains the transformer on the stored scenes. Figures are kept apart: backgrounds are easy and hide what objects do."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.data.tokenise import DRAWINGS, load_scenes
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.training.ahead import Ahead
from brookesia_recipe.training.device import device, half_precision, placed
from brookesia_recipe.training.loop import Budget, Training, load_averaged, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Batch, Sequences, collate, of_like_length
from brookesia_recipe.transformer.examples import Stored
from brookesia_recipe.transformer.model import ModelSettings, Transformer
from brookesia_recipe.transformer.sight import COLUMNS, Sight, sight_nats

CODEBOOK = 2560
TEXT_FORMS = ("plan", "replan", "ask")
BLOCKS = {
    "embedding": 0, "head": 0, "digits": 0, "kind": 0, "sight": 0, "qkv": 3, "gate_up": 2,
}  # fmt: skip
"""Muon sees fused weights as the matrices they are; tables go to AdamW."""


def build_model(preset: Preset, vocabulary: Vocabulary) -> Transformer:
    s = preset.transformer
    return Transformer(
        ModelSettings(
            vocabulary.size, vocabulary.image_start, s.width, s.layers, s.heads, s.hidden, still=s.still
        )
    )


def build_learner(preset: Preset, vocabulary: Vocabulary) -> Transformer:
    """The model with what only its training needs."""
    model = build_model(preset, vocabulary)
    if preset.transformer.sight_weight:
        model.sight = Sight(preset.transformer.width)
    return model


def optimiser_of(model: Transformer, preset: Preset) -> Optimiser:
    rates = preset.transformer.muon_rate, preset.transformer.adam_rate
    return Optimiser(*split_parameters(model, BLOCKS), *rates)


def load_transformer(work: Path, preset: Preset) -> Transformer:
    """The averaged weights of the checkpoint."""
    model = build_model(preset, vocabulary_of(load_bpe(work / "tokenizer.json"), CODEBOOK))
    weights = load_averaged(work / "transformer.pt")
    model.load_state_dict({name: value for name, value in weights.items() if not name.startswith("sight.")})
    return model.eval()


def load_stored(work: Path, pattern: str) -> Stored:
    """Scenes, their edits and their controls: 'train-*' or 'held-out'."""
    return Stored(*(load_scenes(work, prefix + pattern) for prefix in DRAWINGS))


def group_weights(preset: Preset) -> Tensor:
    """Loss weight of each of `sequences.GROUPS`."""
    s = preset.transformer
    weights = {"none": 0.0, "object": s.object_weight, "unconditional": s.unconditional_weight,
               "caption": s.caption_weight, "prompt": s.prompt_weight, "plan": s.plan_weight, "plan_box": s.plan_box_weight,
               "read": s.read_weight, "replan": s.replan_weight, "answer": s.answer_weight, "about": s.about_weight,
               "redrawn": s.object_weight, "filled": s.object_weight, "guided_object": s.object_weight,
               "changed": s.object_weight}  # fmt: skip
    return torch.tensor([weights.get(name, 1.0) for name in sequences.GROUPS])


@dataclass(frozen=True)
class Losses:
    """Nats [n] of all tokens that count, and their groups [n]; mean nats of each column of sight, and of how many places."""

    nats: Tensor
    groups: Tensor
    seen: dict[str, Tensor]
    places: dict[str, int]


def losses(model: Transformer, batch: Batch, weights: Tensor) -> Losses:
    """Picture positions are scored over picture ids only."""
    groups, targets = batch.groups.flatten(), batch.targets.flatten()
    sight, middle = getattr(model, "sight", None), []
    output = model(batch.inputs, middle=middle) if isinstance(sight, Sight) else model(batch.inputs)
    features = output.flatten(0, 1)
    start = model.settings.image_start
    counted, pictured = weights[groups] > 0, targets >= start
    nats, found = [], []
    for chosen, low, high in ((counted & pictured, start, start + CODEBOOK), (counted & ~pictured, 0, start)):
        places = chosen.nonzero().squeeze(1)
        scores = model.logits(features[places], low, high).float()
        nats.append(F.cross_entropy(scores, targets[places] - low, reduction="none"))
        found.append(groups[places])
    seen = {}
    if middle:
        seen = sight_nats(sight, middle[0].flatten(0, 1), batch.seen.flatten(0, 1))
    told = {name: int((batch.seen[..., column] >= 0).sum()) for column, name in enumerate(COLUMNS)}
    return Losses(torch.cat(nats), torch.cat(found), seen, {name: told[name] for name in seen})


def joined(parts: Sequence[Losses]) -> Losses:
    """Of several batches: the means of sight weighed by their places."""
    places: dict[str, int] = {}
    for name, count in ((name, count) for part in parts for name, count in part.places.items()):
        places[name] = places.get(name, 0) + count
    seen = {
        name: torch.stack([part.seen[name] * part.places[name] for part in parts if name in part.seen]).sum() / count
        for name, count in places.items()
    }
    nats, groups = (torch.cat([getattr(part, name) for part in parts]) for name in ("nats", "groups"))
    return Losses(nats, groups, seen, places)


def figures_of(found: Losses) -> dict[str, float]:
    """Mean nats of each group and column of sight that occurs."""
    groups = {name: found.nats[found.groups == number].mean().item() for number, name in enumerate(sequences.GROUPS)
              if (found.groups == number).any()}  # fmt: skip
    return {**groups, **{f"seen_{name}": value.item() for name, value in found.seen.items()}}


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    settings, work = preset.transformer, arguments.work
    torch.manual_seed(preset.seed)
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    model = build_learner(preset, vocabulary).to(device())
    print(f"transformer: {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    optimiser = optimiser_of(model, preset)
    budget = Budget(
        arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps, settings.decay
    )
    training = Training("transformer", work, model, optimiser, budget, settings.ema)
    source = Ahead(settings.workers, training_batches, preset, work)
    held_out = Sequences(load_stored(work, "held-out"), bpe, vocabulary, preset)
    weights = group_weights(preset)
    placed_weights = placed(weights)

    def step(number: int) -> dict[str, float]:
        batches = placed(source.batch(number))
        with half_precision():
            found = joined([losses(model, batch, placed_weights) for batch in batches])
        share = placed_weights[found.groups]
        loss = (found.nats * share).sum() / share.sum()
        meant = settings.meant_weight * found.seen["meant"] if "meant" in found.seen else 0
        sight = sum(value for name, value in found.seen.items() if name != "meant")
        (loss + meant + settings.sight_weight * sight).backward()
        return {
            "loss": loss.item(),
            **figures_of(found),
            "count": float(sum(batch.targets.numel() for batch in batches)),
        }

    training.run(step, lambda: measure(averaged(training, preset, vocabulary), held_out, weights), every=5.0)
    source.close()


def training_batches(preset: Preset, work: Path) -> Callable[[int], list[Batch]]:
    """What each step sees, by its number."""
    bpe = load_bpe(work / "tokenizer.json")
    return Sequences(load_stored(work, "train-*"), bpe, vocabulary_of(bpe, CODEBOOK), preset).batches_of


def averaged(training: Training, preset: Preset, vocabulary: Vocabulary) -> Transformer:
    model = build_learner(preset, vocabulary)
    model.load_state_dict(training.averaged.weights)
    return model.eval()


@torch.inference_mode()
def measure(model: Transformer, source: Sequences, weights: Tensor, count: int = 32) -> dict[str, float]:
    """Nats per group on held-out scenes, every trained form of each, always the same sentences."""
    settings = source.settings
    trained = {"plan": settings.plans, "replan": settings.replans, "ask": settings.asks, **settings.forms}
    seeds = [int(seed) for seed in source.scenes.seeds[:count]]
    found: list[Losses] = []
    for form in [name for name, share in trained.items() if share]:
        if form in TEXT_FORMS:
            made = [source.text(form, seed) for seed in seeds]
        else:
            made = [source.make(form, place, fixed_rng(place)) for place in range(len(seeds))]
        for rows in of_like_length([row for row in made if row]):
            with half_precision("cpu"):
                found.append(losses(model, collate(rows), weights))
    return {f"held_out_{name}": value for name, value in figures_of(joined(found)).items()}


def fixed_rng(place: int) -> np.random.Generator:
    return np.random.default_rng((11, place))
