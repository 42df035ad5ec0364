"""The small graphs of the tiny photo pack, each in PyTorch and as ONNX: features, a picture's vector, familiar, regions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.transformer_graph import to_numpy

PIXELS, SIDE, FEATURES, DIMENSION = 32, 4, 12, 8
CELLS = SIDE * SIDE
CLASSES = (
    {"name": "sky", "words": ["sky", "clouds"]},
    {"name": "vegetation", "words": ["grass", "trees"]},
)
SHARPNESS = 30.0
"""How quickly a colour turns from one class to another."""


class TinyEyes(nn.Module):
    """One convolution that sees each cell alone; what else reads pictures goes by its features."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = nn.Conv2d(3, FEATURES, PIXELS // SIDE, PIXELS // SIDE)
        self.project = nn.Linear(FEATURES, DIMENSION, bias=False)

    def forward(self, pixels: Tensor) -> Tensor:
        """[N,3,P,P] in 0..1 -> [N,CELLS,FEATURES]."""
        return self.patch(2 * pixels - 1).tanh().flatten(2).transpose(1, 2)

    def vector(self, features: Tensor) -> Tensor:
        """[N,CELLS,FEATURES] -> [N,DIMENSION], of length 1."""
        return F.normalize(self.project(features.mean(1)), dim=-1)

    def unfamiliarity(self, features: Tensor) -> Tensor:
        """[N,CELLS,FEATURES] -> [N]: how large the features are."""
        return features.square().mean((1, 2))

    def write(self, folder: Path, image_file: str) -> None:
        self.write_features(folder / "features.onnx")
        self.write_vector(folder / image_file)
        self.write_familiar(folder / "familiar.onnx")
        write_regions(folder / "regions.onnx")

    def write_features(self, path: Path) -> None:
        g, size = GraphBuilder("brookesia_features"), PIXELS // SIDE
        x = g.node("Mul", g.input("pixels", "float32", ["N", 3, PIXELS, PIXELS]), g.constant(2.0, "float32"))
        x = g.node("Sub", x, g.constant(1.0, "float32"))
        weight = g.weight("patch", to_numpy(self.patch.weight))
        bias = g.weight("patch_bias", to_numpy(self.patch.bias), half=False)
        x = g.node("Tanh", g.node("Conv", x, weight, bias, kernel_shape=[size, size], strides=[size, size]))
        x = g.node("Reshape", x, g.constant([0, FEATURES, CELLS]))
        g.output("features", "float32", ["N", CELLS, FEATURES], g.node("Transpose", x, perm=[0, 2, 1]))
        g.save(path)

    def write_vector(self, path: Path) -> None:
        g = GraphBuilder("brookesia_retriever_image")
        mean = g.node(
            "ReduceMean", g.input("features", "float32", ["N", CELLS, FEATURES]), g.constant([1]), keepdims=0
        )
        weight = g.weight("project", np.ascontiguousarray(to_numpy(self.project.weight).T))
        vector = g.node("MatMul", mean, weight)
        length = g.node("ReduceL2", vector, g.constant([-1]), keepdims=1)
        g.output("vectors", "float32", ["N", DIMENSION], g.node("Div", vector, length))
        g.save(path)

    def write_familiar(self, path: Path) -> None:
        g = GraphBuilder("brookesia_familiar")
        x = g.input("features", "float32", ["N", CELLS, FEATURES])
        scores = g.node("ReduceMean", g.node("Mul", x, x), g.constant([1, 2]), keepdims=0)
        g.output("scores", "float32", ["N"], scores)
        g.save(path)


def write_regions(path: Path) -> None:
    """Blue is sky, green is vegetation; pixels [1,3,h,w] -> probabilities [1,3,h/4,w/4]."""
    g = GraphBuilder("brookesia_regions")
    x = g.node(
        "AveragePool", g.input("pixels", "float32", [1, 3, "H", "W"]), kernel_shape=[4, 4], strides=[4, 4]
    )
    # Rows: everything else, blue over red, green over blue.
    weights = np.array([[0, 0, 0], [-1, 0, 1], [0, 1, -1]], np.float32).reshape(3, 3, 1, 1) * SHARPNESS
    scores = g.node("Conv", x, g.weight("colours", weights, half=False), kernel_shape=[1, 1])
    g.output("probabilities", "float32", [1, 3, "h", "w"], g.node("Softmax", scores, axis=1))
    g.save(path)
