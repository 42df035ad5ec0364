"""judge.onnx and judge.json: the graph, the names of its classes, and how often it is right."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.image_graphs import silu
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.judge.accuracy import measure
from brookesia_recipe.judge.labels import ATTRIBUTES, CELL_KINDS
from brookesia_recipe.judge.model import CELL_OUTPUTS, PICTURE_OUTPUTS, Judge, Residual
from brookesia_recipe.judge.train import trained_judge
from brookesia_recipe.settings import Preset
from brookesia_recipe.world import CELLS, COLOURS, PIXELS

LARGEST = 3_000_000
"""Bytes of the graph."""


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    folder: Path = arguments.judge
    folder.mkdir(parents=True, exist_ok=True)
    write_judge(trained_judge(arguments.work, preset), folder / "judge.onnx")
    size = (folder / "judge.onnx").stat().st_size
    if size > LARGEST:
        raise SystemExit(f"judge.onnx has {size} bytes; {LARGEST} are allowed")
    content = description(folder / "judge.onnx", preset.evaluation.judged, arguments.pack)
    (folder / "judge.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(content["accuracy"], indent=2), flush=True)


def description(graph: Path, scenes: int, pack: Path) -> dict[str, Any]:
    """Accuracy is measured with the graph itself; on pictures that went through the pack's image tokenizer, if there is one."""
    judge = graph_judge(graph)
    accuracy: dict[str, Any] = {"scenes": scenes, "rendered": measure(judge, scenes, soft=False)}
    accuracy["softened"] = measure(judge, scenes, soft=True)
    if (pack / "encoder.onnx").exists():
        accuracy["tokenized"] = measure(judge, scenes, False, tokenized(pack))
    names = {name: list(values) for name, values in ATTRIBUTES.items()}
    return {"format": 1, "pixels": PIXELS, "grid": [CELLS, CELLS], "kinds": list(CELL_KINDS), "colours": list(COLOURS),
            "attributes": names, "accuracy": accuracy}  # fmt: skip


def graph_judge(path: Path) -> Callable[[Tensor], dict[str, Tensor]]:
    """The exported graph as a function like the model's."""
    session = open_session(path)
    names = [output.name for output in session.get_outputs()]

    def judge(pixels: Tensor) -> dict[str, Tensor]:
        outputs = session.run(None, {"pixels": pixels.numpy()})
        return {name: torch.from_numpy(values) for name, values in zip(names, outputs, strict=True)}

    return judge


def tokenized(pack: Path) -> Callable[[Tensor], Tensor]:
    """Pixels to codes and back, as the softest pictures that the pack can draw."""
    encoder, decoder = open_session(pack / "encoder.onnx"), open_session(pack / "decoder.onnx")

    def redraw(pixels: Tensor) -> Tensor:
        (codes,) = encoder.run(None, {"pixels": pixels.numpy()})
        return torch.from_numpy(decoder.run(None, {"codes": codes})[0])

    return redraw


def write_judge(model: Judge, path: Path) -> None:
    """pixels float32 [N,3,256,256] in 0..1 RGB -> a tensor of scores for each name that `Judge.forward` gives."""
    g = GraphBuilder("brookesia_judge")
    pixels = g.input("pixels", "float32", ["N", 3, PIXELS, PIXELS])
    x = g.node("Sub", g.node("Mul", pixels, g.constant(2.0, "float32")), g.constant(1.0, "float32"))
    features = silu(g, add_stages(g, x, model.stages))
    pooled = g.node(
        "Concat", g.node("GlobalAveragePool", features), g.node("GlobalMaxPool", features), axis=1
    )
    picture = g.node("Flatten", convolution(g, pooled, model.picture))
    add_outputs(g, convolution(g, features, model.cells), CELL_OUTPUTS, [CELLS, CELLS])
    add_outputs(g, picture, PICTURE_OUTPUTS, [])
    g.save(path)


def add_outputs(g: GraphBuilder, scores: str, sizes: dict[str, int], grid: list[int]) -> None:
    sections = g.constant(np.array(list(sizes.values())))
    parts = g.node("Split", scores, sections, outputs=len(sizes), axis=1)
    for (name, size), part in zip(sizes.items(), parts, strict=True):
        g.output(name, "float32", ["N", size, *grid], part)


def add_stages(g: GraphBuilder, x: str, stages: nn.Sequential) -> str:
    channels = 3
    for layer in stages:
        if isinstance(layer, Residual):
            inner = convolution(g, silu(g, x), layer.spread)
            x = g.node("Add", x, convolution(g, silu(g, inner), layer.mix))
        elif isinstance(layer, nn.PixelUnshuffle):
            x = unshuffle(g, x, channels, layer.downscale_factor)
        else:
            x, channels = convolution(g, x, layer), layer.out_channels
    return x


def convolution(g: GraphBuilder, x: str, layer: nn.Conv2d) -> str:
    name = f"conv_{len(g.nodes)}"
    weight = g.weight(name, to_numpy(layer.weight))
    bias = g.weight(f"{name}_bias", to_numpy(layer.bias), half=False)
    side, edge, step = layer.kernel_size[0], layer.padding[0], layer.dilation[0]
    return g.node("Conv", x, weight, bias, kernel_shape=[side] * 2, pads=[edge] * 4, dilations=[step] * 2)


def unshuffle(g: GraphBuilder, x: str, channels: int, factor: int) -> str:
    """torch's PixelUnshuffle: channel-major order. A convolution that only moves values."""
    area = factor * factor
    kernel = np.zeros((channels * area, 1, factor, factor), np.float32)
    for index in range(channels * area):
        kernel[index, 0, index % area // factor, index % factor] = 1
    weight = g.weight(f"unshuffle_{len(g.nodes)}", kernel)
    return g.node("Conv", x, weight, kernel_shape=[factor] * 2, strides=[factor] * 2, group=channels)
