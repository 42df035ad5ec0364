"""Batches of scenes and sentences, drawn by step number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.data.pictures import held_out, scene_of
from brookesia_recipe.data.tokenise import Scenes, encode, load_scenes, save
from brookesia_recipe.export.image_graphs import write_encoder
from brookesia_recipe.export.session import open_session
from brookesia_recipe.retriever.model import GRID
from brookesia_recipe.retriever.pairs import altered, edited_scene, sentence, telling_sentence
from brookesia_recipe.retriever.texts import token_rows
from brookesia_recipe.settings import Preset
from brookesia_recipe.tokenizer.train import frozen_tokenizer
from brookesia_recipe.world import Scene


@dataclass(frozen=True)
class Batch:
    """codes int64 [N,16,16]; texts: N that belong to the pictures in their order, then lures that belong to none.

    `same` bool [N, texts]: the text is word for word that of this picture, so it is no wrong answer.
    """

    codes: Tensor
    tokens: Tensor
    same: Tensor


def judged_scenes(work: Path, preset: Preset) -> Scenes:
    """Held-out scenes, codes and all; kept in WORK/retriever.npz."""
    path, count = work / "retriever.npz", preset.retriever.judged
    if not path.exists():
        graph = work / "tokenise-encoder.onnx"
        write_encoder(frozen_tokenizer(work, preset), graph)
        save(path, encode(open_session(graph), held_out(count), preset))
    shard = np.load(path)
    return Scenes(*(shard[name][:count] for name in ("seeds", "codes", "objects")))


class Pairs:
    """Sentences are drawn afresh each time a scene comes round."""

    def __init__(self, work: Path, bpe: Tokenizer, preset: Preset) -> None:
        self.bpe, self.preset, self.settings = bpe, preset, preset.retriever
        self.scenes = load_scenes(work, "train-*")
        self.edited = load_scenes(work, "edited-train-*")

    def batch(self, step: int) -> Batch:
        """Up to half of the scenes are such as differ from another one of the batch in one fact, the rest is any."""
        rng = random.Random(f"retriever {step}")
        codes, texts = self.altered_pairs(rng)
        scenes = []
        for place in rng.sample(range(len(self.scenes)), self.settings.batch - len(texts)):
            scene = scene_of(int(self.scenes.seeds[place]), self.preset.world)
            codes.append(self.scenes.codes[place])
            scenes.append(scene)
            texts.append(sentence(scene, rng, self.settings.typos))
        return self.tensors(codes, texts, self.lures(scenes, rng))

    def altered_pairs(self, rng: random.Random) -> tuple[list[np.ndarray], list[str]]:
        codes: list[np.ndarray] = []
        texts: list[str] = []
        places = rng.sample(range(len(self.scenes)), self.settings.batch // 4)
        for place in places:
            one = scene_of(int(self.scenes.seeds[place]), self.preset.world)
            other = edited_scene(one, self.preset.world)
            if other is None:
                continue
            codes += [self.scenes.codes[place], self.edited.codes[place]]
            texts += [telling_sentence(one, other, rng), telling_sentence(other, one, rng)]
        return codes, texts

    def lures(self, scenes: list[Scene], rng: random.Random) -> list[str]:
        """Sentences that are nearly true of the scenes."""
        found = []
        for scene in scenes * self.settings.lures:
            other = altered(scene, rng, self.preset.world)
            found += [telling_sentence(other, scene, rng)] if other else []
        return found

    def tensors(self, codes: list[np.ndarray], texts: list[str], lures: list[str]) -> Batch:
        rows = torch.from_numpy(np.stack(codes).astype(np.int64).reshape(-1, GRID, GRID))
        every = [*texts, *lures]
        same = torch.tensor([[text == other for other in every] for text in texts])
        return Batch(rows, token_rows(self.bpe, every, self.settings.max_tokens), same)
