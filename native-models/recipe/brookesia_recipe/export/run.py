"""The export stage: graphs, checks against PyTorch, measurements, pack.json."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from brookesia_recipe.data.pictures import held_out, scene_of
from brookesia_recipe.data.tokenise import Scenes, load_scenes
from brookesia_recipe.evaluate.captions import score_captions
from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.pack import PackText, manifest, write_manifest
from brookesia_recipe.export.session import Stream, greedy_cells, open_session, single
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.tokenizer.train import frozen_tokenizer
from brookesia_recipe.tokenizer.train import measure as measure_tokenizer
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Sequences
from brookesia_recipe.transformer.model import KINDS, ModelSettings, Transformer
from brookesia_recipe.transformer.sample import Sampling, draw_pictures, inputs_of
from brookesia_recipe.transformer.sequences import GRID, Row, Writer, joined
from brookesia_recipe.transformer.train import CODEBOOK, group_weights, load_transformer
from brookesia_recipe.transformer.train import measure as measure_transformer
from brookesia_recipe.world import layout

STRIP_TOLERANCE = 2 / 255
"""A strip counts as equal to the whole picture's decode if no pixel differs by more."""

SAMPLE_PROMPTS = (
    "a red boat on the sea at sunset", "a yellow house in a meadow with hills", "two white ducks on the sea by day",
    "a green tree in the snow under a purple sky", "a blue balloon over the desert", "a pink car in the city at night",
    "a purple mushroom on the left and a white cat on the right", "an orange lighthouse by the sea, cloudy",
)  # fmt: skip
LIMITS = (
    "A first seed: the sky follows the sentence; the ground and the things often do not.",
    "Draws one illustrated world: sixteen kinds of things in eight colours on six grounds, at most two or three at once.",
    "Understands short English descriptions of that world; other words are ignored or misread.",
    "Pictures are 256 by 256 pixels; small details are soft.",
    "Does not draw photographs, people or lettering.",
)


def about(preset: Preset) -> PackText:
    return PackText(
        id=preset.pack_id,
        title=preset.title,
        description="A small world of illustrated scenes: type a sentence and it is drawn, give a picture and it is described.",
        trained_on="Scenes drawn by this project's own procedural renderer, with sentences from its own grammar.",
        limits=LIMITS,
        sample_prompts=SAMPLE_PROMPTS,
    )


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    work, pack = arguments.work, arguments.pack
    pack.mkdir(parents=True, exist_ok=True)
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    trained, image_model = load_transformer(work, preset), frozen_tokenizer(work, preset)
    model = trained.folded()
    bpe.save(str(pack / "tokenizer.json"))
    write_transformer(model, pack / "transformer.onnx")
    write_encoder(image_model, pack / "encoder.onnx")
    write_decoder(image_model, pack / "decoder.onnx")
    scenes = load_scenes(work, "held-out")
    agreement = check_greedy(model, trained, pack, bpe, preset)
    context = strip_context(open_session(pack / "decoder.onnx"), scenes)
    evaluation = {
        "agreement": agreement,
        "latencyMs": latency(pack, model.settings),
        "heldOut": quality(model, image_model, Sequences(scenes, bpe, vocabulary, preset), preset),
        "caption": score_captions(model, scenes, bpe, vocabulary, preset),
        "training": progress(work),
    }
    write_manifest(pack, manifest(about(preset), pack, vocabulary, model.settings, context, evaluation))
    size = sum(path.stat().st_size for path in pack.iterdir()) / 1e6
    print(f"{pack}: {size:.1f} MB, strip context {context}\n{evaluation}", flush=True)


