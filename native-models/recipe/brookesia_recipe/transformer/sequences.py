"""Sequence forms: parts -> tokens, positions, kinds and loss weights.

    generate   <bos> caption <break> PICTURE <eos>
    caption    <bos> <mask:0> <break> PICTURE <break> <mask:0> caption <eos>      (the CM3 form with the whole caption as span)
    cm3        the generate form with drawn spans moved to the end

The caption form doubles as training of the unconditional picture that guidance needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from brookesia_recipe.text.vocabulary import BOS, BREAK, EOS
from brookesia_recipe.transformer import cm3
from brookesia_recipe.transformer.cm3 import Part, Span
from brookesia_recipe.transformer.model import KINDS, NEUTRAL

GRID = 16
GROUPS = ("none", "object", "background", "unconditional", "caption", "prompt")
"""What a predicted token's loss is counted as; 'none' carries none."""
NONE, OBJECT, BACKGROUND, UNCONDITIONAL, CAPTION, PROMPT = range(len(GROUPS))


@dataclass(frozen=True)
class Row:
    """One laid-out sequence. tokens, kinds, groups: int64 [S]; positions: float32 [S,3] = (t, row, column)."""

    tokens: np.ndarray
    positions: np.ndarray
    kinds: np.ndarray
    groups: np.ndarray

    def __len__(self) -> int:
        return len(self.tokens)

    def following(
        self, position: Sequence[float] | None = None, kind: int = 0
    ) -> tuple[np.ndarray, np.ndarray]:
        """query_positions [S,3] and next_kinds [S]; `position`, `kind`: of what comes after the last token."""
        last = (self.positions[-1, 0] + 1, NEUTRAL, NEUTRAL) if position is None else position
        queries = np.concatenate((self.positions[1:], np.asarray([last], np.float32)))
        return queries, np.append(self.kinds[1:], kind)


def text(tokens: Sequence[int] | np.ndarray, group: int = NONE) -> Part:
    array = np.asarray(tokens, np.int64)
    return Part(array, np.full(len(array), group))


def picture(
    codes: np.ndarray, image_start: int, objects: np.ndarray | None = None, group: int = NONE
) -> Part:
    """codes [256]; objects bool [256] splits the loss into object and background cells, else all are `group`."""
    groups = np.full(codes.size, group) if objects is None else np.where(objects.ravel(), OBJECT, BACKGROUND)
    return Part(codes.ravel().astype(np.int64) + image_start, groups, np.arange(codes.size), picture=0)


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
        if part.cells is not None:
            place[:, 1], place[:, 2] = part.cells // GRID, part.cells % GRID
        positions.append(place)
        kinds.append(np.full(len(part), KINDS["text"] if part.cells is None else KINDS["image"]))
    return Row(
        np.concatenate([part.tokens for part in parts]),
        np.concatenate(positions),
        np.concatenate(kinds),
        np.concatenate([part.groups for part in parts]),
    )


def generate_prompt(caption: Sequence[int]) -> Row:
    """`<bos> caption <break>`: what stands before the picture."""
    return lay_out([text([BOS]), text(caption, PROMPT), text([BREAK], PROMPT)])


def unconditional_prompt() -> Row:
    """`<bos> <mask:0> <break>`: the twin for guidance."""
    return lay_out([text([BOS]), cm3.sentinel_part(0), text([BREAK])])


def generate_form(caption: Sequence[int], image: Part) -> Row:
    return lay_out([text([BOS]), text(caption, PROMPT), text([BREAK], PROMPT), image, text([EOS], PROMPT)])


def caption_form(caption: Sequence[int], image: Part) -> Row:
    parts = [text(caption, CAPTION), image]
    return join(*cm3.transform(parts, [Span(0, 0, len(caption))]))


def caption_prompt(image: Part) -> Row:
    """The caption form up to its last sentinel: what stands before the caption."""
    return lay_out(
        [text([BOS]), cm3.sentinel_part(0), text([BREAK]), image, text([BREAK]), cm3.sentinel_part(0)]
    )


def cm3_form(caption: Sequence[int], image: Part, rng: np.random.Generator) -> Row:
    parts = [text(caption, PROMPT), image]
    return join(*cm3.transform(parts, cm3.draw_spans([len(part) for part in parts], rng)))


def join(body: Sequence[Sequence[Part]], tail: Sequence[Part]) -> Row:
    """`<bos> part <break> part ... [<break> <mask:0> span ...] <eos>`."""
    last = CAPTION if any((part.groups == CAPTION).any() for part in tail) else PROMPT
    between = NONE if last == CAPTION else PROMPT
    parts = [text([BOS])]
    for index, pieces in enumerate([*body, tail] if tail else body):
        parts += [*([text([BREAK], between)] if index else []), *pieces]
    return lay_out([*parts, text([EOS], last)])
