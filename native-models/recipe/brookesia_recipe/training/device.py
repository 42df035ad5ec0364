"""Where a training runs: on the graphics card where PyTorch finds one, else on the processor."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

import torch
from torch import Tensor


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def has_half_precision(kind: str) -> bool:
    """Whether that device computes in bfloat16 itself. A processor that does not takes twenty times as long as in floats."""
    return kind == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()


def half_precision(kind: str | None = None) -> torch.autocast:
    """The context in which a training step computes: bfloat16 where that is safe and pays, floats elsewhere."""
    kind = kind or device()
    return torch.autocast(kind, torch.bfloat16, enabled=has_half_precision(kind))


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
