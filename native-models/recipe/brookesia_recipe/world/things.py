"""How each kind of thing is drawn: lists of filled outlines, in cells of the kind's big box, y downwards.

A shape with `edge` also draws the dark line around the thing; one without lies inside as detail.
Paints are names that `palette.thing_paints` knows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from .rich_creatures import CREATURES
from .rich_objects import OBJECTS
from .rich_sea import SEA_ANIMALS
from .rich_vehicles import VEHICLES
from .shapes import Point, Shape, blob, detail, edge, oval, rect


def house() -> list[Shape]:
    return [
        edge("slate", rect(4.2, 0.5, 4.9, 2.4)),
        edge("main", rect(0.8, 2.4, 5.2, 5.9)),
        detail("shade", rect(4.1, 2.4, 5.2, 5.9)),
        edge("slate", [(3, 0.3), (5.85, 2.9), (0.15, 2.9)]),
        detail("wood", rect(2.45, 4.1, 3.6, 5.9)),
        detail("window", rect(1.2, 3.5, 2.1, 4.5)),
        detail("window", rect(4.0, 3.5, 4.9, 4.5)),
    ]


def tree() -> list[Shape]:
    crown = [(3, 2.0, 1.9, 1.85), (1.7, 3.1, 1.6, 1.5), (4.3, 3.1, 1.6, 1.5), (3, 3.5, 1.9, 1.4)]
    return [
        edge("wood", [(2.55, 4.2), (3.45, 4.2), (3.75, 6.9), (2.25, 6.9)]),
        *(edge("main", oval(*c)) for c in crown),
        detail("shade", oval(3.1, 3.5, 2.55, 1.2, 5, 170) + oval(3.0, 3.3, 2.4, 0.75, 170, 5)),
        detail("light", oval(2.2, 1.7, 0.8, 0.65)),
    ]


def pine() -> list[Shape]:
    tiers = [(1.9, 4.0, 6.1, 2.35), (1.0, 2.7, 4.5, 1.85), (0.12, 0.8, 2.9, 1.35)]
    shapes = [edge("wood", rect(2.1, 5.6, 2.9, 6.9))]
    for _, top, bottom, half in tiers:
        shapes += [
            edge("main", [(2.5, max(0.12, top - 0.7)), (2.5 + half, bottom), (2.5 - half, bottom)]),
            detail("shade", [(2.6, max(0.2, top - 0.5)), (2.5 + half, bottom), (2.9, bottom)]),
        ]
    return shapes


def lighthouse() -> list[Shape]:
    def tower(y: float) -> float:
        return 0.62 + (y - 2.0) * 0.1

    def band(y0: float, y1: float) -> list[Point]:
        return [(2 - tower(y0), y0), (2 + tower(y0), y0), (2 + tower(y1), y1), (2 - tower(y1), y1)]

    return [
        edge("rock", blob((0.2, 7.85), (0.6, 7.1), (2, 6.8), (3.4, 7.1), (3.8, 7.85))),
        edge("main", band(2.0, 7.2)),
        detail("stripe", band(3.1, 4.1)),
        detail("stripe", band(5.2, 6.2)),
        edge("glow", rect(1.5, 1.0, 2.5, 1.9)),
        edge("slate", [(2, 0.12), (2.85, 1.05), (1.15, 1.05)]),
        edge("slate", rect(1.05, 1.8, 2.95, 2.15)),
    ]


def tent() -> list[Shape]:
    return [
        edge("shade", [(2.6, 0.3), (4.3, 0.5), (5.88, 4.85), (4.4, 4.85)]),
        edge("main", [(2.5, 0.3), (4.7, 4.85), (0.12, 4.85)]),
        detail("dark", [(2.45, 1.5), (3.3, 4.85), (1.6, 4.85)]),
        detail("light", [(2.45, 1.5), (1.75, 4.2), (1.0, 4.85), (1.75, 4.85)]),
    ]


def boat() -> list[Shape]:
    return [
        edge("wood", rect(2.75, 0.2, 3.0, 4.4)),
        edge("cream", [(2.62, 0.5), (2.62, 3.9), (0.5, 3.9)]),
        edge("cream", [(3.12, 0.2), (5.3, 3.9), (3.12, 3.9)]),
        edge("main", [(0.12, 4.3), (5.88, 4.3), (5.2, 5.4), (4.6, 5.88), (1.4, 5.88), (0.8, 5.4)]),
        detail("shade", [(0.75, 5.25), (5.25, 5.25), (4.6, 5.88), (1.4, 5.88)]),
        detail("light", rect(0.4, 4.42, 5.6, 4.72)),
    ]


def car() -> list[Shape]:
    body = blob(
        (0.2, 2.9),
        (0.35, 1.9),
        (1.5, 1.6),
        (3.5, 1.5),
        (5.4, 1.6),
        (6.65, 2.0),
        (6.8, 2.9),
        (6.5, 3.25),
        (0.4, 3.25),
    )
    shapes = [
        edge("main", [(1.3, 1.9), (2.0, 0.35), (4.4, 0.25), (5.6, 1.9)]),
        edge("main", body),
        detail("shade", rect(0.35, 2.7, 6.65, 3.2)),
        detail("window", [(1.85, 1.6), (2.3, 0.7), (3.2, 0.65), (3.2, 1.6)]),
        detail("window", [(3.5, 1.6), (3.5, 0.65), (4.2, 0.65), (4.95, 1.6)]),
        detail("glow", oval(6.4, 2.2, 0.28, 0.26)),
    ]
    for x in (1.75, 5.2):
        shapes += [edge("dark", oval(x, 3.1, 0.8, 0.8)), detail("grey", oval(x, 3.1, 0.38, 0.38))]
    return shapes


def rocket() -> list[Shape]:
    return [
        edge("flame", blob((1.3, 5.3), (2.7, 5.3), (2.5, 6.2), (2.0, 6.88), (1.5, 6.2))),
        detail("glow", oval(2, 5.6, 0.32, 0.6)),
        edge("shade", [(1.0, 3.4), (0.15, 5.0), (0.15, 5.9), (1.3, 5.2)]),
        edge("shade", [(3.0, 3.4), (3.85, 5.0), (3.85, 5.9), (2.7, 5.2)]),
        edge(
            "main",
            blob((2, 0.05), (2.75, 1.2), (3.1, 2.9), (2.75, 5.3), (1.25, 5.3), (0.9, 2.9), (1.25, 1.2)),
        ),
        detail("stripe", [(1.28, 1.15), (2, 0.2), (2.72, 1.15)]),
        detail("slate", oval(2, 2.6, 0.66, 0.66)),
        detail("glass", oval(2, 2.6, 0.44, 0.44)),
        detail("shade", rect(1.15, 4.6, 2.85, 5.05)),
    ]


def balloon() -> list[Shape]:
    envelope = oval(2.5, 2.4, 2.35, 2.28, 150, 390) + [(3.1, 5.2), (1.9, 5.2)]
    return [
        edge("wood", [(1.62, 5.0), (1.78, 5.0), (2.05, 6.1), (1.9, 6.1)]),
        edge("wood", [(3.22, 5.0), (3.38, 5.0), (3.1, 6.1), (2.95, 6.1)]),
        edge("main", envelope),
        detail("stripe", oval(2.5, 2.4, 1.35, 2.26, 160, 380) + [(2.85, 5.15), (2.15, 5.15)]),
        detail("main", oval(2.5, 2.4, 0.62, 2.26, 160, 380) + [(2.65, 5.15), (2.35, 5.15)]),
        edge("wood", [(1.7, 5.95), (3.3, 5.95), (3.1, 6.88), (1.9, 6.88)]),
    ]


def bird() -> list[Shape]:
    return [
        edge("beak", [(5.2, 2.2), (5.88, 2.6), (5.2, 2.9)]),
        edge("shade", [(1.6, 3.2), (0.15, 2.5), (0.3, 4.2)]),
        edge(
            "main",
            blob(
                (1.1, 3.3),
                (2.6, 2.4),
                (4.0, 1.8),
                (5.0, 1.75),
                (5.4, 2.5),
                (4.8, 3.6),
                (3.2, 4.3),
                (1.8, 4.0),
            ),
        ),
        edge(
            "shade", blob((2.3, 3.0), (1.4, 1.5), (1.2, 0.2), (2.6, 0.7), (3.7, 1.8), (3.9, 3.1), (3.0, 3.5))
        ),
        detail("light", oval(3.9, 3.5, 0.8, 0.36)),
        detail("dark", oval(4.75, 2.35, 0.2, 0.2)),
    ]


def duck() -> list[Shape]:
    return [
        edge("beak", blob((5.0, 1.7), (5.85, 1.8), (5.7, 2.35), (4.9, 2.4))),
        edge(
            "main",
            blob(
                (0.2, 3.0), (1.2, 3.7), (3.2, 3.4), (4.6, 3.4), (5.3, 4.4), (4.6, 5.7), (2.6, 5.9), (1.0, 5.6)
            ),
        ),
        edge("main", oval(3.9, 2.0, 1.45, 1.55)),
        detail("main", oval(3.7, 3.3, 1.1, 0.8)),
        detail("shade", blob((1.2, 4.2), (2.4, 4.2), (3.6, 4.3), (2.9, 5.2), (1.8, 5.1))),
        detail("light", oval(3.4, 1.2, 0.45, 0.35)),
        detail("dark", oval(4.35, 1.7, 0.26, 0.3)),
    ]


def cat() -> list[Shape]:
    return [
        edge(
            "shade",
            blob(
                (3.9, 5.6),
                (5.0, 5.3),
                (5.1, 4.0),
                (4.9, 3.0),
                (5.5, 2.9),
                (5.85, 4.2),
                (5.4, 5.8),
                (4.2, 5.9),
            ),
        ),
        edge("main", blob((1.2, 5.85), (1.2, 4.4), (1.8, 3.2), (3.6, 3.2), (4.3, 4.4), (4.3, 5.85))),
        edge("main", [(0.7, 0.15), (2.3, 1.0), (0.8, 2.3)]),
        edge("main", [(4.8, 0.15), (3.2, 1.0), (4.7, 2.3)]),
        edge("main", oval(2.75, 2.2, 2.15, 1.6)),
        detail("light", oval(2.75, 5.0, 0.75, 0.85)),
        detail("dark", oval(1.95, 2.05, 0.26, 0.38)),
        detail("dark", oval(3.55, 2.05, 0.26, 0.38)),
        detail("light", oval(2.75, 2.95, 0.62, 0.42)),
        detail("dark", [(2.45, 2.65), (3.05, 2.65), (2.75, 2.98)]),
    ]


def flower() -> list[Shape]:
    petals = [(2 + 1.12 * np.cos(a), 2 + 1.12 * np.sin(a)) for a in np.radians(np.arange(-90, 270, 60))]
    return [
        edge("stem", rect(1.82, 3.2, 2.18, 6.9)),
        edge("leaf", blob((2, 6.0), (2.6, 4.9), (3.8, 4.8), (3.2, 5.8))),
        edge("leaf", blob((2, 6.5), (1.4, 5.4), (0.2, 5.2), (0.8, 6.3))),
        *(edge("main", oval(x, y, 0.8, 0.8)) for x, y in petals),
        *(detail("shade", oval(2 + (x - 2) * 0.62, 2 + (y - 2) * 0.62, 0.3, 0.3)) for x, y in petals),
        detail("core", oval(2, 2, 0.72, 0.72)),
    ]


def mushroom() -> list[Shape]:
    return [
        edge("cream", blob((2.1, 3.0), (3.9, 3.0), (4.0, 4.6), (4.4, 5.6), (3, 5.9), (1.6, 5.6), (2.0, 4.6))),
        edge("main", oval(3, 3.3, 2.85, 3.1, 180, 360) + [(5.5, 3.75), (3, 4.0), (0.5, 3.75)]),
        detail("shade", [(0.15, 3.3), (5.85, 3.3), (5.5, 3.75), (3, 4.0), (0.5, 3.75)]),
        detail("stripe", oval(3, 1.2, 0.6, 0.5)),
        detail("stripe", oval(1.4, 2.4, 0.5, 0.48)),
        detail("stripe", oval(4.5, 2.3, 0.55, 0.5)),
    ]


def umbrella() -> list[Shape]:
    scallops = []
    for i in range(4):
        scallops += oval(5.05 - 1.37 * i, 3.2, 0.68, 0.42, 0, -180)
    return [
        edge("wood", rect(2.86, 3.0, 3.14, 6.9)),
        edge("wood", rect(2.9, 0.15, 3.1, 0.8)),
        edge("main", oval(3, 3.2, 2.74, 2.7, 180, 360) + scallops),
        detail(
            "stripe", [(3, 0.52)] + oval(3, 3.2, 1.38, 2.7, 270, 360) + oval(3.68, 3.2, 0.68, 0.42, 0, -180)
        ),
        detail(
            "stripe",
            [(3, 0.52)]
            + oval(3, 3.2, 2.72, 2.68, 270, 180)[2:]
            + oval(0.94, 3.2, 0.68, 0.42, -180, 0)
            + oval(3, 3.2, 1.38, 2.7, 180, 270),
        ),
    ]


def ball() -> list[Shape]:
    pole, rim = (1.75, 1.5), 2.33
    return [
        edge("main", oval(2.5, 2.5, 2.35, 2.35)),
        detail("shade", oval(2.5, 2.5, rim, rim, 5, 125) + oval(2.2, 2.1, 2.3, 2.3, 115, 15)),
        *(detail("stripe", [pole, *oval(2.5, 2.5, rim, rim, start, start + 46)]) for start in (10, 125, 245)),
        detail("stripe", oval(*pole, 0.34, 0.34)),
    ]


DRAWINGS: dict[str, Callable[[], list[Shape]]] = {
    function.__name__: function
    for function in (house, tree, pine, lighthouse, tent, boat, car, rocket, balloon, bird, duck, cat, flower,
                     mushroom, umbrella, ball, *CREATURES, *SEA_ANIMALS, *OBJECTS, *VEHICLES)
}  # fmt: skip
"""One drawing per kind."""


@cache
def unit_shapes(kind: str) -> tuple[Shape, ...]:
    """A kind's shapes with points in 0..1, stretched so that the drawing touches all four sides."""
    shapes = DRAWINGS[kind]()
    corners = np.concatenate([shape.points for shape in shapes if shape.edge])
    low, high = corners.min(0), corners.max(0)
    return tuple(Shape((shape.points - low) / (high - low), shape.paint, shape.edge) for shape in shapes)
