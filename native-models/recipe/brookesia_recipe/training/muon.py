"""Muon (Jordan et al. 2024) for matrices beside AdamW for everything else, as one object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor, nn

from brookesia_recipe.training.device import has_half_precision

COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonalise(matrices: Tensor, steps: int = 5) -> Tensor:
    """[n,rows,columns] -> nearly orthogonal matrices by the Newton-Schulz quintic, in bfloat16 where that pays."""
    a, b, c = COEFFICIENTS
    x = matrices.bfloat16() if has_half_precision(matrices.device.type) else matrices.float()
    tall = x.shape[-2] > x.shape[-1]
    x = x.mT if tall else x
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.mT if tall else x


class Muon:
    """Momentum, orthogonalised; matrices of one shape go through Newton-Schulz together.

    `matrices`: (parameter, blocks): a fused weight is treated as that many matrices stacked in its first dimension.
    The update has root mean square 0.2 x rate x sqrt(max(rows, columns)) / sqrt(...) as in Liu et al. 2025, so that
    the rate is comparable to AdamW's.
    """

    def __init__(self, matrices: Iterable[tuple[nn.Parameter, int]], momentum: float = 0.95) -> None:
        self.matrices = list(matrices)
        self.momentum = momentum
        self.buffers = [torch.zeros_like(parameter) for parameter, _ in self.matrices]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        groups: dict[tuple[int, int], list[tuple[nn.Parameter, Tensor]]] = defaultdict(list)
        for (parameter, blocks), buffer in zip(self.matrices, self.buffers, strict=True):
            if parameter.grad is None:
                continue
            buffer.lerp_(parameter.grad, 1 - self.momentum)
            update = parameter.grad.lerp(buffer, self.momentum)
            flat = update.reshape(blocks, parameter.shape[0] // blocks, -1)
            groups[tuple(flat.shape[1:])].append((parameter, flat))
        for (rows, columns), members in groups.items():
            directions = orthogonalise(torch.cat([flat for _, flat in members])).float()
            scale = rate * 0.2 * max(rows, columns) ** 0.5
            for (parameter, _), part in zip(
                members, directions.split([len(flat) for _, flat in members]), strict=True
            ):
                parameter.add_(part.reshape(parameter.shape), alpha=-scale)

    def state_dict(self) -> dict[str, list[Tensor]]:
        return {"buffers": self.buffers}

    def load_state_dict(self, state: dict[str, list[Tensor]]) -> None:
        for buffer, saved in zip(self.buffers, state["buffers"], strict=True):
            buffer.copy_(saved)


class Optimiser:
    """Muon and AdamW with one learning-rate factor in 0..1 and gradient clipping."""

    def __init__(
        self, matrices: list[tuple[nn.Parameter, int]], others: list[nn.Parameter], muon_rate: float, adam_rate: float,
        pretrained: list[nn.Parameter] | None = None, pretrained_rate: float = 0.0,
    ) -> None:  # fmt: skip
        """`pretrained`: weights for AdamW with a rate of their own."""
        groups = [(others, adam_rate), (pretrained or [], pretrained_rate)]
        self.muon = Muon(matrices)
        self.adam_rates = [rate for parameters, rate in groups if parameters]
        self.adam = torch.optim.AdamW(
            [{"params": parameters, "lr": rate} for parameters, rate in groups if parameters],
            betas=(0.9, 0.98), weight_decay=0.0, fused=True,
        )  # fmt: skip
        self.parameters = [parameter for parameter, _ in matrices] + [each for part, _ in groups for each in part]
        self.muon_rate = muon_rate

    def step(self, factor: float, clip: float = 1.0) -> float:
        """Returns the gradient's norm before clipping. A gradient that is not finite is skipped."""
        norm = float(torch.nn.utils.clip_grad_norm_(self.parameters, clip))
        if norm == norm and norm != float("inf"):
            for group, rate in zip(self.adam.param_groups, self.adam_rates, strict=True):
                group["lr"] = rate * factor
            self.adam.step()
            self.muon.step(self.muon_rate * factor)
        for parameter in self.parameters:
            parameter.grad = None
        return norm

    def state_dict(self) -> dict:
        return {"muon": self.muon.state_dict(), "adam": self.adam.state_dict()}

    def load_state_dict(self, state: dict) -> None:
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])
