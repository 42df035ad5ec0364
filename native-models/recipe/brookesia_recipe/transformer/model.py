"""The compact transformer: decoder only, RMSNorm, SwiGLU, no biases, multi-axis rotary positions, digit-tied head.

Positions are (t, row, column) triples, given for every token twice: its own (rotates the key) and those of the token it is
to predict (rotates the query), so that an aligned cell of an earlier picture is the only key at distance zero.
Letters in shapes: B rows, S tokens of this call, T tokens in the cache, C width, H heads, D width of a head, V vocabulary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.tokenizer.fsq import LEVELS, digit_one_hot

KINDS = {"text": 0, "image": 1, "source": 2, "control": 3}
NEUTRAL = -8.0
"""Row and column of everything that is not on a grid."""


@dataclass(frozen=True)
class ModelSettings:
    vocabulary_size: int
    image_start: int
    width: int = 256
    layers: int = 8
    heads: int = 4
    hidden: int = 704
    still: float = 0.0
    """Share of the rotary pairs that do not turn, see `rotary_frequencies`."""
    levels: tuple[int, ...] = LEVELS
    """Of the digits of a picture's codes; empty where no token stands for a piece of a picture."""
    features: int = 0
    """Numbers in a vector that may enter in place of a token; 0 where none may."""
    feature_hidden: int = 0
    dropout: float = 0.0
    """Of the embedding and of what the second half of each block adds, in training."""

    def __post_init__(self) -> None:
        if not 0 <= self.still < 1:
            raise ValueError("still is a share below 1")
        if self.width % self.heads or (self.width // self.heads) % 8:
            raise ValueError("width must be heads x a multiple of 8")
        if self.image_start + self.codebook > self.vocabulary_size:
            raise ValueError("the image ids do not fit the vocabulary")

    @property
    def codebook(self) -> int:
        return math.prod(self.levels) if self.levels else 0

    @property
    def head_dim(self) -> int:
        return self.width // self.heads


@dataclass
class Inputs:
    """One call's tokens. tokens, kinds, next_kinds: int64 [B,S]; positions: float32 [B,S,3].

    `features`: float32 [B,n,F], vectors of the first n tokens, zero where there is none.
    """

    tokens: Tensor
    key_positions: Tensor
    query_positions: Tensor
    kinds: Tensor
    next_kinds: Tensor
    features: Tensor | None = None

    def __getitem__(self, index) -> Inputs:
        return Inputs(*(None if value is None else value[index] for value in vars(self).values()))


@dataclass
class Cache:
    """Rotated keys and values of every layer so far, each [B,H,T,D]; `valid` bool [B,T] is False where a row is padded."""

    layers: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    valid: Tensor | None = None

    def extend(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        if layer == len(self.layers):
            self.layers.append((keys, values))
        else:
            old_keys, old_values = self.layers[layer]
            self.layers[layer] = (torch.cat((old_keys, keys), 2), torch.cat((old_values, values), 2))
        return self.layers[layer]


def rotary_frequencies(head_dim: int, still: float = 0.0) -> tuple[list[int], list[float]]:
    """Axis (0 t, 1 row, 2 column) and frequency of each rotated pair: 1/4 of the pairs for t, the rest halved.

    `still`: the share of each axis's pairs, from the slowest on, that do not turn at all. Through them a picture's cell finds a
    word by what it says, wherever the cell lies.
    """
    pairs = head_dim // 2
    for_t = pairs // 4
    for_cells = (pairs - for_t) // 2

    def geometric(first: float, last: float, count: int) -> list[float]:
        turning = count - int(count * still)
        return [
            first * (last / first) ** (i / max(count - 1, 1)) if i < turning else 0.0 for i in range(count)
        ]

    cells = geometric(2 * math.pi / 3, 2 * math.pi / 40, for_cells)
    return [0] * for_t + [1] * for_cells + [2] * for_cells, geometric(1.0, 0.02, for_t) + cells + cells


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """x [B,H,S,D], its halves forming the pairs; cosine and sine [B,1,S,D], the sine's first half negated."""
    first, second = x.chunk(2, -1)
    return x * cosine + torch.cat((second, first), -1) * sine


def cache_mask(cache: Cache, length: int, total: int) -> Tensor:
    """What each of the `length` new tokens may see of all `total`: bool [1 or B,1,length,total]. Each sees itself."""
    past = total - length
    causal = torch.ones(1, 1, length, total, dtype=torch.bool).tril(past)
    if cache.valid is None:
        return causal
    return (causal & cache.valid[:, None, None, :total]) | torch.eye(total, dtype=torch.bool)[past:]


def masked_attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """[B,H,S,D] each; mask [B,1,S,S] is added to the scores. Written out: under a mask PyTorch's own kernel for the CPU takes
    three times as long."""
    rows, heads, length, width = query.shape
    flat = (part.reshape(rows * heads, length, width) for part in (query, key, value))
    query, key, value = flat
    added = mask.expand(rows, heads, length, length).reshape(rows * heads, length, length)
    scores = torch.baddbmm(added, query, key.transpose(1, 2), alpha=width**-0.5)
    return torch.bmm(scores.softmax(-1), value).view(rows, heads, length, width)


class Attention(nn.Module):
    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        self.heads, self.head_dim = settings.heads, settings.head_dim
        self.qkv = nn.Linear(settings.width, 3 * settings.width, bias=False)
        self.out = nn.Linear(settings.width, settings.width, bias=False)

    def forward(
        self, x: Tensor, rotary: tuple[Tensor, ...], layer: int, cache: Cache | None, mask: Tensor | None
    ) -> Tensor:
        rows, length, width = x.shape
        query, key, value = (
            self.qkv(x).view(rows, length, 3, self.heads, self.head_dim).permute(2, 0, 3, 1, 4)
        )
        query, key = rotate(query, *rotary[:2]), rotate(key, *rotary[2:])
        if cache is not None:
            key, value = cache.extend(layer, key, value)
        if cache is None and mask is not None:
            mixed = masked_attention(query, key, value, mask)
        elif cache is None:
            mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        else:
            mixed = F.scaled_dot_product_attention(
                query, key, value, attn_mask=cache_mask(cache, length, key.shape[2])
            )
        return self.out(mixed.transpose(1, 2).reshape(rows, length, width))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        self.gate_up = nn.Linear(settings.width, 2 * settings.hidden, bias=False)
        self.down = nn.Linear(settings.hidden, settings.width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.gate_up(x).chunk(2, -1)
        return self.down(F.silu(gate) * up)


class RMSNorm(nn.Module):
    """With its weight in the input's type, which PyTorch's fused kernel asks for."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), 1e-5)


class Block(nn.Module):
    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        self.attention_norm = RMSNorm(settings.width)
        self.attention = Attention(settings)
        self.feed_forward_norm = RMSNorm(settings.width)
        self.feed_forward = FeedForward(settings)
        self.dropout = nn.Dropout(settings.dropout)

    def forward(
        self, x: Tensor, rotary: tuple[Tensor, ...], layer: int, cache: Cache | None, mask: Tensor | None
    ) -> Tensor:
        x = x + self.attention(self.attention_norm(x), rotary, layer, cache, mask)
        return x + self.dropout(self.feed_forward(self.feed_forward_norm(x)))


class FeatureProjection(nn.Module):
    """Vectors of a picture's cells to embeddings. What is zero stays zero, so that tokens without a vector are left alone."""

    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        self.up = nn.Linear(settings.features, settings.feature_hidden)
        self.down = nn.Linear(settings.feature_hidden, settings.width, bias=False)

    def forward(self, features: Tensor) -> Tensor:
        """[B,n,F] -> [B,n,C]."""
        return self.down(F.relu6(self.up(features)) - F.relu6(self.up.bias))


class Transformer(nn.Module):
    def __init__(self, settings: ModelSettings) -> None:
        super().__init__()
        self.settings = settings
        width = settings.width
        self.embedding = nn.Parameter(torch.empty(settings.vocabulary_size, width))
        self.head = nn.Parameter(torch.zeros(settings.vocabulary_size, width))
        self.digits = nn.Parameter(torch.empty(sum(settings.levels), width))
        self.kind = nn.Parameter(torch.empty(len(KINDS), width))
        self.next_kind = nn.Parameter(torch.empty(len(KINDS), width))
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.norm = RMSNorm(width)
        self.dropout = nn.Dropout(settings.dropout)
        if settings.features:
            self.projection = FeatureProjection(settings)
        axes, frequencies = rotary_frequencies(settings.head_dim, settings.still)
        self.register_buffer("axes", torch.tensor(axes), persistent=False)
        self.register_buffer("frequencies", torch.tensor(frequencies), persistent=False)
        self.register_buffer("code_digits", digit_one_hot(settings.levels), persistent=False)
        self.initialise()

    def initialise(self) -> None:
        for name, parameter in self.named_parameters():
            if parameter.dim() < 2 or name == "head":
                continue
            if name.endswith(("attention.out.weight", "feed_forward.down.weight")):
                nn.init.zeros_(parameter)
            else:
                nn.init.trunc_normal_(parameter, std=0.02, a=-0.06, b=0.06)

    def with_digits(self, table: Tensor) -> Tensor:
        """A table [V,C] whose image rows also hold the sum of their code's digit vectors (input and head share them)."""
        start = self.settings.image_start
        if not self.settings.levels:
            return table
        digits = self.code_digits @ self.digits
        return table + F.pad(digits, (0, 0, start, len(table) - start - len(digits)))

    def rotary(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """positions [B,S,3] -> cosine, sine [B,1,S,D]."""
        angles = positions[..., self.axes] * self.frequencies
        cosine, sine = angles.cos(), angles.sin()
        return torch.cat((cosine, cosine), -1).unsqueeze(1), torch.cat((-sine, sine), -1).unsqueeze(1)

    def forward(
        self,
        inputs: Inputs,
        cache: Cache | None = None,
        middle: list[Tensor] | None = None,
        mask: Tensor | None = None,
    ) -> Tensor:
        """Normalised features [B,S,C] before the head. `middle` is given those after half of the layers.

        `mask`: bool [B,1,S,S], what each token sees in place of all earlier ones; without a cache only.
        """
        rotary = (*self.rotary(inputs.query_positions), *self.rotary(inputs.key_positions))
        x = F.embedding(inputs.tokens, self.with_digits(self.embedding))
        x = x + self.kind[inputs.kinds] + self.next_kind[inputs.next_kinds]
        if inputs.features is not None:
            projected = self.projection(inputs.features).to(x.dtype)
            x = x + F.pad(projected, (0, 0, 0, x.shape[1] - projected.shape[1]))
        x = self.dropout(x)
        if mask is not None:
            mask = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e9)
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
            rotary = tuple(part.bfloat16() for part in rotary)
        for index, block in enumerate(self.blocks):
            x = block(x, rotary, index, cache, mask)
            if middle is not None and index == len(self.blocks) // 2 - 1:
                middle.append(x)
        return self.norm(x)

    @torch.no_grad()
    def folded(self) -> Transformer:
        """A copy as the pack stores it: digit vectors folded into the tables, weights rounded to float16."""
        twin = Transformer(self.settings)
        twin.load_state_dict(self.state_dict())
        twin.embedding.copy_(self.with_digits(self.embedding))
        twin.head.copy_(self.with_digits(self.head))
        twin.digits.zero_()
        for name, parameter in twin.named_parameters():
            if parameter.dim() > 1 and "kind" not in name:
                parameter.copy_(parameter.half().float())
        return twin.eval()

    def logits(self, features: Tensor, start: int = 0, end: int | None = None) -> Tensor:
        """Scores [..., end - start] of the ids start .. end - 1."""
        return F.linear(features, self.with_digits(self.head)[start:end])
