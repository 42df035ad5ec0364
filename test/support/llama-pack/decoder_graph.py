"""A decoder of Hugging Face transformers as an ONNX graph with its past as inputs and outputs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from transformers import DynamicCache, LlamaForCausalLM

OPSET = 18
HALVED_FROM = 1024
"""Weights with fewer numbers stay as they are."""


class WithPast(nn.Module):
    """The model as a function of tensors alone, in the order of `input_names`."""

    def __init__(self, model: LlamaForCausalLM) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: Tensor, attention_mask: Tensor, position_ids: Tensor, past: list[Tensor]):
        cache = DynamicCache(list(zip(past[::2], past[1::2], strict=True)))
        given = {"attention_mask": attention_mask, "position_ids": position_ids, "past_key_values": cache}
        logits = self.model(input_ids=input_ids, **given, use_cache=True).logits
        return logits, *(tensor for layer in cache.layers for tensor in (layer.keys, layer.values))


def write_graph(model: LlamaForCausalLM, path: Path) -> None:
    """Weights of the model are half floats in value; in the file they are stored as such."""
    config = model.config
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch, "model.onnx")
        torch.onnx.export(
            WithPast(model), example(config), whole, dynamo=True, external_data=False, opset_version=OPSET,
            input_names=["input_ids", "attention_mask", "position_ids", *names("past_key_values", config)],
            output_names=["logits", *names("present", config)], dynamic_shapes=shapes(config),
        )  # fmt: skip
        graph = onnx.load(whole)
    for node in graph.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    halve(graph.graph)
    path.write_bytes(graph.SerializeToString(deterministic=True))


def names(prefix: str, config: Any) -> list[str]:
    return [
        f"{prefix}.{layer}.{part}" for layer in range(config.num_hidden_layers) for part in ("key", "value")
    ]


def example(config: Any) -> tuple[Tensor, Tensor, Tensor, list[Tensor]]:
    """Two rows, a past of five, three new tokens."""
    past = [torch.zeros(2, config.num_key_value_heads, 5, config.head_dim) for _ in names("", config)]
    tokens = torch.ones(2, 3, dtype=torch.long)
    return tokens, torch.ones(2, 8, dtype=torch.long), torch.arange(5, 8).repeat(2, 1), past


def shapes(config: Any) -> tuple[Any, ...]:
    # The mask is as long as past and new tokens together, which the exporter finds out.
    batch, new, past, total = (torch.export.Dim.DYNAMIC for _ in range(4))
    new_tokens = {0: batch, 1: new}
    return new_tokens, {0: batch, 1: total}, new_tokens, [{0: batch, 2: past} for _ in names("", config)]


def halve(graph: onnx.GraphProto) -> None:
    """Store large weights as float16, cast where the graph begins."""
    for weight in list(graph.initializer):
        if weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < HALVED_FROM:
            continue
        values = numpy_helper.to_array(weight).astype(np.float16)
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(values, f"{weight.name}_f16"))
        graph.node.insert(
            0, helper.make_node("Cast", [f"{weight.name}_f16"], [weight.name], to=TensorProto.FLOAT)
        )
