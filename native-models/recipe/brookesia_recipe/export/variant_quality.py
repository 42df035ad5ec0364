"""What a variant of the transformer graph loses against the float graph."""

from __future__ import annotations

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from brookesia_recipe.data.pictures import held_out, scene_of
from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.session import Stream, greedy_cells, until
from brookesia_recipe.export.speed import PAST, step_feeds
from brookesia_recipe.settings import Preset
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Sequences
from brookesia_recipe.transformer.model import ModelSettings
from brookesia_recipe.transformer.sample import DRAWING
from brookesia_recipe.transformer.train import CODEBOOK, group_weights, measure
from brookesia_recipe.world import layout

SCENES = 64
DRAWN = 6
CELLS = 64


class Chooser(GraphModel):
    """Keeps the likeliest id wherever scores are asked for: `image` and other ids apart."""

    def __init__(self, session: onnxruntime.InferenceSession, settings: ModelSettings) -> None:
        super().__init__(session, settings)
        self.chosen: dict[str, list[Tensor]] = {"image": [], "text": []}

    def logits(self, features: Tensor, start: int = 0, end: int | None = None) -> Tensor:
        scores = super().logits(features, start, end)
        self.chosen["image" if start == self.settings.image_start else "text"].append(scores.argmax(-1))
        return scores


class Quality:
    """Figures of any graph of a model, beside those of its float graph `reference`."""

    def __init__(
        self, reference: onnxruntime.InferenceSession, settings: ModelSettings, source: Sequences, preset: Preset
    ) -> None:  # fmt: skip
        self.settings, self.source, self.preset = settings, source, preset
        self.nats, self.chosen = self.read(reference)
        self.drawn = self.draw(reference)

    def of(self, session: onnxruntime.InferenceSession) -> dict[str, float]:
        """Nats beyond the reference's by group; equal greedy ids in percent, given the same past; guided cells until the first
        other one; and how far a row's scores move beside one, three and seven more rows (0: candidates do not depend on it)."""
        nats, chosen = self.read(session)
        drawn = self.draw(session)
        return {
            **{f"nats {name}": round(nats[name] - value, 5) for name, value in self.nats.items()},
            **{f"equal {name} %": round(100 * equal(chosen[name], ids), 2) for name, ids in self.chosen.items()},
            f"cells of {CELLS}": round(float(np.mean([until(a, b) for a, b in zip(drawn, self.drawn)])), 1),
            "beside others": round(self.disturbance(session), 6),
        }  # fmt: skip

    def read(self, session: onnxruntime.InferenceSession) -> tuple[dict[str, float], dict[str, Tensor]]:
        """Nats of each group and greedy ids over all forms of held-out scenes."""
        chooser = Chooser(session, self.settings)
        nats = measure(chooser, self.source, group_weights(self.preset), SCENES)
        named = {name.removeprefix("held_out_"): value for name, value in nats.items()}
        return named, {name: torch.cat(ids) for name, ids in chooser.chosen.items()}

    def draw(self, session: onnxruntime.InferenceSession) -> list[list[int]]:
        """The first cells of a few held-out pictures, greedily, under the pack's guidance."""
        pictures = []
        for seed in held_out(DRAWN):
            prompt = self.source.writer.generate_prompt(layout(scene_of(seed, self.preset.world)))
            prompts = [prompt, sequences.unconditional_prompt()]
            streams = [Stream(session, self.settings) for _ in prompts]
            pictures.append(greedy_cells(streams, prompts, CELLS, CODEBOOK, DRAWING.guidance))
        return pictures

    def disturbance(self, session: onnxruntime.InferenceSession) -> float:
        feeds = step_feeds(self.settings, 8, 1, PAST)

        def first_row(batch: int) -> np.ndarray:
            taken = {name: value if name == "logits_from" else value[:batch] for name, value in feeds.items()}
            return session.run(["logits"], taken)[0][0]

        alone = first_row(1)
        return max(float(np.abs(first_row(batch) - alone).max()) for batch in (2, 4, 8))


def equal(left: Tensor, right: Tensor) -> float:
    return (left == right).float().mean().item()
