"""Makes a rendered picture as soft and uneven as a drawn one, so that the judge is fair to what a decoder puts out."""

from __future__ import annotations

import cv2
import numpy as np

BLUR = 1.6
"""Largest standard deviation of the blur, in pixels."""
COARSEST = 0.45
"""Smallest size, as a share, that a picture is shrunk to before it is enlarged again."""
NOISE = 6.0
TINT = 0.06
WORST_QUALITY = 25
"""Of JPEG, whose blocks and rings resemble those of an image tokenizer."""


def soften(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """uint8 [h,w,3] -> the same, one picture in five as it was."""
    if rng.random() < 0.2:
        return picture
    if rng.random() < 0.6:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, BLUR))
    if rng.random() < 0.3:
        picture = coarse(picture, rng.uniform(COARSEST, 0.9))
    if rng.random() < 0.5:
        picture = tinted(picture, rng)
    if rng.random() < 0.5:
        quality = int(rng.integers(WORST_QUALITY, 90))
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return picture


def coarse(picture: np.ndarray, share: float) -> np.ndarray:
    side = picture.shape[0]
    small = cv2.resize(picture, (round(side * share),) * 2, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)


def tinted(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Each channel a little brighter or darker, and slight noise that is the same in all three."""
    gains = rng.uniform(1 - TINT, 1 + TINT, 3).astype(np.float32)
    noise = rng.standard_normal((*picture.shape[:2], 1), np.float32) * rng.uniform(0, NOISE)
    return np.clip(picture * gains + noise, 0, 255).astype(np.uint8)
