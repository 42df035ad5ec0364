"""Trains the reader: captions, captions with a piece cut out, answers."""

from __future__ import annotations

import argparse
from copy import deepcopy

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.asking import accuracy, answers, judged_questions
from brookesia_recipe.photo.caption_scores import bleu, cider
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.efficientnet import EfficientNet, load_efficientnet
from brookesia_recipe.photo.features import load_features
from brookesia_recipe.photo.maps import load_maps
from brookesia_recipe.photo.reader import (
    BLOCKS,
    TunedReader,
    reader_vocabulary,
    settings_of,
    start_projection,
)
from brookesia_recipe.photo.reader_data import PhotoTexts, ReaderBatches, reader_bpe
from brookesia_recipe.photo.rows import ANSWER, GROUPS, NONE, SPECIAL, Batch, collate
from brookesia_recipe.photo.settings import PhotoPreset, ReaderTraining
from brookesia_recipe.photo.tail import TAIL_PREFIX, Tail
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
    return learned(losses, groups, batch, settings)


def learn_tuned(model: TunedReader, batches: ReaderBatches, step: int) -> dict[str, float]:
    """The same, through the encoder's tail."""
    texts, maps, hidden = batches.drawn(step)
    rows = collate(texts, np.zeros((*hidden.shape, 0)), batches.grid)
    with half_precision("cpu"):
        batch = model.seeing(rows, maps, hidden)
        losses, groups = nats(model, batch, batches.settings.smoothing)
    return learned(losses, groups, batch, batches.settings)


def learned(losses: Tensor, groups: Tensor, batch: Batch, settings: ReaderTraining) -> dict[str, float]:
    weights = torch.where(groups == ANSWER, settings.answer_weight, 1.0) * batch.weights[batch.groups != NONE]
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
        features = self.features
        if isinstance(model, TunedReader):
            features = model.features_of(features)
        said = captions_of(model, self.bpe, features, self.grid, search, self.text)
        print("\n".join(said[:8]), flush=True)
        given = answers(model, self.bpe, features, self.asked, self.grid, self.text)
        figures = {"cider": cider(said, self.references), "bleu4": bleu(said, self.references)}
        return figures | {f"right_{kind}": share for kind, share in accuracy(self.asked, given).items()}


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work, tuned = preset.reader, arguments.work, preset.encoder.tuned
    torch.manual_seed(preset.seed)
    load = load_maps if tuned else load_features
    source, dev = (PhotoTexts(preset, work, arguments.data, split, load) for split in ("train", "dev"))
    bpe, encoder = (
        reader_bpe(work, preset, source, SPECIAL),
        load_efficientnet(preset.encoder.lite, arguments.wheels),
    )
    model, judged = (build(preset, bpe, encoder if first else deepcopy(encoder)) for first in (True, False))
    start_projection(model, encoder)
    print(f"reader: {sum(p.numel() for p in model.parameters()):,} parameters, {len(model.embedding)} ids", flush=True)
    optimiser = optimiser_of(model, settings)
    steps = None if arguments.minutes else settings.steps
    budget = Budget(arguments.minutes or settings.minutes, steps, settings.decay)
    training = Training("reader", work, model, optimiser, budget, settings.ema)
    batches = ReaderBatches(source, bpe)
    watch = Watch(preset, dev, bpe, arguments)

    def step(number: int) -> dict[str, float]:
        if isinstance(model, TunedReader):
            return learn_tuned(model, batches, number)
        return learn(model, batches.batch(number), settings)

    def evaluate() -> dict[str, float]:
        judged.load_state_dict(training.averaged.weights)
        return watch(judged.eval())

    training.run(step, evaluate, every=12.0)


def build(preset: PhotoPreset, bpe: Tokenizer, encoder: EfficientNet) -> Transformer:
    sizes = settings_of(preset.reader, reader_vocabulary(bpe), encoder.dimension)
    return TunedReader(sizes, Tail(encoder)) if preset.encoder.tuned else Transformer(sizes)


def optimiser_of(model: Transformer, settings: ReaderTraining) -> Optimiser:
    """An encoder that ImageNet trained moves more slowly than what begins anew."""
    matrices, others = split_parameters(model, BLOCKS | {TAIL_PREFIX: 0})
    pretrained = list(model.tail.parameters()) if isinstance(model, TunedReader) else []
    known = {id(parameter) for parameter in pretrained}
    others = [parameter for parameter in others if id(parameter) not in known]
    return Optimiser(matrices, others, settings.muon_rate, settings.adam_rate, pretrained, settings.tail_rate)
