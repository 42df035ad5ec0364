"""What every training here shares: a budget that drives the learning rate, averaged weights, checkpoints, a CSV log."""

from __future__ import annotations

import csv
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from brookesia_recipe.training.muon import Optimiser

SAVE_SECONDS = 120.0
LOG_SECONDS = 10.0


@dataclass
class Budget:
    """Minutes or steps; what was used survives a restart, the length may change with each."""

    minutes: float
    steps: int | None = None
    decay: float = 0.25
    """Share of the budget, at its end, over which the learning rate falls to zero."""
    used_minutes: float = 0.0
    used_steps: int = 0

    @property
    def fraction(self) -> float:
        used = self.used_steps / self.steps if self.steps else self.used_minutes / max(self.minutes, 1e-9)
        return min(used, 1.0)

    @property
    def factor(self) -> float:
        """Learning-rate factor: warm-up over 200 steps or 2 %, constant, then linear to zero."""
        warm = min(1.0, (self.used_steps + 1) / 200) if self.fraction < 0.02 else 1.0
        return warm * min(1.0, (1 - self.fraction) / self.decay)


class Averaged:
    """Exponential moving average of a model's weights, with a shorter memory at the start."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        state = model.state_dict()
        torch._foreach_lerp_(list(self.weights.values()), [state[name] for name in self.weights], 1 - decay)


def save_atomically(path: Path, content: Any) -> None:
    partial = path.with_suffix(".partial")
    torch.save(content, partial)
    os.replace(partial, path)


def load_averaged(path: Path) -> dict[str, Tensor]:
    """The averaged weights of a training that `Training` saved, on the processor."""
    return torch.load(path, weights_only=False, map_location="cpu")["averaged"]


class Training:
    """Runs `step` until the budget is used; saves every two minutes, at the end and on SIGTERM or Ctrl-C.

    `step(count)` computes a loss, calls backward and returns the figures to log; `evaluate()` adds some every `every` minutes.
    """

    def __init__(
        self, name: str, work: Path, model: nn.Module, optimiser: Optimiser, budget: Budget, ema: float
    ) -> None:  # fmt: skip
        self.path, self.log_path = work / f"{name}.pt", work / f"{name}.csv"
        self.model, self.optimiser, self.budget = model, optimiser, budget
        self.averaged = Averaged(model, ema)
        self.stopping = False
        self.resume()

    def resume(self) -> None:
        if not self.path.exists():
            return
        state = torch.load(self.path, weights_only=False, map_location=next(self.model.parameters()).device)
        self.model.load_state_dict(state["model"])
        self.averaged.weights = state["averaged"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.budget.used_minutes, self.budget.used_steps = state["used_minutes"], state["used_steps"]
        print(
            f"resumed {self.path} at step {self.budget.used_steps}, {self.budget.used_minutes:.1f} min",
            flush=True,
        )

    def save(self) -> None:
        save_atomically(self.path, {
            "model": self.model.state_dict(), "averaged": self.averaged.weights,
            "optimiser": self.optimiser.state_dict(), "used_minutes": self.budget.used_minutes,
            "used_steps": self.budget.used_steps, "fraction": self.budget.fraction,
        })  # fmt: skip

    def run(
        self, step: Callable[[int], dict[str, float]], evaluate: Callable[[], dict[str, float]], every: float
    ) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: setattr(self, "stopping", True))
        figures: list[dict[str, float]] = []
        saved = logged = time.monotonic()
        evaluated = self.budget.used_minutes
        while self.budget.fraction < 1 and not self.stopping:
            started, factor = time.monotonic(), self.budget.factor
            seed_everything(self.budget.used_steps)
            figures.append(step(self.budget.used_steps))
            figures[-1]["norm"] = self.optimiser.step(factor)
            self.averaged.update(self.model, self.budget.used_steps)
            now = time.monotonic()
            self.budget.used_steps += 1
            self.budget.used_minutes += (now - started) / 60
            if now - logged >= LOG_SECONDS or self.budget.fraction >= 1:
                self.log(figures, now - logged, factor)
                figures, logged = [], now
            if now - saved >= SAVE_SECONDS:
                self.save()
                saved = now
            if self.budget.used_minutes - evaluated >= every:
                self.log([evaluate()], 0, factor)
                evaluated, logged = self.budget.used_minutes, time.monotonic()
        self.save()
        if self.budget.fraction >= 1:
            self.log([evaluate()], 0, 0.0)

    def log(self, figures: list[dict[str, float]], seconds: float, factor: float) -> None:
        """One line per figure: minutes, step, name, mean. Long format, so that names may differ from line to line."""
        means = mean_figures(figures)
        if seconds:
            means["per_second"] = sum(f.get("count", 0.0) for f in figures) / seconds
            means["rate"] = factor
        with self.log_path.open("a", newline="") as file:
            writer = csv.writer(file)
            writer.writerows(
                [f"{self.budget.used_minutes:.3f}", self.budget.used_steps, key, f"{value:.5g}"]
                for key, value in means.items()
            )
        line = "  ".join(f"{key} {value:.4g}" for key, value in means.items())
        print(f"{self.budget.used_minutes:6.1f} min  step {self.budget.used_steps}  {line}", flush=True)


def mean_figures(figures: list[dict[str, float]]) -> dict[str, float]:
    """Mean of each figure over the entries that have it."""
    names = dict.fromkeys(name for entry in figures for name in entry)
    return {name: float(np.mean([entry[name] for entry in figures if name in entry])) for name in names}


def seed_everything(seed: int) -> None:
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    random.seed(seed)


def split_parameters(
    model: nn.Module, blocks: dict[str, int]
) -> tuple[list[tuple[nn.Parameter, int]], list[nn.Parameter]]:
    """(matrices for Muon with their number of stacked blocks, the rest for AdamW).

    Matrices are weights of linear layers and convolutions whose name does not contain a name with 0 blocks.
    """
    matrices, others = [], []
    for name, parameter in model.named_parameters():
        count = next((number for part, number in blocks.items() if part in name), 1)
        if parameter.dim() >= 2 and count:
            matrices.append((parameter, count))
        else:
            others.append(parameter)
    return matrices, others
