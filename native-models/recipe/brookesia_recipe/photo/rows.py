"""Training rows: one photo, and everything that is written about it.

    <bos> CELLS   | <break> <mask:0> caption <eos>              five of them
                  | <break> words <mask:1> words <break> <mask:1> words <eos>      a caption with a piece cut out (CM3)
                  | <break> question <break> answer <eos>       several

The picture is read once. Each text after it sees the picture and itself, no other text, and counts its places as if it stood
there alone: to the model every text is a sequence of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS, MASKS, PAD, SPECIAL_TOKENS
from brookesia_recipe.transformer.model import KINDS, NEUTRAL, Inputs

SPECIAL = (*SPECIAL_TOKENS, "<feature>")
FEATURE = SPECIAL.index("<feature>")
GROUPS = ("none", "caption", "span", "answer")
NONE, CAPTION, SPAN, ANSWER = range(4)


@dataclass(frozen=True)
class Branch:
    """One text: its tokens int64 [n] and, for each, what its loss counts as (`GROUPS`); `weight` is that of its loss."""

    tokens: list[int]
    groups: list[int]
    weight: float = 1.0


@dataclass(frozen=True)
class Batch:
    """B rows. mask: bool [B,1,S,S]; targets, groups: int64 [B,S], weights: float32 [B,S], of the token that follows."""

    inputs: Inputs
    mask: Tensor
    targets: Tensor
    groups: Tensor
    weights: Tensor


def branch(given: Sequence[int], written: Sequence[int], group: int, weight: float = 1.0) -> Branch:
    return Branch([*given, *written], [NONE] * len(given) + [group] * len(written), weight)


def caption_branch(bpe: Tokenizer, caption: str, weight: float = 1.0) -> Branch:
    return branch([BREAK, MASKS[0]], [*bpe.encode(caption).ids, EOS], CAPTION, weight)


def question_branch(bpe: Tokenizer, question: str, answer: str) -> Branch:
    return branch(question_prompt(bpe, question), [*bpe.encode(" " + answer).ids, EOS], ANSWER)


def question_prompt(bpe: Tokenizer, question: str) -> list[int]:
    return [BREAK, *bpe.encode(question).ids, BREAK]


def span_branch(bpe: Tokenizer, caption: str, rng: np.random.Generator) -> Branch:
    """A piece of at least one token goes to the end, its ends drawn evenly."""
    ids = bpe.encode(caption).ids
    start = int(rng.integers(len(ids)))
    stop = int(rng.integers(start + 1, len(ids) + 1))
    mask = MASKS[1]
    return branch([BREAK, *ids[:start], mask, *ids[stop:], BREAK, mask], [*ids[start:stop], EOS], SPAN)


def picture_positions(grid: tuple[int, int]) -> np.ndarray:
    """float32 [1 + cells,3] of `<bos>` and the cells in reading order."""
    rows, columns = grid
    cells = [(1, row, column) for row in range(rows) for column in range(columns)]
    return np.asarray([(0, NEUTRAL, NEUTRAL), *cells], np.float32)


def text_positions(count: int) -> np.ndarray:
    """float32 [count + 1,3] of the tokens of a text behind a picture, and of the one after them."""
    places = np.full((count + 1, 3), NEUTRAL, np.float32)
    places[:, 0] = np.arange(count + 1) + 2
    return places


def collate(
    branches: Sequence[Sequence[Branch]], features: np.ndarray | None, grid: tuple[int, int]
) -> Batch:
    """`features`: float [B,cells,F], of each row's picture; None leaves the pictures out (rows begin with `<bos>` alone)."""
    picture = picture_positions(grid if features is not None else (0, 0))
    prefix = len(picture)
    length = prefix + max(sum(len(text.tokens) for text in texts) for texts in branches)
    rows = len(branches)
    tokens = np.full((rows, length), PAD)
    tokens[:, 0], tokens[:, 1:prefix] = BOS, FEATURE
    keys = np.full((rows, length, 3), NEUTRAL, np.float32)
    queries, parts = keys.copy(), np.full((rows, length), -1)
    keys[:, :prefix], parts[:, :prefix] = picture, 0
    queries[:, : prefix - 1], queries[:, prefix - 1] = picture[1:], text_positions(0)
    targets, groups = np.zeros((rows, length), np.int64), np.zeros((rows, length), np.int64)
    weights = np.ones((rows, length), np.float32)
    for row, texts in enumerate(branches):
        place = prefix
        for number, text in enumerate(texts, 1):
            end = place + len(text.tokens)
            positions = text_positions(len(text.tokens))
            tokens[row, place:end], parts[row, place:end] = text.tokens, number
            keys[row, place:end], queries[row, place:end] = positions[:-1], positions[1:]
            targets[row, place : end - 1], groups[row, place : end - 1] = text.tokens[1:], text.groups[1:]
            weights[row, place : end - 1] = text.weight
            place = end
    kinds = np.where(tokens == FEATURE, KINDS["source"], KINDS["text"])
    following = np.roll(kinds, -1, 1)
    inputs = Inputs(
        *(torch.from_numpy(array) for array in (tokens, keys, queries, kinds, following)),
        None if features is None else with_bos(features),
    )  # fmt: skip
    return Batch(inputs, seen(parts), *(torch.from_numpy(array) for array in (targets, groups, weights)))


def with_bos(features: np.ndarray | Tensor) -> Tensor:
    """float32 [B,1 + cells,F]: nothing for `<bos>`."""
    return torch.nn.functional.pad(torch.as_tensor(features, dtype=torch.float32), (0, 0, 1, 0))


def seen(parts: np.ndarray) -> Tensor:
    """bool [B,1,S,S]: each token sees what is before it of the picture (part 0) and of its own text, and itself."""
    part = torch.from_numpy(parts)
    same = (part[:, :, None] == part[:, None, :]) | (part[:, None, :] == 0)
    return (same & torch.ones(same.shape[1:], dtype=torch.bool).tril())[:, None]
