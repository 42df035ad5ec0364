"""Trains the image tokenizer on pictures rendered as they are needed."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from brookesia_recipe.data.pictures import held_out, pictures
from brookesia_recipe.settings import Preset
from brookesia_recipe.tokenizer.losses import gradient_loss, hue_loss, weighted_l1
from brookesia_recipe.tokenizer.model import ImageTokenizer
from brookesia_recipe.training.ahead import Ahead
from brookesia_recipe.training.device import device, half_precision, placed
from brookesia_recipe.training.loop import Budget, Training, load_averaged, save_atomically, split_parameters
from brookesia_recipe.training.muon import Optimiser

FROZEN = "tokenizer-frozen.pt"
FIRST_SEED = 1_000_000
"""Training pictures of the tokenizer: seeds from here on, apart from the transformer's 0 .. scenes - 1."""


class Pictures:
    """Batches of crops for a step, rendered by one thread ahead of their use."""

    def __init__(self, preset: Preset) -> None:
        self.world, self.training = preset.world, preset.tokenizer
        self.pool = ThreadPoolExecutor(1)
        self.next: tuple[int, Future] | None = None

    def make(self, step: int) -> tuple[Tensor, Tensor]:
        """Pixels uint8 [N,3,h,w] channels last and objects [N,1,h,w]; crops come in pairs from one scene."""
        rng = np.random.default_rng((step, 7))
        crop = 256 if step % self.training.full_every == 0 else self.training.crop
        count = max(1, self.training.batch * self.training.crop**2 // crop**2)
        scenes = count if crop == 256 else -(-count // 2)
        seeds = FIRST_SEED + (step * self.training.batch + np.arange(scenes)) % 8_000_000
        images, objects = pictures(seeds.tolist(), self.world)
        corners = [self.corner(objects[index % scenes], crop, rng) for index in range(count)]
        cut = [np.s_[index % scenes, y : y + crop, x : x + crop] for index, (y, x) in enumerate(corners)]
        pixels = torch.from_numpy(np.stack([images[place] for place in cut])).permute(0, 3, 1, 2)
        return pixels, torch.from_numpy(np.stack([objects[place] for place in cut]))[:, None]

    def corner(self, objects: np.ndarray, crop: int, rng: np.random.Generator) -> tuple[int, int]:
        """(y, x) of a crop on the grid; `thing_crops` of them hold a chosen pixel of a thing: things are what is hard."""
        last = (256 - crop) // 16
        if rng.random() >= self.training.thing_crops or not objects.any():
            return tuple(rng.integers(0, last + 1, 2) * 16)
        pixel = np.unravel_index(rng.choice(np.flatnonzero(objects)), objects.shape)
        corner = (np.array(pixel) - rng.integers(0, crop, 2)) // 16
        return tuple(corner.clip(0, last) * 16)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        ready = self.next[1].result() if self.next and self.next[0] == step else self.make(step)
        self.next = (step + 1, self.pool.submit(self.make, step + 1))
        return ready


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    settings = preset.tokenizer
    torch.manual_seed(preset.seed)
    model = ImageTokenizer(preset.tokenizer_model).to(device(), memory_format=torch.channels_last)
    print(f"image tokenizer: {sum(p.numel() for p in model.parameters()):,} parameters", flush=True)
    matrices, others = split_parameters(
        model, {"encoder.out": 0, "encoder.stages.1.": 0, "decoder.stages.0.": 0}
    )
    optimiser = Optimiser(matrices, others, settings.muon_rate, settings.adam_rate)
    budget = Budget(arguments.minutes or settings.minutes, None if arguments.minutes else settings.steps)
    training = Training("tokenizer", arguments.work, model, optimiser, budget, settings.ema)
    source = Ahead(settings.workers, training_pictures, preset)

    def step(number: int) -> dict[str, float]:
        pixels, objects = placed(source.batch(number))
        real = pixels.contiguous(memory_format=torch.channels_last).float() / 255
        with half_precision():
            made, _ = model(real)
        l1 = weighted_l1(made, real, objects.float(), settings.object_weight)
        edges, hue = gradient_loss(made, real), hue_loss(made, real)
        (l1 + settings.gradient_weight * edges + settings.hue_weight * hue).backward()
        mse = (made.detach() - real).square().mean().item()
        return {
            "l1": l1.item(),
            "edges": edges.item(),
            "hue": hue.item(),
            "psnr": psnr(mse),
            "count": len(pixels),
        }

    training.run(step, lambda: measure(averaged_model(training, preset), preset, 32), every=3.0)
    source.close()
    draw_sheet(averaged_model(training, preset), preset, arguments.work / "tokenizer.png")


def training_pictures(preset: Preset) -> Callable[[int], tuple[Tensor, Tensor]]:
    """What each step sees, by its number."""
    source = Pictures(preset)
    return source.make if preset.tokenizer.workers else source.batch


def psnr(mse: float) -> float:
    return -10 * math.log10(max(mse, 1e-10))


def averaged_model(training: Training, preset: Preset) -> ImageTokenizer:
    model = ImageTokenizer(preset.tokenizer_model)
    model.load_state_dict(training.averaged.weights)
    return model.eval()


def freeze_tokenizer(work: Path) -> None:
    """Keep the averaged weights as they are now: codes stored or learned from mean nothing under other weights."""
    if not (work / FROZEN).exists():
        save_atomically(work / FROZEN, load_averaged(work / "tokenizer.pt"))


def frozen_tokenizer(work: Path, preset: Preset) -> ImageTokenizer:
    """The tokenizer as `tokenise` froze it."""
    model = ImageTokenizer(preset.tokenizer_model)
    model.load_state_dict(torch.load(work / FROZEN, weights_only=False, map_location="cpu"))
    return model.eval()


@torch.inference_mode()
def measure(model: ImageTokenizer, preset: Preset, count: int) -> dict[str, float]:
    """On held-out pictures: mean PSNR in dB, the same over pixels of things, how many codes occur."""
    whole, things, codes = [], [], []
    for start in range(0, count, 8):
        images, objects = pictures(held_out(count)[start : start + 8], preset.world)
        real = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
        found = model.encode(real)
        error = (model.decode(found) - real).square().mean(1)
        whole += [psnr(float(one.mean())) for one in error]
        things += [
            psnr(float(one[mask].mean())) for one, mask in zip(error, torch.from_numpy(objects)) if mask.any()
        ]
        codes.append(found.flatten())
    return {
        "held_out_psnr": float(np.mean(whole)), "held_out_psnr_things": float(np.mean(things)),
        "codes_used": float(len(torch.cat(codes).unique())),
    }  # fmt: skip


@torch.inference_mode()
def draw_sheet(model: ImageTokenizer, preset: Preset, path: Path, count: int = 12) -> None:
    """Originals above their reconstructions."""
    images, _ = pictures(held_out(count), preset.world)
    real = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    made = (model.decode(model.encode(real)) * 255).round().byte().permute(0, 2, 3, 1).numpy()
    rows = [
        np.concatenate([np.concatenate(list(side[start : start + 6]), 1) for side in (images, made)])
        for start in range(0, count, 6)
    ]
    cv2.imwrite(str(path), cv2.cvtColor(np.concatenate(rows), cv2.COLOR_RGB2BGR))
