"""Another reader for a photo pack that is there: `photo-renew --pack PACK --work WORK`. All other files stay as they are.

For a pack that was thawed (photo-thaw) and trained on. How captions are searched for is that of the preset. Figures of captions
and answers are measured anew; those of the blind twin are kept where WORK holds none.
"""

from __future__ import annotations

import argparse
import json

from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.pack import file_entry, write_manifest
from brookesia_recipe.export.session import open_session
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.photo.export import check
from brookesia_recipe.photo.manifest import tasks
from brookesia_recipe.photo.measure import measure_reader
from brookesia_recipe.photo.reader import load_reader
from brookesia_recipe.photo.settings import PhotoPreset


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    pack, path = arguments.pack, arguments.pack / "transformer.onnx"
    content = json.loads((pack / "pack.json").read_text(encoding="utf-8"))
    model, bpe = load_reader(arguments.work, preset)
    folded = model.folded()
    write_transformer(folded, path, preset.export)
    agreement = check(folded, pack, bpe, preset, arguments)
    graph = GraphModel(open_session(path, spinning=False), model.settings)
    figures = measure_reader(graph, bpe, preset, arguments)
    before = content["evaluation"]
    figures["ask"] = {**before["ask"], **figures["ask"]}
    content["version"], content["tasks"] = preset.version, tasks(preset)
    content["files"] = [file_entry(pack / entry["path"]) for entry in content["files"]]
    content["evaluation"] = {**before, "agreement": agreement, **figures}
    write_manifest(pack, content)
    print(figures, flush=True)
