"""The reader's twin that is never shown a picture: what can be answered from questions alone."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer

from brookesia_recipe.photo.asking import accuracy, answers, judged_questions
from brookesia_recipe.photo.reader import BLOCKS, build_reader, reader_vocabulary
from brookesia_recipe.photo.reader_data import PhotoTexts, ReaderBatches, reader_bpe
from brookesia_recipe.photo.reader_train import learn
from brookesia_recipe.photo.rows import SPECIAL, Batch, collate
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.training.loop import Budget, Training, load_averaged, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer.model import Transformer


def load_blind(work: Path, preset: PhotoPreset, bpe: Tokenizer, dimension: int) -> Transformer | None:
    """None where it was not trained."""
    if not (work / "blind.pt").exists():
        return None
    model = build_reader(preset.reader, reader_vocabulary(bpe), dimension)
    model.load_state_dict(load_averaged(work / "blind.pt"))
    return model.eval()


def questions_alone(batches: ReaderBatches, step: int) -> Batch:
    """Of the photos that the reader would be shown, several times as many."""
    rng = random.Random(f"blind {step}")
    names = rng.sample(batches.source.names, min(4 * batches.settings.batch, len(batches.source.names)))
    texts = [asked for name in names if (asked := batches.asked(name, rng))]
    return collate(texts, None, batches.grid)


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work = preset.reader, arguments.work
    torch.manual_seed(preset.seed)
    source = PhotoTexts(preset, work, arguments.data, "train")
    bpe = reader_bpe(work, preset, source, SPECIAL)
    model = build_reader(settings, reader_vocabulary(bpe), source.dimension)
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    budget = Budget(settings.minutes, settings.blind_steps, settings.decay)
    training = Training("blind", work, model, optimiser, budget, settings.ema)
    batches = ReaderBatches(source, bpe)
    training.run(lambda step: learn(model, questions_alone(batches, step), settings), dict, every=1e9)
    dev = PhotoTexts(preset, work, arguments.data, "dev")
    asked, twin = judged_questions(dev.questions, dev.names), load_blind(work, preset, bpe, source.dimension)
    text = tuple(reader_vocabulary(bpe).ranges()["text"])
    print(accuracy(asked, answers(twin, bpe, None, asked, batches.grid, text)), flush=True)
