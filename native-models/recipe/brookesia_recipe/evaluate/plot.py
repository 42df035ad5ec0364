"""Curves of a training from its CSV log: one small panel for each figure, drawn with Pillow alone."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

Curve = list[tuple[float, float]]
"""(minutes, value), as logged."""

COLUMNS, WIDTH, HEIGHT = 3, 360, 220
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 26, 24
INK, PALE, AXIS, PAPER = (40, 90, 160), (190, 208, 232), (120, 120, 120), (255, 255, 255)
UNPLOTTED = ("count", "norm", "rate")


def run(preset: object, arguments: argparse.Namespace) -> None:
    """Writes WORK/<training>-curves.png beside every WORK/<training>.csv."""
    logs = sorted(arguments.work.glob("*.csv"))
    if not logs:
        raise SystemExit(f"no logs in {arguments.work}: train something first")
    for path in logs:
        target = path.with_name(f"{path.stem}-curves.png")
        draw_curves(read_log(path), path.stem).save(target)
        print(target, flush=True)


def read_log(path: Path) -> dict[str, Curve]:
    """The curves by figure. A line that was cut off, as by a full disk, is left out."""
    curves: dict[str, Curve] = {}
    with path.open(newline="") as file:
        for row in csv.reader(file):
            if len(row) == 4 and row[2] not in UNPLOTTED:
                try:
                    curves.setdefault(row[2], []).append((float(row[0]), float(row[3])))
                except ValueError:
                    continue
    return curves


def smoothed(values: np.ndarray, share: float = 0.05) -> np.ndarray:
    """Running mean over this share of the curve, shorter at its ends."""
    reach = max(int(len(values) * share / 2), 0)
    sums = np.concatenate(([0.0], np.cumsum(values)))
    places = np.arange(len(values))
    first, last = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    return (sums[last] - sums[first]) / (last - first)


def draw_curves(curves: dict[str, Curve], title: str) -> Image.Image:
    """Panels in reading order; each from its smallest to its largest value, the raw curve pale behind the smoothed one."""
    rows = -(-len(curves) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * WIDTH, max(rows, 1) * HEIGHT), PAPER)
    draw = ImageDraw.Draw(sheet)
    for number, (name, curve) in enumerate(curves.items()):
        corner = (number % COLUMNS * WIDTH, number // COLUMNS * HEIGHT)
        draw_panel(draw, corner, f"{title}: {name}", curve)
    return sheet


def draw_panel(draw: ImageDraw.ImageDraw, corner: tuple[int, int], title: str, curve: Curve) -> None:
    x, y = corner
    box = (x + LEFT, y + TOP, x + WIDTH - RIGHT, y + HEIGHT - BOTTOM)
    times, values = np.array(curve).T
    kept = np.isfinite(values)
    times, values = times[kept], values[kept]
    draw.text((x + LEFT, y + 8), title, AXIS)
    draw.line([(box[0], box[1]), (box[0], box[3]), (box[2], box[3])], AXIS)
    if not len(values):
        draw.text((box[0] + 8, box[1] + 8), "no finite value", AXIS)
        return
    low, high = float(values.min()), float(values.max())
    draw.text((x + 4, box[1] - 5), f"{high:.4g}", AXIS)
    draw.text((x + 4, box[3] - 8), f"{low:.4g}", AXIS)
    draw.text((box[0], box[3] + 6), f"{times.min():.1f} min", AXIS)
    draw.text((box[2] - 64, box[3] + 6), f"{times.max():.1f} min", AXIS)
    draw.line(points(times, values, (low, high), box), PALE)
    draw.line(points(times, smoothed(values), (low, high), box), INK, 2)


def points(
    times: np.ndarray, values: np.ndarray, bounds: tuple[float, float], box: Sequence[int]
) -> list[tuple[float, float]]:
    """In pixels of the sheet; the largest value at the top."""
    low, high = bounds
    x0, y0, x1, y1 = box
    across = (times - times.min()) / max(np.ptp(times), 1e-9)
    up = (values - low) / max(high - low, 1e-12)
    pixels = zip(x0 + across * (x1 - x0), y1 - up * (y1 - y0), strict=True)
    return [(float(x), float(y)) for x, y in pixels]
