"""The bi-encoder: two small towers without biases, each ending in a vector of length 1; a cosine says what belongs together.

Letters in shapes: N texts or pictures, S tokens, C width, D dimension of the vectors.
"""

from __future__ import annotations

import copy
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.retriever.settings import RetrieverTraining
from brookesia_recipe.text.vocabulary import PAD
from brookesia_recipe.tokenizer.fsq import LEVELS, digit_one_hot
from brookesia_recipe.transformer.model import RMSNorm

GRID = 16
PATCH = 4
"""Cells on each side of what becomes one token of the image tower."""
LARGEST_SCALE = 100.0


class Layer(nn.Module):
    """Attention in both directions and SwiGLU, each after an RMSNorm."""

    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm, self.feed_forward_norm = RMSNorm(width), RMSNorm(width)
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.gate_up = nn.Linear(width, 2 * hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor, seen: Tensor | None = None) -> Tensor:
        """x [N,S,C]; `seen` bool [N,S] is False for padding."""
        rows, length, width = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        mask = None if seen is None else seen[:, None, None, :]
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.out(mixed.transpose(1, 2).reshape(rows, length, width))
        gate, up = self.gate_up(self.feed_forward_norm(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


class Tower(nn.Module):
    """Tokens with learned places through the layers; their mean, turned to a vector of length 1."""

    def __init__(self, settings: RetrieverTraining, length: int) -> None:
        super().__init__()
        width = settings.width
        self.places = nn.Parameter(torch.empty(length, width))
        self.layers = nn.ModuleList(
            Layer(width, settings.heads, settings.hidden) for _ in range(settings.layers)
        )
        self.norm = RMSNorm(width)
        self.project = nn.Linear(width, settings.dimension, bias=False)

    def summarise(self, x: Tensor, seen: Tensor | None = None) -> Tensor:
        """x [N,S,C] -> [N,D]."""
        x = x + self.places[: x.shape[1]]
        x = x.bfloat16() if torch.is_autocast_enabled(x.device.type) else x
        for layer in self.layers:
            x = layer(x, seen)
        x = self.norm(x).float()
        share = torch.ones_like(x[..., :1]) if seen is None else seen.unsqueeze(-1).float()
        # In whole floats: the loss multiplies cosines by up to 100.
        with torch.autocast(x.device.type, enabled=False):
            return F.normalize(self.project((x * share).sum(1) / share.sum(1)), dim=-1)


class TextTower(Tower):
    def __init__(self, settings: RetrieverTraining, vocabulary: int) -> None:
        super().__init__(settings, settings.max_tokens)
        self.embedding = nn.Parameter(torch.empty(vocabulary, settings.width))

    def forward(self, tokens: Tensor) -> Tensor:
        """tokens int64 [N,S]: `<bos>`, a text, `<pad>` up to the longest -> [N,D]."""
        return self.summarise(F.embedding(tokens, self.embedding), tokens != PAD)


class ImageTower(Tower):
    def __init__(self, settings: RetrieverTraining, levels: tuple[int, ...] = LEVELS) -> None:
        super().__init__(settings, (GRID // PATCH) ** 2)
        self.codes = nn.Parameter(torch.empty(math.prod(levels), settings.cells))
        self.digits = nn.Parameter(torch.empty(sum(levels), settings.cells))
        self.around = nn.Conv2d(settings.cells, 2 * settings.cells, 3, padding=1)
        self.join = nn.Linear(2 * settings.cells * PATCH**2, settings.width, bias=False)
        self.register_buffer("code_digits", digit_one_hot(levels), persistent=False)

    @property
    def table(self) -> Tensor:
        """[codebook, cells]: each code's own vector and the sum of its digits'."""
        return self.codes + self.code_digits @ self.digits

    def forward(self, codes: Tensor) -> Tensor:
        """codes int64 [N,16,16] -> [N,D]."""
        x = F.embedding(codes, self.table).permute(0, 3, 1, 2)
        x = F.pixel_unshuffle(F.silu(self.around(x)), PATCH)
        return self.summarise(self.join(x.flatten(2).transpose(1, 2)))


class Retriever(nn.Module):
    """`vocabulary`: ids 0 .. vocabulary - 1 may stand in a text."""

    def __init__(self, settings: RetrieverTraining, vocabulary: int) -> None:
        super().__init__()
        self.settings = settings
        self.text, self.image = TextTower(settings, vocabulary), ImageTower(settings)
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1 and "around" not in name:
                last = name.endswith(("out.weight", "down.weight"))
                nn.init.trunc_normal_(parameter, std=0.002 if last else 0.05)

    @property
    def scale(self) -> Tensor:
        """What a cosine is multiplied by: 1 / temperature, learned."""
        return self.log_scale.exp().clamp(max=LARGEST_SCALE)

    @torch.no_grad()
    def stored(self) -> Retriever:
        """A copy as the pack holds it: digits folded into the codes, matrices rounded to float16."""
        twin = copy.deepcopy(self)
        twin.image.codes.copy_(self.image.table)
        twin.image.digits.zero_()
        for parameter in twin.parameters():
            if parameter.dim() > 1:
                parameter.copy_(parameter.half().float())
        return twin.eval()
