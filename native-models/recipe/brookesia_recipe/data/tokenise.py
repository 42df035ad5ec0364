"""Renders the training scenes once and stores their codes: seed, 256 codes, which cells show a thing.

Beside each scene stands what an edit makes of it and one of its controls; the edit and the control follow from the seed.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from brookesia_recipe.data.pictures import controls, edited, held_out, object_cells, pictures
from brookesia_recipe.export.image_graphs import write_encoder
from brookesia_recipe.export.session import open_session
from brookesia_recipe.settings import Preset
from brookesia_recipe.tokenizer.train import freeze_tokenizer, frozen_tokenizer

HELD_OUT_SCENES = 512
Drawing = Callable[[Sequence[int], str], tuple[np.ndarray, np.ndarray]]
DRAWINGS: dict[str, Drawing] = {"": pictures, "edited-": edited, "control-": controls}
"""Prefix of the files that hold each kind of picture."""


@dataclass(frozen=True)
class Scenes:
    """seeds int64 [n], codes uint16 [n,256], objects bool [n,256]."""

    seeds: np.ndarray
    codes: np.ndarray
    objects: np.ndarray

    def __len__(self) -> int:
        return len(self.seeds)


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """Writes WORK/scenes/*.npz with the codes of the graph that ships, in float32; shards that exist are kept."""
    folder: Path = arguments.work / "scenes"
    folder.mkdir(exist_ok=True)
    freeze_tokenizer(arguments.work)
    graph = arguments.work / "tokenise-encoder.onnx"
    write_encoder(frozen_tokenizer(arguments.work, preset), graph)
    encoder = open_session(graph)
    ranges = {f"train-{start:07d}": range(start, min(start + preset.data.shard, preset.data.scenes))
              for start in range(0, preset.data.scenes, preset.data.shard)}  # fmt: skip
    for prefix, drawing in DRAWINGS.items():
        for name, seeds in {"held-out": held_out(min(HELD_OUT_SCENES, preset.data.scenes)), **ranges}.items():
            path = folder / f"{prefix}{name}.npz"
            if path.exists():
                continue
            started = time.monotonic()
            save(path, encode(encoder, seeds, preset, drawing))
            print(f"{path.name}: {len(seeds) / (time.monotonic() - started):.0f} scenes/s", flush=True)


def encode(encoder, seeds: Sequence[int], preset: Preset, drawing: Drawing = pictures) -> Scenes:
    """Rendering runs one batch ahead in a thread."""
    batches = [
        list(seeds[start : start + preset.data.batch]) for start in range(0, len(seeds), preset.data.batch)
    ]
    codes, objects = [], []
    with ThreadPoolExecutor(1) as pool:
        ahead = [pool.submit(drawing, batch, preset.world) for batch in batches[:2]]
        for index in range(len(batches)):
            images, things = ahead.pop(0).result()
            if index + 2 < len(batches):
                ahead.append(pool.submit(drawing, batches[index + 2], preset.world))
            pixels = images.transpose(0, 3, 1, 2).astype(np.float32) / 255
            codes.append(encoder.run(None, {"pixels": pixels})[0].reshape(len(images), -1).astype(np.uint16))
            objects.append(object_cells(things))
    return Scenes(np.asarray(seeds, np.int64), np.concatenate(codes), np.concatenate(objects))


def save(path: Path, scenes: Scenes) -> None:
    partial = path.with_suffix(".partial.npz")
    np.savez(partial, seeds=scenes.seeds, codes=scenes.codes, objects=scenes.objects)
    os.replace(partial, path)


def load_scenes(work: Path, pattern: str) -> Scenes:
    """All shards that match, for instance 'train-*', 'held-out' or 'edited-train-*'."""
    shards = [np.load(path) for path in sorted((work / "scenes").glob(f"{pattern}.npz"))]
    if not shards:
        raise SystemExit(f"no scenes in {work / 'scenes'}: run `tokenise` first")
    return Scenes(
        *(np.concatenate([shard[name] for shard in shards]) for name in ("seeds", "codes", "objects"))
    )
