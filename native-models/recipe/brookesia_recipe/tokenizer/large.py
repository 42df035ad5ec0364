"""A decoder that draws pictures of twice the side from the same codes.

It has one more stage than the trained one; encoder and codes stay as they are.
"""

from __future__ import annotations

import argparse
import copy

import numpy as np
import torch
from torch import Tensor, nn

from brookesia_recipe.data.pictures import CELL, scene_of
from brookesia_recipe.settings import Preset
from brookesia_recipe.tokenizer import fsq
from brookesia_recipe.tokenizer.losses import gradient_loss, hue_loss, weighted_l1
from brookesia_recipe.tokenizer.model import Decoder, ImageTokenizer, Residual
from brookesia_recipe.tokenizer.train import FIRST_SEED, frozen_tokenizer, psnr
from brookesia_recipe.training.device import device, half_precision, placed
from brookesia_recipe.training.loop import Budget, Training, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.world import FIRST_HELD_OUT_SEED, PIXELS, render, segmentation

CHANNELS = 16
"""At the resolution before the last doubling."""
PART = 8
"""Cells on each side of the part of a picture that a step draws."""
BATCH = 4


class LargeDecoder(nn.Module):
    """The stages of a trained decoder but the last doubling, then two doublings in its place."""

    def __init__(self, trained: Decoder) -> None:
        super().__init__()
        kept = [copy.deepcopy(stage) for stage in trained.stages[:-2]]
        last = trained.stages[-2].in_channels
        self.stages = nn.Sequential(
            *kept,
            nn.Conv2d(last, 4 * CHANNELS, 1),
            nn.PixelShuffle(2),
            Residual(CHANNELS),
            nn.Conv2d(CHANNELS, 12, 3, padding=1),
            nn.PixelShuffle(2),
        )

    def forward(self, digits: Tensor) -> Tensor:
        """Normalised digits [N,digits,h,w] -> pixels [N,3,32h,32w], not yet clipped."""
        return self.stages(digits) * 0.5 + 0.5


def enlarged(image_model: ImageTokenizer, weights: dict[str, Tensor]) -> ImageTokenizer:
    """The tokenizer with such a decoder; it is exported like any other."""
    twin = copy.deepcopy(image_model)
    twin.decoder = LargeDecoder(image_model.decoder)
    twin.decoder.load_state_dict(weights)
    return twin.eval()


def batch(image_model: ImageTokenizer, seeds: list[int], world: str, rng: np.random.Generator):
    """Normalised digits of parts of pictures, what they show at twice the side (0..1), and where a thing is drawn."""
    scenes = [scene_of(seed, world) for seed in seeds]
    small = torch.from_numpy(np.stack([render(scene) for scene in scenes])).permute(0, 3, 1, 2) / 255
    with torch.inference_mode():
        codes = image_model.encode(small)
    side = 2 * CELL
    digits, pixels, objects = [], [], []
    for scene, code in zip(scenes, codes, strict=True):
        y, x = rng.integers(0, PIXELS // CELL - PART + 1, 2)
        place = np.s_[y * side : (y + PART) * side, x * side : (x + PART) * side]
        pixels.append(render(scene, 2 * PIXELS)[place])
        objects.append(segmentation(scene, 2 * PIXELS)[place] >= 2)
        digits.append(code[y : y + PART, x : x + PART])
    levels = image_model.settings.levels
    read = fsq.normalise(fsq.digits_from_codes(torch.stack(digits), levels), image_model.levels)
    real = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2).float() / 255
    return read.permute(0, 3, 1, 2), real, torch.from_numpy(np.stack(objects))[:, None].float()


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """WORK/tokenizer-large.pt from the frozen tokenizer."""
    settings, work = preset.tokenizer, arguments.work
    torch.manual_seed(preset.seed)
    image_model = frozen_tokenizer(work, preset)
    model = LargeDecoder(image_model.decoder).to(device())
    matrices, others = split_parameters(model, {"stages.0.": 0})
    optimiser = Optimiser(matrices, others, settings.muon_rate / 4, settings.adam_rate)
    budget = Budget(arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps)
    training = Training("tokenizer-large", work, model, optimiser, budget, settings.ema)

    def step(number: int) -> dict[str, float]:
        seeds = [FIRST_SEED + (number * BATCH + index) % 8_000_000 for index in range(BATCH)]
        drawn = batch(image_model, seeds, preset.world, np.random.default_rng((number, 8)))
        digits, real, objects = placed(drawn)
        with half_precision():
            made = model(digits)
        made = made.float()
        l1 = weighted_l1(made, real, objects, settings.object_weight)
        edges, hue = gradient_loss(made, real), hue_loss(made, real)
        (l1 + settings.gradient_weight * edges + settings.hue_weight * hue).backward()
        error = (made.detach() - real).square().mean().item()
        return {
            "l1": l1.item(),
            "edges": edges.item(),
            "hue": hue.item(),
            "psnr": psnr(error),
            "count": BATCH,
        }

    def evaluate() -> dict[str, float]:
        twin = enlarged(image_model, training.averaged.weights)
        seeds = list(range(FIRST_HELD_OUT_SEED, FIRST_HELD_OUT_SEED + 16))
        with torch.inference_mode():
            digits, real, _ = batch(image_model, seeds, preset.world, np.random.default_rng(0))
            errors = (twin.decoder(digits).clamp(0, 1) - real).square().mean((1, 2, 3))
        return {"held_out_psnr": float(np.mean([psnr(float(error)) for error in errors]))}

    training.run(step, evaluate, every=3.0)
