"""The transformer as the ONNX graph that the engine steps: past in as it lies in the engine's buffer, only new rows out.

Inputs, outputs and their meaning: README.md, "The transformer graph". The digit vectors are folded into embedding and head,
the attention scale into the query weights. The past is never concatenated with the new keys, that would copy the cache.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from brookesia_recipe.export.graph_builder import CONTRIBUTED, GraphBuilder
from brookesia_recipe.export.quantise import quantise
from brookesia_recipe.settings import ExportSettings
from brookesia_recipe.transformer.model import Block, Transformer

FLOATS = ExportSettings()


def write_transformer(model: Transformer, path: Path, export: ExportSettings = FLOATS) -> None:
    """Write transformer.onnx; weights as `export` says, norms as float32."""
    TransformerGraph(model, export).build().save(path)


def to_numpy(parameter: torch.Tensor) -> np.ndarray:
    return parameter.detach().float().cpu().numpy()


def scale_width(table: np.ndarray | torch.Tensor) -> int:
    return table.shape[1] & -table.shape[1]


class TransformerGraph:
    def __init__(self, model: Transformer, export: ExportSettings) -> None:
        self.model, self.settings, self.export = model, model.settings, export
        self.g = GraphBuilder("brookesia_transformer")

    def build(self) -> GraphBuilder:
        g, heads, head_dim = self.g, self.settings.heads, self.settings.head_dim
        self.declare_inputs()
        x = self.embed()
        cosine, sine = self.rotary()
        chunk_mask = self.causal_mask()
        past_mask = g.node("Unsqueeze", "past_mask", g.constant([1, 2]))
        present: list[str] = []
        for index, block in enumerate(self.model.blocks):
            x = self.block(x, block, index, (cosine, sine, past_mask, chunk_mask), present)
        shape = g.node(
            "Concat",
            g.constant([self.settings.layers, 2, -1, heads]),
            self.length,
            g.constant([head_dim]),
            axis=0,
        )
        rows = g.node("Reshape", g.node("Concat", *present, axis=0), shape)
        g.output("logits", "float32", ["B", "S_out", self.settings.vocabulary_size], self.logits(x))
        g.output("present", "float32", [self.settings.layers, 2, "B", heads, "S", head_dim], rows)
        return g

    def declare_inputs(self) -> None:
        g, past = self.g, ["B", self.settings.heads, "T", self.settings.head_dim]
        g.input("tokens", "int64", ["B", "S"])
        g.input("key_positions", "float32", ["B", "S", 3])
        g.input("query_positions", "float32", ["B", "S", 3])
        g.input("kinds", "int64", ["B", "S"])
        g.input("next_kinds", "int64", ["B", "S"])
        g.input("past_mask", "float32", ["B", "T"])
        for layer in range(self.settings.layers):
            g.input(f"past_key_{layer}", "float32", past)
            g.input(f"past_value_{layer}", "float32", past)
        if self.settings.features:
            g.input("features", "float32", ["B", "S", self.settings.features])
        g.input("logits_from", "int64", [1])
        self.length = g.node("Shape", "tokens", start=1, end=2)

    def embed(self) -> str:
        g, model = self.g, self.model
        table = self.input_table(to_numpy(model.with_digits(model.embedding)))
        kinds = g.node("Gather", g.weight("kind", to_numpy(model.kind), half=False), "kinds")
        following = g.node(
            "Gather", g.weight("next_kind", to_numpy(model.next_kind), half=False), "next_kinds"
        )
        x = g.node("Add", self.look_up(table, "tokens"), g.node("Add", kinds, following))
        return g.node("Add", x, self.projected()) if self.settings.features else x

    def projected(self) -> str:
        """`FeatureProjection` of the input `features`."""
        g, projection = self.g, self.model.projection
        bias = to_numpy(projection.up.bias)
        limits = g.constant(0.0, "float32"), g.constant(6.0, "float32")
        up = self.linear("features", "feature_up", to_numpy(projection.up.weight))
        up = g.node("Clip", g.node("Add", up, g.weight("feature_bias", bias, half=False)), *limits)
        moved = g.node("Sub", up, g.weight("feature_rest", np.clip(bias, 0, 6), half=False))
        return self.linear(moved, "feature_down", to_numpy(projection.down.weight))

    def input_table(self, values: np.ndarray) -> tuple[str, ...]:
        """The table, or its codes and scales: one scale per row, or per largest power of two that divides its width."""
        g = self.g
        if self.export.embedding_bits == 16:
            return (g.weight("embedding", values),)
        blocks = quantise(values, 8, scale_width(values))
        codes = g.tensor("embedding_codes", blocks.codes.reshape(values.shape))
        return codes, g.tensor("embedding_scales", blocks.scales)

    def look_up(self, table: tuple[str, ...], ids: str) -> str:
        values, *scales = table
        if not scales:
            return self.g.node("Gather", values, ids)
        return self.g.node("GatherBlockQuantized", values, ids, *scales, domain=CONTRIBUTED, bits=8, gather_axis=0,
                           quantize_axis=1, block_size=scale_width(self.model.embedding))  # fmt: skip

    def rotary(self) -> tuple[str, str]:
        """cosine, sine [B,2H,S,D]: the first H heads turn queries, the others keys."""
        g, frequencies = self.g, np.zeros((3, self.settings.head_dim // 2), np.float32)
        frequencies[self.model.axes.numpy(), np.arange(len(self.model.axes))] = to_numpy(
            self.model.frequencies
        )
        table = g.constant(frequencies, "float32")
        axis = g.constant([1])
        angles = [g.node("Unsqueeze", g.node("MatMul", name, table), axis)
                  for name in ("query_positions", "key_positions")]  # fmt: skip
        both = g.node(
            "Concat", *[angles[0]] * self.settings.heads, *[angles[1]] * self.settings.heads, axis=1
        )
        cosine, sine = g.node("Cos", both), g.node("Sin", both)
        return (
            g.node("Concat", cosine, cosine, axis=-1),
            g.node("Concat", g.node("Neg", sine), sine, axis=-1),
        )

    def causal_mask(self) -> str:
        """[S,S]: 0 on and below the diagonal, -1e9 above."""
        g = self.g
        square = g.node(
            "Expand", g.constant([-1e9], "float32"), g.node("Concat", self.length, self.length, axis=0)
        )
        return g.node("Trilu", square, g.constant(1), upper=1)

    def block(self, x: str, block: Block, layer: int, shared: tuple[str, ...], present: list[str]) -> str:
        normed = self.norm(x, block.attention_norm.weight, f"norm_{layer}_attention")
        x = self.g.node("Add", x, self.attention(normed, block, layer, shared, present))
        normed = self.norm(x, block.feed_forward_norm.weight, f"norm_{layer}_feed_forward")
        return self.g.node("Add", x, self.feed_forward(normed, block, layer))

    def norm(self, x: str, weight: torch.Tensor, name: str) -> str:
        """RMSNorm; ONNX Runtime's fused form of it."""
        scale = self.g.weight(name, to_numpy(weight), half=False)
        return self.g.node("SimplifiedLayerNormalization", x, scale, axis=-1, epsilon=1e-5, stash_type=1)

    def linear(self, x: str, name: str, weight: np.ndarray) -> str:
        """weight [out,in] as PyTorch holds it."""
        g, export = self.g, self.export
        if export.bits == 16:
            return g.node("MatMul", x, g.weight(name, np.ascontiguousarray(weight.T)))
        blocks = quantise(weight, export.bits, export.block)
        codes, scales = g.tensor(f"{name}_codes", blocks.codes), g.tensor(f"{name}_scales", blocks.scales)
        return g.node("MatMulNBits", x, codes, scales, domain=CONTRIBUTED, N=weight.shape[0], K=weight.shape[1],
                      bits=export.bits, block_size=export.block, accuracy_level=export.accuracy)  # fmt: skip

    def attention(self, x: str, block: Block, layer: int, shared: tuple[str, ...], present: list[str]) -> str:
        g, settings = self.g, self.settings
        cosine, sine, past_mask, chunk_mask = shared
        heads, head_dim, width = settings.heads, settings.head_dim, settings.width
        weight = to_numpy(block.attention.qkv.weight).copy()
        qkv = self.linear(x, f"qkv_{layer}", weight)
        qkv = g.node("Reshape", qkv, g.constant([0, 0, 3 * heads, head_dim]))
        qkv = g.node("Transpose", qkv, perm=[0, 2, 1, 3])
        both, value = g.node("Split", qkv, g.constant([2 * heads, heads]), outputs=2, axis=1)
        first, second = g.node("Split", both, outputs=2, axis=-1, num_outputs=2)
        swapped = g.node("Concat", second, first, axis=-1)
        both = g.node("Add", g.node("Mul", both, cosine), g.node("Mul", swapped, sine))
        query, key = g.node("Split", both, outputs=2, axis=1, num_outputs=2)
        present += [key, value]
        query = g.node("Mul", query, g.constant(head_dim**-0.5, "float32"))
        past_scores = g.node("MatMul", query, g.node("Transpose", f"past_key_{layer}", perm=[0, 1, 3, 2]))
        new_scores = g.node("MatMul", query, g.node("Transpose", key, perm=[0, 1, 3, 2]))
        scores = g.node(
            "Concat", g.node("Add", past_scores, past_mask), g.node("Add", new_scores, chunk_mask), axis=-1
        )
        lengths = g.node("Concat", self.past_length(), self.length, axis=0)
        past_share, new_share = g.node(
            "Split", g.node("Softmax", scores, axis=-1), lengths, outputs=2, axis=-1
        )
        mixed = g.node(
            "Add", g.node("MatMul", past_share, f"past_value_{layer}"), g.node("MatMul", new_share, value)
        )
        mixed = g.node("Reshape", g.node("Transpose", mixed, perm=[0, 2, 1, 3]), g.constant([0, 0, width]))
        return self.linear(mixed, f"attention_out_{layer}", to_numpy(block.attention.out.weight))

    def past_length(self) -> str:
        if not hasattr(self, "_past_length"):
            self._past_length = self.g.node("Shape", "past_mask", start=1, end=2)
        return self._past_length

    def feed_forward(self, x: str, block: Block, layer: int) -> str:
        g = self.g
        both = self.linear(x, f"gate_up_{layer}", to_numpy(block.feed_forward.gate_up.weight))
        gate, up = g.node("Split", both, outputs=2, axis=-1, num_outputs=2)
        hidden = g.node("Mul", g.node("Mul", gate, g.node("Sigmoid", gate)), up)
        return self.linear(hidden, f"down_{layer}", to_numpy(block.feed_forward.down.weight))

    def logits(self, x: str) -> str:
        g, model = self.g, self.model
        wanted = g.node("Slice", x, "logits_from", g.constant([2**31 - 1]), g.constant([1]))
        normed = self.norm(wanted, model.norm.weight, "norm_out")
        return self.linear(normed, "head", to_numpy(model.with_digits(model.head)))
