"""The image tokenizer: fully convolutional, 16 pixels to a cell, no norm (a strip of rows decodes like the whole picture).

Most of the work happens at low resolution (space to depth), which keeps both directions in tens of milliseconds on two cores.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from brookesia_recipe.tokenizer import fsq


@dataclass(frozen=True)
class TokenizerSettings:
    """Channels at 1/2, 1/4, 1/8 and 1/16 of the resolution, and how many residual blocks the two sides have at each."""

    channels: tuple[int, ...] = (32, 64, 128, 256)
    encoder_blocks: tuple[int, ...] = (0, 1, 1, 2)
    decoder_blocks: tuple[int, ...] = (1, 2, 2, 2)
    levels: tuple[int, ...] = fsq.LEVELS


class Residual(nn.Module):
    """x + 1x1(silu(3x3(silu(x)))), starting as the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.spread = nn.Conv2d(channels, channels, 3, padding=1)
        self.mix = nn.Conv2d(channels, channels, 1)
        nn.init.zeros_(self.mix.weight)
        nn.init.zeros_(self.mix.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mix(F.silu(self.spread(F.silu(x))))


class Encoder(nn.Module):
    def __init__(self, settings: TokenizerSettings) -> None:
        super().__init__()
        stages: list[nn.Module] = []
        previous = 3
        for channels, blocks in zip(settings.channels, settings.encoder_blocks, strict=True):
            stages += [
                nn.PixelUnshuffle(2),
                nn.Conv2d(
                    4 * previous, channels, 3 if previous == 3 else 1, padding=1 if previous == 3 else 0
                ),
            ]
            stages += [Residual(channels) for _ in range(blocks)]
            previous = channels
        self.stages = nn.Sequential(*stages)
        self.out = nn.Conv2d(previous, len(settings.levels), 1)

    def forward(self, pixels: Tensor) -> Tensor:
        """pixels [N,3,H,W] in 0..1 -> unbounded values [N,digits,H/16,W/16]."""
        return self.out(F.silu(self.stages(pixels * 2 - 1)))


class Decoder(nn.Module):
    def __init__(self, settings: TokenizerSettings) -> None:
        super().__init__()
        channels = list(reversed(settings.channels))
        stages: list[nn.Module] = [nn.Conv2d(len(settings.levels), channels[0], 3, padding=1)]
        for index, blocks in enumerate(reversed(settings.decoder_blocks)):
            stages += [Residual(channels[index]) for _ in range(blocks)]
            following = channels[index + 1] if index + 1 < len(channels) else 3
            stages += [
                nn.Conv2d(
                    channels[index],
                    4 * following,
                    1 if following > 3 else 3,
                    padding=0 if following > 3 else 1,
                ),
                nn.PixelShuffle(2),
            ]
        self.stages = nn.Sequential(*stages)

    def forward(self, digits: Tensor) -> Tensor:
        """Normalised digits [N,digits,h,w] -> pixels [N,3,16h,16w], not yet clipped."""
        return self.stages(digits) * 0.5 + 0.5


class ImageTokenizer(nn.Module):
    def __init__(self, settings: TokenizerSettings) -> None:
        super().__init__()
        self.settings = settings
        self.encoder = Encoder(settings)
        self.decoder = Decoder(settings)
        self.register_buffer("levels", torch.tensor(settings.levels, dtype=torch.float32), persistent=False)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Reconstruction [N,3,H,W] and normalised digits [N,h,w,digits]."""
        values = self.encoder(pixels).permute(0, 2, 3, 1).float()
        digits = fsq.quantise(values, self.levels)
        return self.decoder(digits.permute(0, 3, 1, 2)).float(), digits

    def encode(self, pixels: Tensor) -> Tensor:
        """pixels [N,3,H,W] in 0..1 -> codes int64 [N,H/16,W/16]."""
        values = self.encoder(pixels).permute(0, 2, 3, 1).float()
        return fsq.codes_of(fsq.digits_of(values, self.levels), self.settings.levels)

    def decode(self, codes: Tensor) -> Tensor:
        """codes int64 [N,h,w] -> pixels [N,3,16h,16w] in 0..1."""
        digits = fsq.normalise(fsq.digits_from_codes(codes, self.settings.levels), self.levels)
        return self.decoder(digits.permute(0, 3, 1, 2)).float().clamp(0, 1)
