"""Trains the reader: captions, captions with a piece cut out, answers."""

from __future__ import annotations

import argparse

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.asking import accuracy, answers, judged_questions
from brookesia_recipe.photo.caption_scores import bleu, cider
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.efficientnet import load_efficientnet
from brookesia_recipe.photo.reader import BLOCKS, build_reader, reader_vocabulary, start_projection
from brookesia_recipe.photo.reader_data import PhotoTexts, ReaderBatches, reader_bpe
from brookesia_recipe.photo.rows import ANSWER, GROUPS, NONE, SPECIAL, Batch
from brookesia_recipe.photo.settings import PhotoPreset, ReaderTraining
from brookesia_recipe.photo.writing import Search, captions_of
from brookesia_recipe.training.device import half_precision
from brookesia_recipe.training.loop import Budget, Training, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer.model import Transformer


def nats(model: Transformer, batch: Batch, smoothing: float) -> tuple[Tensor, Tensor]:
    """(nats of each written token, with smoothed labels; its group)."""
    features = model(batch.inputs, mask=batch.mask)
    written = batch.groups != NONE
    scores = model.logits(features[written])
    return (
        F.cross_entropy(scores.float(), batch.targets[written], reduction="none", label_smoothing=smoothing),
        batch.groups[written],
    )


def learn(model: Transformer, batch: Batch, settings: ReaderTraining) -> dict[str, float]:
    """One backward pass; the figures of each group."""
    with half_precision("cpu"):
        losses, groups = nats(model, batch, settings.smoothing)
    weights = torch.where(groups == ANSWER, settings.answer_weight, 1.0)
    loss = (losses * weights).sum() / weights.sum()
    loss.backward()
    figures = {"loss": loss.item(), "count": float(batch.inputs.tokens.numel())}
    for number, name in enumerate(GROUPS):
        if (groups == number).any():
            figures[name] = losses[groups == number].mean().item()
    return figures


class Watch:
    """Figures on dev photos while a training goes on."""

    def __init__(
        self, preset: PhotoPreset, dev: PhotoTexts, bpe: Tokenizer, arguments: argparse.Namespace
    ) -> None:
        count = preset.reader.judged
        self.names = dev.names[:count]
        self.features = dev.features.views[0][:count]
        self.references = [read_captions(arguments.data, "dev")[name] for name in self.names]
        self.asked = judged_questions(dev.questions, self.names)
        self.bpe, self.grid, self.preset = bpe, (preset.encoder.grid,) * 2, preset
        self.text = tuple(reader_vocabulary(bpe).ranges()["text"])

    def __call__(self, model: Transformer) -> dict[str, float]:
        search = Search(self.preset.beams, self.preset.length_penalty, self.preset.max_new_tokens)
        said = captions_of(model, self.bpe, self.features, self.grid, search, self.text)
        print("\n".join(said[:8]), flush=True)
        given = answers(model, self.bpe, self.features, self.asked, self.grid, self.text)
        figures = {"cider": cider(said, self.references), "bleu4": bleu(said, self.references)}
        return figures | {f"right_{kind}": share for kind, share in accuracy(self.asked, given).items()}


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work = preset.reader, arguments.work
    torch.manual_seed(preset.seed)
    source = PhotoTexts(preset, work, arguments.data, "train")
    bpe = reader_bpe(work, preset, source, SPECIAL)
    vocabulary = reader_vocabulary(bpe)
    model = build_reader(settings, vocabulary, source.dimension)
    start_projection(model, load_efficientnet(preset.encoder.lite, arguments.wheels))
    print(
        f"reader: {sum(p.numel() for p in model.parameters()):,} parameters, {vocabulary.size} ids",
        flush=True,
    )
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    steps = None if arguments.minutes else settings.steps
    budget = Budget(arguments.minutes or settings.minutes, steps, settings.decay)
    training = Training("reader", work, model, optimiser, budget, settings.ema)
    batches = ReaderBatches(source, bpe)
    watch = Watch(preset, PhotoTexts(preset, work, arguments.data, "dev"), bpe, arguments)
    judged = build_reader(settings, vocabulary, source.dimension).eval()

    def evaluate() -> dict[str, float]:
        judged.load_state_dict(training.averaged.weights)
        return watch(judged)

    training.run(lambda step: learn(model, batches.batch(step), settings), evaluate, every=12.0)
