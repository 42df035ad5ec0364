"""A folder of photos with maps of regions: tar files in which each JPEG has a PNG of the same name, a class a pixel."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

CLASSES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("other", ()),
    ("sky", ("sky", "heaven", "clouds")),
    ("vegetation", ("vegetation", "trees", "tree", "bushes", "plants", "leaves", "greenery")),
    ("road", ("road", "street", "asphalt")),
    ("pavement", ("pavement", "sidewalk", "footpath")),
    ("building", ("building", "buildings", "house", "houses", "facade", "wall")),
    ("car", ("car", "cars", "vehicle", "vehicles")),
    ("person", ("person", "people", "pedestrian", "pedestrians")),
)
"""In the order of the maps' numbers, each with the words that ask for it."""
STEP = 32
HELD_OUT_SEQUENCE = "cam-0001TP"
"""Neighbouring frames of a film are nearly one picture, so a whole film is kept out, and an eighth of the other photos."""


@dataclass(frozen=True)
class Mapped:
    """pixels: uint8 [h,w,3]; classes: uint8 [h/4,w/4]."""

    name: str
    pixels: np.ndarray
    classes: np.ndarray


def is_held_out(name: str) -> bool:
    if name.startswith("cam-"):
        return name.startswith(HELD_OUT_SEQUENCE)
    return zlib.crc32(name.encode()) % 8 == 0


def region_size(width: int, height: int, longest: int) -> tuple[int, int]:
    """Width and height in multiples of 32; the longer side is `longest`, the other as near to the aspect as that goes."""
    scale = longest / max(width, height)
    return tuple(max(STEP, round(side * scale / STEP) * STEP) for side in (width, height))


def read_mapped(folder: Path, longest: int) -> Iterator[Mapped]:
    for archive in sorted(folder.glob("*.tar")):
        with tarfile.open(archive) as tar:
            content = {member.name: member for member in tar if member.isfile()}
            for name in sorted(content):
                if name.endswith(".jpg"):
                    photo, classes = (Image.open(BytesIO(tar.extractfile(content[part]).read()))
                                      for part in (name, name.removesuffix(".jpg") + ".png"))  # fmt: skip
                    yield mapped(Path(name).stem, photo.convert("RGB"), classes, longest)


def mapped(name: str, photo: Image.Image, classes: Image.Image, longest: int) -> Mapped:
    width, height = region_size(*photo.size, longest)
    small = classes.convert("L").resize((width // 4, height // 4), Image.Resampling.NEAREST)
    return Mapped(
        name, np.asarray(photo.resize((width, height), Image.Resampling.BILINEAR)), np.asarray(small)
    )
