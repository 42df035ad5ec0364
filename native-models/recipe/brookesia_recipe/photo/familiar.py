"""Whether a picture looks like what the pack was trained on: the distance of its mean vector from those of the training photos.

Lee et al. 2018 ("A simple unified framework"), with one class. The threshold is the distance that one dev photo in twenty
exceeds; drawings, pages of text and noise say how many strangers are beyond it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from brookesia_recipe.data.pictures import drawn, scene_of
from brookesia_recipe.export.graph_builder import GraphBuilder

FALSE_ALARMS = 0.05
SHRINKAGE = 0.05
"""Share of the mean variance that is added to every direction: few photos tell little of the last ones."""
STRANGERS = 120
"""Of each kind."""
TEXT = [
    "the",
    "studio",
    "keeps",
    "every",
    "picture",
    "on",
    "this",
    "machine",
    "and",
    "nothing",
    "leaves",
    "it",
    "while",
    "rows",
    "of",
    "tokens",
    "become",
    "rows",
    "of",
    "cells",
]


@dataclass(frozen=True)
class Familiarity:
    """centre: float64 [F]; whiten: float64 [F,F]; a score is the mean square of what they make of a picture."""

    centre: np.ndarray
    whiten: np.ndarray

    def scores(self, features: np.ndarray) -> np.ndarray:
        """float [N,cells,F] -> float64 [N]."""
        return np.square((summary(features) - self.centre) @ self.whiten).mean(1)


def summary(features: np.ndarray) -> np.ndarray:
    """[N,F]: the mean of the cells. Their deviations beside it made strangers harder to tell, not easier."""
    return features.astype(np.float64).mean(1)


def fit(features: np.ndarray) -> Familiarity:
    """From float [N,cells,F] of the training photos."""
    rows = np.concatenate([summary(part) for part in np.array_split(features, max(1, len(features) // 500))])
    centre = rows.mean(0)
    covariance = np.cov(rows.T) + SHRINKAGE * rows.var(0).mean() * np.eye(rows.shape[1])
    return Familiarity(centre, np.linalg.inv(np.linalg.cholesky(covariance)).T)


def threshold_of(scores: np.ndarray) -> float:
    return float(np.quantile(scores, 1 - FALSE_ALARMS))


def write_familiar(model: Familiarity, path: Path) -> None:
    """features float32 [N,cells,F] -> scores float32 [N]."""
    g = GraphBuilder("brookesia_familiar")
    features = g.input("features", "float32", ["N", "cells", len(model.centre)])
    mean = g.node("ReduceMean", features, g.constant([1]), keepdims=0)
    centred = g.node("Sub", mean, g.weight("centre", model.centre.astype(np.float32), half=False))
    white = g.node("MatMul", centred, g.weight("whiten", model.whiten.astype(np.float32)))
    g.output(
        "scores",
        "float32",
        ["N"],
        g.node("ReduceMean", g.node("Mul", white, white), g.constant([1]), keepdims=0),
    )
    g.save(path)


def strangers(pixels: int) -> Iterator[tuple[str, np.ndarray]]:
    """(kind, uint8 [3,pixels,pixels]) of what no photo looks like."""
    for kind, make in (("drawings", drawing), ("textPages", text_page), ("noise", noise)):
        for number in range(STRANGERS):
            picture = Image.fromarray(make(number)).resize((pixels, pixels), Image.Resampling.BICUBIC)
            yield kind, np.ascontiguousarray(np.asarray(picture).transpose(2, 0, 1))


def drawing(number: int) -> np.ndarray:
    """A scene of the project's own renderer."""
    return drawn([scene_of(10_000_000 + number, ("calm", "free", "rich")[number % 3])])[0][0]


def text_page(number: int) -> np.ndarray:
    """A page as a scanner gives it: dark words on paper, turned a little, with grain."""
    rng, numbers = random.Random(f"page {number}"), np.random.default_rng(number)
    page = np.full((512, 512, 3), rng.randint(225, 255), np.uint8)
    size, ink = rng.uniform(0.35, 0.9), (rng.randint(0, 70),) * 3
    for row in range(24, 512, round(40 * size)):
        words = " ".join(rng.choice(TEXT) for _ in range(rng.randint(3, 14)))
        cv2.putText(page, words, (24, row), cv2.FONT_HERSHEY_COMPLEX, size, ink, 1, cv2.LINE_AA)
    turn = cv2.getRotationMatrix2D((256, 256), rng.uniform(-3, 3), 1)
    page = cv2.warpAffine(page, turn, (512, 512), borderValue=(240, 240, 240))
    return np.clip(page + numbers.normal(0, rng.uniform(0, 8), page.shape), 0, 255).astype(np.uint8)


def noise(number: int) -> np.ndarray:
    """Grain of several sizes, smooth gradients, plain colours."""
    numbers = np.random.default_rng(1000 + number)
    side = (256, 64, 16, 2, 1)[number % 5]
    small = numbers.integers(0, 256, (side, side, 3)).astype(np.uint8)
    return cv2.resize(small, (256, 256), interpolation=cv2.INTER_NEAREST if number % 2 else cv2.INTER_CUBIC)
