"""The parts that a pack may lack: retriever, familiarity, regions. What was trained goes in, and is measured as it ships."""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from brookesia_recipe.export.session import open_session
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.familiar import (
    FALSE_ALARMS,
    STRANGERS,
    fit,
    strangers,
    threshold_of,
    write_familiar,
)
from brookesia_recipe.photo.features import encode, load_features
from brookesia_recipe.photo.regions_data import CLASSES, is_held_out, read_mapped
from brookesia_recipe.photo.regions_model import iou, write_regions
from brookesia_recipe.photo.regions_train import load_regions, region_encoder
from brookesia_recipe.photo.search_graphs import photo_vectors, text_vectors, write_search
from brookesia_recipe.photo.search_train import caption_tokens, load_towers, recall
from brookesia_recipe.photo.settings import PhotoPreset

Section = dict[str, Any]


def export_parts(
    pack: Path, bpe: Tokenizer, preset: PhotoPreset, arguments: argparse.Namespace
) -> tuple[Section, Section]:
    """(sections of the manifest, figures of its evaluation)."""
    sections, figures = export_familiar(pack, preset, arguments)
    for part in (export_search(pack, bpe, preset, arguments), export_regions(pack, preset, arguments)):
        sections, figures = sections | part[0], figures | part[1]
    return sections, figures


def export_search(
    pack: Path, bpe: Tokenizer, preset: PhotoPreset, arguments: argparse.Namespace
) -> tuple[Section, Section]:
    model = load_towers(arguments.work, preset, arguments.wheels)
    if model is None:
        return {}, {}
    section = write_search(model, pack)
    dev, told = (
        load_features(arguments.work, preset, arguments.data, "dev"),
        read_captions(arguments.data, "dev"),
    )
    tokens, owner = caption_tokens([told[name] for name in dev.names], bpe, preset.search.max_tokens)
    found = recall(text_vectors(pack, tokens), photo_vectors(pack, dev.views[0]), owner)
    return {"retriever": section}, {"retriever": {"photos": len(dev), "captions": len(owner), **found}}


def export_familiar(
    pack: Path, preset: PhotoPreset, arguments: argparse.Namespace
) -> tuple[Section, Section]:
    train, dev = (load_features(arguments.work, preset, arguments.data, split) for split in ("train", "dev"))
    model = fit(np.asarray(train.views[0]))
    path = pack / "familiar.onnx"
    write_familiar(model, path)
    session = open_session(path)

    def scores(features: np.ndarray) -> np.ndarray:
        return session.run(None, {"features": features.astype(np.float32)})[0]

    known = np.concatenate([scores(part) for part in np.array_split(dev.views[0], max(1, len(dev) // 100))])
    threshold = round(threshold_of(known), 4)
    encoder = open_session(pack / "features.onnx")
    beyond: dict[str, list[bool]] = defaultdict(list)
    for kind, picture in strangers(preset.encoder.pixels):
        beyond[kind].append(bool(scores(encode(encoder, [picture]))[0] > threshold))
    figures = {
        "devPhotos": len(dev), "threshold": threshold, "ofEachKind": STRANGERS,
        "recognisedAsStrange": {kind: round(float(np.mean(found)), 4) for kind, found in beyond.items()},
    }  # fmt: skip
    section = {"file": path.name, "reads": "features", "threshold": threshold, "falseAlarms": FALSE_ALARMS}
    return {"familiar": section}, {"familiar": figures}


def export_regions(pack: Path, preset: PhotoPreset, arguments: argparse.Namespace) -> tuple[Section, Section]:
    encoder = region_encoder(arguments.wheels)
    head = load_regions(arguments.work, preset, encoder)
    if head is None:
        return {}, {}
    path = pack / "regions.onnx"
    write_regions(encoder, head, path, preset.encoder.bits)
    classes = [{"name": name, "words": list(words)} for name, words in CLASSES[1:]]
    section = {"file": path.name, "pixels": preset.regions.pixels, "classes": classes}
    figures = region_figures(path, arguments.regions, preset.regions.pixels) if arguments.regions else {}
    return {"regions": section}, figures


def region_figures(graph: Path, folder: Path, longest: int) -> Section:
    """IoU of each class over the held-out photos, as the graph that ships finds them."""
    session, found, right = open_session(graph), [], []
    for photo in read_mapped(folder, longest):
        if is_held_out(photo.name):
            pixels = photo.pixels.transpose(2, 0, 1)[None].astype(np.float32) / 255
            found.append(session.run(None, {"pixels": pixels})[0][0].argmax(0).ravel())
            right.append(photo.classes.ravel().astype(np.int64))
    values = iou(*(torch.from_numpy(np.concatenate(each)) for each in (found, right)), len(CLASSES))
    named = {
        name: round(value, 4) for (name, _), value in zip(CLASSES, values, strict=True) if value == value
    }
    mean = round(sum(named.values()) / len(named), 4)
    return {"regions": {"photos": len(found), "iou": named, "meanIou": mean}}
