"""Trains CM3Leon's transformer on stored scenes, on one device or, under torchrun, on several."""

from __future__ import annotations

import argparse
import csv
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.data.tokenise import load_scenes
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.training.sharded import Team, clipped
from brookesia_recipe.transformer.paper import PaperTransformer
from brookesia_recipe.transformer.paper_sequences import PaperSequences

SAVE_SECONDS = 600.0
BETAS, DECAY, CLIP = (0.9, 0.95), 0.1, 1.0
"""AdamW as for GPT-3; the paper names the rates, batch and warm-up only."""


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """Goes on from WORK/paper.pt; writes it and WORK/paper.csv. The number of devices may change between starts."""
    with Team() as team:
        train(preset, arguments.work, team)


def train(preset: Preset, work: Path, team: Team) -> None:
    plan = preset.paper
    settings = plan.size
    if plan.batch % team.size:
        raise SystemExit(
            f"a batch of {plan.batch} sequences cannot be shared evenly by {team.size} processes"
        )
    torch.manual_seed(preset.seed)
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, math.prod(preset.tokenizer_model.levels))
    if vocabulary.size > settings.vocabulary:
        raise SystemExit(f"paper.vocabulary must be at least {vocabulary.size}")
    source = PaperSequences(load_scenes(work, "train-*"), bpe, vocabulary, preset.world, settings.length)
    model = PaperTransformer(settings)
    if team.first:
        print(
            f"paper: {sum(p.numel() for p in model.parameters()):,} parameters, {team.size} processes",
            flush=True,
        )
    team.spread(model, model.blocks)
    optimiser = torch.optim.AdamW(model.parameters(), lr=settings.rate, betas=BETAS, weight_decay=DECAY)
    done = team.load(work / "paper.pt", model, optimiser) or 0
    saved, share = time.monotonic(), plan.batch // team.size
    mine = range(team.rank * share, (team.rank + 1) * share)
    for step in range(done, plan.steps):
        started = time.monotonic()
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * factor(step, plan.warm_up, plan.steps)
        tokens, counted = (
            torch.from_numpy(part).to(team.kind) for part in source.batch(step, mine, preset.seed)
        )
        loss = learn(model, tokens, counted, team)
        norm = clipped(model, CLIP)
        optimiser.step()
        optimiser.zero_grad()
        if team.first:
            speed = plan.batch * settings.length / (time.monotonic() - started)
            log(work / "paper.csv", step, {"loss": loss, "norm": norm, "per_second": speed})
        if team.total(torch.tensor(float(time.monotonic() - saved > SAVE_SECONDS), device=team.kind)) > 0:
            team.save(work / "paper.pt", model, optimiser, step + 1)
            saved = time.monotonic()
    team.save(work / "paper.pt", model, optimiser, plan.steps)


def learn(model: PaperTransformer, tokens: Tensor, counted: Tensor, team: Team) -> float:
    """Leaves the gradient of the mean over all tokens of all processes that count; returns that mean in nats."""
    with torch.autocast(team.kind, torch.bfloat16, enabled=team.kind == "cuda"):
        logits = model(tokens[:, :-1])
    wanted = counted[:, 1:].flatten()
    nats = F.cross_entropy(logits.flatten(0, 1).float(), tokens[:, 1:].flatten(), reduction="none")
    every = team.total(wanted.sum().float())
    total = (nats * wanted).sum()
    # FSDP takes the mean of the processes' gradients; what is wanted is the sum.
    (total / every * team.size).backward()
    return float(team.total(total) / every)


def factor(step: int, warm_up: int, steps: int) -> float:
    """Of the peak rate: up in a line, then down in a line to zero."""
    if step < warm_up:
        return (step + 1) / warm_up
    return max(0.0, (steps - step) / max(steps - warm_up, 1))


def log(path: Path, step: int, figures: dict[str, float]) -> None:
    with path.open("a", newline="") as file:
        csv.writer(file).writerows([[step, step, name, f"{value:.6g}"] for name, value in figures.items()])
    print(f"step {step}  " + "  ".join(f"{name} {value:.4g}" for name, value in figures.items()), flush=True)
