"""How large the two towers are and how long they train; part of the presets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RetrieverTraining:
    width: int = 128
    layers: int = 2
    heads: int = 4
    hidden: int = 256
    cells: int = 32
    """Numbers for each cell of a picture before 4 x 4 of them are joined to a token."""
    dimension: int = 128
    """Numbers in a vector."""
    max_tokens: int = 64
    minutes: float = 30.0
    steps: int | None = None
    batch: int = 128
    """Scenes of a step; up to half of them differ from another one in a single fact."""
    lures: int = 1
    """For each picture as many captions of scenes that differ from it in one fact, as wrong answers."""
    typos: float = 0.1
    muon_rate: float = 0.006
    adam_rate: float = 2e-3
    decay: float = 0.6
    ema: float = 0.995
    judged: int = 1_000
    """Held-out scenes among which each caption has to find its own."""

    def __post_init__(self) -> None:
        if self.width % self.heads:
            raise ValueError("retriever.width must be a multiple of heads")
        if self.batch < 2 or self.batch % 2:
            raise ValueError("retriever.batch is even: scenes come in pairs")
