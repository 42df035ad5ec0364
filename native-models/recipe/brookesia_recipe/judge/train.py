"""Trains the judge on pictures rendered as they are needed. It never sees a sentence."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from brookesia_recipe.judge.accuracy import measure
from brookesia_recipe.judge.model import Judge, judge_loss
from brookesia_recipe.judge.pictures import Pictures
from brookesia_recipe.settings import Preset
from brookesia_recipe.training.device import device, half_precision, placed
from brookesia_recipe.training.loop import Budget, Training, load_averaged, split_parameters
from brookesia_recipe.training.muon import Optimiser


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    settings = preset.judge
    torch.manual_seed(preset.seed)
    model = new_judge(preset).to(device(), memory_format=torch.channels_last)
    print(f"judge: {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    matrices, others = split_parameters(model, {"stages.1.": 0, "cells": 0, "picture": 0})
    optimiser = Optimiser(matrices, others, settings.muon_rate, settings.adam_rate)
    budget = Budget(
        arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps, settings.decay
    )
    training = Training("judge", arguments.work, model, optimiser, budget, settings.ema)
    source = Pictures(settings.batch)

    def step(number: int) -> dict[str, float]:
        pixels, true = placed(source.batch(number))
        with half_precision():
            said = model(pixels.contiguous(memory_format=torch.channels_last).float() / 255)
        losses = judge_loss(said, true)
        total = torch.stack(list(losses.values())).sum()
        total.backward()
        figures = {name: loss.item() for name, loss in losses.items()}
        return {"loss": total.item(), **figures, "count": len(pixels)}

    def evaluate() -> dict[str, float]:
        with torch.inference_mode():
            return measure(averaged(preset, training.averaged.weights), 96, soft=True)

    training.run(step, evaluate, every=2.0)


def new_judge(preset: Preset) -> Judge:
    return Judge(preset.judge.channels, preset.judge.blocks)


def averaged(preset: Preset, weights: dict[str, torch.Tensor]) -> Judge:
    model = new_judge(preset)
    model.load_state_dict(weights)
    return model.eval()


def trained_judge(work: Path, preset: Preset) -> Judge:
    return averaged(preset, load_averaged(work / "judge.pt"))
