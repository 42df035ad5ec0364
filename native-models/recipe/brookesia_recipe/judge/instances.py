"""From cells to things. The studio's evaluation does the same: main/evaluation/instances.ts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

LEAST_CELLS = 4
"""A smaller patch is no thing; the smallest things of the world have nine cells."""
Cell = tuple[int, int]


@dataclass(frozen=True)
class Instance:
    """`box`: (x0, y0, x1, y1) in cells, x1 and y1 exclusive; `kind` and `colour` are indices."""

    kind: int
    colour: int
    box: tuple[int, int, int, int]


def instances(kinds: np.ndarray, colours: np.ndarray, joined: np.ndarray) -> list[Instance]:
    """Scores [classes,16,16] -> the things. A thing's colour is the one that most of its cells' scores speak for."""
    shown = kinds.argmax(0)
    found = []
    for cells in components(shown, joined > 0):
        if len(cells) >= LEAST_CELLS:
            rows, columns = np.array(cells).T
            colour = int(colours[:, rows, columns].sum(1).argmax())
            found.append(Instance(int(shown[cells[0]]), colour, box_of(rows, columns)))
    return found


def components(shown: np.ndarray, joined: np.ndarray) -> Iterator[list[Cell]]:
    """Cells of one kind that are joined to each other, directly or through others; in reading order of their first cell."""
    height, width = shown.shape
    seen: set[Cell] = set()
    for start in zip(*np.nonzero(shown)):
        if start in seen:
            continue
        seen.add(start)
        cells, waiting = [], [start]
        while waiting:
            row, column = waiting.pop()
            cells.append((row, column))
            for other, joint in neighbours(row, column):
                inside = 0 <= other[0] < height and 0 <= other[1] < width
                if inside and other not in seen and joined[joint] and shown[other] == shown[start]:
                    seen.add(other)
                    waiting.append(other)
        yield cells


def neighbours(row: int, column: int) -> Iterator[tuple[Cell, tuple[int, int, int]]]:
    """The four neighbours, each with the place in `joined` that says whether it belongs to the same thing."""
    yield (row, column - 1), (0, row, column)
    yield (row, column + 1), (0, row, column + 1)
    yield (row - 1, column), (1, row, column)
    yield (row + 1, column), (1, row + 1, column)


def box_of(rows: np.ndarray, columns: np.ndarray) -> tuple[int, int, int, int]:
    """Around the rows and columns that are at least half as full as the fullest: a stray cell does not widen a box."""
    (x0, x1), (y0, y1) = extent(columns), extent(rows)
    return x0, y0, x1, y1


def extent(places: np.ndarray) -> tuple[int, int]:
    counts = np.bincount(places)
    full = np.flatnonzero(2 * counts >= counts.max())
    return int(full[0]), int(full[-1]) + 1
