"""Trains the BPE on sentences of the world."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.bpe import load_bpe, train_bpe
from brookesia_recipe.transformer.examples import TURNS, turn
from brookesia_recipe.transformer.tasks import Turn
from brookesia_recipe.world import caption_canonical, captions, sample_edit


def sentences(preset: Preset) -> Iterator[str]:
    """What people type, and now and then what the model is to write."""
    for seed in range(preset.text.captions):
        scene, rng = scene_of(seed, preset.world), random.Random(f"text {seed}")
        kind = seed % 8
        if kind < 3:
            yield captions(scene, rng)
        elif kind == 3:
            yield caption_canonical(scene)
        elif kind < 6:
            edit = sample_edit(scene, rng, preset.world)
            yield edit.instruction if edit else captions(scene, rng)
        else:
            turns = [turn(rng.choice(list(TURNS)), scene, preset.world, rng) for _ in range(2)]
            yield from (line for found in turns if found for line in (found.question, spoken(found)))


def spoken(found: Turn) -> str:
    return found.answer if isinstance(found.answer, str) else ""


def run(preset: Preset, arguments: argparse.Namespace) -> None:
    """The ids must not change under stored shards and checkpoints, so an existing file is kept."""
    path: Path = arguments.work / "tokenizer.json"
    if not path.exists():
        train_bpe(sentences(preset), preset.text.text_tokens).save(str(path))
    tokenizer: Tokenizer = load_bpe(path)
    lengths = [
        len(tokenizer.encode(text).ids) for text, _ in zip(sentences(preset), range(300), strict=False)
    ]
    size = tokenizer.get_vocab_size(with_added_tokens=False)
    print(
        f"{path}: {size} ids, {sum(lengths) / len(lengths):.1f} tokens a sentence, at most {max(lengths)}",
        flush=True,
    )
