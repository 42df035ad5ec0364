"""The two towers as ONNX graphs; what they take and give: docs/pack-format.md, "The retriever"."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from brookesia_recipe.export.graph_builder import GraphBuilder
from brookesia_recipe.export.image_graphs import convolution, silu
from brookesia_recipe.export.transformer_graph import to_numpy
from brookesia_recipe.retriever.model import GRID, PATCH, ImageTower, Layer, Retriever, TextTower, Tower
from brookesia_recipe.text.vocabulary import PAD

TEXT_FILE, IMAGE_FILE = "retriever-text.onnx", "retriever-image.onnx"
FORBIDDEN = -1e9


def write_retriever(model: Retriever, folder: Path) -> None:
    """Both graphs into the pack's folder; matrices as float16."""
    twin = model.stored()
    write_text_tower(twin.text, folder / TEXT_FILE)
    write_image_tower(twin.image, folder / IMAGE_FILE)


def write_text_tower(tower: TextTower, path: Path) -> None:
    """tokens int64 [N,S], padded on the right -> vectors float32 [N,D]."""
    g = GraphBuilder("brookesia_retriever_text")
    tokens = g.input("tokens", "int64", ["N", "S"])
    x = g.node("Gather", g.weight("embedding", to_numpy(tower.embedding)), tokens)
    length = g.node("Shape", tokens, start=1, end=2)
    places = g.node("Slice", g.weight("places", to_numpy(tower.places)), g.constant([0]), length)
    padding = g.node("Cast", g.node("Equal", tokens, g.constant(PAD)), to=1)
    seen = g.node("Unsqueeze", g.node("Sub", g.constant(1.0, "float32"), padding), g.constant([2]))
    mask = g.node("Unsqueeze", g.node("Mul", padding, g.constant(FORBIDDEN, "float32")), g.constant([1, 2]))
    x = layers(g, g.node("Add", x, places), tower, mask)
    total = g.node("ReduceSum", g.node("Mul", x, seen), g.constant([1]), keepdims=0)
    finish(g, g.node("Div", total, g.node("ReduceSum", seen, g.constant([1]), keepdims=0)), tower, path)


def write_image_tower(tower: ImageTower, path: Path) -> None:
    """codes int64 [N,16,16] -> vectors float32 [N,D]."""
    g = GraphBuilder("brookesia_retriever_image")
    codes = g.input("codes", "int64", ["N", GRID, GRID])
    x = g.node("Gather", g.weight("codes_table", to_numpy(tower.table)), codes)
    x = silu(g, convolution(g, g.node("Transpose", x, perm=[0, 3, 1, 2]), tower.around))
    x = linear(g, patches(g, x, tower.around.out_channels), "join", to_numpy(tower.join.weight))
    x = layers(g, g.node("Add", x, g.weight("places", to_numpy(tower.places))), tower, None)
    finish(g, g.node("ReduceMean", x, g.constant([1]), keepdims=0), tower, path)


def patches(g: GraphBuilder, x: str, channels: int) -> str:
    """[N,c,16,16] -> [N,16,16c], ordered as torch's pixel_unshuffle: channel, row, column."""
    side = GRID // PATCH
    x = g.node("Reshape", x, g.constant([0, channels, side, PATCH, side, PATCH]))
    x = g.node("Transpose", x, perm=[0, 2, 4, 1, 3, 5])
    return g.node("Reshape", x, g.constant([0, side * side, channels * PATCH**2]))


def linear(g: GraphBuilder, x: str, name: str, weight: np.ndarray) -> str:
    return g.node("MatMul", x, g.weight(name, np.ascontiguousarray(weight.T)))


def norm(g: GraphBuilder, x: str, name: str, weight: np.ndarray) -> str:
    scale = g.weight(name, weight, half=False)
    return g.node("SimplifiedLayerNormalization", x, scale, axis=-1, epsilon=1e-5, stash_type=1)


def layers(g: GraphBuilder, x: str, tower: Tower, mask: str | None) -> str:
    for index, layer in enumerate(tower.layers):
        x = g.node("Add", x, attention(g, x, layer, f"{index}", mask))
        x = g.node("Add", x, feed_forward(g, x, layer, f"{index}"))
    return norm(g, x, "norm_out", to_numpy(tower.norm.weight))


def attention(g: GraphBuilder, x: str, layer: Layer, index: str, mask: str | None) -> str:
    """`mask` float32 [N,1,1,S] is added to the scores."""
    width = layer.out.out_features
    size = width // layer.heads
    normed = norm(g, x, f"norm_{index}_attention", to_numpy(layer.attention_norm.weight))
    qkv = linear(g, normed, f"qkv_{index}", to_numpy(layer.qkv.weight))
    qkv = g.node("Reshape", qkv, g.constant([0, 0, 3 * layer.heads, size]))
    qkv = g.node("Transpose", qkv, perm=[0, 2, 1, 3])
    query, key, value = g.node("Split", qkv, outputs=3, axis=1, num_outputs=3)
    scores = g.node("MatMul", query, g.node("Transpose", key, perm=[0, 1, 3, 2]))
    scores = g.node("Mul", scores, g.constant(size**-0.5, "float32"))
    scores = scores if mask is None else g.node("Add", scores, mask)
    mixed = g.node("MatMul", g.node("Softmax", scores, axis=-1), value)
    mixed = g.node("Reshape", g.node("Transpose", mixed, perm=[0, 2, 1, 3]), g.constant([0, 0, width]))
    return linear(g, mixed, f"out_{index}", to_numpy(layer.out.weight))


def feed_forward(g: GraphBuilder, x: str, layer: Layer, index: str) -> str:
    normed = norm(g, x, f"norm_{index}_feed_forward", to_numpy(layer.feed_forward_norm.weight))
    both = linear(g, normed, f"gate_up_{index}", to_numpy(layer.gate_up.weight))
    gate, up = g.node("Split", both, outputs=2, axis=-1, num_outputs=2)
    return linear(g, g.node("Mul", silu(g, gate), up), f"down_{index}", to_numpy(layer.down.weight))


def finish(g: GraphBuilder, mean: str, tower: Tower, path: Path) -> None:
    projected = linear(g, mean, "project", to_numpy(tower.project.weight))
    length = g.node("ReduceL2", projected, g.constant([-1]), keepdims=1)
    g.output("vectors", "float32", ["N", tower.project.out_features], g.node("Div", projected, length))
    g.save(path)
