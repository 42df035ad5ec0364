"""Retrieved documents in training (CM3Leon, section 2.1): which stored scenes a sequence may look at before it draws.

Everything here is pure: vectors of length 1 in, places in the store out. A document is a picture with its sentence; its vector is
the mean of the two, of length 1 again. The score of a query and a document is their product, a cosine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from brookesia_recipe.text.vocabulary import BOS, EOS
from brookesia_recipe.transformer.cm3 import Part
from brookesia_recipe.transformer.sequences import Row, between, lay_out, text

MOST_ALIKE = 0.9
"""Documents with a higher score are near-copies: the model would learn to copy them (relevance)."""
DROPPED = 0.2
"""Share of the query's tokens that is left out in training, so that not always the same is found (diversity)."""
BY_TEXT, BY_PICTURE = 2, 2
MOST_DOCUMENTS = 2
"""That have room in the compact transformer's context."""


@dataclass(frozen=True)
class Store:
    """texts, pictures float32 [n,D]: the two halves of each document."""

    texts: np.ndarray
    pictures: np.ndarray

    @property
    def documents(self) -> np.ndarray:
        return unit(self.texts + self.pictures)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Brought to length 1; zeros stay."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-12)


def thinned(tokens: Sequence[int], rng: np.random.Generator, share: float = DROPPED) -> list[int]:
    """The query without the given share of its tokens, in order; at least one is kept."""
    if not tokens:
        return []
    kept = rng.random(len(tokens)) >= share
    kept[rng.integers(len(tokens))] |= not kept.any()
    return [token for token, stays in zip(tokens, kept, strict=True) if stays]


def thinned_cells(codes: np.ndarray, rng: np.random.Generator, share: float = DROPPED) -> np.ndarray:
    """A picture has no gaps: a cell that is left out takes the code of another cell of the picture. codes int [n]."""
    gone = rng.random(codes.size) < share
    return np.where(gone, rng.permutation(codes), codes)


def nearest(
    query: np.ndarray, documents: np.ndarray, count: int, taken: Iterable[int] = (), most: float = MOST_ALIKE
) -> list[int]:
    """Up to `count` places with the highest scores, best first, none above `most`.

    Nor is a document retrieved that is nearly one of those `taken` or retrieved before it: it would tell nothing new.
    """
    scores = documents @ query
    chosen = list(taken)
    found: list[int] = []
    for place in np.argsort(-scores, kind="stable").tolist():
        if len(found) == count:
            break
        copies = chosen and float((documents[chosen] @ documents[place]).max()) > most
        if scores[place] <= most and not copies:
            found.append(place)
            chosen.append(place)
    return found


def candidates(
    text_query: np.ndarray, picture_query: np.ndarray, store: Store, own: int | None = None
) -> list[int]:
    """Two documents by the text and two more by the picture; `own` is the place of the scene itself, which is none."""
    taken = [] if own is None else [own]
    by_text = nearest(text_query, store.documents, BY_TEXT, taken)
    return by_text + nearest(picture_query, store.documents, BY_PICTURE, [*taken, *by_text])


def sampled(found: Sequence[int], rng: np.random.Generator, most: int = MOST_DOCUMENTS) -> list[int]:
    """None, one, ... or `most` of the candidates, each number equally often: the model must also draw without any."""
    count = min(int(rng.integers(most + 1)), len(found))
    return [found[place] for place in rng.permutation(len(found))[:count]]


@dataclass(frozen=True)
class Document:
    """What it says and what it shows; the parts carry no loss."""

    sentence: Sequence[int]
    picture: Part


def retrieved_form(documents: Sequence[Document], parts: Sequence[Part]) -> Row:
    """`<bos> (sentence <break> PICTURE <break>)* parts ... <eos>`: documents first, as in a sequence of their own.

    Each picture needs a number of its own in `Part.picture`, by which the layout tells their cells apart.
    """
    pieces = [piece for document in documents for piece in (text(document.sentence), document.picture)]
    numbers = [part.picture for part in (*pieces, *parts) if part.picture >= 0]
    if len(set(numbers)) < len(documents) + any(part.picture >= 0 for part in parts):
        raise ValueError("two pictures of a sequence have one number")
    return lay_out([text([BOS]), *between([*pieces, *parts]), text([EOS])])
