"""Every photo once through the encoder that ships; what it gives is kept as half floats."""

from __future__ import annotations

import argparse
import random
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image, ImageEnhance

from brookesia_recipe.export.session import open_session
from brookesia_recipe.photo.captions import read_captions, read_photos
from brookesia_recipe.photo.efficientnet import load_efficientnet
from brookesia_recipe.photo.encoder_graph import write_feature_encoder
from brookesia_recipe.photo.settings import EncoderSettings, PhotoPreset
from brookesia_recipe.photo.tail import Tail, tail_weights
from brookesia_recipe.training.loop import load_averaged

BATCH, WORKERS = 8, 2
SESSIONS: list[onnxruntime.InferenceSession] = []
"""The encoder of this process, see `encoded`."""
SPLITS = ("train", "dev")


@dataclass(frozen=True)
class Features:
    """names: in order; views: float16 [N,cells,F] (or maps [N,M,h,w]) for each view of the photos, the first as they are."""

    names: list[str]
    views: list[np.ndarray]

    def __len__(self) -> int:
        return len(self.names)


def view_of(photo: Image.Image, name: str, view: int, pixels: int) -> np.ndarray:
    """uint8 [3,pixels,pixels]. View 0 is the whole photo, 1 its mirror image, each further one a crop in another light.

    Every odd view is mirrored.
    """
    rng = random.Random(f"view {view} of {name}")
    if view > 1:
        photo = in_other_light(crop(photo, rng), rng)
    photo = photo.resize((pixels, pixels), Image.Resampling.BICUBIC, reducing_gap=3.0)
    array = np.asarray(photo).transpose(2, 0, 1)
    return np.ascontiguousarray(array[:, :, ::-1] if view % 2 else array)


def crop(photo: Image.Image, rng: random.Random) -> Image.Image:
    """At least three quarters of each side: what the captions name should stay in view."""
    width, height = (round(side * rng.uniform(0.75, 1)) for side in photo.size)
    left, top = rng.randint(0, photo.width - width), rng.randint(0, photo.height - height)
    return photo.crop((left, top, left + width, top + height))


def in_other_light(photo: Image.Image, rng: random.Random) -> Image.Image:
    for kind in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        photo = kind(photo).enhance(rng.uniform(0.8, 1.2))
    return photo


def encoder_path(work: Path, settings: EncoderSettings) -> Path:
    return work / f"encoder-{settings.name}.onnx"


def write_encoder(work: Path, settings: EncoderSettings, wheels: Path | None) -> Path:
    path = encoder_path(work, settings)
    if not path.exists():
        encoder = load_efficientnet(settings.lite, wheels)
        if settings.tuned:
            Tail(encoder).load_state_dict(tail_weights(load_averaged(work / "reader.pt")))
        write_feature_encoder(encoder, path, settings.bits)
    return path


def folder_of(work: Path, settings: EncoderSettings) -> Path:
    return work / f"features-{settings.name}"


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work = preset.encoder, arguments.work
    store(write_encoder(work, settings, arguments.wheels), folder_of(work, settings), settings, arguments)


def store(graph: Path, folder: Path, settings: EncoderSettings, arguments: argparse.Namespace) -> None:
    """What `graph` gives for each photo: one file for each split and view; those that are there are kept."""
    folder.mkdir(exist_ok=True)
    for split in SPLITS:
        names = list(read_captions(arguments.data, split))
        for view in range(settings.views if split == "train" else 1):
            path = folder / f"{split}-{view}.npy"
            if path.exists():
                continue
            started = time.monotonic()
            found = dict(encoded(graph, arguments.data, split, view, settings.pixels))
            missing = [name for name in names if name not in found]
            if missing:
                raise SystemExit(
                    f"{arguments.data}: {len(missing)} photos of {split} are missing, {missing[0]} first"
                )
            unfinished = path.with_suffix(".partial.npy")
            np.save(unfinished, np.stack([found[name] for name in names]))
            unfinished.rename(path)
            print(f"{path}: {len(names)} photos, {time.monotonic() - started:.0f} s", flush=True)


def encoded(graph: Path, data: Path, split: str, view: int, pixels: int) -> Iterator[tuple[str, np.ndarray]]:
    """(name, float16 of what the graph gives) of every photo. One process for each core: two threads on one mostly wait."""
    with ProcessPoolExecutor(WORKERS, initializer=open_encoder, initargs=(graph,)) as pool:
        batches = in_batches(read_photos(data, split), BATCH)
        for rows in ahead(pool, partial(encode_batch, view=view, pixels=pixels), batches):
            yield from rows


def in_batches(rows: Iterable[tuple[str, Image.Image]], size: int) -> Iterator[list[tuple[str, Image.Image]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def ahead(pool: ProcessPoolExecutor, work, batches: Iterator) -> Iterator:
    """Results in order, with only a few batches waiting in memory."""
    waiting = deque(pool.submit(work, batch) for batch in islice(batches, 2 * WORKERS))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(pool.submit(work, batch) for batch in islice(batches, 1))


def open_encoder(graph: Path) -> None:
    SESSIONS.append(open_session(graph, threads=1))


def encode_batch(
    batch: list[tuple[str, Image.Image]], view: int, pixels: int
) -> list[tuple[str, np.ndarray]]:
    views = [view_of(photo, name, view, pixels) for name, photo in batch]
    return [(name, row) for (name, _), row in zip(batch, encode(SESSIONS[0], views), strict=True)]


def encode(session: onnxruntime.InferenceSession, pictures: list[np.ndarray]) -> np.ndarray:
    """uint8 [3,P,P] each -> float16 [N,cells,F], or another graph's [N,...]."""
    pixels = np.stack(pictures).astype(np.float32) / 255
    return session.run(None, {"pixels": pixels})[0].astype(np.float16)


def load_features(work: Path, preset: PhotoPreset, data: Path, split: str) -> Features:
    return stored(folder_of(work, preset.encoder), data, split)


def stored(folder: Path, data: Path, split: str) -> Features:
    names = list(read_captions(data, split))
    views = [np.load(path, mmap_mode="r") for path in sorted(folder.glob(f"{split}-[0-9].npy"))]
    if not views or len(views[0]) != len(names):
        raise SystemExit(f"{folder} holds nothing of {split}: photo-features (or photo-maps) makes it")
    return Features(names, views)
