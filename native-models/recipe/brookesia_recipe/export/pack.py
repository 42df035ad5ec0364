"""pack.json: what the studio's engine reads first. Its shape is the zod schema in preload/contract."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brookesia_recipe.export.pack_tasks import tasks
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE
from brookesia_recipe.retriever.model import Retriever
from brookesia_recipe.text import vocabulary as ids
from brookesia_recipe.text.vocabulary import Vocabulary
from brookesia_recipe.transformer.model import KINDS, NEUTRAL, ModelSettings
from brookesia_recipe.transformer.sequences import GRID

MAX_LENGTH = 896
PACK_FILES = ("tokenizer.json", "encoder.onnx", "decoder.onnx", "transformer.onnx")


@dataclass(frozen=True)
class PackText:
    """What people read about a pack."""

    id: str
    title: str
    description: str
    trained_on: str
    limits: tuple[str, ...]
    sample_prompts: tuple[str, ...]
    version: str = "0.1.0"
    labels: tuple[str, ...] = ()
    """What a box may be labelled with; offered while the user types."""
    classes: tuple[tuple[str, tuple[int, int, int]], ...] = ()
    """What maps of classes show, each with its colour (red, green, blue)."""


def manifest(
    about: PackText, folder: Path, vocabulary: Vocabulary, settings: ModelSettings, strip_context: int,
    evaluation: dict[str, Any], precision: str = "fp16-storage", retriever: Retriever | None = None,
) -> dict[str, Any]:  # fmt: skip
    files = PACK_FILES + ((TEXT_FILE, IMAGE_FILE) if retriever else ())
    return {
        "format": 1, "id": about.id, "version": about.version, "title": about.title, "description": about.description,
        "licence": "Apache-2.0", "authors": ["Brookesia contributors"], "trainedOn": about.trained_on,
        "languages": ["en"], "limits": list(about.limits), "samplePrompts": list(about.sample_prompts),
        **({"labels": list(about.labels)} if about.labels else {}),
        **({"classes": [class_entry(*each) for each in about.classes]} if about.classes else {}),
        "files": [file_entry(folder / name) for name in files],
        "tokens": {
            "vocabularySize": vocabulary.size, "ranges": vocabulary.ranges(),
            "special": {"bos": ids.BOS, "eos": ids.EOS, "pad": ids.PAD, "break": ids.BREAK, "mask": ids.MASK,
                        "infill": ids.MASK, "hole": ids.HOLE, "masks": list(ids.MASKS)},
        },
        "text": {"tokenizer": "tokenizer.json"},
        "image": {
            "encoder": {"file": "encoder.onnx"}, "decoder": {"file": "decoder.onnx"}, "pixels": 256,
            "grid": [GRID, GRID], "codebook": vocabulary.codebook, "outputPixels": 256, "stripContext": strip_context,
        },
        "transformer": {
            "graphs": [{"precision": precision, "file": "transformer.onnx"}],
            "layers": settings.layers, "heads": settings.heads, "headDim": settings.head_dim, "maxLength": MAX_LENGTH,
            "positions": {"kind": "segment-row-column", "neutral": int(NEUTRAL), "nextCell": True},
            "kinds": KINDS, "cache": {"style": "masked-rows"},
        },
        **({"retriever": retriever_section(retriever)} if retriever else {}),
        "tasks": tasks(),
        "evaluation": evaluation,
    }  # fmt: skip


def class_entry(name: str, colour: tuple[int, int, int]) -> dict[str, str]:
    return {"name": name, "colour": "#" + bytes(colour).hex()}


def retriever_section(model: Retriever) -> dict[str, Any]:
    return {
        "text": {"file": TEXT_FILE, "maxTokens": model.settings.max_tokens}, "image": {"file": IMAGE_FILE},
        "dimension": model.settings.dimension, "scale": round(model.scale.item(), 4),
    }  # fmt: skip


def file_entry(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"path": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    (folder / "pack.json").write_text(
        json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
