"""Goes on from the trained reader: writes captions and makes those likelier that people would rather have written.

Self-critical training (Rennie et al. 2017) with the mean of a photo's other captions as the baseline (Luo 2020), over the
captions that a beam search ends with (Cornia et al. 2020): it is among these that the pack will choose. The reward is CIDEr-D
beside the photo's own captions in the training split, the end of a caption counting as a word.
"""

from __future__ import annotations

import argparse
from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.photo.caption_scores import Cider
from brookesia_recipe.photo.reader import BLOCKS, averaged, between, reader_vocabulary, reader_weights
from brookesia_recipe.photo.reader_data import PhotoTexts, ReaderBatches, reader_bpe
from brookesia_recipe.photo.reader_train import Watch, nats
from brookesia_recipe.photo.rows import ANSWER, CAPTION, NONE, SPECIAL, Batch, branch, collate
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.photo.writing import CAPTION_PROMPT, Search, search_beams
from brookesia_recipe.text.vocabulary import EOS
from brookesia_recipe.training.device import half_precision
from brookesia_recipe.training.loop import Budget, Training, split_parameters
from brookesia_recipe.training.muon import Optimiser
from brookesia_recipe.transformer.model import Transformer


def advantages(rewards: Tensor) -> Tensor:
    """[N,drawn]: each reward beside the mean of the photo's others, in standard deviations of all of them."""
    others = (rewards.sum(1, keepdim=True) - rewards) / (rewards.shape[1] - 1)
    gains = rewards - others
    return gains / (gains.std() + 1e-6)


def policy_loss(model: Transformer, batch: Batch, gains: Tensor) -> Tensor:
    """`gains`: of each drawn caption, in the order of the rows; the mean over tokens of gain x nats."""
    losses, _ = nats(model, batch, 0.0)
    caption = torch.repeat_interleave(gains.flatten(), caption_lengths(batch))
    return (losses * caption).mean()


def caption_lengths(batch: Batch) -> Tensor:
    """Tokens of each text that carry loss, in order: each ends with `<eos>`."""
    ended = torch.nonzero(batch.targets[batch.groups != NONE] == EOS)[:, 0]
    return torch.diff(ended, prepend=torch.tensor([-1]))


class Rewarded:
    """One step: photos as they are, their drawn captions, the reader's own rows beside them."""

    def __init__(self, model: Transformer, source: PhotoTexts, bpe: Tokenizer, preset: PhotoPreset) -> None:
        self.model, self.source, self.bpe, self.preset = model, source, bpe, preset
        self.cider = Cider([source.captions[name] for name in source.names], ended=True)
        self.told = ReaderBatches(source, bpe, preset.reward.told)
        self.grid = (preset.encoder.grid,) * 2
        self.text = tuple(reader_vocabulary(bpe).ranges()["text"])

    def __call__(self, step: int) -> dict[str, float]:
        settings, rng = self.preset.reward, np.random.default_rng([self.preset.seed, step])
        places = rng.choice(
            len(self.source.names), min(settings.batch, len(self.source.names)), replace=False
        )
        views = rng.integers(len(self.source.features.views), size=len(places))
        features = np.stack([self.source.features.views[v][p] for p, v in zip(places, views)]).astype(
            np.float32
        )
        search = Search(
            settings.drawn, self.preset.length_penalty, min(settings.longest, self.preset.max_new_tokens)
        )
        with half_precision("cpu"), torch.no_grad():
            found = search_beams(
                self.model, features, [CAPTION_PROMPT] * len(features), self.grid, search, self.text
            )
        drawn = [[ids for _, ids in texts] for texts in found]
        rewards = torch.tensor(
            [[self.cider.score(self.bpe.decode(ids), int(place)) for ids in texts]
             for place, texts in zip(places, drawn)]
        )  # fmt: skip
        rows = [[branch(CAPTION_PROMPT, [*ids, EOS], CAPTION) for ids in texts] for texts in drawn]
        batch = collate(rows, features, self.grid)
        with half_precision("cpu"):
            loss = policy_loss(self.model, batch, advantages(rewards))
            told, groups = nats(self.model, self.told.batch(step), 0.0)
        weights = torch.where(groups == ANSWER, self.preset.reader.answer_weight, 1.0)
        kept = (told * weights).sum() / weights.sum()
        (loss + settings.told_weight * kept).backward()
        lengths = [len(ids) for texts in drawn for ids in texts]
        return {
            "reward": rewards.mean().item(), "best": rewards.max(1).values.mean().item(), "told": kept.item(),
            "length": float(np.mean(lengths)), "count": float(batch.inputs.tokens.numel()),
        }  # fmt: skip


def run(preset: PhotoPreset, arguments: argparse.Namespace) -> None:
    settings, work = preset.reward, arguments.work
    torch.manual_seed(preset.seed)
    source = PhotoTexts(preset, work, arguments.data, "train")
    bpe = reader_bpe(work, preset, source, SPECIAL)
    weights = reader_weights(work)
    still = replace(preset.reader, dropout=0.0)
    model = averaged(still, bpe, weights).train()
    optimiser = Optimiser(*split_parameters(model, BLOCKS), settings.muon_rate, settings.adam_rate)
    steps = None if arguments.minutes else settings.steps
    budget = Budget(arguments.minutes or settings.minutes, steps, settings.decay)
    training = Training("rewarded", work, model, optimiser, budget, settings.ema)
    watch = Watch(preset, PhotoTexts(preset, work, arguments.data, "dev"), bpe, arguments)
    step = Rewarded(model, source, bpe, preset)

    def evaluate() -> dict[str, float]:
        return watch(averaged(still, bpe, between(weights, training.averaged.weights, settings.kept)))

    training.run(step, evaluate, every=6.0)
