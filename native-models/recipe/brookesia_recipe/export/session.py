"""The exported graphs in ONNX Runtime, driven as the TypeScript engine drives them: a fixed buffer and a mask of valid slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from brookesia_recipe.transformer.model import KINDS, NEUTRAL, ModelSettings
from brookesia_recipe.transformer.sequences import GRID, Row


def session_options(
    threads: int = 2, spinning: bool = True, entries: Mapping[str, str] | None = None, **others: object
) -> onnxruntime.SessionOptions:
    """As the studio sets them: threads spin within a run and sleep after it. `others`: attributes of the options."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    chosen = {
        "session.intra_op.allow_spinning": str(int(spinning)),
        "session.force_spinning_stop": "1",
        **(entries or {}),
    }
    for name, value in chosen.items():
        options.add_session_config_entry(name, value)
    for name, value in others.items():
        setattr(options, name, value)
    return options


def open_session(path: Path, threads: int = 2, spinning: bool = True) -> onnxruntime.InferenceSession:
    options = session_options(threads, spinning)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Stream:
    """One row (B = 1) with its own buffer of `slots` cache slots."""

    def __init__(
        self, session: onnxruntime.InferenceSession, settings: ModelSettings, slots: int = 384
    ) -> None:
        shape = (settings.layers, 2, 1, settings.heads, slots, settings.head_dim)
        self.session, self.settings = session, settings
        self.buffer, self.used = np.zeros(shape, np.float32), 0
        self.mask = np.full((1, slots), -1e9, np.float32)

    def feed(self, row: Row, next_position: Sequence[float], next_kind: int) -> np.ndarray:
        """Logits [V] of what follows the row; its keys and values are written behind those of earlier calls."""
        queries, following = row.following(next_position, next_kind)
        feeds = {
            "tokens": row.tokens[None], "key_positions": row.positions[None], "query_positions": queries[None],
            "kinds": row.kinds[None].astype(np.int64), "next_kinds": following[None].astype(np.int64),
            "past_mask": self.mask, "logits_from": np.array([len(row) - 1], np.int64),
        }  # fmt: skip
        for layer in range(self.settings.layers):
            feeds[f"past_key_{layer}"], feeds[f"past_value_{layer}"] = self.buffer[layer]
        logits, present = self.session.run(None, feeds)
        self.buffer[:, :, :, :, self.used : self.used + len(row)] = present
        self.mask[:, self.used : self.used + len(row)] = 0
        self.used += len(row)
        return logits[0, -1]


def single(token: int, position: Sequence[float], kind: int) -> Row:
    return Row(np.array([token]), np.array([position], np.float32), np.array([kind]), np.zeros(1, np.int64))


def greedy_cells(
    streams: Sequence[Stream], prompts: Sequence[Row], cells: int, codebook: int, guidance: float = 1.0,
    path: Sequence[int] | None = None,
) -> list[int]:  # fmt: skip
    """Codes of the first `cells` cells; streams and prompts: the prompted one, then its unconditional twin if any.

    `path`: codes that are read on in place of the chosen ones, so that one other choice does not change all that follow.
    """
    start, image = streams[0].settings.image_start, KINDS["image"]
    times = [float(prompt.positions[-1, 0]) + 1 for prompt in prompts]
    logits = [s.feed(p, (t, 0, 0), image) for s, p, t in zip(streams, prompts, times, strict=True)]
    codes: list[int] = []
    while True:
        scores = [score[start : start + codebook] for score in logits]
        mixed = scores[0] if len(scores) == 1 else scores[1] + guidance * (scores[0] - scores[1])
        codes.append(int(mixed.argmax()))
        if len(codes) == cells:
            return codes
        read = codes if path is None else path
        here, there = divmod(len(codes) - 1, GRID), divmod(len(codes), GRID)
        logits = [
            stream.feed(single(read[len(codes) - 1] + start, (time, *here), image), (time, *there), image)
            for stream, time in zip(streams, times, strict=True)
        ]


def greedy_words(stream: Stream, prompt: Row, allowed: np.ndarray, eos: int, limit: int) -> list[int]:
    """Greedy text ids among `allowed` until `eos` (not included) or `limit`."""
    time = float(prompt.positions[-1, 0]) + 1
    logits = stream.feed(prompt, (time, NEUTRAL, NEUTRAL), KINDS["text"])
    written: list[int] = []
    while len(written) < limit:
        token = int(allowed[logits[allowed].argmax()])
        if token == eos:
            break
        written.append(token)
        logits = stream.feed(single(token, (time, NEUTRAL, NEUTRAL), 0), (time + 1, NEUTRAL, NEUTRAL), 0)
        time += 1
    return written


def until(left: Sequence[int], right: Sequence[int]) -> int:
    """How many are equal before the first that is not."""
    return next((place for place, (a, b) in enumerate(zip(left, right, strict=True)) if a != b), len(left))
