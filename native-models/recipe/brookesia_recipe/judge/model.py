"""The judge's network: convolutions down to the token grid, one head for the cells and one for the whole picture."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.judge.labels import ATTRIBUTES, CELL_KINDS
from brookesia_recipe.world import COLOURS

CELL_OUTPUTS = {"kinds": len(CELL_KINDS), "colours": len(COLOURS), "joined": 2}
PICTURE_OUTPUTS = {name: len(values) for name, values in ATTRIBUTES.items()}


class Residual(nn.Module):
    """x + 1x1(silu(3x3(silu(x)))), starting as the identity. A cell looks further where the 3x3 is dilated."""

    def __init__(self, channels: int, dilation: int = 1) -> None:
        super().__init__()
        self.spread = nn.Conv2d(channels, channels, 3, padding=dilation, dilation=dilation)
        self.mix = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mix(F.silu(self.spread(F.silu(x))))


class Judge(nn.Module):
    """`channels`: at 1/4, 1/8 and 1/16 of the resolution; `blocks`: residual blocks at 1/16."""

    def __init__(self, channels: tuple[int, ...], blocks: int) -> None:
        super().__init__()
        quarter, eighth, sixteenth = channels
        self.stages = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, quarter, 3, padding=1),
            Residual(quarter),
            nn.PixelUnshuffle(2),
            nn.Conv2d(4 * quarter, eighth, 1),
            Residual(eighth),
            nn.PixelUnshuffle(2),
            nn.Conv2d(4 * eighth, sixteenth, 1),
            *(Residual(sixteenth, 1 + index % 2) for index in range(blocks)),
        )
        self.cells = nn.Conv2d(sixteenth, sum(CELL_OUTPUTS.values()), 1)
        self.picture = nn.Conv2d(2 * sixteenth, sum(PICTURE_OUTPUTS.values()), 1)

    def forward(self, pixels: Tensor) -> dict[str, Tensor]:
        """pixels [N,3,256,256] in 0..1 -> scores by name: [N,classes,16,16] for cells, [N,values] for the picture."""
        features = F.silu(self.stages(pixels * 2 - 1))
        pooled = torch.cat([features.mean((2, 3), keepdim=True), features.amax((2, 3), keepdim=True)], 1)
        cells = self.cells(features).float().split(list(CELL_OUTPUTS.values()), 1)
        picture = self.picture(pooled).float().flatten(1).split(list(PICTURE_OUTPUTS.values()), 1)
        return dict(zip([*CELL_OUTPUTS, *PICTURE_OUTPUTS], [*cells, *picture], strict=True))


def judge_loss(said: dict[str, Tensor], true: dict[str, Tensor]) -> dict[str, Tensor]:
    """Mean cross-entropy of each output in nats; colour and `joined` where a thing is. `true` as `Pictures` gives it."""
    things = (true["kinds"] > 0).float()
    share = things.sum().clamp(min=1)
    colours = F.cross_entropy(said["colours"], true["colours"], reduction="none")
    joined = F.binary_cross_entropy_with_logits(said["joined"], true["joined"], reduction="none").mean(1)
    losses = {
        "kinds": F.cross_entropy(said["kinds"], true["kinds"]),
        "colours": (colours * things).sum() / share,
        "joined": (joined * things).sum() / share,
    }
    for index, name in enumerate(PICTURE_OUTPUTS):
        losses[name] = F.cross_entropy(said[name], true["attributes"][:, index])
    return losses
