"""The encoder's last blocks, from the maps of 1/16 of the size on: these learn with the reader, all before them stays as it is.

A map holds the encoder's own channels and, as its last three, the mean colours of each of its cells.
Letters in shapes: N pictures, M channels of a map, h and w its sides, F numbers of a cell's vector.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from brookesia_recipe.photo.efficientnet import EfficientNet, quarters

TAIL_PREFIX = "tail."
"""Of these weights in the checkpoint of a reader that was trained with them."""
LAST_SCALE = 32
MAP_COLOURS = 3


class Tail(nn.Module):
    """Shares its layers with `encoder`: what is loaded or learned here is the encoder's, too."""

    def __init__(self, encoder: EfficientNet) -> None:
        super().__init__()
        self.blocks = [block for block in encoder.blocks if block.scale == LAST_SCALE]
        self.layers = nn.ModuleList(layer for block in self.blocks for layer in block.layers)
        for parameter in self.parameters():
            parameter.requires_grad_(True)

    def forward(self, maps: Tensor) -> Tensor:
        """[N,M,h,w] -> [N,h/2 * w/2,F], as the whole encoder gives them."""
        x, colours = maps[:, :-MAP_COLOURS], maps[:, -MAP_COLOURS:]
        for block in self.blocks:
            x = block.forward(x)
        cells = torch.cat((x.float(), quarters(colours)), 1)
        return cells.flatten(2).transpose(1, 2)


def tail_weights(checkpoint: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Those of a `Tail` among a reader's weights; none where it read an encoder that stayed as it was."""
    return {
        name.removeprefix(TAIL_PREFIX): value for name, value in checkpoint.items() if name.startswith(TAIL_PREFIX)
    }
