"""Contact sheets of the training material, for a person's eyes: edits, controls, regions."""

from __future__ import annotations

import random
import textwrap

import numpy as np
from PIL import Image, ImageDraw

from .controls import CONTROLS, control
from .edits import edit_pictures, sample_edit
from .regions import locate
from .render import render
from .scene import Scene

SIDE, GAP, TEXT = 256, 6, 34
"""Pixels of a tile, between tiles, and for the words under a row."""


def rows_sheet(rows: list[tuple[list[np.ndarray], str]]) -> Image.Image:
    """Rows of uint8 [256,256,3] tiles with their words below."""
    columns = max(len(tiles) for tiles, _ in rows)
    page = Image.new("RGB", (columns * (SIDE + GAP) + GAP, len(rows) * (SIDE + TEXT) + GAP), "white")
    pen = ImageDraw.Draw(page)
    for i, (tiles, words) in enumerate(rows):
        y = GAP + i * (SIDE + TEXT)
        for k, tile in enumerate(tiles):
            page.paste(Image.fromarray(np.ascontiguousarray(tile)), (GAP + k * (SIDE + GAP), y))
        lines = textwrap.wrap(words, columns * 40)[:2]
        pen.multiline_text((GAP, y + SIDE + 2), "\n".join(lines), fill="black", spacing=1)
    return page


def edits_sheet(scenes: list[Scene], level: str) -> Image.Image:
    """Source, target, the changed pixels in white over the changed cells in grey."""
    rows = []
    for scene in scenes:
        edit = sample_edit(scene, random.Random(f"edit {scene.seed}"), level)
        if edit:
            shown = edit_pictures(edit)
            cells = np.kron(shown.cells, np.ones((16, 16), bool))
            mask = np.where(shown.changed, 255, np.where(cells, 110, 0)).astype(np.uint8)
            rows.append(([shown.source, shown.target, np.repeat(mask[..., None], 3, 2)],
                         f"{edit.operation}: {edit.instruction}"))  # fmt: skip
    return rows_sheet(rows)


def controls_sheet(scenes: list[Scene]) -> Image.Image:
    rows = []
    for scene in scenes:
        tiles = [control(name, scene, random.Random(f"{name} {scene.seed}")) for name in CONTROLS]
        rows.append(([render(scene), *tiles], "picture, " + ", ".join(CONTROLS)))
    return rows_sheet(rows)


def regions_sheet(scenes: list[Scene]) -> Image.Image:
    rows = []
    for scene in scenes:
        located = locate(scene, random.Random(f"region {scene.seed}"))
        if located:
            tile = Image.fromarray(np.ascontiguousarray(render(scene)))
            ImageDraw.Draw(tile).rectangle(located.box, outline="red", width=2)
            rows.append(([np.asarray(tile)], located.text))
    return rows_sheet(rows)
