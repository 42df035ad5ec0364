"""Drawings of the level 'rich': things that people make, and fruit."""

from __future__ import annotations

import numpy as np

from .shapes import Shape, blob, detail, edge, oval, rect


def castle() -> list[Shape]:
    shapes = [edge("main", rect(1.5, 2.4, 4.5, 5.9))]
    shapes += [edge("main", rect(x, 2.0, x + 0.6, 2.5)) for x in (1.9, 2.7, 3.5)]
    for x in (0.1, 4.3):
        shapes += [
            edge("shade", rect(x, 1.5, x + 1.6, 5.9)),
            edge("slate", [(x - 0.05, 1.6), (x + 0.8, 0.1), (x + 1.65, 1.6)]),
        ]
        shapes += [detail("window", rect(x + 0.6, 2.4, x + 1.0, 3.2))]
    gate = [*oval(3, 4.5, 0.7, 0.7, 180, 360), (3.7, 5.9), (2.3, 5.9)]
    return [*shapes, detail("dark", gate), detail("window", rect(2.75, 2.9, 3.25, 3.5))]


def windmill() -> list[Shape]:
    hub = np.array((2.5, 2.3))
    shapes = [
        edge("main", [(1.6, 2.2), (3.4, 2.2), (4.0, 6.9), (1.0, 6.9)]),
        detail("shade", [(2.9, 2.2), (3.4, 2.2), (4.0, 6.9), (3.2, 6.9)]),
        edge("slate", oval(2.5, 2.3, 1.0, 1.0, 180, 360)),
        detail("wood", rect(2.1, 5.5, 2.9, 6.9)),
        detail("window", rect(2.2, 3.8, 2.8, 4.5)),
    ]
    for angle in np.radians((45, 135, 225, 315)):
        along, across = np.array((np.cos(angle), np.sin(angle))), np.array((-np.sin(angle), np.cos(angle)))
        blade = [
            hub + along * a + across * b
            for a, b in ((0.3, 0), (0.8, 0.35), (3.0, 0.35), (3.0, -0.15), (0.3, -0.15))
        ]
        shapes.append(edge("cream", [tuple(p) for p in blade]))
    return [*shapes, edge("wood", oval(2.5, 2.3, 0.3, 0.3))]


def bench() -> list[Shape]:
    return [
        *(edge("dark", rect(x, 0.4, x + 0.35, 3.9)) for x in (0.5, 5.15)),
        *(edge("main", rect(0.1, y, 5.9, y + 0.6)) for y in (0.3, 1.2)),
        edge("main", [(0.5, 2.2), (5.5, 2.2), (5.95, 2.9), (0.05, 2.9)]),
        detail("shade", [(0.2, 2.6), (5.8, 2.6), (5.95, 2.9), (0.05, 2.9)]),
    ]


def lamp() -> list[Shape]:
    return [
        edge("main", rect(1.25, 2.4, 1.75, 6.5)),
        edge("main", [(0.7, 6.9), (1.0, 6.2), (2.0, 6.2), (2.3, 6.9)]),
        edge("glow", [(0.6, 0.9), (2.4, 0.9), (2.0, 2.5), (1.0, 2.5)]),
        edge("main", [(0.3, 1.0), (1.0, 0.15), (2.0, 0.15), (2.7, 1.0)]),
        edge("main", rect(0.8, 2.4, 2.2, 2.8)),
    ]


def gift() -> list[Shape]:
    return [
        edge("stripe", blob((2, 1.1), (1.0, 0.1), (0.5, 0.6), (1.1, 1.15))),
        edge("stripe", blob((2, 1.1), (3.0, 0.1), (3.5, 0.6), (2.9, 1.15))),
        edge("main", rect(0.4, 1.6, 3.6, 3.9)),
        detail("shade", rect(2.9, 1.6, 3.6, 3.9)),
        edge("main", rect(0.1, 1.1, 3.9, 1.9)),
        detail("stripe", rect(1.6, 1.1, 2.4, 3.9)),
    ]


def kite() -> list[Shape]:
    return [
        edge("wood", [(1.95, 3.9), (2.1, 3.9), (2.6, 4.9), (2.1, 5.9), (1.95, 5.9), (2.4, 4.9)]),
        *(edge("stripe", [(x - 0.4, y - 0.22), (x + 0.4, y + 0.22), (x + 0.4, y - 0.22), (x - 0.4, y + 0.22)])
          for x, y in ((2.4, 4.6), (2.3, 5.5))),
        edge("main", [(2, 0.1), (3.9, 1.7), (2, 4.1), (0.1, 1.7)]),
        detail("shade", [(2, 0.1), (3.9, 1.7), (2, 1.7)]),
        detail("light", [(0.1, 1.7), (2, 1.7), (2, 4.1)]),
    ]  # fmt: skip


