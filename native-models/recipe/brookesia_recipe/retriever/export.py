"""The retriever's part of the export: graphs, a check against PyTorch, recall of the graphs that ship."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.export.session import open_session
from brookesia_recipe.retriever.batches import judged_scenes
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE, write_retriever
from brookesia_recipe.retriever.model import GRID, Retriever
from brookesia_recipe.retriever.recall import recall
from brookesia_recipe.retriever.settings import RetrieverTraining
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.settings import Preset

TOLERANCE = 1e-3
"""Largest difference of a number of a vector between a graph and PyTorch."""


@dataclass(frozen=True)
class GraphRetriever:
    """The exported graphs, callable as the towers are."""

    settings: RetrieverTraining
    text_session: onnxruntime.InferenceSession
    image_session: onnxruntime.InferenceSession

    def text(self, tokens: Tensor) -> Tensor:
        return torch.from_numpy(self.text_session.run(None, {"tokens": tokens.numpy()})[0])

    def image(self, codes: Tensor) -> Tensor:
        return torch.from_numpy(self.image_session.run(None, {"codes": codes.numpy()})[0])


def open_graphs(folder: Path, settings: RetrieverTraining) -> GraphRetriever:
    return GraphRetriever(settings, open_session(folder / TEXT_FILE), open_session(folder / IMAGE_FILE))


def export_retriever(
    model: Retriever, folder: Path, work: Path, bpe: Tokenizer, preset: Preset
) -> dict[str, Any]:
    """Writes both graphs and returns what was measured; stops where a graph and PyTorch disagree."""
    write_retriever(model, folder)
    graphs, scenes = open_graphs(folder, model.settings), judged_scenes(work, preset)
    difference = largest_difference(model.stored(), graphs, bpe)
    if difference > TOLERANCE:
        raise SystemExit(f"the exported retriever and PyTorch disagree by up to {difference:.2g}")
    figures = recall(graphs, scenes, bpe, preset.world)
    at = {5: {}, 1: {}}
    for name, value in figures.items():
        at[5 if name.endswith("_at_5") else 1][name.removesuffix("_at_5")] = round(value, 4)
    return {"scenes": len(scenes), "recallAt1": at[1], "recallAt5": at[5]}


@torch.inference_mode()
def largest_difference(model: Retriever, graphs: GraphRetriever, bpe: Tokenizer) -> float:
    tokens = token_rows(bpe, ["a red boat on the sea", "night", ""], model.settings.max_tokens)
    codes = torch.randint(0, 2560, (3, GRID, GRID), generator=torch.Generator().manual_seed(0))
    gaps = (model.text(tokens) - graphs.text(tokens), model.image(codes) - graphs.image(codes))
    return max(float(gap.abs().max()) for gap in gaps)
