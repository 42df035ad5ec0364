"""The shape of a pack's transformer, and what of its weights every step reads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import onnx

Q8_0_BYTES_PER_WEIGHT = 34 / 32
"""32 weights share one 16-bit scale."""


@dataclass(frozen=True)
class Shape:
    layers: int
    heads: int
    head_dim: int
    hidden: int
    vocabulary_size: int
    max_length: int

    @property
    def width(self) -> int:
        return self.heads * self.head_dim

    @property
    def weights_per_step(self) -> int:
        """All matrices but the embedding, of which a step reads one row for each sequence."""
        layer = 4 * self.width**2 + 3 * self.width * self.hidden
        return self.layers * layer + self.vocabulary_size * self.width

    def save(self, path: Path) -> None:
        """As bench/peers/models.ts reads it."""
        step = {
            "float32": 4 * self.weights_per_step,
            "q8_0": round(Q8_0_BYTES_PER_WEIGHT * self.weights_per_step),
        }
        path.write_text(json.dumps({**asdict(self), "bytes_per_step": step}, indent=2) + "\n")


def read_shape(pack: Path) -> Shape:
    manifest = json.loads((pack / "pack.json").read_text())
    transformer = manifest["transformer"]
    return Shape(
        layers=transformer["layers"],
        heads=transformer["heads"],
        head_dim=transformer["headDim"],
        hidden=hidden_size(pack / transformer["graphs"][0]["file"]),
        vocabulary_size=manifest["tokens"]["vocabularySize"],
        max_length=transformer["maxLength"],
    )


def hidden_size(graph: Path) -> int:
    """The manifest does not say it; the first layer's down projection [hidden, width] does."""
    model = onnx.load(graph, load_external_data=False).graph
    for weight in model.initializer:
        if weight.name in ("down_0", "down_0_f16"):
            return weight.dims[0]
    for node in model.node:
        if "down_0_codes" in node.input:  # MatMulNBits
            return next(attribute.i for attribute in node.attribute if attribute.name == "K")
    raise SystemExit(
        f"{graph.name} has no weight “down_0”: it was not written by the recipe of this project."
    )
