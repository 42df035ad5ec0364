"""The bi-encoder's towers as ONNX graphs; the one for texts is that of the other packs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.photo.towers import PATCH, PhotoTower, Towers
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE, finish, layers, linear, write_text_tower

TOLERANCE = 2e-3
"""Largest difference of a number of a vector between a graph and PyTorch."""


def write_search(model: Towers, folder: Path) -> dict[str, Any]:
    """Both graphs into the pack's folder, checked; gives the manifest's section."""
    twin = model.stored()
    write_text_tower(twin.text, folder / TEXT_FILE)
    write_photo_tower(twin.image, folder / IMAGE_FILE)
    difference = largest_difference(twin, folder)
    if difference > TOLERANCE:
        raise SystemExit(f"the exported retriever and PyTorch disagree by up to {difference:.2g}")
    return {
        "reads": "features", "text": {"file": TEXT_FILE, "maxTokens": model.settings.max_tokens},
        "image": {"file": IMAGE_FILE}, "dimension": model.settings.dimension, "scale": round(model.scale.item(), 4),
    }  # fmt: skip


def write_photo_tower(tower: PhotoTower, path: Path) -> None:
    """features float32 [N,cells,F] -> vectors float32 [N,D]."""
    g, side = GraphBuilder("brookesia_retriever_photo"), tower.grid // PATCH
    features = g.input("features", "float32", ["N", tower.grid**2, tower.up.shape[1]])
    bias = g.weight("up_bias", to_numpy(tower.bias), half=False)
    x = g.node("Add", linear(g, features, "up", to_numpy(tower.up)), bias)
    x = g.node("Clip", x, g.constant(0.0, "float32"), g.constant(6.0, "float32"))
    x = g.node("Reshape", x, g.constant([-1, side, PATCH, side, PATCH, len(tower.up)]))
    x = g.node("ReduceMean", x, g.constant([2, 4]), keepdims=0)
    x = g.node("Reshape", x, g.constant([-1, side * side, len(tower.up)]))
    x = linear(g, x, "join", to_numpy(tower.join.weight))
    x = layers(g, g.node("Add", x, g.weight("places", to_numpy(tower.places))), tower, None)
    finish(g, g.node("ReduceMean", x, g.constant([1]), keepdims=0), tower, path)


@torch.inference_mode()
def largest_difference(model: Towers, folder: Path) -> float:
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randint(10, 100, (3, 7), generator=generator)
    features = torch.randn(3, model.image.grid**2, model.image.up.shape[1], generator=generator)
    gaps = (
        model.text(tokens) - text_vectors(folder, tokens),
        model.image(features) - photo_vectors(folder, features),
    )
    return max(float(gap.abs().max()) for gap in gaps)


def text_vectors(folder: Path, tokens: Tensor) -> Tensor:
    return torch.from_numpy(open_session(folder / TEXT_FILE).run(None, {"tokens": tokens.numpy()})[0])


def photo_vectors(folder: Path, features: Tensor | np.ndarray) -> Tensor:
    session = open_session(folder / IMAGE_FILE)
    parts = np.array_split(np.asarray(features, np.float32), max(1, len(features) // 100))
    return torch.from_numpy(np.concatenate([session.run(None, {"features": part})[0] for part in parts]))
