"""A work folder from a photo pack: `photo-thaw --pack PACK --work WORK`. Its reader can be trained on; see export/thaw.py."""

from __future__ import annotations

import argparse
import json
import shutil

from brookesia_recipe.export.thaw import StoredGraph, transformer_weights
from brookesia_recipe.photo.features import encoder_path
from brookesia_recipe.photo.reader import build_reader, reader_vocabulary
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.text.bpe import load_bpe
from brookesia_recipe.training.loop import save_atomically


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    work, pack = arguments.work, arguments.pack
    if (work / "reader.pt").exists():
        raise SystemExit(f"{work / 'reader.pt'} exists: nothing is thawed over a training that has begun")
    shutil.copyfile(pack / "tokenizer.json", work / "tokenizer.json")
    shutil.copyfile(pack / "features.onnx", encoder_path(work, preset.encoder))
    dimension = json.loads((pack / "pack.json").read_text(encoding="utf-8"))["features"]["dimension"]
    model = build_reader(preset.reader, reader_vocabulary(load_bpe(work / "tokenizer.json")), dimension)
    weights = transformer_weights(StoredGraph(pack / "transformer.onnx"), model)
    model.load_state_dict(weights)
    save_atomically(work / "reader.pt", {"averaged": weights})
    print(f"{work}: goes on from {pack}", flush=True)
