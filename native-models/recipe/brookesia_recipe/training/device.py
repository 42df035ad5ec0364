"""Where a training runs: on the graphics card where PyTorch finds one, else on the processor."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import torch
from torch import Tensor


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def half_precision() -> torch.autocast:
    """The context in which a training step computes: bfloat16 where that is safe, floats elsewhere."""
    return torch.autocast(device(), torch.bfloat16)


def placed(value: Any) -> Any:
    """The same value with every tensor in it on the device: in dataclasses, tuples, lists and dictionaries."""
    if isinstance(value, Tensor):
        return value.to(device(), non_blocking=True)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: placed(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, dict):
        return {name: placed(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(placed(each) for each in value)
    return value
