"""Batches of training sequences: drawn by step number alone, so that a resumed run goes on where it stopped."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from brookesia_recipe.data.pictures import scene_of
from brookesia_recipe.settings import Preset
from brookesia_recipe.text.vocabulary import PAD, Vocabulary
from brookesia_recipe.transformer import sequences
from brookesia_recipe.transformer.examples import TYPOS, Examples, Stored
from brookesia_recipe.transformer.model import NEUTRAL, Inputs
from brookesia_recipe.transformer.sequences import UNCONDITIONAL, Row, Writer
from brookesia_recipe.transformer.sight import COLUMNS, UNTOLD, noted, shown
from brookesia_recipe.world import FIRST_HELD_OUT_SEED, caption_canonical, varied_layout
from brookesia_recipe.world import layout as layout_of
from brookesia_recipe.world.language import told
from brookesia_recipe.world.typos import with_typo


@dataclass
class Batch:
    """inputs [B,S]; targets and groups int64 [B,S]: the token each position predicts and what its loss counts as.

    seen int64 [B,S,columns]: what the cell of an input token shows, see sight.py.
    """

    inputs: Inputs
    targets: Tensor
    groups: Tensor
    seen: Tensor


PADDING = 1.3
"""How much longer than its shortest the longest row of a batch may be."""


class Sequences:
    """Makes rows of all forms from what is stored; words are drawn afresh each time a scene comes round."""

    def __init__(self, stored: Stored, bpe: Tokenizer, vocabulary: Vocabulary, preset: Preset) -> None:
        self.scenes, self.bpe, self.vocabulary, self.preset = stored.scenes, bpe, vocabulary, preset
        self.settings = preset.transformer
        self.writer = Writer(bpe, vocabulary)
        self.examples = Examples(stored, self.writer, preset.world)

    def batches_of(self, step: int) -> list[Batch]:
        """What one step sees: about `batch` sequences with pictures, every form in its share, and those of text alone."""
        pool, place = divmod(step, self.settings.pool)
        if getattr(self, "pool_number", None) != pool:
            self.pool_number, self.batches = pool, self.fill(pool)
        return [collate(rows) for rows in of_like_length([*self.batches[place], *self.texts(step)])]

    def fill(self, pool: int) -> list[list[Row]]:
        """Within the pool each form is sorted by length; the i-th batch takes the i-th slice of each. In random order."""
        count, batches = self.settings.pool * self.settings.batch, self.settings.pool
        forms: dict[str, list[Row]] = {}
        for index in range(pool * count, (pool + 1) * count):
            form, row = self.row(index)
            forms.setdefault(form, []).append(row)
        filled: list[list[Row]] = [[] for _ in range(batches)]
        for rows in forms.values():
            rows.sort(key=len)
            edges = [round(number * len(rows) / batches) for number in range(batches + 1)]
            for number in range(batches):
                filled[number] += rows[edges[number] : edges[number + 1]]
        order = np.random.default_rng((self.preset.seed, pool)).permutation(batches)
        return [filled[number] for number in order]

    def row(self, index: int) -> tuple[str, Row]:
        """Form and content of the index-th sequence of the endless stream."""
        epoch, place = divmod(index, len(self.scenes))
        if getattr(self, "epoch", None) != epoch:
            self.epoch, self.order = (
                epoch,
                np.random.default_rng((self.preset.seed, epoch)).permutation(len(self.scenes)),
            )
        rng = np.random.default_rng((self.preset.seed, index, 1))
        shares = np.array(list(self.settings.forms.values()))
        form = str(rng.choice(list(self.settings.forms), p=shares / shares.sum()))
        return form, self.make(form, self.order[place], rng)

    def make(self, form: str, place: int, rng: np.random.Generator) -> Row:
        """A scene that has no row of the form gives one of the generate form."""
        if form in self.examples.forms:
            row = self.examples.make(form, place, random.Random(int(rng.integers(2**31))))
            return row or self.make("generate", place, rng)
        words = random.Random(int(rng.integers(2**31)))
        stored = scene_of(int(self.scenes.seeds[place]), self.preset.world)
        scene, codes, objects = self.examples.picture(place, stored, words)
        start = self.vocabulary.image_start
        if form == "caption":
            image = sequences.picture(codes, start, group=UNCONDITIONAL)
            row = sequences.caption_form(self.bpe.encode(caption_canonical(scene)).ids, image)
            return noted(row, "image", shown(scene, objects))
        layout = varied_layout(scene, words)
        image = sequences.picture(codes, start, objects)
        if form == "generate":
            return self.writer.generate_form(layout, image)
        return self.writer.cm3_form(layout, image, rng)

    def texts(self, step: int) -> list[Row]:
        """Plans, changed plans and conversations; they need no stored scene, so none comes twice."""
        rows: list[Row | None] = []
        for form, count in (
            ("plan", self.settings.plans),
            ("replan", self.settings.replans),
            ("ask", self.settings.asks),
        ):
            first = self.preset.seed * 1_000_000 + step * count
            rows += [self.text(form, seed % FIRST_HELD_OUT_SEED) for seed in range(first, first + count)]
        return [row for row in rows if row]

    def text(self, form: str, seed: int) -> Row | None:
        """None where no edit of the scene was found."""
        if form == "plan":
            return self.plan(seed)
        rng = random.Random(f"{form} {seed}")
        return self.examples.replan(seed, rng) if form == "replan" else self.examples.ask(seed, rng)

    def plan(self, seed: int) -> Row:
        """The things come in the order in which the sentence names them: so each follows from its own words."""
        scene, rng = scene_of(seed, self.preset.world), random.Random(seed)
        things = list(scene.things)
        given = []
        if rng.random() < self.settings.given:
            rng.shuffle(things)
            given = things[: rng.randint(1, max(1, len(things)))]
        named = [thing for thing in scene.things if thing not in given or rng.random() < 0.5]
        boxes = varied_layout(replace(scene, things=tuple(given)), rng).things
        silent = given and rng.random() < 0.1
        sentence, things = told(replace(scene, things=tuple(named)), rng)
        sentence = "" if silent else with_typo(sentence, rng, TYPOS)
        left = tuple(thing for thing in things if thing not in given)
        return self.writer.plan_form(sentence, boxes, layout_of(replace(scene, things=left)))


def of_like_length(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in batches that need little padding."""
    groups: list[list[Row]] = []
    for row in sorted(rows, key=len):
        if groups and len(row) <= PADDING * len(groups[-1][0]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def collate(rows: Sequence[Row]) -> Batch:
    """Padded on the right: under a causal mask padding disturbs nothing."""
    length = max(len(row) for row in rows) - 1
    columns: list[list[np.ndarray]] = [[] for _ in range(8)]
    for row in rows:
        gap = length - len(row) + 1
        pad, pad2 = (0, gap), ((0, gap), (0, 0))
        for column, value in zip(columns, (
            np.pad(row.tokens[:-1], pad, constant_values=PAD),
            np.pad(row.positions[:-1], pad2, constant_values=NEUTRAL),
            np.pad(row.positions[1:], pad2, constant_values=NEUTRAL),
            np.pad(row.kinds[:-1], pad), np.pad(row.kinds[1:], pad),
            np.pad(row.tokens[1:], pad, constant_values=PAD), np.pad(row.groups[1:], pad),
            seen_by(row, length),
        ), strict=True):  # fmt: skip
            column.append(value)
    *inputs, targets, groups, seen = (torch.from_numpy(np.stack(column)) for column in columns)
    return Batch(Inputs(*inputs), targets, groups, seen)


def seen_by(row: Row, length: int) -> np.ndarray:
    """int64 [length, columns]."""
    told = np.full((length, len(COLUMNS)), UNTOLD)
    if row.seen is not None:
        told[: len(row) - 1] = row.seen[:-1]
    return told
