"""A folder of photos with captions: `captions-SPLIT.tsv` (name, tab, caption) and `SPLIT*.tar` or a folder of JPEGs."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

SPACES_BEFORE = re.compile(r"\s+(?=[,.;:!?'%)])")
NOT_WORDS = re.compile(r"[\"“”`]|''|\.{2,}")


def read_captions(folder: Path, split: str) -> dict[str, list[str]]:
    """Name of a photo -> its captions, tidied. In the order of names."""
    path = folder / f"captions-{split}.tsv"
    if not path.exists():
        raise SystemExit(f"{path} is missing: a line is the name of a photo, a tab and a caption")
    found: dict[str, list[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, tab, caption = line.partition("\t")
        if not tab:
            raise SystemExit(f"{path}, line {number}: no tab between name and caption")
        found.setdefault(name, []).append(tidy(caption))
    return {name: found[name] for name in sorted(found)}


def tidy(caption: str) -> str:
    """Lower case, one space between words, none before punctuation, no full stop at the end."""
    spaced = " ".join(NOT_WORDS.sub(" ", caption.lower()).split())
    return SPACES_BEFORE.sub("", spaced).replace("( ", "(").rstrip(" .,;")


def read_photos(folder: Path, split: str) -> Iterator[tuple[str, Image.Image]]:
    """(name, RGB picture, upright) of every photo of the split."""
    archives = sorted([*folder.glob(f"{split}.tar"), *folder.glob(f"{split}-*.tar")])
    if not archives:
        loose = folder / split if (folder / split).is_dir() else folder
        for path in sorted(loose.glob("*.jpg")):
            yield path.name, upright(path.read_bytes())
    for archive in archives:
        with tarfile.open(archive) as tar:
            for member in tar:
                content = tar.extractfile(member) if member.name.lower().endswith((".jpg", ".jpeg")) else None
                if content is not None:
                    yield Path(member.name).name, upright(content.read())


def upright(content: bytes) -> Image.Image:
    return ImageOps.exif_transpose(Image.open(BytesIO(content))).convert("RGB")
