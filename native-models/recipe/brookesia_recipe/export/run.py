"""The export stage: graphs, checks against PyTorch, measurements, pack.json."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from brookesia_recipe.data.pictures import held_out, scene_of
from brookesia_recipe.data.tokenise import Scenes
from brookesia_recipe.evaluate.captions import score_captions
from brookesia_recipe.export.graph_model import GraphModel
from brookesia_recipe.export.image_graphs import write_decoder, write_encoder
from brookesia_recipe.export.pack import PackText, file_entry, manifest, write_manifest
from brookesia_recipe.export.session import Stream, greedy_cells, open_session, single, until
from brookesia_recipe.export.speed import latency
from brookesia_recipe.export.transformer_graph import write_transformer
from brookesia_recipe.retriever.export import export_retriever
from brookesia_recipe.retriever.graphs import IMAGE_FILE, TEXT_FILE
from brookesia_recipe.retriever.kept import kept_retriever
from brookesia_recipe.retriever.train import load_retriever
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.tokenizer.train import frozen_tokenizer
from brookesia_recipe.tokenizer.train import measure as measure_tokenizer
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.batches import Sequences
from brookesia_recipe.transformer.model import KINDS, Transformer
from brookesia_recipe.transformer.sample import Sampling, draw_pictures, inputs_of
from brookesia_recipe.transformer.sequences import GRID, Row, Writer, joined
from brookesia_recipe.transformer.train import CODEBOOK, group_weights, load_stored, load_transformer
from brookesia_recipe.transformer.train import measure as measure_transformer
from brookesia_recipe.world import CLASS_COLOURS, CLASSES, LEVELS, WorldSettings, layout
from brookesia_recipe.world.settings import ALL_KINDS, GROUNDS

STRIP_TOLERANCE = 2 / 255
"""A strip counts as equal to the whole picture's decode if no pixel differs by more."""

LEAST_AGREEMENT = {16: 1.0, 8: 0.9, 4: 0.6}
"""Share of greedy tokens that a graph of this many bits must choose as PyTorch does with float weights."""

SAMPLE_PROMPTS = (
    "a red boat on the sea at sunset", "a yellow house in a meadow with hills", "two white ducks on the sea by day",
    "a green tree in the snow under a purple sky", "a blue balloon over the desert", "a pink car in the city at night",
    "a purple mushroom on the left and a white cat on the right", "an orange lighthouse by the sea, cloudy",
)  # fmt: skip
LIMITS = (
    "Draws one illustrated world: sixteen kinds of things in eight colours on six grounds, at most two at once.",
    "One thing is drawn as the sentence says it; of two different things one is sometimes lost or takes the other's looks.",
    "Edits, answers and finds by reading the picture first; a thing that it misreads is edited wrongly.",
    "Understands short English sentences about that world; other words are ignored or misread.",
    "Pictures are 256 by 256 pixels; small details are soft.",
    "Does not draw photographs, people or lettering.",
)


def about(preset: Preset) -> PackText:
    world = LEVELS[preset.world]
    return PackText(
        id=preset.pack_id,
        title=preset.title,
        version=preset.version,
        description="A small world of illustrated scenes: it is drawn from sentences and boxes, edited by instruction, and read.",
        trained_on="Scenes drawn by this project's own procedural renderer, with sentences from its own grammar.",
        limits=LIMITS,
        sample_prompts=SAMPLE_PROMPTS,
        labels=tuple(f"{colour} {kind}" for kind in world.kinds for colour in world.colours),
        classes=tuple((name, CLASS_COLOURS[name]) for name in classes_of(world)),
    )


