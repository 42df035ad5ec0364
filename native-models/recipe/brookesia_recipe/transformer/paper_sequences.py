"""Scenes as CM3Leon reads them: `<eos> text <break> picture <break> text ... <eos>`, spans moved to each document's end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.text.vocabulary import BREAK, EOS, PAD, Vocabulary
from brookesia_recipe.transformer import cm3, sequences
from brookesia_recipe.transformer.cm3 import Part
from brookesia_recipe.world import captions


@dataclass(frozen=True)
class Stream:
    """tokens int64 [n]; counted bool [n]: False for sentinels and padding, which carry no loss."""

    tokens: np.ndarray
    counted: np.ndarray

    def __len__(self) -> int:
        return len(self.tokens)


def stream_of(parts: list[Part], rng: np.random.Generator) -> Stream:
    """One document. Its spans stand behind it, after one more `<break>`; a span never crosses one."""
    body, tail = cm3.transform(parts, cm3.draw_spans([len(part) for part in parts], rng))
    pieces = [piece for index, group in enumerate([*body, tail] if tail else body)
              for piece in ([sequences.text([BREAK])] if index else []) + list(group)]  # fmt: skip
    tokens = np.concatenate([piece.tokens for piece in pieces])
    counted = np.concatenate([np.full(len(piece), piece.sentinel < 0) for piece in pieces])
    return Stream(tokens, counted)


def packed(documents: Iterator[Stream], length: int) -> Stream:
    """Documents joined by `<break>` behind an `<eos>`, cut at `length` + 1 tokens: inputs and what follows them."""
    edge = Stream(np.array([EOS]), np.array([True]))
    joint = Stream(np.array([BREAK]), np.array([True]))
    found, size = [edge], 1
    while size <= length:
        document = next(documents)
        between = [joint] if len(found) > 1 else []
        found += [*between, document]
        size += len(document) + len(between)
    tokens = np.concatenate([part.tokens for part in found])[: length + 1]
    counted = np.concatenate([part.counted for part in found])[: length + 1]
    return Stream(tokens, counted & (tokens != PAD))


@dataclass(frozen=True)
class PaperSequences:
    scenes: Scenes
    bpe: Tokenizer
    vocabulary: Vocabulary
    world: str
    length: int

    def documents(self, rng: np.random.Generator) -> Iterator[Stream]:
        """Scenes in random order, captioned afresh."""
        while True:
            place = int(rng.integers(len(self.scenes)))
            scene = scene_of(int(self.scenes.seeds[place]), self.world)
            words = self.bpe.encode(captions(scene, random.Random(int(rng.integers(2**31))))).ids
            image = sequences.picture(self.scenes.codes[place], self.vocabulary.image_start)
            yield stream_of([sequences.text(words), image], rng)

    def batch(self, step: int, rows: range, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """tokens int64 and counted bool [rows, length + 1]; a row depends on step and number alone, not on who reads it."""
        made = [packed(self.documents(np.random.default_rng((seed, step, row))), self.length) for row in rows]
        return np.stack([row.tokens for row in made]), np.stack([row.counted for row in made])