def check_greedy(
    model: Transformer, trained: Transformer, pack: Path, bpe: Tokenizer, preset: Preset
) -> dict[str, Any]:
    """Greedy guided cells: ONNX Runtime (cached steps) = PyTorch (cached) = PyTorch (one full pass), else refuse to export."""
    session, count = open_session(pack / "transformer.onnx"), preset.evaluation.checked_tokens
    unconditional, compared, unrounded = sequences.unconditional_prompt(), 0, 0
    writer = Writer(bpe, vocabulary_of(bpe, CODEBOOK))
    for seed in held_out(2):
        prompt = writer.generate_prompt(layout(scene_of(seed, preset.world)))
        for guidance in (1.0, 1.8):
            reference = draw_pictures(model, [prompt], unconditional, Sampling(0, 1, guidance), cells=count)[
                0
            ].tolist()
            prompts = [prompt, unconditional][: 1 if guidance == 1 else 2]
            streams = [Stream(session, model.settings) for _ in prompts]
            if greedy_cells(streams, prompts, count, CODEBOOK, guidance) != reference:
                raise SystemExit(f"the exported transformer and PyTorch disagree on held-out scene {seed}")
            if guidance == 1:
                check_full_pass(model, prompt, reference)
            other = draw_pictures(trained, [prompt], unconditional, Sampling(0, 1, guidance), cells=count)[
                0
            ].tolist()
            unrounded += next(
                (i for i, (a, b) in enumerate(zip(reference, other, strict=True)) if a != b), count
            )
            compared += count
    return {"greedyTokensEqual": compared, "greedyTokensCompared": compared,
            "greedyTokensUntilFirstDifferenceFromFloat32Weights": unrounded}  # fmt: skip


@torch.inference_mode()
def check_full_pass(model: Transformer, prompt: Row, codes: list[int]) -> None:
    """One uncached pass over prompt and codes must choose the same codes."""
    start, time = model.settings.image_start, float(prompt.positions[-1, 0]) + 1
    cells = [
        single(code + start, (time, *divmod(cell, GRID)), KINDS["image"]) for cell, code in enumerate(codes)
    ]
    row = joined([prompt, *cells])
    last = (time, *divmod(len(codes), GRID))
    scores = model.logits(model(inputs_of([row], [last], KINDS["image"])[0]), start, start + CODEBOOK)[0]
    if scores[-len(codes) - 1 : -1].argmax(-1).tolist() != codes:
        raise SystemExit("cached stepping and a full pass disagree")


def strip_context(decoder: onnxruntime.InferenceSession, scenes: Scenes, strip: int = 3) -> int:
    """Rows on each side that a strip of `strip` rows needs to decode as it does within the whole picture."""
    codes = scenes.codes[:8].reshape(-1, GRID, GRID).astype(np.int64)
    whole = decoder.run(None, {"codes": codes})[0]
    for context in range(GRID):
        worst = 0.0
        for top in range(0, GRID, strip):
            low, high = max(0, top - context), min(GRID, top + strip + context)
            part = decoder.run(None, {"codes": codes[:, low:high]})[0]
            rows = slice(top * 16, min(top + strip, GRID) * 16)
            inner = part[:, :, rows.start - low * 16 : rows.stop - low * 16]
            worst = max(worst, float(np.abs(inner - whole[:, :, rows]).max()))
        if worst <= STRIP_TOLERANCE:
            return context
    return GRID


def latency(pack: Path, settings: ModelSettings) -> dict[str, float]:
    """Median milliseconds on two threads."""
    transformer, encoder, decoder = (
        open_session(pack / f"{name}.onnx") for name in ("transformer", "encoder", "decoder")
    )
    codes = np.random.default_rng(0).integers(0, CODEBOOK, (1, GRID, GRID))
    pixels = np.zeros((1, 3, 256, 256), np.float32)
    step, prefill = step_feeds(settings, 2, 1, 320), step_feeds(settings, 2, 30, 320)
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


def quality(model: Transformer, image_model, source: Sequences, preset: Preset) -> dict[str, float]:
    """Nats per token group and reconstruction PSNR on held-out scenes."""
    nats = measure_transformer(model, source, group_weights(preset), preset.evaluation.scenes)
    pictures = measure_tokenizer(image_model, preset, min(preset.evaluation.scenes, 64))
    return {name.removeprefix("held_out_"): round(value, 4) for name, value in {**nats, **pictures}.items()}


def progress(work: Path) -> dict[str, float]:
    """Minutes and steps of both trainings."""
    found = {}
    for name in ("tokenizer", "transformer"):
        state = torch.load(work / f"{name}.pt", weights_only=False)
        found |= {f"{name}Minutes": round(state["used_minutes"], 1), f"{name}Steps": state["used_steps"]}
    return found
