"""The contact sheet: pictures drawn from sentences, the sentences beneath; then captions of held-out pictures."""

from __future__ import annotations

import argparse
import random
import textwrap
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from brookesia_recipe.data.pictures import held_out, scene_of
from brookesia_recipe.data.tokenise import load_scenes
from brookesia_recipe.evaluate.captions import score_captions, write_captions
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.tokenizer.model import ImageTokenizer
from brookesia_recipe.tokenizer.train import frozen_tokenizer
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.sample import PLANNING, Sampling, draw_pictures, write_plans
from brookesia_recipe.transformer.sequences import Writer
from brookesia_recipe.transformer.train import CODEBOOK, load_transformer
from brookesia_recipe.world import Layout, caption_canonical, captions

COLUMNS, MARGIN, LINES = 6, 6, 3


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    work: Path = arguments.work
    bpe = load_bpe(work / "tokenizer.json")
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    model, image_model = load_transformer(work, preset), frozen_tokenizer(work, preset)
    texts = read_prompts(arguments.prompts) or held_out_prompts(arguments.count, preset.world)
    writer, generator = Writer(bpe, vocabulary), torch.Generator().manual_seed(preset.seed)
    plans = write_plans(model, [writer.plan_prompt(text) for text in texts], writer, PLANNING, generator)
    layouts = [plan.layout() for plan in plans]
    prompts = [writer.generate_prompt(layout) for layout in layouts]
    drawn = [
        decoded(image_model, draw_pictures(model, prompts[start : start + 24], sequences.unconditional_prompt(), Sampling(),
                                           generator))
        for start in range(0, len(prompts), 24)
    ]  # fmt: skip
    name = f"sheet-{arguments.prompts.stem}.png" if arguments.prompts else "sheet.png"
    contact_sheet(np.concatenate(drawn), texts).save(work / name)
    print(f"{work / name}", flush=True)
    for text, layout in zip(texts, layouts, strict=True):
        print(f"{text}\n    {described(layout)}", flush=True)
    scenes = load_scenes(work, "held-out")
    for seed, text in zip(scenes.seeds, write_captions(model, scenes, 6, bpe, vocabulary), strict=False):
        print(f"picture  {caption_canonical(scene_of(int(seed), preset.world))}\ncaption  {text}", flush=True)
    print(score_captions(model, scenes, bpe, vocabulary, preset), flush=True)


def described(layout: Layout) -> str:
    things = [f"{thing.label} {thing.box}" for thing in layout.things]
    return "; ".join([*things, layout.background])


def read_prompts(path: Path | None) -> list[str]:
    return [line.strip() for line in path.read_text().splitlines() if line.strip()] if path else []


def held_out_prompts(count: int, world: str) -> list[str]:
    return [captions(scene_of(seed, world), random.Random(seed)) for seed in held_out(count)]


@torch.inference_mode()
def decoded(model: ImageTokenizer, codes: torch.Tensor) -> np.ndarray:
    """codes [n,256] -> uint8 [n,256,256,3]."""
    pixels = model.decode(codes.view(-1, sequences.GRID, sequences.GRID))
    return (pixels * 255).round().byte().permute(0, 2, 3, 1).numpy()


def contact_sheet(pictures: np.ndarray, texts: Sequence[str]) -> Image.Image:
    side, tall = pictures.shape[1] + MARGIN, pictures.shape[1] + MARGIN + 13 * LINES
    rows = -(-len(texts) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * side + MARGIN, rows * tall + MARGIN), "white")
    pen = ImageDraw.Draw(sheet)
    for index, (picture, text) in enumerate(zip(pictures, texts, strict=True)):
        x, y = MARGIN + index % COLUMNS * side, MARGIN + index // COLUMNS * tall
        sheet.paste(Image.fromarray(picture), (x, y))
        pen.multiline_text(
            (x, y + picture.shape[0] + 1), "\n".join(textwrap.wrap(text, 42)[:LINES]), fill="black", spacing=1
        )
    return sheet
