"""The bi-encoder over texts and a photo's vectors; what belongs together points the same way.

Letters in shapes: N texts or photos, S tokens, P patches of 2 x 2 cells, E numbers of the encoder's own last layer, D dimension.
"""

from __future__ import annotations

import copy
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.photo.settings import SearchTraining
from brookesia_recipe.retriever.model import LARGEST_SCALE, TextTower, Tower

PATCH = 2
"""Cells on each side of what is averaged to one token."""


class PhotoTower(Tower):
    """`up` is the encoder's own last layer and stays as it is, so that training can begin behind it."""

    def __init__(self, settings: SearchTraining, weight: Tensor, bias: Tensor, grid: int) -> None:
        if grid % PATCH:
            raise ValueError(f"the grid's side must be a multiple of {PATCH}")
        super().__init__(settings, (grid // PATCH) ** 2)
        self.grid = grid
        self.up, self.bias = nn.Parameter(weight.clone(), False), nn.Parameter(bias.clone(), False)
        self.join = nn.Linear(len(weight), settings.width, bias=False)

    def patches(self, features: Tensor) -> Tensor:
        """[N,cells,F] -> [N,P,E]."""
        side = self.grid // PATCH
        x = F.relu6(F.linear(features, self.up, self.bias))
        return x.view(len(x), side, PATCH, side, PATCH, -1).mean((2, 4)).flatten(1, 2)

    def read(self, patches: Tensor) -> Tensor:
        """[N,P,E] -> [N,D]."""
        return self.summarise(self.join(patches))

    def forward(self, features: Tensor) -> Tensor:
        """[N,cells,F] -> [N,D]."""
        return self.read(self.patches(features))


class Towers(nn.Module):
    def __init__(
        self, settings: SearchTraining, vocabulary: int, weight: Tensor, bias: Tensor, grid: int
    ) -> None:
        """`weight` [E,F], `bias` [E]: the encoder's last layer. `vocabulary`: ids 0 .. vocabulary - 1 may stand in a text."""
        super().__init__()
        self.settings = settings
        self.text, self.image = TextTower(settings, vocabulary), PhotoTower(settings, weight, bias, grid)
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1 and parameter.requires_grad:
                last = name.endswith(("out.weight", "down.weight"))
                nn.init.trunc_normal_(parameter, std=0.002 if last else 0.05)

    @property
    def scale(self) -> Tensor:
        """What a cosine is multiplied by: 1 / temperature, learned."""
        return self.log_scale.exp().clamp(max=LARGEST_SCALE)

    @torch.no_grad()
    def start_from(self, embedding: Tensor, down: Tensor) -> None:
        """Words and patches as the reader knows them, where the widths are the same."""
        if embedding.shape[1] == self.text.embedding.shape[1]:
            self.text.embedding.copy_(embedding[: len(self.text.embedding)])
        if down.shape == self.image.join.weight.shape:
            self.image.join.weight.copy_(down)

    @torch.no_grad()
    def stored(self) -> Towers:
        """A copy as the pack holds it: matrices rounded to float16."""
        twin = copy.deepcopy(self)
        for parameter in twin.parameters():
            if parameter.dim() > 1:
                parameter.copy_(parameter.half().float())
        return twin.eval()
