"""Cached sampling in PyTorch, many prompts at once: the reference for the engine and the hand behind contact sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from brookesia_recipe.text.vocabulary import EOS, PAD
from brookesia_recipe.transformer.model import KINDS, NEUTRAL, Cache, Inputs, Transformer
from brookesia_recipe.transformer.plans import PlanState, State
from brookesia_recipe.transformer.sequences import GRID, Row, Writer


@dataclass(frozen=True)
class Sampling:
    """temperature 0 is greedy; guidance 1 draws from the prompted stream alone."""

    temperature: float = 1.0
    top_p: float = 0.9
    guidance: float = 1.8


DRAWING = Sampling(temperature=1.0, top_p=0.5, guidance=1.3)
PLANNING = Sampling(temperature=1.0, top_p=0.5, guidance=1.0)
"""The defaults of a pack. Of a plan what the sentence leaves open may vary, what it says must not."""


def inputs_of(
    rows: Sequence[Row], next_position: Sequence[Sequence[float]], next_kind: int
) -> tuple[Inputs, Tensor]:
    """Rows padded on the left to one length, and which slots are real: bool [B,S]."""
    length = max(len(row) for row in rows)
    columns: list[list[np.ndarray]] = [[], [], [], [], [], []]
    for row, position in zip(rows, next_position, strict=True):
        queries, following = row.following(position, next_kind)
        gap = length - len(row)
        edge = ((gap, 0), (0, 0))
        for column, value in zip(columns, (
            np.pad(row.tokens, (gap, 0), constant_values=PAD), np.pad(row.positions, edge), np.pad(queries, edge),
            np.pad(row.kinds, (gap, 0)), np.pad(following, (gap, 0)), np.arange(length) >= gap,
        ), strict=True):  # fmt: skip
            column.append(value)
    *fields, valid = (torch.from_numpy(np.stack(column)) for column in columns)
    return Inputs(*fields), valid


def choose(logits: Tensor, sampling: Sampling, generator: torch.Generator | None) -> Tensor:
    """logits [B,V] -> ids [B]: temperature, then top-p, then a draw; greedy at temperature 0."""
    if sampling.temperature == 0:
        return logits.argmax(-1)
    scores, order = (logits.float() / sampling.temperature).softmax(-1).sort(-1, descending=True)
    scores = scores.masked_fill(scores.cumsum(-1) - scores >= sampling.top_p, 0)
    return order.gather(-1, torch.multinomial(scores, 1, generator=generator)).squeeze(-1)


def guided(logits: Tensor, guidance: float) -> Tensor:
    """logits [2B,V] (prompted rows, then their unconditional twins) -> u + guidance (c - u), [B,V]."""
    prompted, unconditional = logits.float().chunk(2)
    return unconditional + guidance * (prompted - unconditional)


@torch.inference_mode()
def draw_pictures(
    model: Transformer, prompts: Sequence[Row], unconditional: Row, sampling: Sampling,
    generator: torch.Generator | None = None, cells: int = GRID * GRID, codebook: int = 2560,
) -> Tensor:  # fmt: skip
    """Codes int64 [B,cells] of one picture per prompt."""
    twice = sampling.guidance != 1
    rows = [*prompts, *[unconditional] * (len(prompts) if twice else 0)]
    times = [row.positions[-1, 0] + 1 for row in rows]
    inputs, valid = inputs_of(rows, [(time, 0, 0) for time in times], KINDS["image"])
    cache, start = Cache(valid=valid), model.settings.image_start
    time = torch.tensor(times, dtype=torch.float32)
    kinds = torch.full((len(rows), 1), KINDS["image"])
    codes = []
    for cell in range(cells):
        logits = model.logits(model(inputs, cache)[:, -1], start, start + codebook)
        code = choose(guided(logits, sampling.guidance) if twice else logits, sampling, generator)
        codes.append(code)
        tokens = (torch.cat((code, code)) if twice else code)[:, None] + start
        following = cell + 1
        inputs = Inputs(
            tokens, at(time, cell), at(time, following), kinds, kinds if following < 256 else kinds * 0
        )
        cache.valid = F.pad(cache.valid, (0, 1), value=True)
    return torch.stack(codes, 1)


def at(time: Tensor, cell: int) -> Tensor:
    """Positions [B,1,3] of a cell of the picture at `time` [B]."""
    row, column = divmod(cell, GRID)
    return torch.stack((time, torch.full_like(time, row), torch.full_like(time, column)), -1)[:, None]


@dataclass
class TextState:
    """Any ids of the half-open range until `<eos>`, which is not kept, or `limit` tokens."""

    range: tuple[int, int]
    limit: int
    written: list[int] = field(default_factory=list)
    done: bool = False

    def allowed(self) -> np.ndarray:
        return np.append(EOS, np.arange(*self.range))

    def take(self, token: int) -> None:
        if token != EOS:
            self.written.append(token)
        self.done = token == EOS or len(self.written) == self.limit


def write_text(
    model: Transformer, prompts: Sequence[Row], allowed: tuple[int, int], sampling: Sampling, limit: int = 48,
    generator: torch.Generator | None = None,
) -> list[list[int]]:  # fmt: skip
    """Ids of the half-open range `allowed` after each prompt until `<eos>` (not included) or `limit` tokens."""
    states = [TextState(allowed, limit) for _ in prompts]
    write(model, prompts, states, sampling, generator)
    return [state.written for state in states]


def write_plans(
    model: Transformer, prompts: Sequence[Row], writer: Writer, sampling: Sampling,
    generator: torch.Generator | None = None,
) -> list[PlanState]:  # fmt: skip
    """A finished plan after each prompt (`Writer.plan_prompt`)."""
    states = [PlanState(writer) for _ in prompts]
    write(model, prompts, states, sampling, generator)
    return states


@torch.inference_mode()
def write(
    model: Transformer, prompts: Sequence[Row], states: Sequence[State], sampling: Sampling,
    generator: torch.Generator | None = None,
) -> None:  # fmt: skip
    """Text after each prompt, token by token, until every state is done; a state that is done reads `<eos>` on."""
    time = torch.tensor([row.positions[-1, 0] + 1 for row in prompts], dtype=torch.float32)
    inputs, valid = inputs_of(prompts, [(float(t), NEUTRAL, NEUTRAL) for t in time], KINDS["text"])
    cache, kinds = Cache(valid=valid), torch.zeros(len(prompts), 1, dtype=torch.int64)
    while True:
        token = choose(masked(model.logits(model(inputs, cache)[:, -1]), states), sampling, generator)
        for state, value in zip(states, token.tolist(), strict=True):
            if not state.done:
                state.take(value)
        if all(state.done for state in states):
            return
        inputs = Inputs(token[:, None], neutral(time), neutral(time + 1), kinds, kinds)
        time = time + 1
        cache.valid = F.pad(cache.valid, (0, 1), value=True)


def masked(logits: Tensor, states: Sequence[State]) -> Tensor:
    """logits [B,V] with minus infinity for all that a row may not write."""
    scores = torch.full_like(logits, -torch.inf)
    for row, state in enumerate(states):
        allowed = torch.from_numpy(np.array([EOS]) if state.done else state.allowed())
        scores[row, allowed] = logits[row, allowed]
    return scores


def neutral(time: Tensor) -> Tensor:
    """Positions [B,1,3] of text at `time` [B]."""
    away = torch.full_like(time, NEUTRAL)
    return torch.stack((time, away, away), -1)[:, None]
