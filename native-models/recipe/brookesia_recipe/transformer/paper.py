"""CM3Leon's transformer (Yu et al. 2023, arXiv:2309.02591, section 3.1), for machines that can train it.

What the paper says: decoder only, sequences of 4096 tokens, no bias terms, no dropout, layer norms without parameters,
learned absolute positions, weights from a truncated normal of standard deviation 0.006 cut at three of them, positions
from one of 0.0002, an output layer that starts at zero. What it leaves open follows GPT-3 (Brown et al. 2020, table 2.1):
16 or 32 heads, a feed-forward layer four times as wide with GELU, norms before each half. Input and output tables are
two, as an output that starts at zero demands.

Letters in shapes: B rows, S tokens, C width, V vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

TEXT_TOKENS, IMAGE_TOKENS = 56_320, 8_192
VOCABULARY = 65_536
"""Text, picture and control ids, rounded up to a power of two as metaseq does."""
SEQUENCE = 4_096
WEIGHT_DEVIATION, POSITION_DEVIATION, CUT = 0.006, 0.0002, 3.0


@dataclass(frozen=True)
class PaperSettings:
    """`rate`: the peak learning rate that the paper trained this size with, after 1,500 steps of warm-up."""

    layers: int
    width: int
    heads: int
    rate: float
    vocabulary: int = VOCABULARY
    length: int = SEQUENCE

    def __post_init__(self) -> None:
        if self.width % self.heads:
            raise ValueError("width must be a multiple of heads")


SIZES = {
    "350m": PaperSettings(24, 1_024, 16, 6e-4),
    "760m": PaperSettings(24, 1_536, 16, 5e-4),
    "7b": PaperSettings(32, 4_096, 32, 1.2e-4),
}


@dataclass(frozen=True)
class PaperTraining:
    """The paper trains with 8 million tokens a step, 1,500 steps of warm-up, to the end of 1.4 to 2.4 trillion tokens."""

    model: str = "350m"
    """One of SIZES, or `custom` with the sizes below."""
    layers: int = 2
    width: int = 64
    heads: int = 4
    rate: float = 1e-3
    vocabulary: int = VOCABULARY
    length: int = SEQUENCE
    batch: int = 2_048
    """Sequences of a step, on all devices together."""
    warm_up: int = 1_500
    steps: int = 180_000

    def __post_init__(self) -> None:
        if self.model not in (*SIZES, "custom"):
            raise ValueError(f"paper.model is custom or one of {', '.join(SIZES)}")

    @property
    def size(self) -> PaperSettings:
        if self.model != "custom":
            return SIZES[self.model]
        return PaperSettings(self.layers, self.width, self.heads, self.rate, self.vocabulary, self.length)


class Block(nn.Module):
    def __init__(self, settings: PaperSettings) -> None:
        super().__init__()
        width = settings.width
        self.heads = settings.heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.widen = nn.Linear(width, 4 * width, bias=False)
        self.narrow = nn.Linear(4 * width, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """x [B,S,C] -> [B,S,C]; no token sees a later one."""
        x = x + self.attend(plain_norm(x))
        return x + self.narrow(F.gelu(self.widen(plain_norm(x))))

    def attend(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        qkv = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.out(mixed.transpose(1, 2).reshape(rows, length, width))


def plain_norm(x: Tensor) -> Tensor:
    """Layer norm without learnable parameters."""
    return F.layer_norm(x, x.shape[-1:])


class PaperTransformer(nn.Module):
    def __init__(self, settings: PaperSettings) -> None:
        super().__init__()
        self.settings = settings
        self.embedding = nn.Embedding(settings.vocabulary, settings.width)
        self.positions = nn.Embedding(settings.length, settings.width)
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.head = nn.Linear(settings.width, settings.vocabulary, bias=False)
        self.initialise()

    @torch.no_grad()
    def initialise(self) -> None:
        for parameter in self.parameters():
            truncated_normal(parameter, WEIGHT_DEVIATION)
        truncated_normal(self.positions.weight, POSITION_DEVIATION)
        self.head.weight.zero_()

    def forward(self, tokens: Tensor) -> Tensor:
        """tokens int64 [B,S], S at most `length` -> logits [B,S,V] of what follows each."""
        places = torch.arange(tokens.shape[1], device=tokens.device)
        x = self.embedding(tokens) + self.positions(places)
        for block in self.blocks:
            x = block(x)
        return self.head(plain_norm(x))


def truncated_normal(parameter: Tensor, deviation: float) -> None:
    nn.init.trunc_normal_(parameter, std=deviation, a=-CUT * deviation, b=CUT * deviation)


def parameter_counts(settings: PaperSettings) -> dict[str, int]:
    """By part, without making any: `blocks` is what the paper's sizes are named by, give or take their tables."""
    with torch.device("meta"):
        model = PaperTransformer(settings)
    counts = {name: sum(p.numel() for p in part.parameters()) for name, part in model.named_children()}
    return counts | {"all": sum(counts.values())}
