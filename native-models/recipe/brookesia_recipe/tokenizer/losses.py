"""What a reconstruction is judged by: object-weighted L1, gradients at several scales, smoothed hue."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def weighted_l1(made: Tensor, real: Tensor, objects: Tensor, weight: float) -> Tensor:
    """objects [N,1,H,W] in 0..1; a pixel of a thing counts 1 + weight."""
    share = 1 + weight * objects
    return ((made - real).abs() * share).sum() / (share.sum() * 3)


def gradient_loss(made: Tensor, real: Tensor, scales: int = 3) -> Tensor:
    """Mean difference of horizontal and vertical gradients, at full size and halved twice."""
    difference = made - real
    total = made.new_zeros(())
    for scale in range(scales):
        if scale:
            difference = F.avg_pool2d(difference, 2)
        total = total + difference.diff(dim=2).abs().mean() + difference.diff(dim=3).abs().mean()
    return total / scales


def hue_loss(made: Tensor, real: Tensor) -> Tensor:
    """Difference of the two chroma axes after an 8x8 mean: flat areas keep their hue where L1 sees only brightness."""
    return (chroma(F.avg_pool2d(made, 8)) - chroma(F.avg_pool2d(real, 8))).abs().mean()


def chroma(x: Tensor) -> Tensor:
    red, green, blue = x.unbind(1)
    return torch.stack((red - green, (red + green) / 2 - blue), 1)
