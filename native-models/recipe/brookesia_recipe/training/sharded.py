"""One training on several devices: torchrun starts the processes, FSDP spreads weights, gradients and optimiser over them.

Alone - without torchrun - the same code runs on one device with whole weights.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.checkpoint.state_dict import StateDictOptions, get_state_dict, set_state_dict
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard

from brookesia_recipe.training.loop import save_atomically

WHOLE = StateDictOptions(full_state_dict=True, cpu_offload=True)
FROM_FIRST = StateDictOptions(full_state_dict=True, broadcast_from_rank0=True)


class Team:
    """The processes that train together; a context that ends them together."""

    def __init__(self) -> None:
        self.together = "WORLD_SIZE" in os.environ
        self.kind = "cuda" if torch.cuda.is_available() else "cpu"

    def __enter__(self) -> Team:
        if self.together:
            if self.kind == "cuda":
                torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
            dist.init_process_group("nccl" if self.kind == "cuda" else "gloo")
        return self

    def __exit__(self, *_: object) -> None:
        if self.together:
            dist.destroy_process_group()

    @property
    def size(self) -> int:
        return dist.get_world_size() if self.together else 1

    @property
    def rank(self) -> int:
        return dist.get_rank() if self.together else 0

    @property
    def first(self) -> bool:
        """Whether this process is the one that writes files."""
        return self.rank == 0

    def spread(self, model: nn.Module, blocks: Iterable[nn.Module]) -> nn.Module:
        """Each block is gathered only while it computes. On graphics cards in bfloat16, summed in float32."""
        model.to(self.kind)
        if not self.together:
            return model
        mesh = init_device_mesh(self.kind, (self.size,))
        half = torch.bfloat16 if self.kind == "cuda" else None
        policy = MixedPrecisionPolicy(param_dtype=half, reduce_dtype=torch.float32)
        for block in blocks:
            fully_shard(block, mesh=mesh, mp_policy=policy)
        return fully_shard(model, mesh=mesh, mp_policy=policy)

    def total(self, value: Tensor) -> Tensor:
        """The sum over all processes."""
        value = value.detach().clone()
        if self.together:
            dist.all_reduce(value)
        return value

    def save(self, path: Path, model: nn.Module, optimiser: torch.optim.Optimizer, progress: Any) -> None:
        """One whole checkpoint, whatever the number of processes; another number can go on with it."""
        weights, states = get_state_dict(model, optimiser, options=WHOLE)
        if self.first:
            save_atomically(path, {"model": weights, "optimiser": states, "progress": progress})
        if self.together:
            dist.barrier()

    def load(self, path: Path, model: nn.Module, optimiser: torch.optim.Optimizer) -> Any:
        """What `save` was given as progress; None where there is no checkpoint."""
        if not path.exists():
            return None
        state = torch.load(path, weights_only=False, map_location="cpu")
        options = FROM_FIRST if self.together else WHOLE
        set_state_dict(
            model,
            optimiser,
            model_state_dict=state["model"],
            optim_state_dict=state["optimiser"],
            options=options,
        )
        return state["progress"]


def clipped(model: nn.Module, most: float) -> float:
    """Clips the gradient's norm over all processes; returns what it was before."""
    norm = nn.utils.clip_grad_norm_(model.parameters(), most)
    return float(norm.full_tensor() if hasattr(norm, "full_tensor") else norm)
