"""The encoder's layers as ONNX nodes: of the feature encoder, and of whatever else reads its maps."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from onnx import TensorProto

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.photo.efficientnet import (
    COLOUR_GAIN,
    DEVIATION,
    MEAN,
    QUARTER,
    Convolution,
    EfficientNet,
)


def write_feature_encoder(model: EfficientNet, path: Path, bits: int) -> None:
    """pixels float32 [N,3,P,P] in 0..1 -> features float32 [N,cells,F], cells in reading order."""
    g = GraphBuilder("brookesia_feature_encoder")
    pixels = g.input("pixels", "float32", ["N", 3, "P", "P"])
    last = g.node("Concat", add_stages(g, pixels, model, bits)[-1], add_colours(g, pixels), axis=1)
    flat = g.node("Reshape", last, g.constant([0, 0, -1]))
    g.output(
        "features", "float32", ["N", "cells", model.dimension], g.node("Transpose", flat, perm=[0, 2, 1])
    )
    g.save(path)


def write_front(model: EfficientNet, path: Path, bits: int) -> None:
    """pixels float32 [N,3,P,P] in 0..1 -> maps float32 [N,M,P/16,P/16]: what `Tail` goes on from."""
    g = GraphBuilder("brookesia_feature_encoder_front")
    pixels = g.input("pixels", "float32", ["N", 3, "P", "P"])
    front = add_stages(g, pixels, model, bits, last=16)[-1]
    g.output("maps", "float32", ["N", "M", "h", "w"], g.node("Concat", front, add_quarters(g, pixels), axis=1))
    g.save(path)


def add_colours(g: GraphBuilder, pixels: str) -> str:
    """`efficientnet.colours_of`."""
    return g.node("SpaceToDepth", add_quarters(g, pixels), blocksize=2)


def add_quarters(g: GraphBuilder, pixels: str) -> str:
    """[N,3,P/16,P/16]: mean colours."""
    means = g.node("AveragePool", pixels, kernel_shape=[QUARTER] * 2, strides=[QUARTER] * 2)
    centred = g.node("Sub", means, g.constant(0.5, "float32"))
    return g.node("Mul", centred, g.constant(COLOUR_GAIN, "float32"))


def add_stages(g: GraphBuilder, pixels: str, model: EfficientNet, bits: int, last: int = 32) -> list[str]:
    """The maps of `EfficientNet.stages`, up to the one of 1/`last` of the size."""
    centred = g.node("Sub", pixels, g.constant(MEAN, "float32"))
    x = add_convolution(g, g.node("Div", centred, g.constant(DEVIATION, "float32")), model.stem, bits)
    found: dict[int, str] = {}
    for block in model.blocks:
        if block.scale > last:
            break
        y = x
        for layer in block.layers:
            y = add_convolution(g, y, layer, bits)
        x = g.node("Add", x, y) if block.skip else y
        found[block.scale] = x
    return [found[scale] for scale in (4, 8, 16, 32) if scale <= last]


def add_convolution(g: GraphBuilder, x: str, layer: Convolution, bits: int) -> str:
    name, side = f"conv_{len(g.nodes)}", layer.weight.shape[-1]
    bias = g.weight(f"{name}_bias", to_numpy(layer.bias), half=False)
    # Channel by channel there is little to save and much to lose: those layers stay half floats.
    weight = stored_weight(g, name, to_numpy(layer.weight), bits if side == 1 else 16)
    y = g.node(
        "Conv", x, weight, bias, kernel_shape=[side, side], strides=[layer.stride] * 2, group=layer.groups,
        auto_pad="SAME_UPPER",
    )  # fmt: skip
    return g.node("Clip", y, g.constant(0.0, "float32"), g.constant(6.0, "float32")) if layer.active else y


def stored_weight(g: GraphBuilder, name: str, value: np.ndarray, bits: int) -> str:
    """A half float for each number, or 8 bits with a scale for each channel that comes out; folded when the graph loads."""
    if bits == 16:
        return g.weight(name, value)
    codes, scales = eight_bits(value)
    floats = g.node("Cast", g.tensor(f"{name}_codes", codes), to=TensorProto.FLOAT)
    return g.node("Mul", floats, g.tensor(f"{name}_scales", scales))


def eight_bits(value: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 codes of the same shape and float32 scales [out,1,1,..]; their product is nearly the value."""
    peaks = np.abs(value).reshape(len(value), -1).max(1)
    scales = np.where(peaks == 0, 1, peaks / 127).astype(np.float32).reshape(-1, *[1] * (value.ndim - 1))
    return np.clip(np.rint(value / scales), -127, 127).astype(np.int8), scales
