"""The checkpoint as transformers.js loads it: a folder with config.json and onnx/model.onnx.

The graph is that of ONNX Runtime's own model builder: one fused attention node per layer (grouped-query attention with the
rotary positions inside), keys and values in and out.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import onnx


def write_onnx(checkpoint: Path, folder: Path) -> None:
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch, "built")
        build(checkpoint, built, Path(scratch, "cache"))
        graph = onnx.load(built / "model.onnx")
        name_cache_width(graph, json.loads((checkpoint / "config.json").read_text())["head_dim"])
        # One file: transformers.js knows weights beside the graph under another name than the builder gives them.
        onnx.save(graph, folder / "onnx" / "model.onnx")
    for name in ("config.json", "generation_config.json"):
        shutil.copy(checkpoint / name, folder / name)


def name_cache_width(graph: onnx.ModelProto, head_dim: int) -> None:
    """transformers.js makes the first, empty cache from the graph's shapes, and takes what is not a number for 0."""
    for tensor in graph.graph.input:
        if tensor.name.startswith("past_key_values."):
            tensor.type.tensor_type.shape.dim[3].dim_value = head_dim


def build(checkpoint: Path, output: Path, cache: Path) -> None:
    options = ["-i", checkpoint, "-o", output, "-p", "fp32", "-e", "cpu", "-c", cache]
    # Scores of a prompt's last token alone, as the others compute them.
    options += ["--extra_options", "prune_lm_head=true"]
    command = [sys.executable, "-m", "onnxruntime_genai.models.builder", *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"ONNX Runtime's model builder failed:\n{done.stderr}")
