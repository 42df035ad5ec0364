"""The CM3 objective (Aghajanyan et al. 2022; CM3Leon section 2.2): spans are cut out and moved to the end.

A document is a list of parts that `<break>` separates. A span lies inside one part (CM3Leon: never across a `<break>`);
in its place stands the sentinel `<mask:i>`, and after a last `<break>` follows, for every span, `<mask:i> span`. Sentinels
carry no loss. Moved picture tokens keep their picture and their cell. Everything here is pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from brookesia_recipe.text.vocabulary import MASKS


@dataclass(frozen=True)
class Part:
    """A run of tokens of one modality. tokens: int64 [n]; cells: int64 [n] of 0..255 for a picture, None for text.

    `places`: float32 [n,2], row and column of text that has a place (a box label), else None.
    `picture` tells pictures apart (-1: text), `kind` says what a picture is (a name in model.KINDS), `groups` int [n] names
    what each token's loss counts as (see sequences.py).
    `sentinel`: the index of `<mask:i>` if this part is one, else -1. `moved`: the sentinel whose span this is, else -1.
    """

    tokens: np.ndarray
    groups: np.ndarray
    cells: np.ndarray | None = None
    places: np.ndarray | None = None
    picture: int = -1
    kind: str = "image"
    sentinel: int = -1
    moved: int = -1

    def __len__(self) -> int:
        return len(self.tokens)

    def cut(self, start: int, stop: int) -> Part:
        cells = None if self.cells is None else self.cells[start:stop]
        places = None if self.places is None else self.places[start:stop]
        return replace(
            self, tokens=self.tokens[start:stop], groups=self.groups[start:stop], cells=cells, places=places
        )


@dataclass(frozen=True, order=True)
class Span:
    """Tokens start .. stop - 1 of the part with this index."""

    part: int
    start: int
    stop: int

    def overlaps(self, other: Span) -> bool:
        return self.part == other.part and self.start < other.stop and other.start < self.stop


def draw_spans(lengths: Sequence[int], rng: np.random.Generator, mean: float = 1.0) -> list[Span]:
    """Poisson(mean) many spans, at most one per sentinel, without overlap, in reading order.

    The part is drawn evenly, then the two ends are sorted uniforms within it (metaseq draws them over the whole document and
    pictures, being long, would take nearly all). Empty and overlapping draws are dropped.
    """
    spans: list[Span] = []
    for _ in range(min(rng.poisson(mean), len(MASKS))):
        part = int(rng.integers(len(lengths)))
        start, stop = sorted(int(end) for end in rng.integers(0, lengths[part] + 1, 2))
        span = Span(part, start, stop)
        if start < stop and not any(span.overlaps(other) for other in spans):
            spans.append(span)
    return sorted(spans)


def sentinel_part(index: int, host: Part | None = None) -> Part:
    """`<mask:index>`; within a picture it belongs to that picture (it shares its segment position)."""
    picture = -1 if host is None else host.picture
    return Part(np.array([MASKS[index]]), np.zeros(1, np.int64), picture=picture, sentinel=index)


def transform(parts: Sequence[Part], spans: Sequence[Span]) -> tuple[list[list[Part]], list[Part]]:
    """(body, tail): per original part its pieces with sentinels in place of spans; then `<mask:i> span` for each span."""
    body: list[list[Part]] = []
    tail: list[Part] = []
    for index, part in enumerate(parts):
        pieces, position = [], 0
        for number, span in enumerate(spans):
            if span.part != index:
                continue
            pieces += [part.cut(position, span.start), sentinel_part(number, part)]
            tail += [sentinel_part(number), replace(part.cut(span.start, span.stop), moved=number)]
            position = span.stop
        pieces.append(part.cut(position, len(part)))
        body.append([piece for piece in pieces if len(piece)])
    return body, tail


def restore(body: Sequence[Sequence[Part]], tail: Sequence[Part]) -> list[np.ndarray]:
    """The tokens of the original parts: the inverse of `transform`."""
    spans = {part.moved: part.tokens for part in tail if part.moved >= 0}
    return [
        np.concatenate([spans[piece.sentinel] if piece.sentinel >= 0 else piece.tokens for piece in pieces])
        for pieces in body
    ]
