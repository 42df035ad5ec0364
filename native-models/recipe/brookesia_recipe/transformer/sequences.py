"""Sequence forms: parts -> tokens, positions, kinds and loss weights.

    plan       <bos> sentence <break> given boxes <break> LAYOUT <eos>
    generate   <bos> LAYOUT <break> PICTURE <eos>
    caption    <bos> <mask:0> <break> PICTURE <break> <mask:0> caption <eos>      (the CM3 form with the whole caption as span)
    cm3        the generate form with drawn spans moved to the end

    LAYOUT     things <break> background; a thing: its label, then the four <loc> tokens of its box (x0, y0, x1, y1)

A sentence is planned first, then drawn: only the plan has to understand how people talk, and a cell finds what to draw by
where it lies, for before a picture a label carries the row and column of its box's centre, the <loc> tokens its corners'.
The caption form doubles as training of the unconditional picture that guidance needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from tokenizers import Tokenizer

from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS, LOCATION_TOKENS, Vocabulary
from brookesia_recipe.transformer import cm3
from brookesia_recipe.transformer.cm3 import Part, Span
from brookesia_recipe.transformer.model import KINDS, NEUTRAL
from brookesia_recipe.world import CELL, PIXELS, LabelledBox, Layout

GRID = 16
LOCATIONS = len(LOCATION_TOKENS)
GROUPS = (
    "none", "object", "background", "unconditional", "caption", "prompt", "plan", "read", "replan", "answer",
    "redrawn", "filled", "guided_object", "guided_background", "shown", "changed", "kept", "likened",
    "described", "about", "plan_box",
)  # fmt: skip
"""What a predicted token's loss is counted as; 'none' carries none. Those from 'read' on belong to tasks.py."""
NONE, OBJECT, BACKGROUND, UNCONDITIONAL, CAPTION, PROMPT, PLAN = range(7)


@dataclass(frozen=True)
class Row:
    """One laid-out sequence. tokens, kinds, groups: int64 [S]; positions: float32 [S,3] = (t, row, column).

    `seen`: int64 [S, columns], what the cells of a given picture show (sight.py), where training is told.
    """

    tokens: np.ndarray
    positions: np.ndarray
    kinds: np.ndarray
    groups: np.ndarray
    seen: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def following(
        self, position: Sequence[float] | None = None, kind: int = 0
    ) -> tuple[np.ndarray, np.ndarray]:
        """query_positions [S,3] and next_kinds [S]; `position`, `kind`: of what comes after the last token."""
        last = (self.positions[-1, 0] + 1, NEUTRAL, NEUTRAL) if position is None else position
        queries = np.concatenate((self.positions[1:], np.asarray([last], np.float32)))
        return queries, np.append(self.kinds[1:], kind)


def joined(rows: Sequence[Row]) -> Row:
    """One row after the other, places as they are."""
    names = ("tokens", "positions", "kinds", "groups")
    return Row(*(np.concatenate([getattr(row, name) for row in rows]) for name in names))


def text(tokens: Sequence[int] | np.ndarray, group: int = NONE) -> Part:
    array = np.asarray(tokens, np.int64)
    return Part(array, np.full(len(array), group))


def picture(
    codes: np.ndarray, image_start: int, objects: np.ndarray | None = None, group: int = NONE, number: int = 0,
    kind: str = "image",
) -> Part:  # fmt: skip
    """codes [256]; objects bool [256] splits the loss into object and background cells, else all are `group`.

    `number` tells the pictures of one sequence apart.
    """
    groups = np.full(codes.size, group) if objects is None else np.where(objects.ravel(), OBJECT, BACKGROUND)
    tokens = codes.ravel().astype(np.int64) + image_start
    return Part(tokens, groups, np.arange(codes.size), picture=number, kind=kind)


def lay_out(parts: Sequence[Part]) -> Row:
    """Assign positions: t runs over text tokens; a whole picture has one t, its cells their row and column."""
    positions, kinds, time_of_picture, time = [], [], {}, 0
    for part in parts:
        place = np.full((len(part), 3), NEUTRAL, np.float32)
        if part.picture < 0:
            place[:, 0] = np.arange(time, time + len(part))
            time += len(part)
        else:
            if part.picture not in time_of_picture:
                time_of_picture[part.picture] = time
                time += 1
            place[:, 0] = time_of_picture[part.picture]
        if part.places is not None:
            place[:, 1:] = part.places
        if part.cells is not None:
            place[:, 1], place[:, 2] = part.cells // GRID, part.cells % GRID
        positions.append(place)
        kinds.append(np.full(len(part), KINDS["text" if part.cells is None else part.kind]))
    return Row(
        np.concatenate([part.tokens for part in parts]),
        np.concatenate(positions),
        np.concatenate(kinds),
        np.concatenate([part.groups for part in parts]),
    )


def location(pixel: float) -> int:
    """Which of the 64 location tokens says this coordinate."""
    return round(pixel * (LOCATIONS - 1) / PIXELS)


