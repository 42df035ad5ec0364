"""How often a description finds its picture among all held-out ones, and a picture its description."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Protocol

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.retriever.model import GRID
from brookesia_recipe.retriever.settings import RetrieverTraining
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.world import captions, describe

FORMS = ("long", "medium", "sentence")
"""Everything in fixed words; the canonical caption; a full sentence in free words. Each leaves more out."""


def texts_of(scenes: Scenes, world: str, form: str) -> list[str]:
    found = [scene_of(int(seed), world) for seed in scenes.seeds]
    if form == "sentence":
        return [captions(scene, random.Random(f"recall {scene.seed}"), "full") for scene in found]
    return [describe(scene, form) for scene in found]


class Towers(Protocol):
    """A model or its exported graphs."""

    settings: RetrieverTraining

    def text(self, tokens: Tensor) -> Tensor: ...

    def image(self, codes: Tensor) -> Tensor: ...


@torch.inference_mode()
def recall(model: Towers, scenes: Scenes, bpe: Tokenizer, world: str) -> dict[str, float]:
    """Recall in 0..1, by form and direction: at 1, and at 5 from text to picture.

    A scene is found only if it is itself the best of all. Where several scenes have one text, at most one of them can
    be: `shared` is the share of texts that are not the only one of their kind, `alike` counts such a scene as found too.
    """
    codes = torch.from_numpy(scenes.codes.astype(np.int64).reshape(-1, GRID, GRID))
    pictures = in_parts(model.image, codes)
    figures = {}
    for form in FORMS:
        texts = texts_of(scenes, world, form)
        vectors = in_parts(model.text, token_rows(bpe, texts, model.settings.max_tokens))
        counts = Counter(texts)
        scores = vectors @ pictures.T
        found, among = scores.argmax(1).tolist(), scores.topk(min(5, len(scores)), 1).indices.tolist()
        figures |= {
            form: float(np.mean([place == number for number, place in enumerate(found)])),
            f"{form}_at_5": float(np.mean([number in places for number, places in enumerate(among)])),
            f"{form}_alike": float(np.mean([texts[place] == text for text, place in zip(texts, found)])),
            f"{form}_from_picture": float(
                np.mean(
                    [texts[place] == text for text, place in zip(texts, (pictures @ vectors.T).argmax(1))]
                )
            ),
            f"{form}_shared": float(np.mean([counts[text] > 1 for text in texts])),
        }
    return figures


def in_parts(tower: Callable[[Tensor], Tensor], rows: Tensor, size: int = 128) -> Tensor:
    return torch.cat([tower(part) for part in rows.split(size)])
