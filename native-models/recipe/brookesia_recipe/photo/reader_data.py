"""Batches of the reader's rows, drawn by step number alone, so that a resumed training goes on where it stopped."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.photo.caption_scores import BEST, Cider
from brookesia_recipe.photo.captions import read_captions
from brookesia_recipe.photo.features import Features, load_features
from brookesia_recipe.photo.neutral import neutral
from brookesia_recipe.photo.questions import QuestionSet
from brookesia_recipe.photo.rows import (
    Batch,
    Branch,
    caption_branch,
    collate,
    question_branch,
    span_branch,
)
from brookesia_recipe.photo.settings import PhotoPreset
from brookesia_recipe.photo.wording import put
from brookesia_recipe.text.bpe import load_bpe, train_bpe

Loading = Callable[[Path, PhotoPreset, Path, str], Features]
SIDES = re.compile(r"\b(?:left|right)\b")


class PhotoTexts:
    """A split's photos: features, captions (in neutral words), questions."""

    def __init__(
        self, preset: PhotoPreset, work: Path, data: Path, split: str, load: Loading = load_features
    ) -> None:
        """`load`: gives the features, or the maps from which an encoder's tail makes them."""
        self.preset = preset
        self.features: Features = load(work, preset, data, split)
        self.captions = {name: neutral(told) for name, told in read_captions(data, split).items()}
        self.questions = QuestionSet(self.captions)
        self.weights = agreement(self.captions, preset.reader.consensus)
        self.names = self.features.names

    @property
    def dimension(self) -> int:
        return self.features.views[0].shape[-1]


def reader_bpe(work: Path, preset: PhotoPreset, source: PhotoTexts, special: tuple[str, ...]) -> Tokenizer:
    """Of the training split's captions, questions and answers; an existing file is kept."""
    path = work / "tokenizer.json"
    if not path.exists():
        lines = [caption for told in source.captions.values() for caption in told]
        rng = random.Random("words")
        for name in source.names:
            for question in source.questions.draw(name, rng, 4):
                lines += [put(question, rng), " " + question.answer]
        train_bpe(lines, preset.reader.text_tokens, special).save(str(path))
    return load_bpe(path)


def agreement(captions: Mapping[str, Sequence[str]], share: float) -> dict[str, list[float]]:
    """What the loss of each caption weighs, 1 in the mean of a photo's: `share` of it goes by the caption's CIDEr-D beside the
    others of its photo (as Phan et al. 2017 weigh them)."""
    if not share:
        return {name: [1.0] * len(told) for name, told in captions.items()}
    scorer, found = Cider(list(captions.values())), {}
    for number, (name, told) in enumerate(captions.items()):
        # Each caption is among its photo's, where it is worth `BEST`.
        scores = np.array([len(told) * scorer.score(caption, number) - BEST for caption in told]).clip(0)
        mean = scores.mean() if len(scores) else 0.0
        found[name] = ((1 - share) + share * scores / mean).tolist() if mean > 0 else [1.0] * len(told)
    return found


class ReaderBatches:
    """Each photo once in a round, in one of its views, with all its captions and some questions."""

    def __init__(self, source: PhotoTexts, bpe: Tokenizer, size: int | None = None) -> None:
        """`size`: photos of a batch, where it is not the preset's."""
        self.source, self.bpe, self.settings = source, bpe, source.preset.reader
        self.size = min(size or self.settings.batch, len(source.names))
        self.grid = (source.preset.encoder.grid,) * 2

    def batch(self, step: int) -> Batch:
        texts, features, hidden = self.drawn(step)
        return collate(texts, np.where(hidden[..., None], 0, features), self.grid)

    def drawn(self, step: int) -> tuple[list[list[Branch]], np.ndarray, np.ndarray]:
        """(texts of each photo, its features or maps, bool [B,cells]: which cells are hidden)."""
        rng = random.Random(f"reader {step}")
        places, views = self.chosen(step, rng)
        texts = [self.texts(place, view, rng) for place, view in zip(places, views, strict=True)]
        shown = np.stack([self.source.features.views[v][p] for p, v in zip(places, views, strict=True)])
        cells = (len(texts), self.grid[0] * self.grid[1])
        return texts, shown, np.random.default_rng(step).random(cells) < self.settings.dropped_cells

    def chosen(self, step: int, rng: random.Random) -> tuple[list[int], list[int]]:
        count, size = len(self.source.names), self.size
        rounds, place = divmod(step * size, count - count % size)
        order = list(range(count))
        random.Random(f"round {rounds}").shuffle(order)
        views = len(self.source.features.views)
        return order[place : place + size], [rng.randrange(views) for _ in range(size)]

    def texts(self, place: int, view: int, rng: random.Random) -> list[Branch]:
        name = self.source.names[place]
        weighed = zip(self.source.captions[name], self.source.weights[name], strict=True)
        told = {c: weight for c, weight in weighed if c and not (view % 2 and SIDES.search(c))}
        found = [caption_branch(self.bpe, caption, weight) for caption, weight in told.items()]
        numbers = np.random.default_rng(rng.getrandbits(32))
        found += [
            span_branch(self.bpe, caption, numbers) for caption in told if rng.random() < self.settings.spans
        ]
        return found + self.asked(name, rng)

    def asked(self, name: str, rng: random.Random) -> list[Branch]:
        questions = self.source.questions.draw(name, rng, self.settings.questions)
        return [question_branch(self.bpe, put(question, rng), question.answer) for question in questions]
