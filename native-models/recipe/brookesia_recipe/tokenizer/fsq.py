"""Finite scalar quantisation (Mentzer et al. 2023, arXiv:2309.15505): a code is a number with one digit per channel."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

LEVELS = (8, 8, 8, 5)


def bound(values: Tensor, levels: Tensor, slack: float = 1e-3) -> Tensor:
    """Squash so that rounding yields exactly `levels` integers per channel. Channels last."""
    half = (levels - 1) * (1 + slack) / 2
    offset = (levels % 2 == 0).to(values.dtype) * 0.5
    shift = torch.atanh(offset / half)
    return torch.tanh(values + shift) * half - offset


def digits_of(values: Tensor, levels: Tensor) -> Tensor:
    """Continuous values [..., d] -> whole digits 0 .. level - 1 (as floats)."""
    return torch.round(bound(values, levels)) + levels // 2


def normalise(digits: Tensor, levels: Tensor) -> Tensor:
    """Digits -> about -1 .. 1: what the decoder reads."""
    half = levels // 2
    return (digits - half) / half


def quantise(values: Tensor, levels: Tensor) -> Tensor:
    """Normalised digits with the straight-through gradient of the bounded values."""
    bounded = bound(values, levels)
    rounded = bounded + (torch.round(bounded) - bounded).detach()
    return rounded / (levels // 2)


def basis(levels: Sequence[int]) -> list[int]:
    """The weight of each digit in the code: 1, l0, l0 l1, ..."""
    return [math.prod(levels[:index]) for index in range(len(levels))]


def codes_of(digits: Tensor, levels: Sequence[int]) -> Tensor:
    """Digits [..., d] -> codes [...], int64."""
    return (digits.long() * torch.tensor(basis(levels), device=digits.device)).sum(-1)


def digits_from_codes(codes: Tensor, levels: Sequence[int]) -> Tensor:
    """Codes [...] -> digits [..., d], float32."""
    weights = torch.tensor(basis(levels), device=codes.device)
    return ((codes.unsqueeze(-1) // weights) % torch.tensor(levels, device=codes.device)).float()


def digit_one_hot(levels: Sequence[int]) -> Tensor:
    """[codebook, sum(levels)]: which digit rows each code is made of."""
    digits = digits_from_codes(torch.arange(math.prod(levels)), levels).long()
    columns = digits + torch.tensor([sum(levels[:index]) for index in range(len(levels))])
    return torch.zeros(len(digits), sum(levels)).scatter_(1, columns, 1.0)
