"""A contact sheet: `python -m brookesia_recipe.world --out sheet.png [--count 48] [--seed N] [--show edits]`."""

from __future__ import annotations

import argparse
import random
import textwrap

import numpy as np
from PIL import Image, ImageDraw

from . import COLOURS, Scene, Thing, captions, render, sample_scene
from .settings import ALL_KINDS, CELLS, LEVELS, SIZE_CELLS, STANDS
from .sheets import controls_sheet, edits_sheet, regions_sheet

CAPTION_PIXELS = 46


def kind_scenes() -> list[Scene]:
    """One scene per kind and two colours, turn by turn, for looking at the drawings."""
    scenes = []
    for i, kind in enumerate(ALL_KINDS):
        ground = "sea" if "water" in STANDS[kind] else ("meadow", "snow", "beach", "desert", "city")[i % 5]
        things = []
        for n, (size, column) in enumerate((("small", 1), ("big", 8))):
            top = 1 if STANDS[kind] == ("sky",) else 15 - SIZE_CELLS[kind][n][1]
            things.append(Thing(kind, COLOURS[(i + 3 * n) % 8], size, min(column, CELLS - 7), top))
        scenes.append(Scene(i, "day", "clear", "blue", ground, "hills", 9, "right", tuple(things)))
    return scenes


def sheet(scenes: list[Scene], columns: int) -> Image.Image:
    rows = -(-len(scenes) // columns)
    page = Image.new("RGB", (columns * 264 + 8, rows * (264 + CAPTION_PIXELS) + 8), "white")
    pen = ImageDraw.Draw(page)
    for i, scene in enumerate(scenes):
        x, y = 8 + (i % columns) * 264, 8 + (i // columns) * (264 + CAPTION_PIXELS)
        page.paste(Image.fromarray(np.ascontiguousarray(render(scene))), (x, y))
        text = captions(scene, random.Random(scene.seed))
        pen.multiline_text((x, y + 259), "\n".join(textwrap.wrap(text, 42)[:4]), fill="black", spacing=1)
    return page


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="brookesia_recipe.world", description="Draw a contact sheet of the world."
    )
    parser.add_argument("--out", required=True)
    parser.add_argument("--count", type=int, default=48)
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--level", choices=sorted(LEVELS), default="calm")
    parser.add_argument("--kinds", action="store_true", help="one picture per kind instead of seeds")
    parser.add_argument("--show", choices=("scenes", "edits", "controls", "regions"), default="scenes")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.count)
    scenes = kind_scenes() if options.kinds else [sample_scene(seed, options.level) for seed in seeds]
    if options.show == "edits":
        page = edits_sheet(scenes, options.level)
    elif options.show == "controls":
        page = controls_sheet(scenes)
    elif options.show == "regions":
        page = regions_sheet(scenes)
    else:
        page = sheet(scenes, options.columns)
    page.save(options.out)


if __name__ == "__main__":
    main()
