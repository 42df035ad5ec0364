"""Which region each spot of a photo belongs to: a small pyramid on the maps of a frozen encoder (Lin et al. 2017)."""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.photo.efficientnet import EfficientNet
from brookesia_recipe.photo.encoder_graph import add_stages, stored_weight


class RegionHead(nn.Module):
    """`channels`: of the maps at 1/4, 1/8, 1/16 and 1/32 of the size."""

    def __init__(self, channels: tuple[int, ...], width: int, classes: int) -> None:
        super().__init__()
        self.laterals = nn.ModuleList(nn.Conv2d(count, width, 1) for count in channels)
        self.mixes = nn.ModuleList(nn.Conv2d(width, width, 3, padding=1) for _ in channels)
        self.out = nn.Conv2d(width, classes, 1)

    def forward(self, maps: list[Tensor]) -> Tensor:
        """[N,c,h/4,w/4] and three smaller ones -> scores [N,K,h/4,w/4]."""
        x: Tensor | None = None
        for lateral, mix, given in zip(self.laterals[::-1], self.mixes[::-1], maps[::-1], strict=True):
            y = lateral(given)
            if x is not None:
                y = y + F.interpolate(x, scale_factor=2, mode="nearest")
            x = F.relu(mix(y)) + y
        assert x is not None
        return self.out(x)


def write_regions(encoder: EfficientNet, head: RegionHead, path: Path, bits: int) -> None:
    """pixels float32 [1,3,h,w] in 0..1, sides multiples of 32 -> probabilities float32 [1,K,h/4,w/4]."""
    g = GraphBuilder("brookesia_regions")
    maps = add_stages(g, g.input("pixels", "float32", [1, 3, "H", "W"]), encoder, bits)
    x = ""
    for lateral, mix, given in zip(head.laterals[::-1], head.mixes[::-1], maps[::-1], strict=True):
        y = add_layer(g, given, lateral, bits)
        if x:
            scales = g.constant([1.0, 1.0, 2.0, 2.0], "float32")
            grown = g.node("Resize", x, "", scales, mode="nearest", nearest_mode="floor",
                           coordinate_transformation_mode="asymmetric")  # fmt: skip
            y = g.node("Add", y, grown)
        x = g.node("Add", g.node("Relu", add_layer(g, y, mix, bits)), y)
    scores = add_layer(g, x, head.out, 16)
    g.output(
        "probabilities", "float32", [1, head.out.out_channels, "h", "w"], g.node("Softmax", scores, axis=1)
    )
    g.save(path)


def add_layer(g: GraphBuilder, x: str, layer: nn.Conv2d, bits: int) -> str:
    name, side, edge = f"head_{len(g.nodes)}", layer.kernel_size[0], layer.padding[0]
    weight = stored_weight(g, name, to_numpy(layer.weight), bits)
    bias = g.weight(f"{name}_bias", to_numpy(layer.bias), half=False)
    return g.node("Conv", x, weight, bias, kernel_shape=[side, side], pads=[edge] * 4)


def iou(found: Tensor, right: Tensor, classes: int) -> list[float]:
    """Intersection over union of each class over all cells, NaN where neither has it. int64 [n] each."""
    both = (
        torch.bincount(right * classes + found, minlength=classes * classes).view(classes, classes).double()
    )
    union = both.sum(0) + both.sum(1) - both.diag()
    return (both.diag() / union).tolist()
