"""The parity stage: what PyTorch draws and writes greedily for 100 prompts, for the engine to be compared with.

`parity --pack FOLDER` takes the weights that the pack was exported from: the checkpoint in the work folder, or, for the tiny
pack, its random ones. Writes `<name of the pack's folder>.parity.json` beside the pack's folder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, vocabulary_of
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.model import Transformer
from brookesia_recipe.transformer.sample import Sampling, draw_pictures, write_plans, write_text
from brookesia_recipe.transformer.sequences import GRID, Writer
from brookesia_recipe.world import LabelledBox, Layout

EACH = 25
"""Prompts of each of the four kinds."""
CELLS = 24
WORDS = 16
GUIDANCE = 1.8
CODEBOOK = 2560
COLOURS = ("red", "blue", "green", "yellow", "white")
KINDS = ("boat", "house", "tree", "ball", "balloon")
PLACES = (
    "on the sea at sunset",
    "in a meadow by day",
    "in the snow at night",
    "under a purple sky",
    "in the desert",
)


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    from brookesia_recipe.transformer.train import load_transformer

    write(load_transformer(arguments.work, preset).folded(), arguments.pack)


def write(model: Transformer, pack: Path) -> None:
    """As JSON: one case for each prompt, with its ids in the pack's vocabulary."""
    bpe = load_bpe(pack / "tokenizer.json")
    content = {"guidance": GUIDANCE, "cases": cases(model, bpe)}
    pack.with_name(f"{pack.name}.parity.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def cases(model: Transformer, bpe: Tokenizer) -> list[dict[str, Any]]:
    vocabulary = vocabulary_of(bpe, CODEBOOK)
    writer, found = Writer(bpe, vocabulary), []
    for place in range(EACH):
        layout = layout_of(place)
        for guidance in (1.0, GUIDANCE):
            drawn = draw_pictures(
                model, [writer.generate_prompt(layout)], sequences.unconditional_prompt(), Sampling(0, 1, guidance),
                cells=CELLS,
            )[0] + vocabulary.image_start  # fmt: skip
            found.append(
                {"task": "generate", "plan": as_json(layout), "guidance": guidance, "ids": drawn.tolist()}
            )
        sentence = f"{' and '.join(f'a {thing.label}' for thing in layout.things)} {layout.background}"
        plan = write_plans(model, [writer.plan_prompt(sentence, ())], writer, Sampling(0, 1, 1))[0]
        found.append({"task": "plan", "prompt": sentence, "ids": plan.written})
        step, start = 2 * place + 1, 97 * place
        question = sequences.caption_prompt(sequences.picture(codes_of(step, start), vocabulary.image_start))
        text = write_text(
            model, [question], tuple(vocabulary.ranges()["text"]), Sampling(0, 1, 1), limit=WORDS
        )[0]
        found.append({"task": "caption", "step": step, "start": start, "ids": text})
    return found


def layout_of(place: int) -> Layout:
    """One or two things on the grid; no two places are alike."""
    first, second = COLOURS[place % 5], COLOURS[place // 5]
    across, down = 16 * (place % 5), 16 * (place // 5)
    things = [LabelledBox(f"{first} {KINDS[place // 5]}", (across, down + 32, across + 96, down + 160))]
    if place % 2:
        things.append(
            LabelledBox(f"{second} {KINDS[place % 5]}", (128 + across // 2, 16, 208 + across // 2, 96))
        )
    return Layout(tuple(things), PLACES[(place + place // 5) % 5])


def codes_of(step: int, start: int) -> np.ndarray:
    """code[i] = (start + step i) mod 2560, int64 [256]."""
    return (start + step * np.arange(GRID * GRID)) % CODEBOOK


def as_json(layout: Layout) -> dict[str, Any]:
    """Boxes in pixels of 256."""
    things = [{"label": thing.label, "box": list(thing.box)} for thing in layout.things]
    return {"things": things, "background": layout.background}
