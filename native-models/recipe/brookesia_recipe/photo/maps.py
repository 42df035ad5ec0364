"""Every photo once through the encoder's front, which is never trained: what its last blocks are tuned on."""

from __future__ import annotations

import argparse
from pathlib import Path

from brookesia_recipe.photo.efficientnet import load_efficientnet
from brookesia_recipe.photo.encoder_graph import write_front
from brookesia_recipe.photo.features import Features, store, stored
from brookesia_recipe.photo.settings import EncoderSettings, PhotoPreset


def folder_of(work: Path, settings: EncoderSettings) -> Path:
    return work / f"maps-{settings.name}"


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    """Nothing to do where the encoder is not tuned."""
    settings, work = preset.encoder, arguments.work
    if not settings.tuned:
        return
    graph = work / f"front-{settings.name}.onnx"
    if not graph.exists():
        write_front(load_efficientnet(settings.lite, arguments.wheels), graph, settings.bits)
    store(graph, folder_of(work, settings), settings, arguments)


def load_maps(work: Path, preset: PhotoPreset, data: Path, split: str) -> Features:
    return stored(folder_of(work, preset.encoder), data, split)
