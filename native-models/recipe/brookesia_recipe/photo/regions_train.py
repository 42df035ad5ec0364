"""Trains the head that finds regions; the encoder's maps of every photo are computed once."""

from __future__ import annotations

import argparse
import random
import zlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.photo.efficientnet import EfficientNet, load_efficientnet
from brookesia_recipe.photo.regions_data import CLASSES, is_held_out, read_mapped
from brookesia_recipe.photo.regions_model import RegionHead, iou
from brookesia_recipe.photo.settings import PhotoPreset, RegionTraining
from brookesia_recipe.training.device import half_precision
from brookesia_recipe.training.loop import Budget, Training, load_averaged, split_parameters
from brookesia_recipe.training.muon import Optimiser

LITE = 0
"""Which encoder: regions need little of what tells dogs from horses, and this one is three times as fast."""


@dataclass(frozen=True)
class Maps:
    """The encoder's four maps (float16) of one photo, and its classes int64 [h/4,w/4]."""

    given: list[Tensor]
    classes: Tensor


def region_encoder(wheels: Path | None) -> EfficientNet:
    return load_efficientnet(LITE, wheels)


@torch.inference_mode()
def read_maps(encoder: EfficientNet, folder: Path, longest: int) -> tuple[list[Maps], list[Maps]]:
    """(to learn from, held out)."""
    learned: list[Maps] = []
    kept: list[Maps] = []
    for photo in read_mapped(folder, longest):
        pixels = torch.from_numpy(photo.pixels.copy()).permute(2, 0, 1)[None].float() / 255
        given = [stage[0].half() for stage in encoder.stages(pixels)]
        maps = Maps([part.clone() for part in given], torch.from_numpy(photo.classes.copy()).long())
        (kept if is_held_out(photo.name) else learned).append(maps)
    if not learned or not kept:
        raise SystemExit(f"{folder}: no photos with maps, or none of them is held out")
    return learned, kept


def build(encoder: EfficientNet, settings: RegionTraining) -> RegionHead:
    with torch.inference_mode():
        channels = tuple(stage.shape[1] for stage in encoder.stages(torch.zeros(1, 3, 64, 64)))
    torch.manual_seed(zlib.crc32(b"regions"))
    return RegionHead(channels, settings.width, len(CLASSES))


def load_regions(work: Path, preset: PhotoPreset, encoder: EfficientNet) -> RegionHead | None:
    """The averaged weights of WORK/regions.pt; None where none was trained."""
    if not (work / "regions.pt").exists():
        return None
    head = build(encoder, preset.regions)
    head.load_state_dict(load_averaged(work / "regions.pt"))
    return head.eval()


def class_weights(maps: list[Maps]) -> Tensor:
    """Rarer classes weigh more, as the root of how rare they are; at most four times the mean."""
    counts = torch.bincount(torch.cat([each.classes.flatten() for each in maps]), minlength=len(CLASSES))
    weights = (counts.sum() / counts.clamp(min=1)).sqrt()
    return (weights / weights.mean()).clamp(max=4)


class RegionBatches:
    """Photos of one size go together; every second time a photo is mirrored."""

    def __init__(self, maps: list[Maps], size: int) -> None:
        self.maps, self.size = maps, size
        self.shapes: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for number, each in enumerate(maps):
            self.shapes[tuple(each.classes.shape)].append(number)

    def batch(self, step: int) -> tuple[list[Tensor], Tensor]:
        rng = random.Random(f"regions {step}")
        of_size = self.shapes[tuple(self.maps[rng.randrange(len(self.maps))].classes.shape)]
        chosen = [self.maps[number] for number in rng.sample(of_size, min(self.size, len(of_size)))]
        given = [torch.stack([each.given[level] for each in chosen]).float() for level in range(4)]
        classes = torch.stack([each.classes for each in chosen])
        if rng.random() < 0.5:
            given, classes = [part.flip(-1) for part in given], classes.flip(-1)
        return given, classes


@torch.inference_mode()
def judge(head: RegionHead, maps: list[Maps]) -> dict[str, float]:
    """IoU of each class over the held-out photos, and their mean."""
    found = torch.cat(
        [head([part[None].float() for part in each.given])[0].argmax(0).flatten() for each in maps]
    )
    right = torch.cat([each.classes.flatten() for each in maps])
    values = iou(found, right, len(CLASSES))
    named = {
        name: round(value, 4) for (name, _), value in zip(CLASSES, values, strict=True) if value == value
    }
    return named | {"mean": round(sum(named.values()) / max(len(named), 1), 4)}


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    if arguments.regions is None:
        raise SystemExit("--regions: the folder of photos with maps of regions is missing")
    settings, work = preset.regions, arguments.work
    encoder = region_encoder(arguments.wheels)
    learned, kept = read_maps(encoder, arguments.regions, settings.pixels)
    print(f"regions: {len(learned)} photos to learn from, {len(kept)} held out", flush=True)
    head = build(encoder, settings)
    optimiser = Optimiser(*split_parameters(head, {}), settings.muon_rate, settings.adam_rate)
    steps = None if arguments.minutes else settings.steps
    budget = Budget(arguments.minutes or settings.minutes, steps, settings.decay)
    training = Training("regions", work, head, optimiser, budget, settings.ema)
    batches, weights = RegionBatches(learned, settings.batch), class_weights(learned)

    def step(number: int) -> dict[str, float]:
        given, classes = batches.batch(number)
        with half_precision("cpu"):
            scores = head(given)
        loss = F.cross_entropy(scores.float(), classes, weights)
        loss.backward()
        return {"loss": loss.item(), "count": float(len(classes))}

    judged = build(encoder, settings).eval()

    def evaluate() -> dict[str, float]:
        judged.load_state_dict(training.averaged.weights)
        return judge(judged, kept)

    training.run(step, evaluate, every=4.0)
