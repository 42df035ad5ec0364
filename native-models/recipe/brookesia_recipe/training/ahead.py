"""Batches made by other processes while the device computes: which batch a step sees depends on its number alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, Generic, TypeVar

import torch

Batch = TypeVar("Batch")
Maker = Callable[[int], Any]

_maker: Maker | None = None
"""In a worker: what makes the batch of a step."""


def _begin(build: Callable[..., Maker], arguments: tuple[Any, ...]) -> None:
    global _maker
    torch.set_num_threads(1)
    _maker = build(*arguments)


def _make(step: int) -> Any:
    assert _maker is not None
    return _maker(step)


class Ahead(Generic[Batch]):
    """`build(*arguments)` gives the function from a step's number to its batches; both must be importable by name.

    With no workers it is called in this very process.
    """

    def __init__(self, workers: int, build: Callable[..., Callable[[int], Batch]], *arguments: Any) -> None:
        self.workers = workers
        self.coming: dict[int, Future[Batch]] = {}
        if workers:
            # A process that is forked after the device was used could not use it.
            context = get_context("spawn")
            self.pool = ProcessPoolExecutor(workers, context, _begin, (build, arguments))
        else:
            self.make = build(*arguments)

    def batch(self, step: int) -> Batch:
        if not self.workers:
            return self.make(step)
        for number in range(step, step + 2 * self.workers):
            if number not in self.coming:
                self.coming[number] = self.pool.submit(_make, number)
        return self.coming.pop(step).result()

    def close(self) -> None:
        if self.workers:
            self.pool.shutdown(cancel_futures=True)
