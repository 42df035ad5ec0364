"""The image tokenizer as two ONNX graphs: encoder.onnx (pixels -> codes) and decoder.onnx (codes -> pixels)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from torch import nn

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.tokenizer import fsq
from brookesia_recipe.tokenizer.model import Decoder, Encoder, ImageTokenizer, Residual


def write_encoder(model: ImageTokenizer, path: Path) -> None:
    """pixels float32 [N,3,H,W] in 0..1 RGB -> codes int64 [N,h,w]; H and W multiples of 16."""
    g = GraphBuilder("brookesia_image_encoder")
    pixels = g.input("pixels", "float32", ["N", 3, "H", "W"])
    x = g.node("Sub", g.node("Mul", pixels, g.constant(2.0, "float32")), g.constant(1.0, "float32"))
    values = add_encoder(g, x, model.encoder)
    g.output("codes", "int64", ["N", "h", "w"], add_codes(g, values, model.settings.levels))
    g.save(path)


def write_decoder(model: ImageTokenizer, path: Path) -> None:
    """codes int64 [N,h,w] -> pixels float32 [N,3,16h,16w], clipped to 0..1."""
    g = GraphBuilder("brookesia_image_decoder")
    codes = g.input("codes", "int64", ["N", "h", "w"])
    x = add_layers(g, add_digits(g, codes, model.settings.levels), model.decoder)
    half = g.constant(0.5, "float32")
    pixels = g.node("Add", g.node("Mul", x, half), half)
    pixels = g.node("Clip", pixels, g.constant(0.0, "float32"), g.constant(1.0, "float32"))
    g.output("pixels", "float32", ["N", 3, "H", "W"], pixels)
    g.save(path)


def column(values: list[float]) -> np.ndarray:
    """One value per channel, [1,channels,1,1]."""
    return np.asarray(values, np.float32).reshape(1, -1, 1, 1)


def add_codes(g: GraphBuilder, values: str, levels: tuple[int, ...]) -> str:
    """fsq.digits_of and fsq.codes_of. Round is half to even in both."""
    half = [(level - 1) * (1 + 1e-3) / 2 for level in levels]
    offset = [0.5 if level % 2 == 0 else 0.0 for level in levels]
    shift = [float(np.arctanh(o / h)) for o, h in zip(offset, half, strict=True)]
    bounded = g.node("Tanh", g.node("Add", values, g.constant(column(shift), "float32")))
    bounded = g.node("Mul", bounded, g.constant(column(half), "float32"))
    bounded = g.node("Sub", bounded, g.constant(column(offset), "float32"))
    digits = g.node(
        "Add", g.node("Round", bounded), g.constant(column([level // 2 for level in levels]), "float32")
    )
    weighted = g.node("Mul", digits, g.constant(column(fsq.basis(levels)), "float32"))
    summed = g.node("ReduceSum", weighted, g.constant([1]), keepdims=0)
    return g.node("Cast", summed, to=7)


def add_digits(g: GraphBuilder, codes: str, levels: tuple[int, ...]) -> str:
    """fsq.digits_from_codes and fsq.normalise, channels first."""
    spread = g.node("Unsqueeze", codes, g.constant([1]))
    weights = np.asarray(fsq.basis(levels), np.int64).reshape(1, -1, 1, 1)
    digits = g.node("Div", spread, g.constant(weights))
    digits = g.node("Mod", digits, g.constant(np.asarray(levels, np.int64).reshape(1, -1, 1, 1)))
    half = [level // 2 for level in levels]
    centred = g.node("Sub", g.node("Cast", digits, to=1), g.constant(column(half), "float32"))
    return g.node("Div", centred, g.constant(column(half), "float32"))


def silu(g: GraphBuilder, x: str) -> str:
    return g.node("Mul", x, g.node("Sigmoid", x))


def convolution(g: GraphBuilder, x: str, layer: nn.Conv2d) -> str:
    name = f"conv_{len(g.nodes)}"
    weight, bias = (
        g.weight(name, to_numpy(layer.weight)),
        g.weight(f"{name}_bias", to_numpy(layer.bias), half=False),
    )
    side, edge = layer.kernel_size[0], layer.padding[0]
    return g.node("Conv", x, weight, bias, kernel_shape=[side, side], pads=[edge] * 4)


def unshuffle(g: GraphBuilder, x: str, channels: int) -> str:
    """torch's PixelUnshuffle(2): channel-major order, unlike SpaceToDepth. A 2x2 convolution that only moves values."""
    kernel = np.zeros((channels * 4, 1, 2, 2), np.float32)
    for index in range(channels * 4):
        kernel[index, 0, index % 4 // 2, index % 2] = 1
    weight = g.weight(f"unshuffle_{len(g.nodes)}", kernel)
    return g.node("Conv", x, weight, kernel_shape=[2, 2], strides=[2, 2], group=channels)


def add_layers(g: GraphBuilder, x: str, model: Encoder | Decoder) -> str:
    previous = 3
    for layer in model.stages:
        if isinstance(layer, Residual):
            inner = convolution(g, silu(g, x), layer.spread)
            x = g.node("Add", x, convolution(g, silu(g, inner), layer.mix))
        elif isinstance(layer, nn.PixelShuffle):
            x = g.node("DepthToSpace", x, blocksize=2, mode="CRD")
        elif isinstance(layer, nn.PixelUnshuffle):
            x = unshuffle(g, x, previous)
        else:
            x, previous = convolution(g, x, layer), layer.out_channels
    return x


def add_encoder(g: GraphBuilder, x: str, model: Encoder) -> str:
    return convolution(g, silu(g, add_layers(g, x, model)), model.out)