@dataclass(frozen=True)
class Writer:
    """Layouts as parts of a sequence."""

    bpe: Tokenizer
    vocabulary: Vocabulary

    def words(self, phrase: str) -> list[int]:
        """With a space before, so that a word has the same id as within a sentence."""
        return self.bpe.encode(" " + phrase).ids

    def thing(self, thing: LabelledBox) -> tuple[np.ndarray, np.ndarray]:
        """Tokens [n] and places [n,2] of one labelled box: the label at its centre, the corners at their cells."""
        label = self.words(thing.label)
        x0, y0, x1, y1 = thing.box
        corners = [location(value) + self.vocabulary.location_start for value in thing.box]
        top, left, bottom, right = y0 / CELL, x0 / CELL, y1 / CELL - 1, x1 / CELL - 1
        centre = ((top + bottom) / 2, (left + right) / 2)
        places = [centre] * len(label) + [(top, left)] * 2 + [(bottom, right)] * 2
        return np.asarray(label + corners, np.int64), np.asarray(places, np.float32)

    def things(self, things: Sequence[LabelledBox], group: int = NONE, placed: bool = True) -> Part:
        pairs = [self.thing(thing) for thing in things]
        tokens = np.concatenate([tokens for tokens, _ in pairs] or [np.zeros(0, np.int64)])
        places = np.concatenate([places for _, places in pairs] or [np.zeros((0, 2), np.float32)])
        return Part(tokens, np.full(len(tokens), group), places=places if placed else None)

    def layout(self, layout: Layout, group: int = NONE, placed: bool = True) -> list[Part]:
        """[things, background]: what `<break>` separates."""
        background = self.words(layout.background) if layout.background else []
        return [self.things(layout.things, group, placed), text(background, group)]

    def plan_prompt(self, sentence: str, given: Sequence[LabelledBox] = ()) -> Row:
        """`<bos> sentence <break> given <break>`: what stands before a plan."""
        return lay_out(self.plan_parts(sentence, given))

    def plan_parts(self, sentence: str, given: Sequence[LabelledBox]) -> list[Part]:
        ids = self.bpe.encode(sentence).ids
        return [text([BOS]), text(ids), text([BREAK]), self.things(given, placed=False), text([BREAK])]

    def plan_form(self, sentence: str, given: Sequence[LabelledBox], layout: Layout) -> Row:
        """`layout`: the things that are not given, and the background. Locations, which few sentences tell, are counted apart."""
        things, background = self.layout(layout, PLAN, placed=False)
        boxes = things.tokens >= self.vocabulary.location_start
        things = replace(things, groups=np.where(boxes, GROUPS.index("plan_box"), PLAN))
        parts = [*self.plan_parts(sentence, given), things, text([BREAK], PLAN), background]
        return lay_out([*parts, text([EOS], PLAN)])

    def generate_prompt(self, layout: Layout) -> Row:
        """`<bos> LAYOUT <break>`: what stands before the picture."""
        return lay_out([text([BOS]), *between(self.layout(layout)), text([BREAK])])

    def generate_form(self, layout: Layout, image: Part) -> Row:
        return lay_out([text([BOS]), *between([*self.layout(layout), image]), text([EOS])])

    def cm3_form(self, layout: Layout, image: Part, rng: np.random.Generator) -> Row:
        parts = [*self.layout(layout, PROMPT), image]
        return join(*cm3.transform(parts, cm3.draw_spans([len(part) for part in parts], rng)))


def between(parts: Sequence[Part]) -> list[Part]:
    """The parts with `<break>` between them."""
    joined = [part for piece in parts for part in (text([BREAK]), piece)]
    return joined[1:]


def unconditional_prompt() -> Row:
    """`<bos> <mask:0> <break>`: the twin for guidance."""
    return lay_out([text([BOS]), cm3.sentinel_part(0), text([BREAK])])


def caption_form(caption: Sequence[int], image: Part) -> Row:
    parts = [text(caption, CAPTION), image]
    return join(*cm3.transform(parts, [Span(0, 0, len(caption))]))


def caption_prompt(image: Part) -> Row:
    """The caption form up to its last sentinel: what stands before the caption."""
    return lay_out(
        [text([BOS]), cm3.sentinel_part(0), text([BREAK]), image, text([BREAK]), cm3.sentinel_part(0)]
    )


def join(body: Sequence[Sequence[Part]], tail: Sequence[Part]) -> Row:
    """`<bos> part <break> part ... [<break> <mask:0> span ...] <eos>`."""
    last = CAPTION if any((part.groups == CAPTION).any() for part in tail) else PROMPT
    between = NONE if last == CAPTION else PROMPT
    parts = [text([BOS])]
    for index, pieces in enumerate([*body, tail] if tail else body):
        parts += [*([text([BREAK], between)] if index else []), *pieces]
    return lay_out([*parts, text([EOS], last)])
