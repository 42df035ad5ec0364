"""A work folder from a pack: `thaw --pack PACK --work WORK`. Training goes on where only the files that ship are left.

BPE and image tokenizer are those of the pack. The transformer's matrices come back as the graph stores them, rounded; the
digit vectors, which a pack folds into the tables, are found again as those that explain both tables best.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from brookesia_recipe.export.quantise import Blocks, dequantise
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.tokenizer.model import Decoder, Encoder, ImageTokenizer, Residual
from brookesia_recipe.tokenizer.train import freeze_tokenizer
from brookesia_recipe.training.loop import save_atomically
from brookesia_recipe.transformer.model import Transformer
from brookesia_recipe.transformer.train import CODEBOOK, build_learner, optimiser_of


class StoredGraph:
    """The weights that a graph stores, by the names that the export gave them."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self.tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        """In the order in which they were written."""
        self.products = {
            node.input[1]: {each.name: each.i for each in node.attribute}
            for node in graph.node
            if node.op_type == "MatMulNBits"
        }
        """Attributes of the products with whole numbers, by the name of their codes."""

    def matrix(self, name: str) -> np.ndarray:
        """A linear layer's weight [out, in] as PyTorch holds it."""
        if f"{name}_f16" in self.tensors:
            return self.tensors[f"{name}_f16"].astype(np.float32).T
        codes, scales = self.tensors[f"{name}_codes"], self.tensors[f"{name}_scales"]
        product = self.products[f"{name}_codes"]
        return dequantise(Blocks(codes, scales, product["bits"], product["K"]))

    def table(self, name: str) -> np.ndarray:
        if f"{name}_f16" in self.tensors:
            return self.tensors[f"{name}_f16"].astype(np.float32)
        codes, scales = self.tensors[f"{name}_codes"], self.tensors[f"{name}_scales"]
        return dequantise(Blocks(codes.reshape(*scales.shape, -1), scales, 8, codes.shape[1]))


def transformer_weights(graph: StoredGraph, model: Transformer) -> dict[str, Tensor]:
    """State of a model of these settings; what only training has (sight) is left as it is in `model`."""
    found = {
        "embedding": graph.table("embedding"), "head": graph.matrix("head"), "kind": graph.tensors["kind"],
        "next_kind": graph.tensors["next_kind"], "norm.weight": graph.tensors["norm_out"],
    }  # fmt: skip
    for layer in range(model.settings.layers):
        at = f"blocks.{layer}"
        found |= {
            f"{at}.attention_norm.weight": graph.tensors[f"norm_{layer}_attention"],
            f"{at}.feed_forward_norm.weight": graph.tensors[f"norm_{layer}_feed_forward"],
            f"{at}.attention.qkv.weight": graph.matrix(f"qkv_{layer}"),
            f"{at}.attention.out.weight": graph.matrix(f"attention_out_{layer}"),
            f"{at}.feed_forward.gate_up.weight": graph.matrix(f"gate_up_{layer}"),
            f"{at}.feed_forward.down.weight": graph.matrix(f"down_{layer}"),
        }
    if model.settings.features:
        found |= {
            "projection.up.weight": graph.matrix("feature_up"),
            "projection.up.bias": graph.tensors["feature_bias"],
            "projection.down.weight": graph.matrix("feature_down"),
        }
    weights = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in found.items()}
    weights = {**model.state_dict(), **weights}
    return unfolded(weights, model) if model.settings.levels else weights


def unfolded(weights: dict[str, Tensor], model: Transformer) -> dict[str, Tensor]:
    """With the digit vectors that explain both tables best taken out of them; their sum stays what it was."""
    rows = slice(model.settings.image_start, model.settings.image_start + model.settings.codebook)
    basis = model.code_digits.double()
    mean = (weights["embedding"][rows] + weights["head"][rows]).double() / 2
    digits = (torch.linalg.pinv(basis) @ mean).float()
    for name in ("embedding", "head"):
        weights[name] = weights[name].clone()
        weights[name][rows] -= model.code_digits @ digits
    return {**weights, "digits": digits}


def convolutions(part: Encoder | Decoder) -> list[nn.Conv2d]:
    """In the order in which the graph names them."""
    found: list[nn.Conv2d] = []
    for layer in part.stages:
        if isinstance(layer, Residual):
            found += [layer.spread, layer.mix]
        elif isinstance(layer, nn.Conv2d):
            found.append(layer)
    return [*found, part.out] if isinstance(part, Encoder) else found


@torch.no_grad()
def fill(part: Encoder | Decoder, path: Path) -> None:
    stored = StoredGraph(path).tensors
    weights = [value for name, value in stored.items() if name.startswith("conv_") and name.endswith("_f16")]
    biases = [value for name, value in stored.items() if name.endswith("_bias")]
    for layer, weight, bias in zip(convolutions(part), weights, biases, strict=True):
        layer.weight.copy_(torch.from_numpy(weight.astype(np.float32)))
        assert layer.bias is not None
        layer.bias.copy_(torch.from_numpy(bias.copy()))


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    work, pack = arguments.work, arguments.pack
    if (work / "transformer.pt").exists():
        raise SystemExit(
            f"{work / 'transformer.pt'} exists: nothing is thawed over a training that has begun"
        )
    shutil.copyfile(pack / "tokenizer.json", work / "tokenizer.json")
    used = json.loads((pack / "pack.json").read_text())["evaluation"]["training"]
    images = ImageTokenizer(preset.tokenizer_model)
    fill(images.encoder, pack / "encoder.onnx")
    fill(images.decoder, pack / "decoder.onnx")
    save_atomically(
        work / "tokenizer.pt",
        {"averaged": images.state_dict(), "used_minutes": used["tokenizerMinutes"],
         "used_steps": used["tokenizerSteps"]},
    )  # fmt: skip
    freeze_tokenizer(work)
    model = build_learner(preset, vocabulary_of(load_bpe(work / "tokenizer.json"), CODEBOOK))
    weights = transformer_weights(StoredGraph(pack / "transformer.onnx"), model)
    model.load_state_dict(weights)
    save_atomically(
        work / "transformer.pt",
        {"model": weights, "averaged": weights, "optimiser": optimiser_of(model, preset).state_dict(),
         "used_minutes": 0.0, "used_steps": 0, "fraction": 0.0},
    )  # fmt: skip
    print(f"{work}: goes on from {pack}", flush=True)