def classes_of(world: WorldSettings) -> tuple[str, ...]:
    """What a picture of this world may show: no class is offered that nothing was ever drawn in."""
    left_out = ({*ALL_KINDS} - {*world.kinds}) | ({*GROUNDS} - {*world.grounds})
    return tuple(name for name in CLASSES if name not in left_out)


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    work, pack = arguments.work, arguments.pack
    pack.mkdir(parents=True, exist_ok=True)
    kept = kept_retriever(pack)
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    trained, image_model = load_transformer(work, preset), frozen_tokenizer(work, preset)
    model = trained.folded()
    bpe.save(str(pack / "tokenizer.json"))
    write_transformer(model, pack / "transformer.onnx", preset.export)
    write_encoder(image_model, pack / "encoder.onnx")
    write_decoder(image_model, pack / "decoder.onnx")
    stored = load_stored(work, "held-out")
    agreement = check_greedy(model, trained, pack, bpe, preset)
    shipped = GraphModel(open_session(pack / "transformer.onnx"), model.settings)
    context = strip_context(open_session(pack / "decoder.onnx"), stored.scenes)
    evaluation = {
        "agreement": agreement,
        "latencyMs": latency(pack, model.settings, CODEBOOK),
        "heldOut": quality(shipped, image_model, Sequences(stored, bpe, vocabulary, preset), preset),
        "caption": score_captions(shipped, stored.scenes, bpe, vocabulary, preset),
        "training": progress(work),
    }
    evaluation["perplexity"] = {
        name: round(math.exp(nats), 3)
        for name, nats in evaluation["heldOut"].items()
        if name in sequences.GROUPS
    }
    precision = preset.export.precision
    retriever = load_retriever(work, preset)
    if retriever:
        evaluation["retriever"] = export_retriever(retriever, pack, work, bpe, preset)
    content = manifest(
        about(preset), pack, vocabulary, model.settings, context, evaluation, precision, retriever
    )
    if not retriever and kept and kept.put_into(content):
        content["files"] += [file_entry(pack / name) for name in (TEXT_FILE, IMAGE_FILE)]
    write_manifest(pack, content)
    size = sum(path.stat().st_size for path in pack.iterdir()) / 1e6
    print(f"{pack}: {size:.1f} MB, strip context {context}\n{evaluation}", flush=True)


def check_greedy(
    model: Transformer, trained: Transformer, pack: Path, bpe: Tokenizer, preset: Preset
) -> dict[str, Any]:
    """Greedy cells, each after those that PyTorch chose: the graph chooses the same, else refuse to export.

    "The same" is all of them for floats and LEAST_AGREEMENT for whole numbers. PyTorch agrees with itself, stepping and whole.
    """
    session, count = open_session(pack / "transformer.onnx"), preset.evaluation.checked_tokens
    unconditional, compared, equal, unrounded = sequences.unconditional_prompt(), 0, 0, 0
    writer = Writer(bpe, vocabulary_of(bpe, CODEBOOK))
    for seed in held_out(2):
        prompt = writer.generate_prompt(layout(scene_of(seed, preset.world)))
        for guidance in (1.0, 1.8):
            sampling = Sampling(0, 1, guidance)
            reference = draw_pictures(model, [prompt], unconditional, sampling, cells=count)[0].tolist()
            prompts = [prompt, unconditional][: 1 if guidance == 1 else 2]
            streams = [Stream(session, model.settings) for _ in prompts]
            found = greedy_cells(streams, prompts, count, CODEBOOK, guidance, reference)
            equal += sum(a == b for a, b in zip(reference, found, strict=True))
            if guidance == 1:
                check_full_pass(model, prompt, reference)
            other = draw_pictures(trained, [prompt], unconditional, sampling, cells=count)[0].tolist()
            unrounded += until(reference, other)
            compared += count
    if equal < LEAST_AGREEMENT[preset.export.bits] * compared:
        raise SystemExit(
            f"the exported transformer and PyTorch disagree: {equal} of {compared} tokens are equal"
        )
    return {"greedyTokensEqual": equal, "greedyTokensCompared": compared,
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


def quality(model: GraphModel, image_model, source: Sequences, preset: Preset) -> dict[str, float]:
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
