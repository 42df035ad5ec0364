"""The pack: graphs of what was trained, checked against PyTorch, measured as they ship."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.pack import write_manifest
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.photo.features import load_features, write_encoder
from brookesia_recipe.photo.manifest import manifest
from brookesia_recipe.photo.measure import measure_reader
from brookesia_recipe.photo.parts import export_parts
from brookesia_recipe.photo.reader import load_reader, reader_vocabulary
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.photo.writing import CAPTION_PROMPT, Search, write_texts
from brookesia_recipe.text.vocabulary import EOS
from brookesia_recipe.transformer.model import Transformer

CHECKED = 20
LEAST_AGREEMENT = {16: 1.0, 8: 0.9, 4: 0.6}
"""Share of greedy tokens, up to the first other one of a caption, that the graph must write as PyTorch does."""


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    """`--figures speed` leaves the measurements of quality out, which take minutes."""
    work, pack = arguments.work, arguments.pack
    pack.mkdir(parents=True, exist_ok=True)
    model, bpe = load_reader(work, preset)
    vocabulary = reader_vocabulary(bpe)
    shutil.copyfile(write_encoder(work, preset.encoder, arguments.wheels), pack / "features.onnx")
    bpe.save(str(pack / "tokenizer.json"))
    write_transformer(model.folded(), pack / "transformer.onnx", preset.export)
    evaluation: dict[str, Any] = {"agreement": check(model.folded(), pack, bpe, preset, arguments)}
    sections, figures = export_parts(pack, bpe, preset, arguments)
    if arguments.figures != "speed":
        # Captions are weighed by the retriever, which is one of the parts.
        graph = GraphModel(open_session(pack / "transformer.onnx", spinning=False), model.settings)
        evaluation |= measure_reader(graph, bpe, preset, arguments)
    content = manifest(preset, pack, vocabulary, model.settings, sections, evaluation | figures)
    write_manifest(pack, content)
    size = sum(path.stat().st_size for path in pack.iterdir()) / 1e6
    print(f"{pack}: {size:.1f} MB\n{content['evaluation']}", flush=True)


def check(
    model: Transformer, pack: Path, bpe: Tokenizer, preset: PhotoPreset, arguments: argparse.Namespace
) -> dict[str, int]:
    """Greedy captions of some dev photos, PyTorch's and the graph's."""
    features = load_features(arguments.work, preset, arguments.data, "dev").views[0][:CHECKED]
    graph = GraphModel(open_session(pack / "transformer.onnx"), model.settings)
    text = tuple(reader_vocabulary(bpe).ranges()["text"])
    search, prompts = Search(1, 0, preset.max_new_tokens), [CAPTION_PROMPT] * len(features)
    grid = (preset.encoder.grid,) * 2
    wanted, found = (write_texts(each, features, prompts, grid, search, text) for each in (model, graph))
    compared = equal = 0
    for left, right in zip(wanted, found, strict=True):
        left, right = [*left, EOS], [*right, EOS]
        same = next((i for i, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
        equal += same
        compared += same if left == right else same + 1
    if equal < LEAST_AGREEMENT[preset.export.bits] * compared:
        raise SystemExit(
            f"the exported transformer and PyTorch disagree: {equal} of {compared} tokens are equal"
        )
    return {"greedyTokensEqual": equal, "greedyTokensCompared": compared}
