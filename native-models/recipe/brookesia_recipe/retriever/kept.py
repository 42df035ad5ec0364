"""The retriever of a pack that is exported anew: it reads words and codes, and holds as long as both mean the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE

MEANING = ("tokenizer.json", "encoder.onnx")
"""The files of a pack that give words and codes their meaning."""


@dataclass(frozen=True)
class KeptRetriever:
    """What the manifest of the pack says of its retriever; the graphs lie in the pack's folder."""

    section: dict[str, Any]
    figures: Any
    meaning: dict[str, str]

    def put_into(self, content: dict[str, Any]) -> bool:
        """Adds the retriever to the new manifest, where words and codes are those that it was trained on."""
        if self.meaning != meaning_of(content):
            return False
        content["retriever"] = self.section
        content["evaluation"]["retriever"] = self.figures
        return True


def meaning_of(content: dict[str, Any]) -> dict[str, str]:
    return {entry["path"]: entry["sha256"] for entry in content["files"] if entry["path"] in MEANING}


def kept_retriever(pack: Path) -> KeptRetriever | None:
    """Of the pack as it is, before anything is written to it."""
    path = pack / "pack.json"
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    if "retriever" not in content or not all((pack / name).exists() for name in (TEXT_FILE, IMAGE_FILE)):
        return None
    return KeptRetriever(
        content["retriever"], content["evaluation"].get("retriever"), meaning_of(content)
    )
