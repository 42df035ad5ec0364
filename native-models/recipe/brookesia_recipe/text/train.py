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
from brookesia_recipe.world import caption_canonical, captions


def sentences(preset: Preset) -> Iterator[str]:
    """What people type, and every third time what the model is to write."""
    for seed in range(preset.text.captions):
        scene = scene_of(seed, preset.world)
        yield caption_canonical(scene) if seed % 3 == 0 else captions(scene, random.Random(seed))


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
