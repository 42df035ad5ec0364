"""A retriever for a pack that is there: `retriever-add --work WORK --pack PACK`. Its other files stay as they are."""

from __future__ import annotations

import argparse
import json

from brookesia_recipe.export.pack import file_entry, retriever_section, write_manifest
from brookesia_recipe.retriever.export import export_retriever
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE
from brookesia_recipe.retriever.train import load_retriever
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    work, pack = arguments.work, arguments.pack
    model, bpe = load_retriever(work, preset), load_bpe(work / "tokenizer.json")
    if model is None:
        raise SystemExit(f"{work / 'retriever.pt'} is missing: `retriever` trains it")
    if (work / "tokenizer.json").read_bytes() != (pack / "tokenizer.json").read_bytes():
        raise SystemExit(
            f"the retriever of {work} reads other words than {pack}: their tokenizer.json differ"
        )
    figures = export_retriever(model, pack, work, bpe, preset)
    content = json.loads((pack / "pack.json").read_text(encoding="utf-8"))
    kept = [entry for entry in content["files"] if entry["path"] not in (TEXT_FILE, IMAGE_FILE)]
    content["version"] = preset.version
    content["files"] = [*kept, *(file_entry(pack / name) for name in (TEXT_FILE, IMAGE_FILE))]
    content["retriever"] = retriever_section(model)
    content["evaluation"]["retriever"] = figures
    write_manifest(pack, content)
    print(f"{pack}: {figures}", flush=True)