def apple() -> list[Shape]:
    return [
        edge("wood", [(1.9, 1.2), (2.1, 0.1), (2.4, 0.2), (2.2, 1.2)]),
        edge("leaf", blob((2.2, 0.9), (2.7, 0.25), (3.4, 0.3), (3.0, 0.9))),
        edge("main", blob((2, 1.0), (3.1, 0.8), (3.9, 1.9), (3.4, 3.4), (2.5, 3.9), (2, 3.7), (1.5, 3.9), (0.6, 3.4),
                          (0.1, 1.9), (0.9, 0.8))),
        detail("shade", blob((3.3, 1.6), (3.6, 2.3), (3.0, 3.4), (2.2, 3.6), (3.0, 2.8))),
        detail("light", oval(1.0, 1.8, 0.35, 0.5)),
    ]  # fmt: skip


def pumpkin() -> list[Shape]:
    return [
        edge("stem", [(2.3, 1.0), (2.4, 0.1), (2.95, 0.2), (2.8, 1.0)]),
        *(edge("main", oval(x, 2.35, 1.2, 1.5)) for x in (1.3, 3.7)),
        edge("main", oval(2.5, 2.35, 1.25, 1.6)),
        detail("shade", oval(2.5, 3.3, 1.9, 0.5, 0, 180)),
        *(detail("dark", [(x - 0.35, 2.1), (x + 0.35, 2.1), (x, 1.5)]) for x in (1.6, 3.4)),
        detail("dark", [(1.4, 2.6), (2.1, 2.8), (2.9, 2.8), (3.6, 2.6), (3.0, 3.3), (2.0, 3.3)]),
    ]


def cake() -> list[Shape]:
    return [
        *(edge("stripe", rect(x, 0.9, x + 0.25, 1.9)) for x in (1.3, 2.4, 3.5)),
        *(edge("flame", oval(x, 0.5, 0.2, 0.4)) for x in (1.42, 2.52, 3.62)),
        edge("main", rect(0.9, 1.8, 4.1, 3.2)),
        edge("main", rect(0.3, 3.2, 4.7, 4.8)),
        detail("cream", [(0.9, 1.8), (4.1, 1.8), *oval(3.57, 2.2, 0.53, 0.4, 0, 180), *oval(2.5, 2.2, 0.53, 0.4, 0, 180),
                         *oval(1.43, 2.2, 0.53, 0.4, 0, 180)]),
        detail("cream", rect(0.3, 3.9, 4.7, 4.2)),
        edge("grey", rect(0.05, 4.6, 4.95, 4.95)),
    ]  # fmt: skip


def flag() -> list[Shape]:
    return [
        edge("wood", rect(0.3, 0.3, 0.7, 5.95)),
        edge("gold", oval(0.5, 0.35, 0.35, 0.3)),
        edge(
            "main",
            [(0.7, 0.6), (1.8, 0.9), (2.9, 0.5), (3.9, 0.8), (3.9, 3.3), (2.9, 3.0), (1.8, 3.4), (0.7, 3.1)],
        ),
        detail(
            "stripe",
            [(0.7, 1.5), (1.8, 1.8), (2.9, 1.4), (3.9, 1.7), (3.9, 2.4), (2.9, 2.1), (1.8, 2.5), (0.7, 2.2)],
        ),
    ]


def cup() -> list[Shape]:
    handle = [*oval(3.0, 2.1, 0.9, 1.0, -80, 80), *oval(3.0, 2.1, 0.5, 0.6, 80, -80)]
    return [
        edge("shade", handle),
        edge("main", [(0.1, 0.5), (3.1, 0.5), (2.8, 3.5), (2.4, 3.9), (0.8, 3.9), (0.4, 3.5)]),
        detail("wood", oval(1.6, 0.75, 1.3, 0.25)),
        detail("stripe", [(0.22, 1.8), (2.98, 1.8), (2.9, 2.5), (0.3, 2.5)]),
        detail("shade", [(2.5, 1.1), (3.0, 1.1), (2.75, 3.5), (2.3, 3.8)]),
    ]


OBJECTS = (castle, windmill, bench, lamp, gift, kite, apple, pumpkin, cake, flag, cup)
