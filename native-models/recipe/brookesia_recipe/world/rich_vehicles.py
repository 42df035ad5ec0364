"""Drawings of the level 'rich': what drives, flies and dives."""

from __future__ import annotations

from .shapes import Shape, blob, detail, edge, oval, rect


def wheels(y: float, *centres: float, radius: float = 0.7) -> list[Shape]:
    shapes = []
    for x in centres:
        shapes += [
            edge("dark", oval(x, y, radius, radius)),
            detail("grey", oval(x, y, radius * 0.45, radius * 0.45)),
        ]
    return shapes


def plane() -> list[Shape]:
    return [
        edge("shade", [(3.2, 1.8), (4.4, 0.3), (5.0, 0.3), (4.6, 1.8)]),
        edge("main", [(0.9, 1.9), (0.1, 0.2), (1.0, 0.2), (2.0, 1.7)]),
        edge(
            "main",
            blob(
                (0.2, 1.9), (2.2, 1.4), (5.0, 1.3), (6.6, 1.8), (6.9, 2.4), (6.2, 2.9), (3.4, 3.0), (1.2, 2.6)
            ),
        ),
        detail("glass", blob((5.6, 1.6), (6.3, 1.8), (6.5, 2.15), (5.7, 2.1))),
        *(detail("glass", oval(x, 1.9, 0.22, 0.24)) for x in (2.4, 3.3, 4.2)),
        edge("shade", [(4.4, 2.4), (3.0, 3.9), (2.2, 3.9), (3.0, 2.4)]),
    ]


def helicopter() -> list[Shape]:
    return [
        edge("main", [(3.0, 1.4), (0.5, 1.5), (0.5, 1.9), (3.2, 2.5)]),
        edge("shade", [(0.1, 0.9), (0.6, 0.9), (1.0, 2.2), (0.4, 2.2)]),
        edge("dark", rect(4.3, 0.3, 4.6, 1.1)),
        edge("dark", rect(2.0, 0.1, 6.9, 0.4)),
        *(edge("dark", rect(x, 2.9, x + 0.2, 3.6)) for x in (3.8, 5.2)),
        edge(
            "main",
            blob(
                (2.7, 2.0), (3.6, 1.0), (5.2, 0.9), (6.5, 1.6), (6.8, 2.4), (6.0, 3.1), (4.0, 3.2), (3.0, 2.8)
            ),
        ),
        detail("glass", blob((5.0, 1.3), (6.1, 1.6), (6.5, 2.3), (5.2, 2.3))),
        edge("dark", rect(3.2, 3.5, 6.3, 3.8)),
        detail("shade", rect(3.4, 2.4, 4.8, 2.8)),
    ]


def ufo() -> list[Shape]:
    return [
        edge("glass", oval(3, 1.9, 1.5, 1.8, 180, 360)),
        edge("main", oval(3, 2.4, 2.9, 1.1)),
        detail("shade", oval(3, 2.7, 2.4, 0.75, 0, 180)),
        edge("slate", oval(3, 3.5, 1.1, 0.35)),
        *(
            detail("glow", oval(x, y, 0.28, 0.26))
            for x, y in ((1.0, 2.3), (2.3, 2.6), (3.7, 2.6), (5.0, 2.3))
        ),
    ]


def submarine() -> list[Shape]:
    return [
        edge("slate", [(3.4, 0.2), (4.2, 0.2), (4.2, 0.5), (3.7, 0.5), (3.7, 1.1), (3.4, 1.1)]),
        edge("main", [(2.6, 1.8), (2.8, 0.9), (4.4, 0.9), (4.6, 1.8)]),
        edge("shade", [(0.8, 2.6), (0.1, 1.5), (0.1, 3.7)]),
        edge(
            "main",
            blob(
                (0.5, 2.6), (1.6, 1.6), (4.4, 1.4), (6.3, 1.8), (6.9, 2.6), (6.3, 3.5), (4.0, 3.9), (1.6, 3.6)
            ),
        ),
        detail("shade", blob((1.2, 3.1), (4.0, 3.3), (6.3, 3.0), (6.0, 3.5), (4.0, 3.8), (1.8, 3.6))),
        *(detail("slate", oval(x, 2.4, 0.46, 0.46)) for x in (2.6, 4.0, 5.4)),
        *(detail("glass", oval(x, 2.4, 0.3, 0.3)) for x in (2.6, 4.0, 5.4)),
    ]


def bus() -> list[Shape]:
    return [
        edge("main", rect(0.1, 0.2, 6.9, 3.3)),
        detail("shade", rect(0.1, 2.7, 6.9, 3.3)),
        detail("stripe", rect(0.1, 2.2, 6.9, 2.5)),
        *(detail("window", rect(x, 0.7, x + 1.0, 1.8)) for x in (0.5, 1.8, 3.1, 4.4)),
        detail("window", rect(5.7, 0.7, 6.7, 2.1)),
        detail("glow", oval(6.65, 2.6, 0.2, 0.2)),
        *wheels(3.2, 1.6, 5.4),
    ]


def truck() -> list[Shape]:
    return [
        edge("cream", rect(0.1, 0.2, 4.4, 3.0)),
        detail("main", rect(0.1, 1.0, 4.4, 2.0)),
        edge("main", [(4.6, 0.9), (5.9, 0.9), (6.5, 2.0), (6.9, 2.2), (6.9, 3.2), (4.6, 3.2)]),
        detail("window", [(5.0, 1.2), (5.75, 1.2), (6.2, 2.0), (5.0, 2.0)]),
        edge("slate", rect(0.1, 2.9, 6.9, 3.3)),
        *wheels(3.25, 1.2, 2.9, 5.7, radius=0.65),
    ]


def train() -> list[Shape]:
    return [
        edge("slate", [(5.2, 0.2), (6.4, 0.2), (6.1, 1.8), (5.5, 1.8)]),
        edge("main", rect(2.2, 1.7, 6.7, 3.7)),
        detail("shade", rect(2.2, 3.0, 6.7, 3.7)),
        *(detail("stripe", rect(x, 1.7, x + 0.25, 3.7)) for x in (3.4, 4.8)),
        edge("main", rect(0.3, 0.9, 2.6, 3.7)),
        edge("slate", rect(0.1, 0.4, 2.9, 0.95)),
        detail("window", rect(0.8, 1.3, 2.1, 2.3)),
        edge("slate", [(6.0, 3.7), (6.95, 4.7), (6.0, 4.7)]),
        edge("slate", rect(0.3, 3.6, 6.5, 4.0)),
        *wheels(4.2, 1.2, 3.1, 4.9),
    ]


VEHICLES = (plane, helicopter, ufo, submarine, bus, truck, train)
