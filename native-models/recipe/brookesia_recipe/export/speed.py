"""How long the exported graphs take."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from brookesia_recipe.export.session import open_session
from brookesia_recipe.transformer.model import ModelSettings
from brookesia_recipe.transformer.sequences import GRID

PAST = 320
"""Cache slots of a step: a picture is half drawn."""


def latency(pack: Path, settings: ModelSettings, codebook: int) -> dict[str, float]:
    """Median milliseconds on two threads."""
    transformer, encoder, decoder = (
        open_session(pack / f"{name}.onnx") for name in ("transformer", "encoder", "decoder")
    )
    codes = np.random.default_rng(0).integers(0, codebook, (1, GRID, GRID))
    pixels = np.zeros((1, 3, 256, 256), np.float32)
    step, prefill = step_feeds(settings, 2, 1, PAST), step_feeds(settings, 2, 30, PAST)
    caption = step_feeds(settings, 1, 262, 1)
    return {
        "stepBatch2Past320": median_ms(lambda: transformer.run(None, step), 60),
        "prefillBatch2Tokens30": median_ms(lambda: transformer.run(None, prefill), 10),
        "prefillTokens262": median_ms(lambda: transformer.run(None, caption), 5),
        "encodePicture": median_ms(lambda: encoder.run(None, {"pixels": pixels}), 10),
        "decodePicture": median_ms(lambda: decoder.run(None, {"codes": codes}), 10),
        "decodeStrip3": median_ms(lambda: decoder.run(None, {"codes": codes[:, :3]}), 10),
    }


def step_feeds(settings: ModelSettings, rows: int, length: int, past: int) -> dict[str, np.ndarray]:
    """Arbitrary tokens; the last position's logits only."""
    rng = np.random.default_rng(0)
    shape = (rows, settings.heads, past, settings.head_dim)
    feeds = {f"past_{part}_{layer}": rng.standard_normal(shape, np.float32)
             for layer in range(settings.layers) for part in ("key", "value")}  # fmt: skip
    positions = rng.integers(0, 16, (rows, length, 3)).astype(np.float32)
    kinds = np.ones((rows, length), np.int64)
    return {
        **feeds, "tokens": np.full((rows, length), settings.image_start), "key_positions": positions,
        "query_positions": positions, "kinds": kinds, "next_kinds": kinds,
        "past_mask": np.zeros((rows, past), np.float32), "logits_from": np.array([length - 1]),
    }  # fmt: skip


def median_ms(call: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats + 2):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return round(float(np.median(times[2:])) * 1e3, 2)
