"""Makes the models of the peers from a pack's shape: python bench/peers/convert/main.py [--pack folder] [--out folder]."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from checkpoint import write_checkpoint
from shape import read_shape
from to_gguf import write_gguf
from to_onnx import write_onnx

PEERS = Path(__file__).parents[1]
SHIPPED = PEERS.parents[1] / "native-models" / "packs" / "scenes"


def main() -> None:
    parser = argparse.ArgumentParser(description="Random models of a pack's shape, for speed alone.")
    parser.add_argument("--pack", type=Path, default=SHIPPED)
    parser.add_argument("--out", type=Path, default=PEERS / "models")
    options = parser.parse_args()
    shape = read_shape(options.pack)
    shutil.rmtree(options.out, ignore_errors=True)
    options.out.mkdir(parents=True)
    checkpoint = options.out / "checkpoint"
    model = write_checkpoint(shape, checkpoint)
    write_gguf(model, shape, options.out / "model-q8_0.gguf")
    write_onnx(checkpoint, options.out / "onnx")
    # Last, so that its presence says that everything is there.
    shape.save(options.out / "shape.json")
    print(f"{options.out}: {shape}")


if __name__ == "__main__":
    main()
